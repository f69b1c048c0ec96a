"""Rounds of talks: which plan is one, how far its talks have come, what was done to it, and what was told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pluggy
import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, START, Office, office_over

from yuetan.access.door import Access
from yuetan.access.plan_views import RoundView
from yuetan.casework.errors import Unfit
from yuetan.casework.plans import Line, NewPlan, Plans
from yuetan.casework.reporting import Reported
from yuetan.plugins import Loaded, Plugins
from yuetan.rules import (
    EVERYONE,
    HELD,
    PROPOSED,
    SHOULD,
    UNIT,
    YEAR,
    Clause,
    Duty,
    FieldType,
    FormField,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    post,
    terms,
    unit,
)
from yuetan.rules.workdays import Calendar

CODE = "rounds"
ROUND = Material("round", "集中约谈实施情况", of_round="name", clause="2", fields=(
    FormField("name", "计划名称"), FormField("began", "开始日期", FieldType.DATE),
    FormField("ended", "结束日期", FieldType.DATE, required=False), FormField("talks", "人次", FieldType.NUMBER)))
REGULATION = Regulation(
    code=CODE, title="某市集中约谈办法", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部"),
    rules=(
        Clause("1", "谁谈谁"), Clause("2", "集中约谈"),
        Kind("routine", "日常谈话", clause="1"), Kind("warning", "警示谈话", family="warning", clause="1"),
        Pairing("talkers", "纪委领导", by=post("head", "deputy"), to=EVERYONE, clause="1"),
        Step(PROPOSED, "提出", clause="1"), Step(HELD, "谈话", after=(PROPOSED,), clause="1"), ROUND,
        Duty("rounds", "开展集中约谈", owed_by=UNIT, each=YEAR, times=2, material=ROUND, force=SHOULD, clause="2",
             about=unit("city_discipline")),
    ))
NEW = NewPlan(regulation=CODE, unit="J", title="春季集中约谈", since=date(2026, 3, 1), until=date(2026, 4, 30),
              round="round")
LINES = (Line(cadre=OTHER, kind="routine", talker=DEPUTY, planned=date(2026, 3, 5)),
         Line(cadre=BUREAU, kind="routine", collective=True), Line(cadre=DIRECTOR, kind="warning", sealed=True))


def plugins() -> Plugins:
    """That regulation alone."""
    return Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-rounds", None, (REGULATION,)),))


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url, plugins(), CODE) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def access(office: Office, who: str) -> Access:
    return Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())


def made(office: Office, *lines: Line, **changes: object) -> str:
    """A plan of these talks."""
    plans = Plans(office.records, office.plugins, lambda: office.moment)
    clerk = office.actors[CLERK]
    reference = plans.make(clerk, evolve(NEW, **changes), token=office.token())  # type: ignore[arg-type]
    for version, line in enumerate(lines, 1):
        plans.add(clerk, reference, line, version=version, token=office.token())
    return reference


def passed(office: Office, reference: str, *acts: tuple[str, str]) -> None:
    """Hand the plan in, approve it ..., each by somebody."""
    plans = Plans(office.records, office.plugins, lambda: office.moment)
    for act, who in acts:
        found = access(office, who).plan(reference)
        assert found is not None
        getattr(plans, act)(office.actors[who], reference, version=found.version, token=office.token())


def told(office: Office, name: str = NEW.title, *, correction: str = "", **days: str) -> None:
    office.casework.report(office.actors[CLERK], Reported(
        regulation=CODE, duty="rounds", unit="J", period="2026", correction=correction,
        fields={"name": name, "began": "2026-03-02", "talks": "9", **days}), token=office.token())


def seen(office: Office, reference: str, who: str = CLERK) -> RoundView:
    found = access(office, who).round_of_talks(reference)
    assert found is not None
    return found


def test_a_round_tells_of_its_plan_and_how_far_each_talk_has_come(office: Office) -> None:
    reference = made(office, *LINES)
    passed(office, reference, ("submit", CLERK), ("approve", SECRETARY))
    done = office.propose(regulation=CODE, kind="routine", interviewees=(OTHER,), interviewers=(DEPUTY,),
                          planned=date(2026, 3, 5))
    office.take(DEPUTY, done, HELD)
    found = seen(office, reference)
    assert (found.row.title, found.row.round, found.row.state, found.paper.code) == (
        "春季集中约谈", "集中约谈实施情况", "approved", "round")
    assert [(one.title, one.on, one.by) for one in found.acts] == [
        ("建立", office.today, "白雪"), ("报送", office.today, "白雪"), ("批准", office.today, "郑守正")]
    assert [(one.line.cadre.cadre, one.line.interview, one.held_on, one.filed) for one in found.talks] == [
        (OTHER, done.case, office.today, False), (BUREAU, "", None, False), (DIRECTOR, "", None, False)]
    assert [(what, dict(counts)) for what, counts in found.counts] == [
        ("进展", {"未发起": 2, "已发起": 0, "已谈": 1, "已归档": 0}), ("方式", {"个别": 2, "集体": 1}),
        ("种类", {"日常谈话": 2, "警示谈话": 1})]


def test_who_does_not_see_a_line_is_shown_no_figure_that_tells_of_it(office: Office) -> None:
    reference = made(office, *LINES)
    told(office)
    for who, those in ((CLERK, [OTHER, BUREAU, DIRECTOR]), (RECORDER, [OTHER, BUREAU])):
        found = seen(office, reference, who)
        assert [one.line.cadre.cadre for one in found.talks] == those
        assert {sum(count for _, count in counts) for _, counts in found.counts} == {len(those)}
        assert found.row.lines == len(those)


@pytest.mark.parametrize("who", [DIRECTOR, OTHER, BUREAU])
def test_whoever_may_not_see_the_plan_is_told_of_no_round(office: Office, who: str) -> None:
    reference = made(office)
    assert (access(office, who).round_of_talks(reference), reference in {
        one.reference for one in access(office, who).rounds()}) == (None, False)


def test_a_plan_of_no_round_is_none_and_stands_in_no_list_of_them(office: Office) -> None:
    plain, of_round = made(office, round=""), made(office)
    listed = {one.reference for one in access(office, CLERK).rounds()}
    assert (plain in listed, of_round in listed) == (False, True)
    for reference in (plain, "AAAAAAAAAAAAAAAAAAAAAA"):
        assert access(office, CLERK).round_of_talks(reference) is None


@pytest.mark.parametrize("code", ["nothing", "routine"])
def test_a_round_that_the_regulation_does_not_know_is_refused(office: Office, code: str) -> None:
    with pytest.raises(Unfit) as unfit:
        made(office, round=code)
    assert [*unfit.value.errors] == ["round"]


def test_which_rounds_there_are_is_asked_of_the_regulations(office: Office) -> None:
    assert access(office, CLERK).kinds_of_round() == (("round", "集中约谈实施情况"),)


def test_what_was_told_is_found_by_the_title_of_the_plan_and_as_it_was_put_right(database_url: str) -> None:
    with office_over(database_url, plugins(), CODE) as office:
        reference = made(office, title="夏季集中约谈")
        told(office, "秋季集中约谈")
        assert seen(office, reference).told == ()
        told(office, " 夏季集中约谈 ", ended="2026-03-30")
        told(office, "夏季集中约谈", correction="日期有误", ended="2026-03-31")
        assert [(one.on, one.days) for one in seen(office, reference).told] == [
            (office.today, (("开始日期", date(2026, 3, 2)), ("结束日期", date(2026, 3, 31))))]
