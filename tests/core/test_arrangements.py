"""Where a year's days off come from: what is published, and the small file of an office."""

from __future__ import annotations

from datetime import date

import holidays
import pytest
from chinese_calendar.constants import holidays as named_days_off
from chinese_calendar.constants import workdays as named_workdays

from yuetan.engine import arrangements
from yuetan.engine.arrangements import published, read_arrangement, standard_calendar
from yuetan.rules.day_table import OPEN_SINCE
from yuetan.rules.holidays import days_between
from yuetan.rules.workdays import Arrangement, ArrangementError, Basis, Holiday

DAY = date.fromisoformat
NOTICE = """
year = 2027
off = [2027-08-16]

[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
work = [2026-12-27]

[[holiday]]
name = "春节"
first = 2027-02-05
last = 2027-02-07
"""


def test_every_year_from_2004_is_published() -> None:
    assert [arrangement.year for arrangement in published()] == list(range(2004, 2027))
    assert {arrangement.basis for arrangement in published()} == {Basis.PUBLISHED}


def test_no_day_of_the_library_is_lost() -> None:
    assert set().union(*(arrangement.days_off for arrangement in published())) == set(named_days_off)
    assert set().union(*(arrangement.workdays for arrangement in published())) == set(named_workdays)


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_second_library_agrees_on_every_day(year: int) -> None:
    other, calendar = holidays.country_holidays("CN", years=year), standard_calendar()
    days = days_between(date(year, 1, 1), date(year, 12, 31))
    assert [day for day in days if other.is_working_day(day) is not calendar.is_workday(day)] == []


@pytest.mark.parametrize(("year", "expected"), [
    (2026, [("元旦", "01-01", "01-03"), ("春节", "02-15", "02-23"), ("清明节", "04-04", "04-06"),
            ("劳动节", "05-01", "05-05"), ("端午节", "06-19", "06-21"), ("中秋节", "09-25", "09-27"),
            ("国庆节", "10-01", "10-07")]),
    (2019, [("元旦", "12-30", "01-01"), ("春节", "02-04", "02-10"), ("清明节", "04-05", "04-07"),
            ("劳动节", "05-01", "05-04"), ("端午节", "06-07", "06-09"), ("中秋节", "09-13", "09-15"),
            ("国庆节", "10-01", "10-07")]),
    (2017, [("元旦", "01-01", "01-02"), ("春节", "01-27", "02-02"), ("清明节", "04-02", "04-04"),
            ("劳动节", "05-01", "05-01"), ("端午节", "05-28", "05-30"), ("国庆节、中秋节", "10-01", "10-08")]),
])
def test_a_published_year_has_its_holidays_by_name(year: int, expected: list[tuple[str, str, str]]) -> None:
    named = next(arrangement for arrangement in published() if arrangement.year == year).holidays
    assert expected == [(holiday.name, f"{holiday.first:%m-%d}", f"{holiday.last:%m-%d}") for holiday in named]


def test_the_year_that_claimed_a_day_of_december_owns_it() -> None:
    claimed = {day: arrangement.year for arrangement in published()
               for day in arrangement.days_off | arrangement.workdays if day.year != arrangement.year}
    assert claimed == {
        DAY("2006-12-30"): 2007, DAY("2006-12-31"): 2007, DAY("2007-12-29"): 2008, DAY("2007-12-30"): 2008,
        DAY("2007-12-31"): 2008, DAY("2011-12-31"): 2012, DAY("2018-12-29"): 2019, DAY("2018-12-30"): 2019,
        DAY("2018-12-31"): 2019, DAY("2022-12-31"): 2023, DAY("2023-12-30"): 2024, DAY("2023-12-31"): 2024,
    }
    assert min(day.day for day in claimed) == OPEN_SINCE


def test_what_is_published_is_read_once() -> None:
    assert published() is published()
    assert standard_calendar() == standard_calendar()


def test_an_offices_file_is_read() -> None:
    assert read_arrangement(NOTICE, "2027.toml") == Arrangement(
        2027,
        map(DAY, ("2027-01-01", "2027-01-02", "2027-01-03", "2027-02-05", "2027-02-06", "2027-02-07", "2027-08-16")),
        [DAY("2026-12-27")],
        [Holiday("元旦", DAY("2027-01-01"), DAY("2027-01-03")), Holiday("春节", DAY("2027-02-05"), DAY("2027-02-07"))],
        Basis.IMPORTED)


def test_the_example_of_the_docstring_is_read() -> None:
    lines = (arrangements.__doc__ or "").splitlines()
    example = "\n".join(line for line in lines if line.startswith("    "))
    assert [holiday.name for holiday in read_arrangement(example, "example").holidays] == ["元旦", "春节"]


def test_an_imported_year_takes_the_place_of_a_projection() -> None:
    calendar = standard_calendar([read_arrangement(NOTICE, "2027.toml")])
    assert DAY("2027-02-08") == calendar.add_workdays(DAY("2027-02-04"), 1)
    assert [holiday.name for holiday in calendar.holidays(2027)] == ["元旦", "春节"]
    assert calendar.is_workday(DAY("2026-12-27"))
    assert calendar.basis(DAY("2026-12-30")) is Basis.PUBLISHED


def test_a_place_has_spans_of_its_own() -> None:
    semester = (DAY("2026-09-01"), DAY("2027-01-22"))
    assert {"semester": (semester,)} == standard_calendar(spans={"semester": (semester,)}).spans


@pytest.mark.parametrize(("wrong", "right", "expected"), [
    ("year = 2027", "", "year应写明四位年份，如 year = 2027"),
    ("year = 2027", "year = true", "year应写明四位年份，如 year = 2027"),
    ("year = 2027", "year = 0", "year应写明四位年份，如 year = 2027"),
    ("year = 2027", "year = 2026", "2026年放假安排：2027-01-01既不在2026年，也不在上年12月；请核对年份"),
    ("off =", "days =", "没有days这一项；可用的有：year、off、work、holiday"),
    ("off = [2027-08-16]", 'off = ["2027-08-16"]', "off应是日期的列表，写作 [2027-01-10, 2027-02-20]，不加引号"),
    ("off = [2027-08-16]", "off = 2027-08-16", "off应是日期的列表，写作 [2027-01-10, 2027-02-20]，不加引号"),
    ("off = [2027-08-16]", "off = [2027-08-32]", "第3行不合 TOML 写法；日期写作 2027-01-01 且不加引号，文字加引号"),
    ('name = "春节"', "name = 春节", "第12行不合 TOML 写法；日期写作 2027-01-01 且不加引号，文字加引号"),
    ("last = 2027-02-07\n", "last = ", "末尾不合 TOML 写法；日期写作 2027-01-01 且不加引号，文字加引号"),
    ('name = "春节"', "", '[[holiday]] 2 name应写明节日名称，如 name = "元旦"'),
    ('name = "春节"', 'name = " "', '[[holiday]] 2 name应写明节日名称，如 name = "元旦"'),
    ("first = 2027-02-05", 'first = "2027-02-05"', "[[holiday]] 2 first应是日期，写作 2027-01-01，不加引号"),
    ("first = 2027-02-05", "first = 2027-02-05T08:00:00", "[[holiday]] 2 first应是日期，写作 2027-01-01，不加引号"),
    ("last = 2027-02-07", "", "[[holiday]] 2 last应是日期，写作 2027-01-01，不加引号"),
    ("last = 2027-02-07", "last = 2027-01-07", "春节的末日2027-01-07早于首日2027-02-05；请核对起止日期"),
    ("last = 2027-02-07", "until = 2027-02-07", "没有[[holiday]] 2 until这一项；可用的有：name、first、last、work"),
    ("work = [2026-12-27]", "work = [2026-12-28]",
     "2027年放假安排：2026-12-28是星期一，本来就上班；请核对调休上班的日期"),
    ("work = [2026-12-27]", "work = [2027-01-02]", "2027年放假安排：2027-01-02既列为休息又列为上班；请删去其中一处"),
    ("work = [2026-12-27]", "work = 5", "[[holiday]] 1 work应是日期的列表，写作 [2027-01-10, 2027-02-20]，不加引号"),
    (NOTICE, "year = 2027", "没有列出任何假期；请按放假通知逐个写作 [[holiday]]"),
    (NOTICE, "year = 2027\nholiday = 5", "holiday应逐个写作 [[holiday]]"),
    (NOTICE, "year = 2027\nholiday = [5]", "holiday应逐个写作 [[holiday]]"),
])
def test_a_file_that_cannot_be_right_is_refused(wrong: str, right: str, expected: str) -> None:
    assert wrong in NOTICE
    with pytest.raises(ArrangementError) as error:
        read_arrangement(NOTICE.replace(wrong, right, 1), "2027.toml")
    assert str(error.value) == f"2027.toml：{expected}"
