"""Plans of interviews: who may do what with one, what it leaves out for whom, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office, office_over
from sqlalchemy import select

from yuetan.access.door import Access
from yuetan.access.plan_views import PlanView
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.governing import calendar_of
from yuetan.casework.plans import Line, LineChange, NewPlan, Plans
from yuetan.records.database import reading
from yuetan.records.tables import case_file, event
from yuetan.records.verifying import verify

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
NEW = NewPlan(regulation="lianyungang", unit="J", title="2026年约谈计划", since=SINCE, until=UNTIL)


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as found:
        yield found


def plans(office: Office) -> Plans:
    return Plans(office.records, office.plugins, lambda: office.moment)


def view(office: Office, who: str, reference: str) -> PlanView | None:
    access = Access(office.records, office.plugins, office.actors[who], on=office.today,
                    calendar=calendar_of(office.records))
    return access.plan(reference)


def seen(office: Office, who: str, reference: str) -> PlanView:
    found = view(office, who, reference)
    assert found is not None
    return found


def made(office: Office, *lines: Line, by: str = RECORDER, new: NewPlan = NEW) -> str:
    reference = plans(office).make(office.actors[by], new, token=office.token())
    for line in lines:
        plans(office).add(office.actors[by], reference, line, version=seen(office, by, reference).version,
                          token=office.token())
    return reference


def talk(cadre: str = OTHER, **more: Any) -> Line:  # noqa: ANN401 - the fields of a line
    return evolve(Line(cadre=cadre, kind="routine"), **more)


def do(office: Office, act: str, who: str, reference: str, *more: object, version: int | None = None) -> None:
    actor = office.actors[who]
    at = seen(office, RECORDER, reference).version if version is None else version
    getattr(plans(office), act)(actor, reference, *more, version=at, token=office.token())


def test_a_plan_goes_from_a_draft_through_a_return_to_its_approval(office: Office) -> None:
    reference = made(office, talk(planned=date(2026, 5, 6), talker=DEPUTY))
    do(office, "submit", RECORDER, reference)
    do(office, "give_back", SECRETARY, reference, "少列了一位")
    do(office, "add", RECORDER, reference, talk(DIRECTOR, collective=True))
    do(office, "submit", RECORDER, reference)
    do(office, "approve", SECRETARY, reference)
    found = seen(office, RECORDER, reference)
    assert found.row.state == "approved"
    assert [(one.cadre.cadre, one.collective, one.planned) for one in found.lines] == [
        (OTHER, False, date(2026, 5, 6)), (DIRECTOR, True, None)]


def test_every_act_is_in_the_chain_and_names_nobody(office: Office) -> None:
    reference = made(office, talk())
    do(office, "submit", RECORDER, reference)
    with reading(office.records) as connection:
        rows = connection.execute(
            select(event.c.code, event.c.content).join(case_file, event.c.case_id == case_file.c.id)
            .where(case_file.c.reference == reference).order_by(event.c.sequence)).all()
        assert list(verify(connection)) == []
    assert [row[0] for row in rows] == ["plan_made", "plan_lines_added", "plan_submitted"]
    assert OTHER not in "".join(row[1] for row in rows)


@pytest.mark.parametrize("who", [SECRETARY, BUREAU, OTHER])
def test_whoever_keeps_no_plans_of_the_unit_makes_none(office: Office, who: str) -> None:
    with pytest.raises(Hidden):
        made(office, by=who)


def test_another_unit_does_not_see_it(office: Office) -> None:
    assert view(office, BUREAU, made(office, talk())) is None


def test_a_sealed_line_is_there_for_the_discipline_organ_alone(office: Office) -> None:
    reference = made(office, talk(), by=CLERK)
    do(office, "add", CLERK, reference, talk(DIRECTOR, sealed=True))
    lines = {who: [one.cadre.cadre for one in seen(office, who, reference).lines]
             for who in (CLERK, RECORDER, SECRETARY)}
    assert lines == {CLERK: [OTHER, DIRECTOR], RECORDER: [OTHER], SECRETARY: [OTHER]}
    assert seen(office, RECORDER, reference).row.lines == 1
    sealed = seen(office, CLERK, reference).lines[1].reference
    with pytest.raises(Hidden):
        do(office, "drop", RECORDER, reference, sealed)


def test_whoever_stands_in_a_plan_sees_it_without_himself_and_does_not_approve_it(office: Office) -> None:
    reference = made(office, talk(), talk(DEPUTY, talker=SECRETARY))
    do(office, "submit", RECORDER, reference)
    found = seen(office, DEPUTY, reference)
    assert [one.cadre.cadre for one in found.lines] == [OTHER]
    assert (found.may_decide, seen(office, SECRETARY, reference).may_decide) == (False, True)
    with pytest.raises(Hidden):
        do(office, "approve", DEPUTY, reference)


def test_nobody_approves_what_he_handed_in(office: Office) -> None:
    reference = made(office, talk(), by=CLERK)
    do(office, "submit", CLERK, reference)
    with pytest.raises(Hidden):
        do(office, "approve", CLERK, reference)
    do(office, "approve", SECRETARY, reference)


@pytest.mark.parametrize("who", [RECORDER, BUREAU, OTHER])
def test_whoever_may_not_approve_does_not(office: Office, who: str) -> None:
    reference = made(office, talk(), by=CLERK)
    do(office, "submit", CLERK, reference)
    with pytest.raises(Hidden):
        do(office, "approve", who, reference)


def test_what_was_handed_in_is_changed_by_nobody(office: Office) -> None:
    reference = made(office, talk())
    do(office, "submit", RECORDER, reference)
    with pytest.raises(Conflict, match="已经报送，不能再改"):
        do(office, "add", RECORDER, reference, talk(DIRECTOR))
    with pytest.raises(Conflict):
        do(office, "submit", RECORDER, reference)


def test_the_second_of_two_at_once_is_told_so(office: Office) -> None:
    reference = made(office, talk())
    version = seen(office, RECORDER, reference).version
    do(office, "add", RECORDER, reference, talk(DIRECTOR), version=version)
    with pytest.raises(Conflict, match="有人刚刚改过这份计划"):
        do(office, "add", CLERK, reference, talk(DEPUTY), version=version)


def test_the_same_request_is_done_once(office: Office) -> None:
    actor, token = office.actors[RECORDER], office.token()
    reference = plans(office).make(actor, NEW, token=token)
    assert plans(office).make(actor, NEW, token=token) == reference
    token = office.token()
    for _ in range(2):
        plans(office).add(actor, reference, talk(), version=1, token=token)
    assert len(seen(office, RECORDER, reference).lines) == 1
    with pytest.raises(Conflict):
        plans(office).submit(actor, reference, version=2, token=token)


def test_what_is_owed_until_its_end_is_put_in_once(office: Office) -> None:
    reference = made(office, by=BUREAU, new=evolve(NEW, unit="E"))
    actor = office.actors[BUREAU]
    plans(office).fill(actor, reference, version=1, token=office.token())
    found = seen(office, BUREAU, reference)
    assert {(one.cadre.cadre, one.kind.code) for one in found.lines} == {(DIRECTOR, "routine"), (OTHER, "routine")}
    assert {one.due for one in found.lines} == {date(2026, 12, 31)}  # a day after it would be too late, and is marked
    with pytest.raises(Unfit) as refused:
        plans(office).fill(actor, reference, version=found.version, token=office.token())
    assert refused.value.errors == {"fill": "到计划期末为止，没有尚未列入计划的应谈事项。"}


def test_what_came_of_a_line_is_found_and_not_entered(office: Office) -> None:
    reference = made(office, talk(), by=CLERK)
    assert [one.interview for one in seen(office, CLERK, reference).lines] == [""]
    done = office.propose(planned=date(2026, 6, 1))
    assert [(one.interview, one.state) for one in seen(office, CLERK, reference).lines] == [(done.case, "确定约谈对象")]


WRONG: list[tuple[Callable[[], Line], dict[str, str]]] = [
    (lambda: talk("nobody"), {"cadre": "花名册里没有这位干部；请核对姓名或人员编号。"}),
    (lambda: talk(talker="nobody"), {"talker": "花名册里没有这位干部；请核对姓名或人员编号。"}),
    (lambda: talk(talker=OTHER), {"talker": "约谈人不能是约谈对象本人。"}),
    (lambda: talk(kind="chat"), {"kind": "请选择约谈种类。"}),
    (lambda: talk(planned=date(2027, 1, 1)), {"planned": "日期应在计划期 2026-01-01 至 2026-12-31 之内。"}),
    (lambda: talk(DIRECTOR), {"cadre": "计划里已有对这位干部的同一种约谈。"}),
]


@pytest.mark.parametrize(("line", "errors"), WRONG)
def test_a_line_that_will_not_do_is_refused_field_by_field(
        office: Office, line: Callable[[], Line], errors: dict[str, str]) -> None:
    reference = made(office, talk(DIRECTOR))
    with pytest.raises(Unfit) as refused:
        do(office, "add", RECORDER, reference, line())
    assert refused.value.errors == errors
    assert len(seen(office, RECORDER, reference).lines) == 1


@pytest.mark.parametrize(("new", "errors"), [
    (evolve(NEW, title=" "), {"title"}), (evolve(NEW, regulation="", unit=""), {"regulation", "unit"}),
    (evolve(NEW, since=None), {"since"}),
    (evolve(NEW, since=UNTIL, until=SINCE), {"until"})])
def test_a_plan_that_will_not_do_is_refused(office: Office, new: NewPlan, errors: set[str]) -> None:
    with pytest.raises(Unfit) as refused:
        made(office, new=new)
    assert set(refused.value.errors) == errors


def test_an_empty_plan_is_not_handed_in_and_one_given_up_says_why(office: Office) -> None:
    reference = made(office)
    with pytest.raises(Unfit) as refused:
        do(office, "submit", RECORDER, reference)
    assert refused.value.errors == {"submit": "计划里还没有一项约谈；请先添加，再报送。"}
    with pytest.raises(Unfit):
        do(office, "withdraw", RECORDER, reference, " ")
    do(office, "withdraw", RECORDER, reference, "并入下一季度")
    assert seen(office, RECORDER, reference).row.state == "withdrawn"


# Lines that are changed


def changed(office: Office, reference: str, by: str = RECORDER, **changes: LineChange) -> None:
    lines = {line.cadre.cadre: line.reference for line in seen(office, RECORDER, reference).lines}
    plans(office).change(office.actors[by], reference, {lines.get(one, one): of for one, of in changes.items()},
                         version=seen(office, by, reference).version, token=office.token())


def told(office: Office, reference: str, by: str = RECORDER) -> list[tuple[str, str, date | None, bool]]:
    return [(line.cadre.cadre, line.talker.cadre if line.talker else "", line.planned, line.collective)
            for line in seen(office, by, reference).lines]


def test_talker_day_and_manner_of_a_line_are_changed_and_the_earlier_line_stays_on_record(office: Office) -> None:
    reference = made(office, talk(), talk(DIRECTOR))
    changed(office, reference, E002=LineChange(talker=DEPUTY, planned=date(2026, 5, 6), collective=True),
            E001=LineChange())
    assert sorted(told(office, reference)) == [("E001", "", None, False), ("E002", DEPUTY, date(2026, 5, 6), True)]
    with reading(office.records) as connection:
        codes = connection.execute(select(event.c.code).join(case_file).where(case_file.c.reference == reference)
                                   .order_by(event.c.sequence)).scalars().all()
        assert verify(connection) == ()
    assert codes == ["plan_made", "plan_lines_added", "plan_lines_added", "plan_lines_changed"]


def test_what_will_not_do_is_named_line_by_line_and_nothing_is_changed(office: Office) -> None:
    reference = made(office, talk(), talk(DIRECTOR))
    lines = {line.cadre.cadre: line.reference for line in seen(office, RECORDER, reference).lines}
    with pytest.raises(Unfit) as refused:
        changed(office, reference, E002=LineChange(talker=OTHER), E001=LineChange(planned=date(2027, 1, 1)))
    assert refused.value.errors == {
        f"talker.{lines[OTHER]}": "约谈人不能是约谈对象本人。",
        f"planned.{lines[DIRECTOR]}": "日期应在计划期 2026-01-01 至 2026-12-31 之内。"}
    with pytest.raises(Unfit, match="没有改动。"):
        changed(office, reference, E002=LineChange(), E001=LineChange())
    assert sorted(told(office, reference)) == [("E001", "", None, False), ("E002", "", None, False)]


def test_nobody_changes_a_line_that_he_does_not_see_or_that_was_handed_in(office: Office) -> None:
    reference = made(office, talk(sealed=True), by=CLERK)
    sealed = seen(office, CLERK, reference).lines[0].reference
    for line in (sealed, "none"):
        with pytest.raises(Hidden):
            plans(office).change(office.actors[RECORDER], reference, {line: LineChange(planned=SINCE)},
                                 version=seen(office, RECORDER, reference).version, token=office.token())
    plans(office).submit(office.actors[CLERK], reference, version=seen(office, CLERK, reference).version,
                         token=office.token())
    with pytest.raises(Conflict, match="这份计划已经报送，不能再改"):
        changed(office, reference, by=CLERK, **{sealed: LineChange(planned=SINCE)})


def test_lines_without_a_day_are_given_working_days_ahead_and_far_apart(office: Office) -> None:
    reference = made(office, talk(planned=date(2026, 3, 30)), talk(DIRECTOR), talk(SECRETARY),
                     new=evolve(NEW, until=date(2026, 3, 31)))
    plans(office).spread(office.actors[RECORDER], reference, version=seen(office, RECORDER, reference).version,
                         token=office.token())
    days = sorted(planned for _, _, planned, _ in told(office, reference) if planned)
    # from Tuesday 3 March on there are 21 working days until the end of the month: the 6th and the 16th of them
    assert days == [date(2026, 3, 10), date(2026, 3, 24), date(2026, 3, 30)]
    with pytest.raises(Unfit, match="没有要安排日期的，或者计划期内已没有工作日。"):
        plans(office).spread(office.actors[RECORDER], reference, version=seen(office, RECORDER, reference).version,
                             token=office.token())
