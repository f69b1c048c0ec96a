"""Which days are worked and on what basis, and working days counted across them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.engine.arrangements import standard_calendar
from yuetan.rules.workdays import Arrangement, ArrangementError, Basis, Calendar, Holiday

CALENDAR = standard_calendar()
DAY = date.fromisoformat
NEW_YEAR_2027 = Arrangement(
    2027, {DAY("2026-12-31"), DAY("2027-01-01")}, {DAY("2026-12-27")},
    [Holiday("元旦", DAY("2026-12-31"), DAY("2027-01-02"))], Basis.IMPORTED)


def days(*written: str) -> tuple[date, ...]:
    return tuple(map(DAY, written))


@pytest.mark.parametrize(("day", "expected"), [
    ("2026-09-20", True),  # a Sunday made up for 国庆
    ("2026-09-30", True),
    ("2026-10-01", False),
    ("2026-10-07", False),  # a Wednesday in exchange
    ("2026-10-08", True),
    ("2026-10-10", True),  # a Saturday made up
    ("2026-10-11", False),
    ("2026-01-02", False),  # a Friday off for 元旦
    ("2026-01-04", True),  # a Sunday made up
    ("2026-02-14", True),  # a Saturday made up before 春节
    ("2026-02-16", False),
    ("2011-12-31", True),  # a Saturday made up for the New Year of 2012
    ("2018-12-31", False),  # a Monday off for the New Year of 2019
    ("2015-09-03", False),  # once only
    ("2027-01-01", False),  # fixed by law
    ("2027-05-01", False),
    ("2027-10-03", False),
    ("2028-05-02", False),  # a Tuesday, fixed by law since 2025
    ("2003-05-02", False),  # a Friday, fixed by law from 1999 to 2007
    ("1998-05-04", True),
    ("2027-02-08", True),  # 春节 as a Monday: the lunar calendar is not projected, and the basis says so
])
def test_a_day_is_worked_or_off_as_arranged(day: str, *, expected: bool) -> None:
    assert expected == CALENDAR.is_workday(DAY(day))


@pytest.mark.parametrize(("day", "basis", "awaits"), [
    ("2026-10-10", Basis.PUBLISHED, None),
    ("2026-12-28", Basis.PUBLISHED, None),
    ("2026-12-29", Basis.PROJECTED, 2027),  # may still be claimed for the next New Year
    ("2026-12-31", Basis.PROJECTED, 2027),
    ("2025-12-31", Basis.PUBLISHED, None),
    ("2027-01-01", Basis.PROJECTED, 2027),
    ("2027-12-31", Basis.PROJECTED, 2027),
    ("2003-12-31", Basis.PROJECTED, 2003),
    ("2004-01-01", Basis.PUBLISHED, None),
    ("0001-01-01", Basis.PROJECTED, 1),
    ("9999-12-31", Basis.PROJECTED, 9999),
])
def test_every_day_says_on_what_it_rests(day: str, basis: Basis, awaits: int | None) -> None:
    assert (basis, awaits) == (CALENDAR.basis(DAY(day)), CALENDAR.awaits(DAY(day)))


@pytest.mark.parametrize(("start", "count", "expected"), [
    ("2026-09-30", 1, "2026-10-08"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-18", 2, "2026-09-21"),
    ("2026-10-12", -1, "2026-10-10"),
    ("2026-10-12", -3, "2026-10-08"),
    ("2026-10-08", -1, "2026-09-30"),
    ("2026-10-08", -2, "2026-09-29"),
    ("2026-10-03", 1, "2026-10-08"),  # from a day off
    ("2026-10-03", -1, "2026-09-30"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 2, "2026-02-24"),
    ("2026-02-24", -1, "2026-02-14"),
    ("2026-02-18", 5, "2026-02-28"),
    ("2025-12-31", 1, "2026-01-04"),
    ("2026-01-05", -2, "2025-12-31"),
    ("2026-12-31", 1, "2027-01-04"),
    ("2027-01-05", -3, "2026-12-30"),
    ("2026-10-03", 0, "2026-10-03"),
    ("2024-02-28", 1, "2024-02-29"),
    ("2026-01-01", 248, "2026-12-31"),
    ("2026-12-31", -247, "2026-01-04"),
])
def test_working_days_are_counted_from_the_next_day(start: str, count: int, expected: str) -> None:
    assert DAY(expected) == CALENDAR.add_workdays(DAY(start), count)


@pytest.mark.parametrize(("start", "count", "expected"), [
    ("1900-01-02", -1, "1900-01-01"),  # across the edges of the table
    ("1900-01-01", -1, "1899-12-29"),
    ("1900-01-03", -5, "1899-12-27"),
    ("1899-12-30", 1, "1900-01-01"),
    ("2199-12-31", 1, "2200-01-02"),
    ("2199-12-30", 2, "2200-01-02"),
    ("2200-01-02", -1, "2199-12-31"),
    ("0001-01-01", -1, "0001-01-01"),  # and at the ends of the calendar
    ("0001-01-03", -9, "0001-01-01"),
    ("9999-12-31", 1, "9999-12-31"),
    ("9999-12-30", 9, "9999-12-31"),
    ("9990-01-05", 10**7, "9999-12-31"),
    ("0009-01-05", -(10**7), "0001-01-01"),
])
def test_no_count_is_refused(start: str, count: int, expected: str) -> None:
    assert DAY(expected) == CALENDAR.add_workdays(DAY(start), count)


@pytest.mark.parametrize(("day", "expected"), [
    ("2026-10-01", "2026-10-08"), ("2026-09-20", "2026-09-20"), ("2026-02-15", "2026-02-24"),
    ("2027-10-01", "2027-10-04"), ("2200-01-01", "2200-01-02"), ("9999-12-31", "9999-12-31"),
])
def test_the_next_working_day_is_the_day_itself_or_later(day: str, expected: str) -> None:
    assert DAY(expected) == CALENDAR.next_workday(DAY(day))


def test_working_days_between_two_days_include_both() -> None:
    expected = days("2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10")
    assert expected == CALENDAR.workdays_between(DAY("2026-09-29"), DAY("2026-10-11"))


@pytest.mark.parametrize(("first", "last", "expected"), [
    ("2026-01-01", "2026-12-28", False),
    ("2026-12-28", "2026-12-29", True),
    ("2026-12-31", "2027-03-01", True),
    ("2004-01-01", "2026-12-28", False),
    ("2003-12-31", "2004-01-01", True),
    ("2026-12-29", "2026-12-28", False),  # no day at all
    ("1899-12-31", "1900-01-01", True),
    ("2026-12-01", "9999-12-31", True),
    ("2250-01-01", "2250-01-02", True),  # beyond the table
])
def test_a_stretch_is_provisional_where_one_of_its_days_is_projected(first: str, last: str, *, expected: bool) -> None:
    assert expected == CALENDAR.is_provisional(DAY(first), DAY(last))


@pytest.mark.parametrize(("day", "worked", "basis"), [
    ("2026-12-27", True, Basis.IMPORTED), ("2026-12-31", False, Basis.IMPORTED), ("2026-12-29", True, Basis.PUBLISHED),
    ("2027-01-04", True, Basis.IMPORTED), ("2027-05-03", True, Basis.IMPORTED), ("2027-12-31", True, Basis.PROJECTED),
])
def test_an_imported_year_settles_itself_and_the_december_before(day: str, basis: Basis, *, worked: bool) -> None:
    calendar = standard_calendar([NEW_YEAR_2027])
    assert (worked, basis) == (calendar.is_workday(DAY(day)), calendar.basis(DAY(day)))


def test_an_imported_arrangement_comes_before_a_published_one() -> None:
    own = Arrangement(2026, days("2026-10-01", "2026-10-02"), basis=Basis.IMPORTED)
    calendar = standard_calendar([own])
    assert DAY("2026-10-05") == calendar.add_workdays(DAY("2026-09-30"), 1)
    assert calendar.basis(DAY("2026-09-20")) is Basis.IMPORTED
    assert not calendar.is_workday(DAY("2026-09-20"))


def test_in_december_the_next_year_has_the_last_word() -> None:
    own = Arrangement(2026, days("2026-10-01", "2026-12-26"), basis=Basis.IMPORTED)
    following = Arrangement(2027, days("2027-01-01"), days("2026-12-26"), basis=Basis.IMPORTED)
    assert not Calendar([own]).is_workday(DAY("2026-12-26"))
    assert Calendar([own, following]).is_workday(DAY("2026-12-26"))
    assert Calendar([following, own]).is_workday(DAY("2026-12-26"))


def test_an_arrangement_beyond_the_table_counts_as_well() -> None:
    calendar = Calendar([Arrangement(2250, days("2250-01-01", "2250-01-02"), days("2250-01-05"))])
    expected = DAY("2250-01-04")
    assert expected == calendar.add_workdays(DAY("2249-12-31"), 2)
    assert calendar.basis(DAY("2250-01-02")) is Basis.PUBLISHED
    assert not calendar.is_provisional(DAY("2250-01-01"), DAY("2250-12-28"))


def test_a_calendar_without_arrangements_knows_weekends_and_fixed_holidays() -> None:
    calendar = Calendar()
    assert DAY("2026-10-05") == calendar.add_workdays(DAY("2026-09-30"), 1)
    expected = [("元旦", "01-01", "01-01"), ("劳动节", "05-01", "05-02"), ("国庆节", "10-01", "10-03")]
    assert expected == [(holiday.name, f"{holiday.first:%m-%d}", f"{holiday.last:%m-%d}")
                        for holiday in calendar.holidays(2026)]


@pytest.mark.parametrize(("year", "expected"), [
    (2026, ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]),
    (2025, ["元旦", "春节", "清明节", "劳动节", "端午节", "国庆节、中秋节"]),
    (2027, ["元旦", "劳动节", "国庆节"]),
    (1949, []),
])
def test_a_year_has_its_named_holidays_in_order(year: int, expected: Sequence[str]) -> None:
    assert expected == [holiday.name for holiday in CALENDAR.holidays(year)]


@settings(deadline=None)
@given(st.lists(st.dates(date(1899, 1, 1), date(2201, 1, 1)), max_size=20), st.integers(-400, 400))
def test_a_batch_equals_its_single_counts(starts: list[date], count: int) -> None:
    assert [CALENDAR.add_workdays(start, count) for start in starts] == CALENDAR.add_workdays_many(starts, count)


@settings(deadline=None)
@given(st.dates(), st.integers(-60, 60))
def test_a_count_equals_the_steps_it_stands_for(start: date, count: int) -> None:
    day, step = start, timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        while day not in {date.min, date.max}:
            day += step
            if CALENDAR.is_workday(day):
                break
    if date.min < day < date.max:
        assert day == CALENDAR.add_workdays(start, count)


@pytest.mark.parametrize("count", [-5, -1, 0, 1, 5])
@pytest.mark.parametrize("starts", [
    (), ("1899-12-31", "2026-10-01"), ("1900-01-03", "2026-10-01"), ("2026-10-01", "2199-12-31"),
    ("2026-10-01", "2200-01-02"),
])
def test_a_batch_may_reach_over_the_edges_of_the_table(starts: Sequence[str], count: int) -> None:
    expected = [CALENDAR.add_workdays(start, count) for start in days(*starts)]
    assert expected == CALENDAR.add_workdays_many(days(*starts), count)


def test_calendars_with_the_same_arrangements_are_equal() -> None:
    assert Calendar([NEW_YEAR_2027]) == Calendar((NEW_YEAR_2027,))
    assert hash(Calendar([NEW_YEAR_2027])) == hash(Calendar((NEW_YEAR_2027,)))
    assert Calendar([NEW_YEAR_2027]) != Calendar()


@pytest.mark.parametrize(("off", "worked", "holidays", "expected"), [
    (("2028-01-03",), (), (), "2027年放假安排：2028-01-03既不在2027年，也不在上年12月；请核对年份"),
    (("2026-11-30",), (), (), "2027年放假安排：2026-11-30既不在2027年，也不在上年12月；请核对年份"),
    (("2027-10-09",), ("2027-10-09",), (), "2027年放假安排：2027-10-09既列为休息又列为上班；请删去其中一处"),
    ((), ("2027-10-08",), (), "2027年放假安排：2027-10-08是星期五，本来就上班；请核对调休上班的日期"),
    (("2027-10-01",), (), (("国庆节", "2027-10-01", "2027-10-04"),),
     "2027年放假安排：2027-10-04在国庆节假期之内却不休息；请核对假期起止和调休上班的日期"),
    (("2027-10-01", "2027-10-04"), ("2027-10-02",), (("国庆节", "2027-10-01", "2027-10-04"),),
     "2027年放假安排：2027-10-02在国庆节假期之内却不休息；请核对假期起止和调休上班的日期"),
])
def test_an_arrangement_that_cannot_be_right_is_refused(
    off: Sequence[str], worked: Sequence[str], holidays: Sequence[tuple[str, str, str]], expected: str,
) -> None:
    with pytest.raises(ArrangementError) as error:
        Arrangement(2027, days(*off), days(*worked),
                    [Holiday(name, DAY(first), DAY(last)) for name, first, last in holidays])
    assert expected == str(error.value)


def test_a_projection_is_no_arrangement() -> None:
    with pytest.raises(ArrangementError) as error:
        Arrangement(2027, days("2027-01-01"), basis=Basis.PROJECTED)
    assert str(error.value) == "2027年放假安排：推算不是放假安排；依据应为“已公布”或“本单位导入”"


@pytest.mark.parametrize(("name", "first", "last", "expected"), [
    ("春节", "2027-02-10", "2027-02-05", "春节的末日2027-02-05早于首日2027-02-10；请核对起止日期"),
    ("", "2027-02-10", "2027-02-12", "2027-02-10起的节日没有名称；请写明是哪个节日"),
])
def test_a_holiday_has_a_name_and_runs_forward(name: str, first: str, last: str, expected: str) -> None:
    with pytest.raises(ArrangementError) as error:
        Holiday(name, DAY(first), DAY(last))
    assert expected == str(error.value)


def test_two_arrangements_of_one_year_on_one_basis_are_refused() -> None:
    other = Arrangement(2027, days("2027-01-01"), basis=Basis.IMPORTED)
    with pytest.raises(ArrangementError) as error:
        standard_calendar([NEW_YEAR_2027, other])
    assert str(error.value) == "2027年有两份“本单位导入”的放假安排；请只保留一份"


@pytest.mark.parametrize(("spans", "expected"), [
    ([("2026-09-01", "2026-01-20")], "semester：末日2026-01-20早于首日2026-09-01；请核对起止日期"),
    ([("2026-02-24", "2026-07-10"), ("2026-07-10", "2027-01-20")],
     "semester：2026-07-10起的一段未排在前一段（至2026-07-10）之后；请按先后排列，互不重叠"),
])
def test_spans_of_a_place_run_forward_and_do_not_overlap(spans: Sequence[tuple[str, str]], expected: str) -> None:
    with pytest.raises(ValueError, match="semester") as error:
        Calendar(spans={"semester": tuple((DAY(first), DAY(last)) for first, last in spans)})
    assert expected == str(error.value)
