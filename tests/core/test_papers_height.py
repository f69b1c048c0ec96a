"""How tall a form is: it fills its page where it has room, and a box never stands apart from its option."""

from __future__ import annotations

import pytest

from yuetan.paperwork.papers.boxes import WIDTH, boxes
from yuetan.paperwork.papers.form_height import LEAST, MOST, TIGHT, share_of_lines
from yuetan.rules import FieldType, FormField, Material
from yuetan.rules.layouts import Band, Form, Tall

MATERIAL = Material("m", "表", clause="1", fields=(
    FormField("sort", "种类", FieldType.CHOICE, choices=tuple(f"第{number}种情形" for number in range(9))),))
PAIR = ("甲", "", "乙", "")


def share(*rows: tuple[str, ...] | Tall | Band, roomy: bool = True) -> float:
    return share_of_lines(Form("m", rows=rows, signed_by=("甲", "乙")), MATERIAL, roomy=roomy)


@pytest.mark.parametrize("roomy", [True, False])
def test_the_fewer_rows_there_are_the_taller_they_get(roomy: bool) -> None:  # noqa: FBT001 - a parameter of the test
    few, more, most = (share(*[PAIR] * count, Tall("丙", "", lines=10), roomy=roomy) for count in (1, 4, 7))
    assert MOST >= few > more > most >= LEAST


def test_rows_that_choices_make_taller_leave_less() -> None:
    tall = Tall("丙", "", lines=10)
    assert share(PAIR, tall) > share(("种类", "{sort}"), tall)


def test_what_takes_more_than_a_page_is_as_long_as_what_it_says_and_by_hand_fills_its_pages() -> None:
    pairs, talls = [PAIR] * 6, [Tall(title, "", lines=10) for title in "一二三"]
    assert share(*pairs, Band("情况"), *talls, roomy=False) == TIGHT
    assert MOST >= share(*pairs, Band("情况"), *talls) > LEAST


def test_a_form_without_tall_rows_asks_for_none() -> None:
    assert share(PAIR, PAIR) == pytest.approx(MOST, abs=0.6)


def test_a_box_never_ends_a_line_without_its_option() -> None:
    lines = boxes(MATERIAL.fields[0], "第4种情形").split("\n")
    assert all(len(line) <= WIDTH and line[0] in "□■" and line[-1] == "形" for line in lines)
    assert "".join(lines).count("■") == 1
    assert "■第4种情形" in "\n".join(lines)


def test_an_option_longer_than_a_line_stands_alone() -> None:
    long = "很长的一种情形" * 5
    field = FormField("sort", "种类", FieldType.CHOICE, choices=("短", long, "也短"))
    assert boxes(field, "") == f"□短\n□{long}\n□也短"
