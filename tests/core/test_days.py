"""Days counted from an event, with the trace of how each was reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from yuetan.engine.arrangements import standard_calendar
from yuetan.rules.days import (
    Due,
    Tick,
    add_months,
    before,
    between,
    by,
    days_after,
    days_before,
    end_of,
    months_after,
    months_before,
    weeks_after,
    weeks_before,
    workdays_after,
    workdays_before,
    years_after,
)
from yuetan.rules.workdays import Arrangement, Basis

CALENDAR = standard_calendar()
DAY = date.fromisoformat
HELD = "held"


def days(*written: str) -> tuple[date, ...]:
    return tuple(map(DAY, written))


@pytest.mark.parametrize(("due", "start", "expected"), [
    # across 国庆 2026: off from 1 to 7 October, made up on Sunday 20 September and Saturday 10 October
    (days_after(HELD, 15), "2026-09-20", "2026-10-05"),
    (days_before(HELD, 3), "2026-10-09", "2026-10-06"),
    (workdays_after(HELD, 3), "2026-09-29", "2026-10-09"),
    (workdays_before(HELD, 2), "2026-10-09", "2026-09-30"),
    (workdays_before(HELD, 3), "2026-10-13", "2026-10-09"),
    (weeks_after(HELD, 1), "2026-09-24", "2026-10-01"),
    # across 春节 2026: off from 15 to 23 February, made up on Saturdays 14 and 28 February
    (days_after(HELD, 3), "2026-02-13", "2026-02-16"),
    (workdays_after(HELD, 2), "2026-02-13", "2026-02-24"),
    (workdays_before(HELD, 2), "2026-02-25", "2026-02-14"),
    (workdays_after(HELD, 5), "2026-02-16", "2026-02-28"),
    # make-up Sundays
    (workdays_after(HELD, 1), "2026-09-18", "2026-09-20"),
    (workdays_after(HELD, 1), "2026-01-01", "2026-01-04"),
    (workdays_before(HELD, 1), "2026-09-21", "2026-09-20"),
    # the year's end
    (days_after(HELD, 15), "2025-12-20", "2026-01-04"),
    (workdays_after(HELD, 3), "2025-12-30", "2026-01-05"),
    (workdays_before(HELD, 3), "2026-01-06", "2025-12-31"),
    (months_after(HELD, 2), "2025-12-31", "2026-02-28"),
    (weeks_before(HELD, 1), "2026-01-05", "2025-12-29"),
    # leap years and months' ends
    (days_after(HELD, 1), "2024-02-28", "2024-02-29"),
    (days_after(HELD, 1), "2026-02-28", "2026-03-01"),
    (months_after(HELD, 1), "2024-01-31", "2024-02-29"),
    (months_after(HELD, 1), "2026-01-31", "2026-02-28"),
    (months_after(HELD, 1), "2026-02-28", "2026-03-28"),
    (months_after(HELD, 6), "2026-08-31", "2027-02-28"),
    (months_before(HELD, 1), "2026-03-31", "2026-02-28"),
    (months_before(HELD, 13), "2026-01-15", "2024-12-15"),
    (years_after(HELD, 1), "2024-02-29", "2025-02-28"),
    (years_after(HELD, 4), "2024-02-29", "2028-02-29"),
    # the event itself, and the days beside it
    (by(HELD), "2026-10-03", "2026-10-03"),
    (before(HELD), "2026-10-08", "2026-10-07"),
    (between("decided", HELD), "2026-10-08", "2026-10-07"),
    (Due(HELD, 0, Tick.WORKDAY), "2026-10-03", "2026-10-03"),
])
def test_the_day_of_the_event_is_not_counted(due: Due, start: str, expected: str) -> None:
    assert DAY(expected) == due.on(DAY(start), CALENDAR) == due.counted(DAY(start), CALENDAR).on


@pytest.mark.parametrize(("due", "start", "expected"), [
    (days_after(HELD, 15), "2026-09-16", "2026-10-08"),  # 1 October
    (days_after(HELD, 15), "2026-09-22", "2026-10-08"),  # 7 October
    (days_after(HELD, 15), "2026-09-25", "2026-10-10"),  # a Saturday made up: stays
    (days_after(HELD, 3), "2026-02-12", "2026-02-24"),  # the first day of 春节
    (days_after(HELD, 3), "2026-02-11", "2026-02-14"),  # a Saturday made up: stays
    (days_after(HELD, 1), "2025-12-31", "2026-01-04"),  # a Sunday made up comes before Monday
    (weeks_after(HELD, 1), "2026-09-24", "2026-10-08"),
    (months_after(HELD, 1), "2026-09-01", "2026-10-08"),
    (years_after(HELD, 1), "2025-10-01", "2026-10-08"),
    (workdays_after(HELD, 3), "2026-09-28", "2026-10-08"),
])
def test_a_last_day_off_rolls_to_the_next_working_day(due: Due, start: str, expected: str) -> None:
    assert DAY(expected) == due.on(DAY(start), CALENDAR, rolls=True)


@pytest.mark.parametrize(("due", "start", "expected"), [
    (days_before(HELD, 3), "2026-10-06", "2026-10-03"),
    (weeks_before(HELD, 1), "2026-10-08", "2026-10-01"),
    (months_before(HELD, 1), "2026-11-03", "2026-10-03"),
    (by(HELD), "2026-10-03", "2026-10-03"),
    (before(HELD), "2026-10-05", "2026-10-04"),
    (Due(HELD, 0, Tick.WORKDAY), "2026-10-03", "2026-10-03"),
])
def test_a_term_before_or_on_the_day_never_rolls(due: Due, start: str, expected: str) -> None:
    counted = due.counted(DAY(start), CALENDAR, rolls=True)
    assert (DAY(expected), None) == (due.on(DAY(start), CALENDAR, rolls=True), counted.rolled_from)


def test_a_trace_of_working_days_shows_those_counted_and_those_skipped() -> None:
    counted = workdays_after(HELD, 3).counted(DAY("2026-09-29"), CALENDAR)
    assert counted.start == DAY("2026-09-29")
    assert counted.counted == days("2026-09-30", "2026-10-08", "2026-10-09")
    assert counted.skipped == days("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06",
                                   "2026-10-07")
    assert counted.basis == dict.fromkeys(counted.counted + counted.skipped, Basis.PUBLISHED)
    assert not counted.provisional


def test_a_trace_back_runs_backwards() -> None:
    counted = workdays_before(HELD, 2).counted(DAY("2026-10-12"), CALENDAR)
    assert counted.counted == days("2026-10-10", "2026-10-09")
    assert counted.skipped == days("2026-10-11")


def test_a_rolled_day_shows_where_it_came_from_and_what_it_passed() -> None:
    counted = days_after(HELD, 2).counted(DAY("2026-10-03"), CALENDAR, rolls=True)
    assert counted.counted == days("2026-10-04", "2026-10-05")
    assert counted.rolled_from == DAY("2026-10-05")
    assert counted.skipped == days("2026-10-06", "2026-10-07")
    assert counted.on == DAY("2026-10-08")
    assert counted.basis[counted.on] is Basis.PUBLISHED


def test_a_trace_of_months_shows_the_end_of_each() -> None:
    counted = months_after(HELD, 3).counted(DAY("2026-11-30"), CALENDAR)
    assert counted.counted == days("2026-12-30", "2027-01-30", "2027-02-28")


@pytest.mark.parametrize(("due", "start", "rolls", "undecided"), [
    # only days that the result rests on make it provisional
    (days_after(HELD, 15), "2026-12-25", False, ()),  # counted by the calendar: 2027-01-09 whatever is arranged
    (days_after(HELD, 15), "2026-12-25", True, ("2027-01-09", "2027-01-10", "2027-01-11")),
    (days_after(HELD, 13), "2026-12-15", True, ()),  # 2026-12-28, a Monday that nobody can claim any more
    (days_after(HELD, 14), "2026-12-15", True, ("2026-12-29",)),  # a Tuesday that the next New Year may claim
    (workdays_after(HELD, 1), "2026-12-27", False, ()),
    (workdays_after(HELD, 1), "2026-12-28", False, ("2026-12-29",)),
    (workdays_after(HELD, 2), "2026-12-30", False,
     ("2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04")),
    (workdays_before(HELD, 1), "2026-12-30", False, ("2026-12-29",)),
    (workdays_before(HELD, 2), "2026-12-30", False, ("2026-12-29",)),
    (workdays_before(HELD, 1), "2026-12-29", False, ()),  # the day of the event itself does not count
    (workdays_before(HELD, 1), "2004-01-02", False, ("2003-12-31",)),
    (days_before(HELD, 3), "2027-10-04", True, ()),
    (months_after(HELD, 1), "2027-01-31", True, ("2027-02-28", "2027-03-01")),
    (by(HELD), "2027-10-01", True, ()),
])
def test_a_day_is_provisional_only_where_it_rests_on_what_is_not_arranged(
    due: Due, start: str, undecided: tuple[str, ...], *, rolls: bool,
) -> None:
    counted = due.counted(DAY(start), CALENDAR, rolls=rolls)
    assert (days(*undecided), bool(undecided)) == (counted.undecided, counted.provisional)


def test_an_imported_year_recounts_and_settles() -> None:
    due, start = workdays_after(HELD, 2), DAY("2026-12-30")
    own = Arrangement(2027, days("2026-12-31", "2027-01-01"), days("2027-01-03"), basis=Basis.IMPORTED)
    first, second = due.counted(start, CALENDAR), due.counted(start, standard_calendar([own]))
    assert (DAY("2027-01-04"), True) == (first.on, first.provisional)
    assert (DAY("2027-01-04"), False) == (second.on, second.provisional)
    assert second.counted == days("2027-01-03", "2027-01-04")
    assert second.basis[DAY("2026-12-31")] is Basis.IMPORTED


@pytest.mark.parametrize(("due", "start", "expected"), [
    (days_after(HELD, 1), date.max, date.max),
    (weeks_after(HELD, 600_000), DAY("2026-01-01"), date.max),
    (days_before(HELD, 1), date.min, date.min),
    (months_after(HELD, 1), date.max, date.max),
    (years_after(HELD, 9000), DAY("2026-01-01"), date.max),
    (months_before(HELD, 2), date(1, 1, 31), date.min),
    (workdays_after(HELD, 1), date.max, date.max),
    (days_after(HELD, 10**12), DAY("2026-01-01"), date.max),
])
def test_a_count_beyond_the_calendar_ends_with_it(due: Due, start: date, expected: date) -> None:
    assert expected == due.on(start, CALENDAR)


@pytest.mark.parametrize(("due", "opened", "start", "expected"), [
    (between("decided", "took_office"), "2026-09-01", "2026-09-10", ("2026-09-02", "2026-09-09")),
    (Due(HELD, 10, Tick.WORKDAY, opens=workdays_after("notified", 3)), "2026-09-28", "2026-09-29",
     ("2026-10-08", "2026-10-19")),
    (days_after(HELD, 15), "2026-09-01", "2026-09-02", ("0001-01-01", "2026-09-17")),
    (between("decided", "took_office"), None, "2026-09-10", ("0001-01-01", "2026-09-09")),
])
def test_a_window_has_two_ends(due: Due, opened: str | None, start: str, expected: tuple[str, str]) -> None:
    assert days(*expected) == due.window(DAY(start), DAY(opened) if opened else None, CALENDAR)


def test_only_the_close_of_a_window_rolls() -> None:
    due = Due(HELD, 15, opens=days_after("notified", 3))
    assert days("2026-10-02", "2026-10-08") == due.window(DAY("2026-09-16"), DAY("2026-09-29"), CALENDAR, rolls=True)


@pytest.mark.parametrize(("due", "expected"), [
    (days_after(HELD, 15), ("15日", "15天", "十五日", "十五天")),
    (days_before(HELD, 3), ("3日", "3天", "三日", "三天")),
    (workdays_before(HELD, 3), ("3个工作日", "三个工作日")),
    (workdays_before(HELD, 2), ("2个工作日", "二个工作日", "两个工作日")),
    (weeks_after(HELD, 1), ("1周", "1个星期", "1星期", "一周", "一个星期", "一星期")),
    (months_after(HELD, 3), ("3个月", "三个月")),
    (months_after(HELD, 6), ("6个月", "六个月", "半年")),
    (years_after(HELD, 1), ("1年", "一年")),
    (by(HELD), ()),
    (before(HELD), ()),
    (between("decided", HELD), ()),
])
def test_a_term_knows_how_a_text_prints_it(due: Due, expected: tuple[str, ...]) -> None:
    assert expected == due.figures


def test_the_opening_of_a_window_has_figures_of_its_own() -> None:
    due = Due(HELD, 15, opens=workdays_after("notified", 3))
    assert due.opens is not None
    assert due.opens.figures == ("3个工作日", "三个工作日")
    assert due.figures == ("15日", "15天", "十五日", "十五天")


@pytest.mark.parametrize(("due", "expected"), [
    (days_before(HELD, 3), True), (by(HELD), False), (days_after(HELD, 3), False),
])
def test_a_term_before_its_event_is_known_as_such(due: Due, *, expected: bool) -> None:
    assert expected == due.is_before


def test_the_end_of_an_event_is_an_anchor_of_its_own() -> None:
    assert end_of("sanctioned") == "sanctioned.end"


@pytest.mark.parametrize(("day", "count", "expected"), [
    ("2026-12-15", 1, "2027-01-15"), ("2026-01-31", -2, "2025-11-30"), ("2026-05-31", 0, "2026-05-31"),
    ("9999-11-30", 1, "9999-12-30"),
])
def test_a_month_later_is_the_same_day_or_the_last(day: str, count: int, expected: str) -> None:
    assert DAY(expected) == add_months(DAY(day), count)


@pytest.mark.parametrize("helper", [
    days_after, days_before, workdays_after, workdays_before, weeks_after, weeks_before, months_after, months_before,
    years_after,
])
@pytest.mark.parametrize("count", [0, -3])
def test_a_term_without_a_positive_count_is_refused(helper: Callable[[str, int], Due], count: int) -> None:
    with pytest.raises(ValueError, match="时限") as error:
        helper(HELD, count)
    assert str(error.value) == f"时限应为正整数，这里是{count}；事前用 …_before，事后用 …_after，当日用 by"
