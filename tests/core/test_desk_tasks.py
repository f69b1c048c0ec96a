"""The desk: what is somebody's own to do, what waits for his answer, figures that add up, and the talks of a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office, office_over

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.access.task_views import ACKNOWLEDGEMENT, CONSULTATION, POSTPONEMENT
from yuetan.access.views import Asked, OwedRow
from yuetan.casework.sweeping import sweep_all
from yuetan.rules.workdays import Calendar

PEOPLE = (CLERK, DEPUTY, OTHER)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """A talk that goes on, with notice given and a request to postpone it; and one that was just proposed."""
    with office_over(shared_database_url) as made:
        done = made.propose(planned=date(2026, 3, 9))
        done = made.take(CLERK, done, "consulted")
        done = made.take(CLERK, done, "notified", addressee="interviewee", fields={
            "topic": "工程招标", "date": "2026-03-09", "time": "09:30", "place": "512室"})
        made.take(OTHER, done, "postponement_asked", fields={"reason": "出差"})
        made.propose(planned=date(2026, 3, 16))
        sweep_all(made.records, made.plugins, at=made.moment)
        yield made


def door(office: Office, who: str | Actor) -> Access:
    actor = office.actors[who] if isinstance(who, str) else who
    return Access(office.records, office.plugins, actor, on=office.today, calendar=Calendar())


def keys(rows: Iterator[OwedRow]) -> set[tuple[str, str, str]]:
    return {(row.duty.code, row.subject_reference, row.cause) for row in rows}


@pytest.mark.parametrize("who", PEOPLE)
def test_ones_own_is_what_the_rules_give_to_him_or_to_his_office(office: Office, who: str) -> None:
    access, actor = door(office, who), office.actors[who]
    whole = access.desk(Asked(limit=500)).rows
    mine = keys(iter(access.desk(Asked(mine=True, limit=500)).rows))
    units = {grant.unit for grant in actor.granted}
    for row in whole:
        view = access.owed(row.subject_reference, row.regulation.code, row.regulation.edition, row.duty.code, row.cause)
        assert view is not None
        owners = view.explanation.owners
        his = any(one.cadre == who or (not one.cadre and one.unit in units) for one in owners)
        open_still = row.status.name in {"OVERDUE", "OPEN", "WAITING"}
        found = (row.duty.code, row.subject_reference, row.cause) in mine
        assert found or not (his and open_still), (row.duty.code, row.cause)
        assert his or row.interview or not found, (row.duty.code, row.cause)  # in a talk, it may be a colleague's


def test_somebody_sees_less_as_his_own_than_he_sees(office: Office) -> None:
    access = door(office, SECRETARY)
    assert 0 < sum(access.desk(Asked(mine=True)).counts.values()) < sum(access.desk(Asked()).counts.values())


@pytest.mark.parametrize(("who", "sorts"), [
    (CLERK, {CONSULTATION, POSTPONEMENT}), (SECRETARY, {CONSULTATION, POSTPONEMENT}),
    (DEPUTY, {CONSULTATION, POSTPONEMENT}), (RECORDER, {CONSULTATION}),  # no clerk answers a request
    (OTHER, {ACKNOWLEDGEMENT}), (DIRECTOR, set()), (BUREAU, set())])
def test_what_waits_is_shown_to_whoever_may_answer(office: Office, who: str, sorts: set[str]) -> None:
    assert {one.sort for one in door(office, who).tasks()} == sorts


def test_a_task_says_what_it_is_about_and_on_which_clause_it_rests(office: Office) -> None:
    asked = next(one for one in door(office, CLERK).tasks() if one.sort == CONSULTATION)
    assert (asked.title, asked.about, asked.places) == ("与组织（人事）部门会商", "马文慧 · 日常约谈", ("7.1",))


@pytest.mark.parametrize("who", PEOPLE)
def test_the_figures_are_those_of_the_list(office: Office, who: str) -> None:
    access = door(office, who)
    counts, figures = access.desk(Asked()).counts, access.desk_figures()
    pending = counts["today"] + counts["soon"] + counts["open"] + counts["waiting"]
    assert (figures.all.done, figures.all.late, figures.all.overdue, figures.all.open) == (
        counts["done"], counts["late"], counts["overdue"], pending)
    assert sum(one.all for one in figures.units) <= figures.all.all
    for one in figures.kinds:
        narrowed = access.desk(Asked(kind=one.code)).counts
        assert (one.done, one.overdue) == (narrowed["done"], narrowed["overdue"])
    for month, number, _ in figures.months:
        first = date.fromisoformat(f"{month}-01")
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        due = access.due_days(first, date.fromordinal(last.toordinal() - 1))
        assert number == sum(day.count for day in due.values())


@pytest.mark.parametrize("who", PEOPLE)
def test_the_month_holds_the_talks_of_the_list(office: Office, who: str) -> None:
    access = door(office, who)
    rows, _ = access.interviews(limit=500)
    found = {day: one.count for day, one in access.planned_days(FIRST, LAST).items()}
    assert found == {day: sum(row.planned == day for row in rows)
                     for day in {row.planned for row in rows} if day and FIRST <= day <= LAST}


@pytest.mark.parametrize(("sort", "falling"), [
    ("opened", False), ("number", True), ("kind", False), ("unit", True), ("planned", False)])
def test_turning_the_pages_of_interviews_in_any_order_shows_each_once(
        office: Office, sort: str, *, falling: bool) -> None:
    access, turned, after = door(office, CLERK), list[str](), ""
    whole = [row.reference for row in access.interviews(sort=sort, falling=falling)[0]]
    while True:
        rows, after = access.interviews(sort=sort, falling=falling, after=after, limit=1)
        turned += [row.reference for row in rows]
        if not after:
            break
    assert (len(whole), turned) == (2, whole)
