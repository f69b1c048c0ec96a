"""Several cadres are ticked in a list, and one proposal is begun for all of them."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DIRECTOR, OTHER, House, Visitor
from werkzeug.datastructures import MultiDict


def ticked(visitor: Visitor, address: str, *wanted: str) -> str:
    """Press the button below a list with some boxes ticked; of a kind and a staff number, or of a number alone."""
    visitor.get(address)
    boxes = re.findall(r'type="checkbox" name="(pick|cadre)" value="([^"]+)" form="together"', visitor.page)
    some = [(name, value) for name, value in boxes if value.rpartition(" ")[2] in wanted]
    return visitor.get("/interviews/new", query_string=MultiDict([*dict.fromkeys(some), ("picked", "yes")]))


def test_talks_that_are_owed_are_ticked_on_the_desk_and_proposed_one_by_one(house: House) -> None:
    clerk = house.visitor()
    ticked(clerk, "/?view=all", OTHER, DIRECTOR)
    parts = ("发起约谈 · 周志强、马文慧", "一般个别进行", "第五条", "每人一次，共 2 次")
    assert [part for part in parts if part not in clerk.text] == []
    assert re.search(r'name="apart" value="yes" checked', clerk.page)


def test_people_of_a_unit_are_listed_and_ticked_and_then_the_kind_is_chosen(shared_house: House) -> None:
    clerk = shared_house.visitor()
    clerk.get("/cadres")
    unit = re.search(r'<option value="([^"]+)">市教育局</option>', clerk.page)
    assert unit is not None
    ticked(clerk, f"/cadres?unit={unit[1]}", OTHER, DIRECTOR)
    assert ("已选定的约谈对象" in clerk.text, clerk.page.count('name="cadre"')) == (True, 2)


@pytest.mark.parametrize(("given", "wrong"), [
    ([("picked", "yes")], "没有勾选任何人"),
    ([("pick", f"lianyungang:routine {OTHER}"), ("pick", f"lianyungang:warning {DIRECTOR}"), ("picked", "yes")],
     "勾选的事项不是同一种约谈（日常约谈（《"),
    ([("pick", f"nobody:knows {OTHER}"), ("picked", "yes")], "没有勾选任何人"),
])
def test_what_was_ticked_and_will_not_do_is_said_beside_its_field(
        shared_house: House, given: list[tuple[str, str]], wrong: str) -> None:
    clerk = shared_house.visitor()
    clerk.get("/interviews/new", query_string=MultiDict(given))
    assert (clerk.answer.status_code, wrong in clerk.text, "aria-invalid=true" in clerk.page) == (422, True, True)


def test_nobody_ticks_himself_and_whom_he_may_not_look_up_is_not_there(shared_house: House) -> None:
    clerk = shared_house.visitor()
    clerk.get("/cadres?name=白雪")
    assert ("白雪" in clerk.text, f'name="cadre" value="{CLERK}"' in clerk.page) == (True, False)
    clerk.get("/interviews/new", query_string=MultiDict([("pick", "lianyungang:routine X999"), ("picked", "yes")]))
    assert clerk.answer.status_code == 404


def test_whoever_proposes_nothing_has_no_boxes(shared_house: House) -> None:
    him = shared_house.visitor(OTHER)
    him.get("/?view=all")
    assert 'id="together"' not in him.page
