"""Templates that an office changes: looked at, agreed to by another, used from a day on, and given up again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, START, Office, office_over
from paper_samples import lines, opened
from paper_samples import template as template_file

from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.paper_templates import LARGEST, NewTemplate, PaperTemplates
from yuetan.paperwork.papers.materials import as_word, template_of
from yuetan.paperwork.papers.office_templates import check, compiled, preview, sample
from yuetan.paperwork.papers.page import saved
from yuetan.rules import Material
from yuetan_lianyungang.regulation import NOTICE, REGULATION

SETTLED = REGULATION.under({})
ON = date(2026, 3, 9)
OURS = template_file("{{ unit }}的通知", "{{ person }}：{{ topic }}")


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def templates(office: Office) -> PaperTemplates:
    return PaperTemplates(office.records, office.plugins, lambda: office.moment)


def fine(_: bytes) -> str:
    return ""


def new(office: Office, **more: Any) -> NewTemplate:  # noqa: ANN401 - each field has its own type
    usual = NewTemplate(unit="J", regulation=SETTLED.code, edition=SETTLED.edition, material=NOTICE.code,
                        since=office.today, note="换了抬头", content=OURS)
    return evolve(usual, **more)


def sent_in(office: Office, by: str = RECORDER, **more: Any) -> str:  # noqa: ANN401 - see above
    return templates(office).send_in(office.actors[by], new(office, **more), fine)


def used(office: Office, after: int = 0) -> bytes | None:
    return templates(office).used("J", SETTLED, NOTICE.code, office.today + timedelta(after))


def clear(office: Office) -> None:
    """Give up whatever is used or waits."""
    for one in templates(office).listed(office.actors[DEPUTY]):
        if one.ended_at is None:
            templates(office).end(office.actors[DEPUTY], one.reference)


def test_one_is_used_from_its_day_on_once_another_agreed(office: Office) -> None:
    one = sent_in(office, since=office.today + timedelta(3))
    assert used(office, 3) is None
    templates(office).agree(office.actors[DEPUTY], one)
    assert (used(office, 2), used(office, 3)) == (None, OURS)
    clear(office)


def test_giving_one_up_leads_back_to_the_one_before_and_then_to_the_standard(office: Office) -> None:
    first, second = sent_in(office), sent_in(office, content=OURS + b" ")
    for one in (first, second):
        templates(office).agree(office.actors[DEPUTY], one)
    assert used(office) == OURS + b" "
    templates(office).end(office.actors[DEPUTY], second)
    assert used(office) == OURS
    templates(office).end(office.actors[DEPUTY], first)
    assert used(office) is None


def test_nobody_agrees_to_his_own(office: Office) -> None:
    one = sent_in(office, by=CLERK)
    with pytest.raises(Refused, match="不能同意自己上传的模板"):
        templates(office).agree(office.actors[CLERK], one)
    clear(office)


def test_whoever_sent_one_in_may_take_it_back_while_it_waits(office: Office) -> None:
    one = sent_in(office)
    templates(office).end(office.actors[RECORDER], one)
    with pytest.raises(Refused, match="已经处理过"):
        templates(office).agree(office.actors[DEPUTY], one)


def test_a_clerk_does_not_agree_and_does_not_end_what_is_used(office: Office) -> None:
    one = sent_in(office, by=CLERK)
    with pytest.raises(Hidden):
        templates(office).agree(office.actors[RECORDER], one)
    templates(office).agree(office.actors[DEPUTY], one)
    with pytest.raises(Hidden):
        templates(office).end(office.actors[RECORDER], one)
    clear(office)


@pytest.mark.parametrize("by", [BUREAU, OTHER])
def test_another_unit_sends_nothing_in_and_reads_nothing(office: Office, by: str) -> None:
    one = sent_in(office)
    with pytest.raises(Hidden):
        sent_in(office, by=by)
    with pytest.raises(Hidden):
        templates(office).content(office.actors[by], one)
    assert [kept.unit for kept in templates(office).listed(office.actors[by]) if kept.unit == "J"] == []
    clear(office)


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("content", b"", "请选择改好的"), ("content", b"x" * (LARGEST + 1), "最大 2 MB"),
    ("since", date(2026, 3, 1), "不早于今天"), ("note", " ", "请填写")])
def test_what_will_not_do_is_refused_in_words(office: Office, field: str, value: Any, expected: str) -> None:  # noqa: ANN401 - see above
    with pytest.raises(Unfit, match=expected):
        sent_in(office, **{field: value})


def test_an_unknown_paper_is_not_there(office: Office) -> None:
    with pytest.raises(Hidden):
        sent_in(office, material="nothing")


def test_a_file_is_looked_at_in_a_process_of_its_own_and_faults_are_named() -> None:
    looked = check(SETTLED, NOTICE)
    assert looked(template_of(SETTLED, NOTICE)) == ""
    assert "informant" in looked(template_file("{{ informant }}"))


def test_a_paper_is_filled_by_the_template_of_the_office() -> None:
    paper = sample(SETTLED, NOTICE, ON)
    first, second = lines(as_word(paper, compiled(SETTLED, NOTICE, OURS)))
    assert (first, second.partition("：")[2]) == ("某某市纪律检查委员会的通知", "（主题）")


@pytest.mark.parametrize("material", SETTLED.of(Material), ids=lambda one: one.code)
def test_every_paper_has_a_sample_with_made_up_data(material: Material) -> None:
    assert lines(saved(opened(preview(SETTLED, material, None, ON))))
