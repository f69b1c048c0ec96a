"""Stretches that come again: their spans, their keys and what users read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.engine.arrangements import standard_calendar
from yuetan.rules.periods import (
    BEFORE_HOLIDAYS,
    HALF_YEAR,
    LAST_CALENDAR_WEEK,
    LAST_SEVEN_DAYS,
    MONTH,
    QUARTER,
    SEMESTER,
    STANDING,
    TWELVE_MONTHS,
    YEAR,
    BeforeHolidays,
    MonthEnd,
    Months,
    Period,
    Rolling,
    Standing,
    named,
)
from yuetan.rules.workdays import Arrangement, Basis, Calendar, Holiday, Span

DAY = date.fromisoformat
SEMESTERS = (("2025-09-01", "2026-01-20"), ("2026-02-24", "2026-07-10"), ("2026-09-01", "2027-01-22"))


def span(first: str, last: str) -> Span:
    return DAY(first), DAY(last)


CALENDAR = standard_calendar(spans={"semester": tuple(span(*dates) for dates in SEMESTERS)})


@pytest.mark.parametrize(("period", "expected"), [
    (YEAR, ["2026-01-01..2026-12-31"]),
    (HALF_YEAR, ["2026-01-01..2026-06-30", "2026-07-01..2026-12-31"]),
    (QUARTER, ["2026-01-01..2026-03-31", "2026-04-01..2026-06-30", "2026-07-01..2026-09-30", "2026-10-01..2026-12-31"]),
    (SEMESTER, ["2026-02-24..2026-07-10", "2026-09-01..2027-01-22"]),
    (named("term", "每学段"), []),  # the place has set none
    (BEFORE_HOLIDAYS, [
        "2026-01-04..2026-02-14", "2026-02-24..2026-04-03", "2026-04-07..2026-04-30", "2026-05-06..2026-06-18",
        "2026-06-22..2026-09-24", "2026-09-28..2026-09-30", "2026-10-08..2026-12-31",
    ]),
    (Months("two_months", "每两个月", 2), [
        "2026-01-01..2026-02-28", "2026-03-01..2026-04-30", "2026-05-01..2026-06-30", "2026-07-01..2026-08-31",
        "2026-09-01..2026-10-31", "2026-11-01..2026-12-31",
    ]),
    (STANDING, ["0001-01-01..9999-12-31"]),
    (Standing("since", "自五月起", since=DAY("2026-05-01")), ["2026-05-01..9999-12-31"]),
    (Standing("since", "自次年起", since=DAY("2027-01-01")), []),
])
def test_a_year_has_these_spans(period: Period, expected: list[str]) -> None:
    assert expected == [f"{first}..{last}" for first, last in period.spans(2026, CALENDAR)]


@pytest.mark.parametrize(("period", "month", "expected"), [
    (MONTH, 2, "2024-02-01..2024-02-29"),
    (MONTH, 12, "2024-12-01..2024-12-31"),
    (LAST_SEVEN_DAYS, 2, "2024-02-23..2024-02-29"),
    (LAST_SEVEN_DAYS, 4, "2024-04-24..2024-04-30"),
    (LAST_CALENDAR_WEEK, 2, "2024-02-26..2024-02-29"),  # the month ends on a Thursday
    (LAST_CALENDAR_WEEK, 9, "2024-09-30..2024-09-30"),  # on a Monday
    (LAST_CALENDAR_WEEK, 6, "2024-06-24..2024-06-30"),  # on a Sunday
    (MonthEnd("last_three", "每月最后三天", days=3), 5, "2024-05-29..2024-05-31"),
])
def test_a_month_has_this_span(period: Period, month: int, expected: str) -> None:
    first, last = list(period.spans(2024, CALENDAR))[month - 1]
    assert expected == f"{first}..{last}"


@pytest.mark.parametrize(("year", "expected"), [
    (2015, "2015-06-23..2015-09-02"),  # a holiday of that year only
    (2018, "2018-10-08..2018-12-29"),  # the New Year began on 30 December
    (2020, "2020-06-28..2020-09-30"),
    (2025, "2025-06-03..2025-09-30"),  # 中秋节 lies within 国庆节
    (2027, "2027-05-03..2027-09-30"),  # not arranged: only holidays of a fixed date
])
def test_the_way_to_a_holiday_ends_on_its_eve(year: int, expected: str) -> None:
    assert expected in [f"{first}..{last}" for first, last in BEFORE_HOLIDAYS.spans(year, CALENDAR)]


def test_holidays_that_touch_leave_no_way_between() -> None:
    starts = [first for first, _ in BEFORE_HOLIDAYS.spans(2023, CALENDAR)]  # 中秋节 29 September, 国庆节 from the 30th
    assert DAY("2023-06-25") in starts
    assert DAY("2023-09-30") not in starts


def test_a_holiday_of_one_day_is_a_holiday() -> None:
    own = Arrangement(2027, [DAY("2027-01-01"), DAY("2027-04-05")], [], [
        Holiday("元旦", DAY("2027-01-01"), DAY("2027-01-03")), Holiday("清明节", DAY("2027-04-05"), DAY("2027-04-05")),
    ], Basis.IMPORTED)
    calendar = standard_calendar([own])
    assert span("2027-01-04", "2027-04-04") == next(BEFORE_HOLIDAYS.spans(2027, calendar))


def test_a_holiday_within_another_does_not_cut_it_short() -> None:
    off = [DAY("2028-10-01") + timedelta(days=number) for number in range(8)]
    own = Arrangement(2028, off, [], [Holiday("国庆节", off[0], off[-1]), Holiday("中秋节", off[2], off[2])])
    found = BEFORE_HOLIDAYS.span_of(DAY("2028-11-01"), Calendar([own]))
    assert found == span("2028-10-09", "2028-12-31")


@pytest.mark.parametrize(("day", "expected"), [
    ("2026-09-29", "国庆节"), ("2026-09-20", "中秋节"), ("2026-12-01", "元旦"), ("2018-12-01", "元旦"),
    ("2025-09-01", "国庆节、中秋节"),
])
def test_the_way_to_a_holiday_knows_which(day: str, expected: str) -> None:
    found = BEFORE_HOLIDAYS.span_of(DAY(day), CALENDAR)
    assert found is not None
    holiday = BEFORE_HOLIDAYS.holiday(found, CALENDAR)
    assert holiday is not None
    assert expected == holiday.name


def test_a_span_that_leads_to_no_holiday_has_none() -> None:
    assert BEFORE_HOLIDAYS.holiday(span("2026-03-01", "2026-03-10"), CALENDAR) is None


@pytest.mark.parametrize(("period", "dates", "key", "label"), [
    (YEAR, ("2026-01-01", "2026-12-31"), "2026", "2026年"),
    (HALF_YEAR, ("2026-01-01", "2026-06-30"), "2026H1", "2026年上半年"),
    (HALF_YEAR, ("2026-07-01", "2026-12-31"), "2026H2", "2026年下半年"),
    (QUARTER, ("2026-01-01", "2026-03-31"), "2026Q1", "2026年第一季度"),
    (QUARTER, ("2026-07-01", "2026-09-30"), "2026Q3", "2026年第三季度"),
    (QUARTER, ("2026-10-01", "2026-12-31"), "2026Q4", "2026年第四季度"),
    (MONTH, ("2026-05-01", "2026-05-31"), "2026-05", "2026年5月"),
    (Months("two_months", "每两个月", 2), ("2026-05-01", "2026-06-30"), "2026-05/06", "2026年5至6月"),
    (LAST_SEVEN_DAYS, ("2026-05-25", "2026-05-31"), "2026-05", "2026年5月最后7天"),
    (LAST_CALENDAR_WEEK, ("2026-06-29", "2026-06-30"), "2026-06", "2026年6月最后一周"),
    (SEMESTER, ("2026-09-01", "2027-01-22"), "2026-09-01", "2026年9月1日至2027年1月22日"),
    (BEFORE_HOLIDAYS, ("2026-09-28", "2026-09-30"), "2026-09-30", "节前（至2026年9月30日）"),
    (STANDING, ("0001-01-01", "9999-12-31"), "standing", "长期"),
    (Standing("since", "自五月起"), ("2026-05-01", "9999-12-31"), "standing", "自2026年5月1日起"),
    (TWELVE_MONTHS, ("2025-05-06", "2026-05-06"), "2025-05-06", "2025年5月6日至2026年5月6日"),
])
def test_a_span_has_a_key_and_a_label(period: Period, dates: tuple[str, str], key: str, label: str) -> None:
    assert (key, label) == (period.key(span(*dates)), period.label(span(*dates)))


EVERY = (YEAR, HALF_YEAR, QUARTER, MONTH, Months("two_months", "每两个月", 2), LAST_SEVEN_DAYS, LAST_CALENDAR_WEEK,
         SEMESTER, BEFORE_HOLIDAYS, STANDING)


@pytest.mark.parametrize("period", EVERY, ids=lambda period: period.code)
@settings(deadline=None)
@given(st.dates(DAY("2003-01-01"), DAY("2030-12-31")), st.integers(0, 1000))
def test_spans_between_two_days_are_those_that_share_a_day(period: Period, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    spans = list(period.spans_between(first, last, CALENDAR))
    near = {found for year in range(first.year - 2, last.year + 3) for found in period.spans(year, CALENDAR)}
    assert sorted(found for found in near if found[0] <= last and found[1] >= first) == spans


@pytest.mark.parametrize("period", EVERY, ids=lambda period: period.code)
def test_keys_are_unique_and_sort_by_time(period: Period) -> None:
    keys = [period.key(found) for found in period.spans_between(DAY("2005-01-01"), DAY("2030-12-31"), CALENDAR)]
    assert sorted(set(keys)) == keys


@pytest.mark.parametrize("period", [YEAR, HALF_YEAR, QUARTER, MONTH], ids=lambda period: period.code)
def test_calendar_periods_leave_no_gap_from_the_first_year_to_the_last(period: Period) -> None:
    spans = list(period.spans_between(date.min, date.max, Calendar()))
    assert (date.min, date.max) == (spans[0][0], spans[-1][1])
    assert all(first - last == timedelta(days=1) for (_, last), (first, _) in pairwise(spans))


@pytest.mark.parametrize(("period", "day", "expected"), [
    (SEMESTER, "2027-01-10", span("2026-09-01", "2027-01-22")),  # begun the year before
    (SEMESTER, "2026-08-01", None),
    (LAST_SEVEN_DAYS, "2026-05-24", None),
    (LAST_SEVEN_DAYS, "2026-05-25", span("2026-05-25", "2026-05-31")),
    (BEFORE_HOLIDAYS, "2026-10-01", None),
    (Standing("since", "自五月起", since=DAY("2026-05-01")), "2026-04-30", None),
    (Standing("since", "自五月起", since=DAY("2026-05-01")), "2030-01-01", span("2026-05-01", "9999-12-31")),
    (YEAR, "9999-12-31", span("9999-01-01", "9999-12-31")),
    (BEFORE_HOLIDAYS, "9999-12-31", None),  # there is no New Year to come
])
def test_a_day_is_held_by_a_span_or_by_none(period: Period, day: str, expected: Span | None) -> None:
    assert expected == period.span_of(DAY(day), CALENDAR)


@pytest.mark.parametrize(("last", "expected"), [
    ("2026-05-06", "2027-05-06"), ("2024-02-29", "2025-02-28"), ("2026-12-31", "2027-12-31"),
])
def test_a_rolling_period_is_due_so_many_months_after_the_last_talk(last: str, expected: str) -> None:
    assert DAY(expected) == TWELVE_MONTHS.next_due(DAY(last))


def test_a_rolling_period_has_no_spans_in_common() -> None:
    with pytest.raises(ValueError, match="起算") as error:
        TWELVE_MONTHS.span_of(DAY("2026-05-06"), CALENDAR)
    assert str(error.value) == "“每十二个月”从每人上次谈话起算，没有统一的起止日；请按每人的上次谈话用 next_due 推算"


@pytest.mark.parametrize("every", [0, 5, 24])
def test_months_that_do_not_divide_a_year_are_refused(every: int) -> None:
    with pytest.raises(ValueError, match="等分") as error:
        Months("odd", "奇怪的周期", every)
    assert str(error.value) == f"每{every}个月不能等分一年；请用 1、2、3、4、6 或 12，其他周期请另写 Period 子类"


@pytest.mark.parametrize("days", [0, 29])
def test_an_end_longer_than_the_shortest_month_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="每月最后") as error:
        MonthEnd("odd", "奇怪的周期", days)
    assert str(error.value) == f"每月最后{days}天不在同一个月之内；请用 1 至 28"


@pytest.mark.parametrize(("period", "expected"), [
    (YEAR, "每年"), (YEAR, "年底"), (HALF_YEAR, "6月底"), (HALF_YEAR, "12月底"), (HALF_YEAR, "每半年"),
    (QUARTER, "季度"), (MONTH, "每月"), (SEMESTER, "学期"), (BEFORE_HOLIDAYS, "节前"), (LAST_SEVEN_DAYS, "最后一周"),
    (LAST_SEVEN_DAYS, "最后七天"), (LAST_CALENDAR_WEEK, "最后一周"), (TWELVE_MONTHS, "12个月"),
    (TWELVE_MONTHS, "十二个月"), (Rolling("half", "每六个月", 6), "六个月"),
])
def test_a_period_knows_how_a_text_prints_it(period: Period, expected: str) -> None:
    assert expected in period.figures


def test_a_standing_period_prints_nothing() -> None:
    assert STANDING.figures == ()


@frozen
class Fortnights(Period):
    """A period somebody else wrote."""

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002 - the same everywhere
        first = date(year, 1, 1)
        for number in range(26):
            start = first + timedelta(days=14 * number)
            yield start, start + timedelta(days=13)


def test_somebody_else_may_write_a_period() -> None:
    period = Fortnights("fortnight", "每两周", figures=("每两周",))
    found = period.span_of(DAY("2026-01-20"), CALENDAR)
    assert found == span("2026-01-15", "2026-01-28")
    assert period.key(found) == "2026-01-15"
    assert period.label(found) == "2026年1月15日至2026年1月28日"


def test_periods_are_values() -> None:
    assert BeforeHolidays("before_holidays", "法定节假日前", figures=BEFORE_HOLIDAYS.figures) == BEFORE_HOLIDAYS
    assert len({*EVERY, *EVERY}) == len(EVERY)
