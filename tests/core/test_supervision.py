"""Whoever supervises sees how procedure is kept in the units below, in numbers and rows that name nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DIRECTOR, OTHER, SECRETARY, Office, office_over
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select
from test_access_figures import held

from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.access.reading_departures import without_names
from yuetan.access.supervision_views import GROUPS, OVERDUE, SupervisionView
from yuetan.casework.governance import Governance
from yuetan.casework.sweeping import sweep_all
from yuetan.records.cases import cadre_ids, find_interview
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.tables import interview, obligation, participant, unit
from yuetan.rules.workdays import Calendar

INSPECTOR = Actor(98, "I" * 22, "纪检监察室", "", (Granted(Role.DISCIPLINE, "C"),))
LATER = date(2026, 9, 1)


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """Half a year in which nothing was handed in; a talk of the bureau held against a rule, and one of the organ."""
    with office_over(shared_database_url) as made:
        for of, reason in (("E", "马文慧（E002）出差，经书记同意"), ("J", "情况紧急")):
            departed(made, of, reason)
        made.on(LATER)
        sweep_all(made.records, made.plugins, at=made.moment)
        yield made


def departed(office: Office, of: str, reason: str) -> None:
    """A talk of a unit that was recorded against a rule, for a reason."""
    held(office, of, OTHER, on="2026-02-25")
    write(office, Entry(code="recorded", happened_on=date(2026, 2, 26), reason=reason,
                        content={"rules.departed": "duty:record 7.2", "account": "绝密内容"}))


def clear(office: Office) -> None:
    """Whoever was talked to last is cleared."""
    write(office, Entry(code="cleared", happened_on=date(2026, 2, 27)))


def write(office: Office, entry: Entry) -> None:
    """An event of the latest talk."""
    with writing(office.records) as connection:
        latest = connection.execute(select(interview.c.reference).order_by(interview.c.id.desc())).scalars().first()
        found, case = find_interview(connection, latest or ""), case_file_of(connection, latest or "")
        assert found is not None
        assert case is not None
        append(connection, case, evolve(entry, interview_id=found.id), by=None, at=office.moment)


def door(office: Office, who: str | Actor) -> Access:
    actor = office.actors[who] if isinstance(who, str) else who
    return Access(office.records, office.plugins, actor, on=office.today, calendar=Calendar())


def seen(office: Office, who: str | Actor = INSPECTOR, at: str = "") -> SupervisionView:
    found = door(office, who).supervision(reference(office, at) if at else "")
    assert found is not None
    return found


def reference(office: Office, code: str) -> str:
    with reading(office.records) as connection:
        return str(connection.execute(select(unit.c.reference).where(unit.c.code == code)).scalar_one())


@pytest.mark.parametrize("who", [BUREAU, SECRETARY, OTHER, DIRECTOR])
def test_whoever_supervises_nothing_sees_nothing(office: Office, who: str) -> None:
    assert door(office, who).supervision() is None
    assert [door(office, who).supervised(reference(office, code), OVERDUE) for code in "CEJ"] == [None] * 3


def test_a_superior_sees_nothing_of_his_own_organisation(office: Office) -> None:
    view = seen(office, ABOVE)
    assert (view.name, dict(view.whole.standing.counts), view.units, view.departures) == ("市委", {}, (), ())
    assert door(office, ABOVE).supervision(reference(office, "E")) is None


def test_an_organ_sees_no_unit_beside_its_own(office: Office) -> None:
    assert seen(office, CLERK).name == "市纪委监委"
    assert door(office, CLERK).supervision(reference(office, "E")) is None
    assert door(office, CLERK).supervised(reference(office, "C"), OVERDUE) is None


def test_units_and_duties_add_up_to_the_rows_there_are(office: Office) -> None:
    view = seen(office)
    with reading(office.records) as connection:
        overdue = connection.execute(select(func.count()).where(
            obligation.c.status == "OVERDUE", obligation.c.unit_id.is_not(None))).scalar_one()
    assert overdue > 0
    assert view.whole.standing.counts[OVERDUE] == overdue
    own = view.whole.standing.counts[OVERDUE] - sum(one.standing.counts.get(OVERDUE, 0) for one in view.units)
    assert own >= 0
    assert sum(one.standing.counts.get(OVERDUE, 0) for one in view.duties) == overdue
    assert [one.name for one in view.units] == ["市教育局", "市纪委监委"]
    assert view.whole.standing.oldest is not None


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_lists_as_many_rows_as_it_counts(office: Office, group: str) -> None:
    found, rows, page = seen(office).whole.standing.counts.get(group, 0), 0, 1
    while True:
        part = door(office, INSPECTOR).supervised(reference(office, "C"), group, page)
        assert part is not None
        rows, page = rows + len(part.rows), page + 1
        if not part.more:
            break
    assert rows == found


def test_what_units_did_not_file_is_listed_with_its_day(office: Office) -> None:
    view = seen(office, at="E")
    assert [(one.unit, one.duty.code, one.due) for one in view.unfiled] == [
        ("市教育局", "half_year_summary", date(2026, 6, 30))]
    assert (view.whole.unfiled, view.trail) == (1, ((reference(office, "C"), "市委"),))


def test_a_departure_is_told_with_its_rule_and_reason_and_without_a_name(office: Office) -> None:
    view = seen(office)
    assert [(one.unit, one.on, one.reason) for one in view.departures] == [
        ("市纪委监委", date(2026, 2, 26), "情况紧急"), ("市教育局", date(2026, 2, 26), "某（某）出差，经书记同意")]
    assert [rule.places for one in view.departures for rule in one.against] == [("7.2",)] * 2


def test_nothing_that_is_given_out_names_anybody_or_says_what_was_said(office: Office) -> None:
    rows = [door(office, INSPECTOR).supervised(reference(office, "C"), one) for one in GROUPS]
    told = repr(seen(office)) + repr(rows)
    assert [name for name in ("马文慧", "E002", "周志强", "绝密内容") if name in told] == []


def test_a_name_within_another_is_left_out_whole() -> None:
    assert without_names("王小明和王小说", {"王小", "王小明", ""}) == "某和某说"


def test_what_is_about_himself_is_in_no_number_and_no_row(office: Office) -> None:
    himself = evolve(INSPECTOR, cadre=OTHER)
    before, view = seen(office), seen(office, himself)
    with reading(office.records) as connection:
        me = cadre_ids(connection, (OTHER,))[OTHER]
        mine = select(participant.c.interview_id).where(participant.c.cadre_id == me)
        hidden = connection.execute(select(func.count()).where(
            obligation.c.interview_id.in_(mine), obligation.c.status.not_in(("DONE", "LAPSED")))).scalar_one()
    assert hidden > 0
    assert sum(before.whole.standing.counts.values()) - sum(view.whole.standing.counts.values()) == hidden
    assert view.departures == ()


def test_a_superior_sees_the_procedure_of_another_organisation_below(database_url: str) -> None:
    with office_over(database_url) as made:
        governance = Governance(made.records, made.plugins)
        kept = governance.propose("E", "lianyungang", since=date(2026, 1, 1), live_on=date(2026, 1, 1), readings={},
                                  paper="决定", by=None, at=made.moment)
        governance.approve(kept, by=None, at=made.moment)
        for reason in ("马文慧出差", "予以澄清的"):
            departed(made, "E", reason)
        clear(made)
        made.on(LATER)
        sweep_all(made.records, made.plugins, at=made.moment)
        view = seen(made, ABOVE)
        assert [one.name for one in view.units] == ["市教育局"]
        assert [one.reason for one in view.departures] == ["某出差"]  # nothing of the one that cleared somebody
        below = seen(made, ABOVE, "E")
        assert (below.name, below.whole.standing) == ("市教育局", view.whole.standing)
        assert view.whole.standing.counts[OVERDUE] > 0
        assert door(made, ABOVE).supervision(reference(made, "J")) is None


def test_it_costs_as_many_statements_however_much_there_is(office: Office) -> None:
    asking = list[str]()

    def note(_c: object, _k: object, statement: str, *_more: object) -> None:
        asking.append(statement)

    sqlalchemy_event.listen(office.records, "before_cursor_execute", note)
    try:
        seen(office)
        page, listed = len(asking), len(asking)
        door(office, INSPECTOR).supervised(reference(office, "C"), OVERDUE)
        listed = len(asking) - page
    finally:
        sqlalchemy_event.remove(office.records, "before_cursor_execute", note)
    assert page <= 40
    assert listed <= 26
