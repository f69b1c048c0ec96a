"""What governs: which regulation, over which unit, with which readings and from which day on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from weakref import WeakKeyDictionary

from attrs import frozen

from yuetan.engine.arrangements import standard_calendar
from yuetan.plugins import Plugins
from yuetan.records import governing as stored
from yuetan.records.database import Connection, Engine, reading
from yuetan.records.governing import GovernanceRow
from yuetan.rules.errors import RegulationError
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar
from yuetan.wording import say


class GoverningError(Exception):
    """What was approved cannot be followed: says which regulation, where, and what to do."""


@frozen(kw_only=True)
class Governing:
    """That an edition governs a unit, and what lies below it, from ``since`` until, and no longer on, ``until``."""

    regulation: Regulation  # settled: every open place is read as was chosen
    unit: str  # its code
    since: date
    until: date
    live_on: date
    reference: str

    @property
    def judged_from(self) -> date:
        """The day before which nothing is judged there."""
        return self.live_on


def governing(records: Engine | Connection, plugins: Plugins, on: date, *, without: Collection[str] = (),
              ) -> tuple[Governing, ...]:
    """What governs on a day, and over which unit: one for each edition of a regulation.

    Raises `GoverningError` for a regulation that is not installed, unless it is left out on purpose: to skip it would
    silently drop what is owed under it.
    """
    with _connected(records) as connection:
        rows = stored.governances_on(connection, on)
    return tuple(Governing(regulation=edition, unit=row.unit, since=row.since, until=row.until, live_on=row.live_on,
                           reference=row.reference)
                 for row in rows if row.regulation not in without for edition in _settled(plugins, row))


def calendar_of(records: Engine | Connection) -> Calendar:
    """The working days of the office: what it imported comes before what is published."""
    with _connected(records) as connection:
        return standard_calendar(stored.imported_arrangements(connection))


@contextmanager
def _connected(records: Engine | Connection) -> Iterator[Connection]:
    """A transaction that has begun, or one of its own."""
    if isinstance(records, Connection):
        yield records
        return
    with reading(records) as connection:
        yield connection


def known_to(edition: Regulation, readings: Mapping[str, str]) -> dict[str, str]:
    """Those that this edition leaves open; another edition may leave other places open."""
    places = edition.readings()
    return {name: option for name, option in readings.items() if name in places}


_SETTLED: WeakKeyDictionary[Plugins, dict[tuple[str, str, str], Regulation]] = WeakKeyDictionary()
"""Editions as they are read somewhere: settling one takes some time, and every page asks for it."""


def _settled(plugins: Plugins, row: GovernanceRow) -> Iterable[Regulation]:
    editions = [one for one in plugins.regulations if one.code == row.regulation]
    if not editions:
        raise GoverningError(say("单位 {unit} 自 {since} 起适用制度“{name}”，但没有安装它；请安装，或撤回这一项适用。",
                                 unit=row.unit, since=row.since, name=row.regulation))
    kept = _SETTLED.setdefault(plugins, {})
    for one in editions:
        key = (one.code, one.edition, repr(sorted(row.readings.items())))
        if key not in kept:
            kept[key] = _read(one, row)
        yield kept[key]


def _read(edition: Regulation, row: GovernanceRow) -> Regulation:
    try:
        return edition.under(known_to(edition, row.readings))
    except RegulationError as error:
        raise GoverningError(say("单位 {unit} 适用制度“{name}”时选定的理解已不可用：{error}", unit=row.unit,
                                 name=row.regulation, error=error)) from error
