"""Days off: what an office imports of a year's arrangement comes before what is published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from yuetan.access.actor import Actor, Role
from yuetan.casework.administering import demand, record
from yuetan.engine.arrangements import read_arrangement
from yuetan.records import governing as stored
from yuetan.records.database import Engine, writing
from yuetan.records.recorded import GOVERNANCE
from yuetan.records.values import WORD_LENGTH
from yuetan.rules.holidays import Arrangement, ArrangementError
from yuetan.wording import say

IMPORTING = (Role.DISCIPLINE, Role.SYSTEM)


def import_arrangement(records: Engine, text: str, source: str, *, by: Actor | None, at: datetime) -> Arrangement:
    """Import a year's days off from an office's file, in the place of what was imported for that year before.

    Raises `ArrangementError` with the file and what to do, and `Hidden` for one who may not.
    """
    demand(by, *IMPORTING)
    given = read_arrangement(text, source)
    _fit(given, source)
    with writing(records) as connection:
        for day, year in stored.days_of_others(connection, given).items():
            raise ArrangementError(say("{source}：{day} 已在 {year} 年的放假安排里；请从其中一处删去",
                                       source=source, day=day, year=year))
        stored.put_arrangement(connection, given, at)
        record(connection, GOVERNANCE, "arrangement_imported", {
            "year": str(given.year), "off": _listed(given.days_off), "work": _listed(given.workdays)}, by=by, at=at)
    return given


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
