"""By when: what a term counts from, windows, rolling, months, provisional days."""

from __future__ import annotations

from datetime import date

import pytest
from small_regulations import AFTER_QUARTERS, DUES, EARLY_IN_MONTHS, HEAD, TIMED, TOWN, duty, small
from small_worlds import DAY, event, name, owed, seat, talk, town

from yuetan.engine.explain import explain
from yuetan.engine.owed import obligations
from yuetan.engine.world import Event, World
from yuetan.rules import (
    APPROVED,
    HELD,
    INTERVIEWEE,
    ORGANISER,
    PROPOSED,
    SANCTIONED,
    UNIT,
    YEAR,
    Due,
    between,
    by,
    days_after,
    days_before,
    end_of,
    months_after,
    workdays_after,
)
from yuetan.rules.workdays import Arrangement, Calendar


def one_talk(as_of: str, *events: Event, planned: str = "", to: str = "chief") -> World:
    return town(as_of, talk("t", "routine", to, "mayor", planned), event(PROPOSED, "2026-01-05", "t"), *events)


# Held on Thursday 2026-01-29 and, where it lasts, until 2026-02-10; the Spring Festival is off from 02-15 to 02-23.
HELD_THEN = (event(APPROVED, "2026-01-20", "t"), event(HELD, "2026-01-29", "t", until="2026-02-10"))


@pytest.mark.parametrize(("rolls", "expected"), [
    (False, {
        "days_after": "2026-02-13", "weeks_after": "2026-02-12", "months_after": "2026-02-28",
        "years_after": "2027-01-29", "workdays_after": "2026-02-05", "days_before": "2026-01-26",
        "weeks_before": "2026-01-22", "months_before": "2025-12-29", "workdays_before": "2026-01-27",
        "by": "2026-01-29", "before": "2026-01-28", "by_end": "2026-02-10", "between": "2026-01-28",
    }),
    (True, {"months_after": "2026-02-28", "days_after": "2026-02-13"}),  # both are worked: 02-28 is a make-up Saturday
])
def test_every_tick_before_and_after(*, rolls: bool, expected: dict[str, str]) -> None:
    regulation = small(*TIMED.rules[len(small().rules):], terms=TIMED.terms, rolls=rolls)
    found = {one.duty.code: str(one.due) for one in obligations(one_talk("2026-01-30", *HELD_THEN), regulation)}
    assert {code: found[code] for code in expected} == expected
    assert set(found) == set(DUES)


@pytest.mark.parametrize(("due", "held", "stays", "rolled"), [
    (days_after(HELD, 15), "2026-01-31", "2026-02-15", "2026-02-24"),  # into the Spring Festival
    (days_after(HELD, 9), "2026-09-24", "2026-10-03", "2026-10-08"),  # National Day
    (days_after(HELD, 3), "2026-10-07", "2026-10-10", "2026-10-10"),  # a make-up Saturday is worked
    (months_after(HELD, 1), "2026-01-31", "2026-02-28", "2026-02-28"),  # month's end, and a make-up Saturday
    (days_before(HELD, 3), "2026-02-19", "2026-02-16", "2026-02-16"),  # a term before never moves
    (by(HELD), "2026-02-19", "2026-02-19", "2026-02-19"),  # nor a day the talk itself sets
    (workdays_after(HELD, 1), "2026-02-14", "2026-02-24", "2026-02-24"),  # working days end on one
])
def test_only_terms_after_an_event_roll(due: Due, held: str, stays: str, rolled: str) -> None:
    for rolls, expected in ((False, stays), (True, rolled)):
        regulation = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=due), rolls=rolls)
        (one,) = obligations(one_talk("2026-12-31", event(HELD, held, "t")), regulation)
        assert one.due == DAY(expected)


def test_the_end_of_a_period_never_rolls() -> None:
    regulation = small(duty("report", owed_by=UNIT, about=TOWN, each=YEAR, done="reported"), rolls=True)
    world = town("2022-12-31", judged_from="2022-01-01")  # a Saturday that nobody works
    assert owed(world, regulation) == {"town 2022": "OPEN by 2022-12-31"}


# Windows


@pytest.mark.parametrize(("events", "expected"), [
    ([], "WAITING"),
    ([event(APPROVED, "2026-01-20", "t")], "WAITING from 2026-01-21"),
    ([event(APPROVED, "2026-01-20", "t"), event(HELD, "2026-01-29", "t")], "OVERDUE from 2026-01-21 by 2026-01-28"),
    ([event(HELD, "2026-01-29", "t")], "OVERDUE by 2026-01-28"),  # the window's opening is not known
])
def test_a_window_lies_between_two_events_and_on_neither_day(events: list[Event], expected: str) -> None:
    regulation = small(duty("learn", owed_by=INTERVIEWEE, done="answered", due=between(APPROVED, HELD)))
    assert owed(one_talk("2026-02-01", *events), regulation) == {"chief interview:t": expected}


# Anchors


WARNED = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after("warned", 10)))


@pytest.mark.parametrize(("events", "due"), [
    ([event("warned", "2026-02-01", "t")], "2026-02-11"),
    ([event("warned", "2026-02-01", cadre="chief")], "2026-02-11"),
    ([event("warned", "2026-02-01", unit="bureau")], "2026-02-11"),
    ([event("warned", "2026-01-10", cadre="chief"), event("warned", "2026-02-01", "t")],
     "2026-02-11"),  # the interview's own
    ([event("warned", "2026-01-10", unit="bureau"), event("warned", "2026-02-01", cadre="chief")], "2026-02-11"),
    ([event("warned", "2026-02-01", cadre="chief"), event("warned", "2026-03-01", cadre="chief")],
     "2026-02-11"),  # the first
    ([event("warned", "2026-01-04", cadre="chief"), event("warned", "2026-02-01", cadre="chief")],
     "2026-02-11"),  # after the cause
    ([event("warned", "2026-01-05", cadre="chief")], "2026-01-15"),  # the day of the cause is after it
    ([event("warned", "2026-01-04", cadre="chief")], None),
    ([event("warned", "2026-02-01", cadre="keeper")], None),  # another's
    ([event("warned", "2026-02-01", unit="station")], None),
    ([event("warned", "2026-02-01", "t", cadre="keeper")], None),  # in the same interview, to another
])
def test_an_anchor_is_looked_up_in_the_interview_then_with_its_people_then_in_their_units(
        events: list[Event], due: str | None) -> None:
    (one,) = obligations(one_talk("2026-04-01", *events), WARNED)
    assert one.due == (DAY(due) if due else None)


def test_of_two_units_the_earlier_event_counts() -> None:
    world = one_talk("2026-04-01", event("warned", "2026-03-01", unit="bureau"),
                     event("warned", "2026-02-01", unit="station"))
    two_posts = town("2026-04-01", *world.interviews, *world.events, seat("chief", "station", "deputy"))
    assert [one.due for one in obligations(two_posts, WARNED)] == [DAY("2026-02-11")]


def test_a_unit_is_that_of_the_day_the_duty_arose() -> None:
    moved = (seat("chief", "bureau", "head", until="2026-01-10"), seat("chief", "station", "deputy", "2026-01-10"))
    world = town("2026-04-01", talk("t", "routine", "chief"), event(PROPOSED, "2026-01-05", "t"), *moved,
                 event("warned", "2026-02-01", unit="station"), event("warned", "2026-03-01", unit="bureau"),
                 without={"chief"})
    assert [one.due for one in obligations(world, WARNED)] == [DAY("2026-03-11")]


def test_for_a_period_a_unit_is_that_of_its_last_day() -> None:
    regulation = small(duty("plan", owed_by=HEAD, each=YEAR, done="issued", due=days_after("warned", 10)))
    moved = (seat("chief", "bureau", "head", until="2026-02-01"), seat("chief", "station", "head", "2026-02-01"))
    world = town("2026-06-01", *moved, event("warned", "2025-05-01", unit="bureau"),
                 event("warned", "2025-04-01", unit="station"), without={"chief"}, judged_from="2025-01-01")
    assert owed(world, regulation, subjects=["chief"]) == {
        "chief 2025": "OVERDUE by 2025-05-11", "chief 2026": "WAITING"}


@pytest.mark.parametrize(("recorded", "expected"), [
    (event(SANCTIONED, "2026-03-02", cadre="chief", until="2026-09-01"), "OPEN by 2026-09-11"),
    (event(SANCTIONED, "2026-03-02", cadre="chief"), "WAITING"),  # for how long is not known yet
])
def test_the_end_of_what_lasts(recorded: Event, expected: str) -> None:
    regulation = small(duty("look_back", on=SANCTIONED, owed_by=INTERVIEWEE, done="answered",
                            due=days_after(end_of(SANCTIONED), 10)))
    assert owed(town("2026-05-01", recorded), regulation) == {"chief sanctioned:2026-03-02": expected}


def test_what_lasts_in_an_interview_has_an_end_as_well() -> None:
    regulation = small(duty("sum_up", on=HELD, owed_by=ORGANISER, done="answered", due=by(end_of(HELD))))
    world = one_talk("2026-02-05", *HELD_THEN)
    assert owed(world, regulation) == {"t held:t:2026-01-29": "OPEN by 2026-02-10"}


@pytest.mark.parametrize(("as_of", "expected"), [
    ("2026-03-05", {"mayor 2026-03": "OPEN by 2026-03-06"}),
    ("2026-03-07", {"mayor 2026-03": "OVERDUE by 2026-03-06"}),
])
def test_a_term_may_count_from_the_start_of_its_period(as_of: str, expected: dict[str, str]) -> None:
    found = owed(town(as_of, judged_from="2026-03-01"), EARLY_IN_MONTHS)
    assert {who: how for who, how in found.items() if who.startswith("mayor")} == expected


@pytest.mark.parametrize(("events", "expected"), [
    ([], {"town 2026Q1": "OVERDUE by 2026-04-10", "town 2026Q2": "OPEN by 2026-07-10"}),
    ([event("reported", "2026-04-10", unit="town")],
     {"town 2026Q1": "DONE by 2026-04-10 on 2026-04-10", "town 2026Q2": "OPEN by 2026-07-10"}),
    ([event("reported", "2026-04-20", unit="town")],
     {"town 2026Q1": "LATE by 2026-04-10 on 2026-04-20", "town 2026Q2": "OPEN by 2026-07-10"}),
    ([event("reported", "2026-05-20", unit="town", counts_for="2026Q2")],  # said to be for the quarter that still runs
     {"town 2026Q1": "OVERDUE by 2026-04-10", "town 2026Q2": "DONE by 2026-07-10 on 2026-05-20"}),
    ([event("reported", "2026-03-20", unit="town")],  # for the quarter before the first that is judged
     {"town 2026Q1": "OVERDUE by 2026-04-10", "town 2026Q2": "OPEN by 2026-07-10"}),
])
def test_what_is_done_after_a_period_counts_for_the_period_gone_by(
        events: list[Event], expected: dict[str, str]) -> None:
    assert owed(town("2026-06-01", *events, judged_from="2026-01-01"), AFTER_QUARTERS) == expected


# Days that may still change


NEXT_YEAR = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=workdays_after(HELD, 5)))


@pytest.mark.parametrize(("held", "calendar", "expected"), [
    ("2026-12-28", town("2026-01-01").calendar, "OPEN by 2027-01-05 provisional"),  # 2027 is not arranged yet
    ("2026-12-14", town("2026-01-01").calendar, "OPEN by 2026-12-21"),
    ("2026-12-28", Calendar((*town("2026-01-01").calendar.arrangements,
                             Arrangement(2027, [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)], []))),
     "OPEN by 2027-01-05"),
])
def test_a_day_that_rests_on_days_not_yet_arranged_is_provisional(held: str, calendar: Calendar, expected: str) -> None:
    world = town("2026-12-30" if held > "2026-12-20" else "2026-12-15", talk("t", "routine", "chief"),
                 event(PROPOSED, "2026-12-01", "t"), event(HELD, held, "t"), calendar=calendar)
    assert owed(world, NEXT_YEAR) == {"chief interview:t": expected}


def test_calendar_days_that_do_not_roll_are_never_provisional() -> None:
    regulation = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)))
    world = one_talk("2026-12-30", event(HELD, "2026-12-28", "t"))
    assert owed(world, regulation) == {"chief interview:t": "OPEN by 2027-01-12"}


# The trace


def test_the_days_counted_are_shown() -> None:
    world = one_talk("2026-02-12", event(HELD, "2026-02-12", "t"))
    (one,) = obligations(world, NEXT_YEAR)
    counted = explain(world, NEXT_YEAR, one).counted
    assert counted is not None
    assert (counted.on, counted.start) == (DAY("2026-02-26"), DAY("2026-02-12"))
    assert counted.counted == tuple(map(DAY, ("2026-02-13", "2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26")))


def test_the_names_of_obligations_tell_them_apart() -> None:
    world = one_talk("2026-02-12", event(HELD, "2026-02-12", "t"), to="chief keeper")
    assert [name(one) for one in obligations(world, NEXT_YEAR)] == ["chief interview:t", "keeper interview:t"]
