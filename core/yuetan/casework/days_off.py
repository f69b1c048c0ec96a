"""Days off: what an office imports of a year's arrangement comes before what is published."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.administering import demand, record
from yuetan.casework.errors import Unfit
from yuetan.casework.governing import calendar_of
from yuetan.engine.arrangements import read_arrangement
from yuetan.records import governing as stored
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.recorded import GOVERNANCE
from yuetan.records.values import WORD_LENGTH
from yuetan.rules.holidays import Arrangement, ArrangementError
from yuetan.wording import say

IMPORTING = (Role.DISCIPLINE, Role.SYSTEM)
YEAR_DIGITS, LEAST_DAYS = 4, 2
_BETWEEN = re.compile(r"[\s,，;；、]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
ALARM_MONTH = 11  # from its first day on the next year's days off are missed


@contextmanager
def in_words() -> Iterator[None]:
    """Have what is wrong with an arrangement be `Unfit` for the field ``rows``."""
    try:
        yield
    except ArrangementError as error:
        raise Unfit({"rows": str(error)}) from error


def typed_in(year: str, rows: str, source: str) -> Parsed:
    """A year's days off as they are typed, or pasted from a table: a holiday in each line.

    A line is the name of the holiday, its first and its last day, and the weekend days that are worked for it, one
    after another between tabs, commas or spaces. Raises `Unfit` with the line that will not do.
    """
    if not (year.isascii() and year.isdigit() and len(year) == YEAR_DIGITS):
        raise Unfit({"year": say("请写四位年份，如 2027。")})
    lines = [f"year = {year}"]
    for number, row in enumerate(filter(str.strip, rows.splitlines()), 1):
        parts = [part for part in _BETWEEN.split(row.strip()) if part]
        days = [_day_of(part, number) for part in parts[1:]]
        if len(days) < LEAST_DAYS:
            raise Unfit({"rows": say("第 {number} 行应写节日名称、首日、末日，后面可写调休上班的日期。",
                                         number=number)})
        worked = ", ".join(day.isoformat() for day in days[2:])
        lines += ["", "[[holiday]]", f"name = {json.dumps(parts[0], ensure_ascii=False)}",
                  f"first = {days[0]}", f"last = {days[1]}", f"work = [{worked}]"]
    with in_words():
        return Parsed.read("\n".join([*lines, ""]), source)


def _day_of(text: str, number: int) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise Unfit({"rows": say("第 {number} 行的“{text}”不是日期；请写成 2027-01-01。", number=number, text=text[:20])})


@frozen
class Parsed:
    """A year's days off with the text they were read from, and what that text is called."""

    arrangement: Arrangement
    text: str
    source: str

    @classmethod
    def read(cls, text: str, source: str) -> Parsed:
        """Read an office's file; raises `ArrangementError` with the file and what to do."""
        given = read_arrangement(text, source)
        _fit(given, source)
        return cls(given, text, source)


def import_arrangement(records: Engine, text: str, source: str, *, by: Actor | None, at: datetime) -> Arrangement:
    """Import a year's days off from an office's file, in the place of what was imported for that year before.

    Raises `ArrangementError` with the file and what to do, and `Hidden` for one who may not.
    """
    demand(by, *IMPORTING)
    parsed = Parsed.read(text, source)
    with writing(records) as connection:
        put_in(connection, parsed, by=by, at=at)
    return parsed.arrangement


def put_in(connection: Connection, parsed: Parsed, *, by: Actor | None, at: datetime, asked_by: int | None = None,
           ) -> None:
    """See `import_arrangement`, within a transaction that has begun; ``asked_by`` is the account that asked for it."""
    given = parsed.arrangement
    for day, year in stored.days_of_others(connection, given).items():
        raise ArrangementError(say("{source}：{day} 已在 {year} 年的放假安排里；请从其中一处删去",
                                   source=parsed.source, day=day, year=year))
    stored.put_arrangement(connection, given, at)
    record(connection, GOVERNANCE, "arrangement_imported", {
        "year": str(given.year), "off": _listed(given.days_off), "work": _listed(given.workdays),
        **({"asked_by": str(asked_by)} if asked_by else {})}, by=by, at=at)


def awaited_year(records: Engine | Connection, on: date) -> int | None:
    """The next year, from 1 November on, where its days off are neither published nor imported; else None."""
    if on.month < ALARM_MONTH:
        return None
    known = {one.year for one in calendar_of(records).arrangements}
    return None if on.year + 1 in known else on.year + 1


def _fit(given: Arrangement, source: str) -> None:
    """Refuse what could not be given back as it was: names that are too long, and days under two names."""
    named: dict[date, str] = {}
    for holiday in given.holidays:
        if len(holiday.name) > WORD_LENGTH:
            raise ArrangementError(say("{source}：节日名称“{name}”最多 {most} 个字符；请缩短", source=source,
                                       name=holiday.name, most=WORD_LENGTH))
        for day in holiday.days():
            if day in named:
                raise ArrangementError(say(
                    "{source}：{day} 既属于{one}又属于{other}；请合写为一个节日，如“国庆节、中秋节”", source=source,
                    day=day, one=named[day], other=holiday.name))
            named[day] = holiday.name


def _listed(days: Collection[date]) -> str:
    return " ".join(day.isoformat() for day in sorted(days))
