"""What governs: which regulation, over which unit, with which readings and from which day on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from attrs import frozen

from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.plugins import Plugins
from yuetan.records import governing as stored
from yuetan.records.database import Connection, Engine, reading
from yuetan.records.governing import jurisdictions_on
from yuetan.records.jurisdictions import GoverningError, known_to, settled_editions
from yuetan.rules.holidays import Arrangement
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar

__all__ = ["Governing", "GoverningError", "calendar_of", "governing", "jurisdictions_of_records", "jurisdictions_on",
           "known_to"]


@frozen(kw_only=True)
class Governing:
    """That an edition governs a unit, and what lies below it, from ``since`` until, and no longer on, ``until``."""

    regulation: Regulation  # settled: every open place is read as was chosen
    unit: str  # its code
    since: date
    until: date
    live_on: date
    reference: str
    replaces: bool = False  # whatever else comes from above

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
                           reference=row.reference, replaces=row.replaces)
                 for row in rows if row.regulation not in without for edition in settled_editions(plugins, row))


def jurisdictions_of_records(records: Engine | Connection, plugins: Plugins, on: date) -> tuple[Jurisdiction, ...]:
    """Everything by which what happened up to a day is judged, see `jurisdictions_on`."""
    with _connected(records) as connection:
        return jurisdictions_on(connection, plugins, on)


def calendar_of(records: Engine | Connection) -> Calendar:
    """The working days of the office: what it imported comes before what is published."""
    with _connected(records) as connection:
        return _calendar(stored.imported_arrangements(connection))


@lru_cache(maxsize=8)
def _calendar(imported: tuple[Arrangement, ...]) -> Calendar:
    """Laying a calendar out takes longer than to ask whether it is still the same."""
    return standard_calendar(imported)


@contextmanager
def _connected(records: Engine | Connection) -> Iterator[Connection]:
    """A transaction that has begun, or one of its own."""
    if isinstance(records, Connection):
        yield records
        return
    with reading(records) as connection:
        yield connection
