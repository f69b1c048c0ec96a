"""Days counted once by the rules and once on the fingers: every day of sixty years, every tick, both ways."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from attrs import evolve
from chinese_calendar.constants import holidays as named_days_off
from chinese_calendar.constants import workdays as named_workdays
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.engine.arrangements import standard_calendar
from yuetan.rules.days import Due, Tick
from yuetan.rules.workdays import Arrangement, Basis

CALENDAR = standard_calendar()
SIXTY_YEARS = (date(1990, 1, 1), date(2049, 12, 31))
PUBLISHED = range(2004, 2027)
ONE_DAY = timedelta(days=1)
DUES = st.builds(Due, st.just("held"), st.integers(-40, 40), st.sampled_from(Tick))

# The second way of counting: a finger on a wall calendar. It shares nothing with the rules but the library's days.


@cache
def off(day: date) -> bool:
    """Whether the wall calendar prints the day in red."""
    if day in named_days_off or day in named_workdays:
        return day in named_days_off
    if day.strftime("%a") in {"Sat", "Sun"}:
        return True
    if day.year in PUBLISHED:
        return False
    red = {"0101", "0501", "1001", "1002"}
    if day.year >= 1999:
        red.add("1003")
    if 2000 <= day.year <= 2007:
        red |= {"0502", "0503"}
    if day.year >= 2025:
        red.add("0502")
    return day.strftime("%m%d") in red


def fingers(start: date, count: int, tick: Tick) -> date:
    """Move the finger from the start, one day at a time, until enough has gone by."""
    forward, wanted, day = count > 0, abs(count), start
    while wanted:
        day = day + ONE_DAY if forward else day - ONE_DAY
        if tick is Tick.WORKDAY:
            wanted -= not off(day)
        elif tick is Tick.WEEK:
            wanted -= day.weekday() == start.weekday()
        elif tick is Tick.DAY:
            wanted -= 1
        else:
            wanted -= anniversary(start, day, monthly=tick is Tick.MONTH)
    return day


def anniversary(start: date, day: date, *, monthly: bool) -> bool:
    """Whether a month (a year) is full on this day: the same day, or the last of a month that has none."""
    if not monthly and day.month != start.month:
        return False
    length = [31, 29 if isleap(day.year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][day.month - 1]
    return day.day == min(start.day, length)


def rolled(day: date) -> date:
    """Move the finger on until it stands on black."""
    while off(day):
        day += ONE_DAY
    return day


def every_day() -> Iterator[date]:
    day, last = SIXTY_YEARS
    while day <= last:
        yield day
        day += ONE_DAY


def test_every_day_of_sixty_years_is_worked_or_off_as_on_the_wall() -> None:
    assert [day for day in every_day() if CALENDAR.is_workday(day) is off(day)] == []


def test_every_day_of_sixty_years_is_settled_exactly_from_2004_to_28_december_2026() -> None:
    settled = [day for day in every_day() if CALENDAR.basis(day) is Basis.PUBLISHED]
    assert (date(2004, 1, 1), date(2026, 12, 28), 8398) == (settled[0], settled[-1], len(settled))
    assert settled == [day for day in every_day() if not CALENDAR.is_provisional(day, day)]


@pytest.mark.parametrize(("tick", "count"), [
    *((Tick.DAY, count) for count in (1, 3, 5, 15, 30, -1, -3, -15)),
    *((Tick.WORKDAY, count) for count in (1, 2, 3, 5, 10, 22, -1, -2, -3, -5, -10)),
    *((Tick.WEEK, count) for count in (1, 2, -1)),
    *((Tick.MONTH, count) for count in (1, 2, -1)),
    *((Tick.YEAR, count) for count in (1, -1)),
    *((tick, 0) for tick in Tick),
], ids=lambda value: getattr(value, "name", value))
def test_every_day_of_sixty_years_leads_where_the_finger_leads(tick: Tick, count: int) -> None:
    due = Due("held", count, tick)
    far = tick in {Tick.MONTH, Tick.YEAR}  # a long walk: every eleventh start, which is no part of a month or a year
    for number, start in enumerate(every_day()):
        if far and number % 11:
            continue
        day = fingers(start, count, tick)
        expected = rolled(day) if count > 0 and tick is not Tick.WORKDAY else day
        assert (day, expected) == (due.on(start, CALENDAR), due.on(start, CALENDAR, rolls=True)), start


@settings(deadline=None)
@given(st.dates(*SIXTY_YEARS), DUES)
def test_any_count_leads_where_the_finger_leads(start: date, due: Due) -> None:
    assert fingers(start, due.count, due.tick) == due.on(start, CALENDAR)


@settings(deadline=None)
@given(st.dates(), DUES, st.booleans())
def test_the_day_alone_equals_the_day_of_the_trace(start: date, due: Due, rolls: bool) -> None:  # noqa: FBT001 - given
    assert due.on(start, CALENDAR, rolls=rolls) == due.counted(start, CALENDAR, rolls=rolls).on


@settings(deadline=None)
@given(st.dates(*SIXTY_YEARS), DUES, st.booleans())
def test_a_trace_accounts_for_every_day(start: date, due: Due, rolls: bool) -> None:  # noqa: FBT001 - given
    trace = due.counted(start, CALENDAR, rolls=rolls)
    assert abs(due.count) == len(trace.counted)
    assert (trace.rolled_from or trace.on) == (trace.counted[-1] if trace.counted else start)
    assert all(off(day) for day in trace.skipped)
    assert {*trace.counted, *trace.skipped, trace.on} == trace.basis.keys()
    if due.tick is Tick.WORKDAY:
        walked = {start + step * (ONE_DAY if due.count > 0 else -ONE_DAY)
                  for step in range(1, abs((trace.on - start).days) + 1)}
        assert walked == {*trace.counted, *trace.skipped}
        assert not any(off(day) for day in trace.counted)
    if trace.rolled_from:
        assert off(trace.rolled_from)
        assert trace.on - trace.rolled_from == ONE_DAY * (1 + len(trace.skipped))


# A provisional day may still move, and every other day may not.

UNKNOWN = st.dates(date(2026, 11, 1), date(2028, 2, 1))


def arranged(year: int, *flipped: date) -> Arrangement:
    """The arrangement of a year that is as projected, but for these days."""
    fixed = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
    usual = {day for month, number in fixed if (day := date(year, month, number)).weekday() < 5}
    days_off = usual ^ {day for day in flipped if day.weekday() < 5}
    return Arrangement(year, days_off, {day for day in flipped if day.weekday() >= 5}, basis=Basis.IMPORTED)


@settings(deadline=None)
@given(UNKNOWN, DUES, st.booleans())
def test_each_undecided_day_may_move_the_result(start: date, due: Due, rolls: bool) -> None:  # noqa: FBT001 - given
    trace = due.counted(start, CALENDAR, rolls=rolls)
    for day in trace.undecided:
        year = CALENDAR.awaits(day)
        assert year is not None
        calendar = standard_calendar([arranged(year, day)])
        assert due.on(start, calendar, rolls=rolls) != trace.on


@settings(deadline=None)
@given(UNKNOWN, DUES, st.booleans(), st.sets(st.dates(date(2026, 12, 29), date(2027, 12, 31)), max_size=40),
       st.sets(st.dates(date(2027, 12, 29), date(2028, 12, 31)), max_size=40))
def test_a_day_that_is_not_provisional_never_moves(
    start: date, due: Due, rolls: bool, flipped: set[date], later: set[date],  # noqa: FBT001 - given
) -> None:
    due = evolve(due, count=due.count % 12 if due.tick is Tick.WORKDAY else due.count)
    trace = due.counted(start, CALENDAR, rolls=rolls)
    calendar = standard_calendar([arranged(2027, *flipped), arranged(2028, *later)])
    moved = due.on(start, calendar, rolls=rolls)
    assert trace.provisional or moved == trace.on
    assert not due.counted(start, calendar, rolls=rolls).provisional or max(start, moved) > date(2028, 12, 28)
