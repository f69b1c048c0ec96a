"""The days off an office imports: kept year by year, counted with, and refused whole where they make no sense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from account_samples import NOW, cheap, events, person, records

from yuetan.access.actor import Granted, Role
from yuetan.casework.days_off import import_arrangement
from yuetan.casework.errors import Hidden
from yuetan.casework.governing import calendar_of
from yuetan.engine.arrangements import read_arrangement, standard_calendar
from yuetan.records.database import Engine, reading
from yuetan.rules.holidays import ArrangementError

NOTICE = """
year = {year}

[[holiday]]
name = "元旦"
first = {year}-01-01
last = {year}-01-03

[[holiday]]
name = "春节"
first = {year}-02-05
last = {year}-02-07
"""


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    with records(shared_database_url) as found:
        yield found



def notice(year: int) -> str:
    return NOTICE.format(year=year)


def test_an_imported_year_is_counted_with_and_is_given_back_as_it_was(engine: Engine) -> None:
    before = calendar_of(engine)
    given = import_arrangement(engine, notice(2031), "2031.toml", by=None, at=NOW)
    after = calendar_of(engine)
    assert [one.awaits(date(2031, 2, 5)) for one in (before, after)] == [2031, None]
    assert given in after.arrangements
    assert given == read_arrangement(notice(2031), "2031.toml")
    assert events(engine, "governance")[-1] == ("arrangement_imported", None, {
        "year": "2031", "off": "2031-01-01 2031-01-02 2031-01-03 2031-02-05 2031-02-06 2031-02-07", "work": ""})


def test_a_year_imported_again_takes_the_place_of_the_first(engine: Engine) -> None:
    import_arrangement(engine, notice(2032), "2032.toml", by=None, at=NOW)
    again = notice(2032).replace("2032-02-07", "2032-02-10\nwork = [2032-01-10]")
    given = import_arrangement(engine, again, "2032.toml", by=None, at=NOW)
    with reading(engine) as connection:
        found = calendar_of(connection)
    assert [one for one in found.arrangements if one.year == 2032] == [given]


def test_without_an_import_the_calendar_is_the_standard_one(database_url: str) -> None:
    with records(database_url) as engine:
        assert calendar_of(engine) == standard_calendar()


@pytest.mark.parametrize(("wrong", "right", "expected"), [
    ("last = 2033-01-03", "last = 2033-02-05",
     "2033.toml：2033-02-05 既属于元旦又属于春节；请合写为一个节日，如“国庆节、中秋节”"),
    ("元旦", "元" * 65, f"2033.toml：节日名称“{'元' * 65}”最多 64 个字符；请缩短"),
    ("year = 2033", "year = 2033\noff = [2032-12-31]",
     "2033.toml：2032-12-31 已在 2032 年的放假安排里；请从其中一处删去"),
    ("year = 2033", "", "2033.toml：year应写明四位年份，如 year = 2027"),
])
def test_an_arrangement_that_cannot_be_kept_is_refused(engine: Engine, wrong: str, right: str, expected: str) -> None:
    earlier = notice(2032).replace("year = 2032", "year = 2032\noff = [2032-12-31]")
    import_arrangement(engine, earlier, "2032.toml", by=None, at=NOW)
    with pytest.raises(ArrangementError) as error:
        import_arrangement(engine, notice(2033).replace(wrong, right, 1), "2033.toml", by=None, at=NOW)
    assert str(error.value) == expected
    assert [one for one in calendar_of(engine).arrangements if one.year == 2033] == []


def test_days_off_are_imported_by_the_discipline_office_or_the_system_administrator(
        engine: Engine) -> None:
    somebody = person(cheap(engine))
    for role in Role:
        actor = somebody.with_(Granted(role))
        if role in {Role.DISCIPLINE, Role.SYSTEM}:
            import_arrangement(engine, notice(2034), "2034.toml", by=actor, at=NOW)
            continue
        with pytest.raises(Hidden):
            import_arrangement(engine, notice(2034), "2034.toml", by=actor, at=NOW)
