"""Days laid out in weeks: each with its part in the count."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest
from page_desk import REPORT, TODAY, WAITING, WORLD, small_index

from yuetan_web.dates import Month, counting, day_of
from yuetan_web.index import Entry
from yuetan_web.shown import shown


def entry(reference: str) -> Entry:
    return small_index().by_reference[reference]


def test_the_days_of_a_term_are_numbered_and_what_was_passed_over_is_shown() -> None:
    weeks = counting(WORLD, entry(REPORT).explanation)
    assert {day.on: (day.part, day.label, day.mark) for day in chain(*weeks) if day.part} == {
        date(2026, 9, 18): ("start", "起算", ""),
        **{date(2026, 9, 18 + n): ("counted", str(n), "") for n in range(1, 13) if n != 2},
        date(2026, 9, 20): ("counted", "2", "班"),
        **{date(2026, 9, 18 + n): ("counted", str(n), "休" if n == 7 else "") for n in (7, 8, 9)},
        date(2026, 10, 1): ("counted", "13", "休"), date(2026, 10, 2): ("counted", "14", "休"),
        date(2026, 10, 3): ("rolled", "15 顺延", ""),
        date(2026, 10, 4): ("skipped", "不计", ""),
        date(2026, 10, 5): ("skipped", "不计", "休"), date(2026, 10, 6): ("skipped", "不计", "休"),
        date(2026, 10, 7): ("skipped", "不计", "休"),
        date(2026, 10, 8): ("due", "到期", ""),
    }


def test_weeks_are_whole_and_begin_on_monday() -> None:
    weeks = counting(WORLD, entry(REPORT).explanation)
    assert ([len(week) for week in weeks], [week[0].on.weekday() for week in weeks]) == ([7] * 4, [0] * 4)


def test_a_term_before_its_anchor_is_counted_backwards() -> None:
    notice = "lianyungang~2015-02-04~notice~3~interview:w1"
    days = {day.on.day: day.label for day in chain(*counting(WORLD, entry(notice).explanation)) if day.part}
    assert days == {18: "起算", 17: "1", 16: "2", 15: "到期"}


@pytest.mark.parametrize("reference", [WAITING, "lianyungang~2015-02-04~annual_talk~3~2026"])
def test_where_no_days_were_counted_there_is_no_calendar(reference: str) -> None:
    assert list(counting(WORLD, entry(reference).explanation)) == []


@pytest.mark.parametrize(("day", "tentative"), [(date(2026, 10, 8), False), (date(2031, 5, 6), True)])
def test_a_day_whose_arrangement_is_still_to_come_is_marked(day: date, tentative: bool) -> None:  # noqa: FBT001 - a fact of the table
    assert day_of(WORLD, day).tentative is tentative


@pytest.mark.parametrize(("month", "before", "after"), [
    ("2026-01", "2025-12", "2026-02"), ("2026-12", "2026-11", "2027-01"), ("2024-02", "2024-01", "2024-03"),
    ("1990-01", "None", "1990-02"), ("2100-12", "2100-11", "None"),
])
def test_a_month_knows_those_beside_it(month: str, before: str, after: str) -> None:
    read = Month.read(month)
    assert read is not None
    assert (str(read), str(read.before), str(read.after)) == (month, before, after)


@pytest.mark.parametrize(("reference", "look", "status"), [
    (REPORT, "over", "逾期 1 天"), (WAITING, "waiting", "待定"),
    ("lianyungang~2015-02-04~annual_talk~3~2026", "open", "还有 83 天"),
    ("lianyungang~2015-02-04~notice~3~interview:w1", "late", "迟办"),
    ("lianyungang~2015-02-04~half_year_summary~water~2026H1", "done", "已办"),
    ("lianyungang~2015-02-04~warning_talk~a/b~finding_recorded:2026-09-28", "offered", "可办"),
])
def test_how_a_thing_stands_is_a_word_and_a_colour(reference: str, look: str, status: str) -> None:
    one = shown(entry(reference), TODAY)
    assert (one.look, one.status) == (look, status)


@pytest.mark.parametrize(("day", "look"), [
    (date(2026, 12, 31), "today"), (date(2026, 12, 24), "soon"), (date(2026, 12, 23), "open"),
])
def test_the_nearer_a_day_the_warmer_its_colour(day: date, look: str) -> None:
    assert shown(entry("lianyungang~2015-02-04~annual_talk~3~2026"), day).look == look
