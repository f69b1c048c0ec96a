"""Whom the rows of an old ledger are about, and who talked: found in the roster where that can be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from attrs import frozen

from yuetan.access.units import keys_below
from yuetan.casework.old_ledger_flags import PERSON_AMBIGUOUS, PERSON_UNKNOWN
from yuetan.engine.world import World
from yuetan.records.database import Connection
from yuetan.records.old_people import (
    Held,
    Organisation,
    Units,
    named,
    numbered,
    numbers_of,
    organisation,
    talkers_known,
)
from yuetan.rules.workdays import Calendar


class Row(Protocol):
    """What is needed of a row."""

    @property
    def number(self) -> int:
        """Of the row in its sheet."""

    @property
    def cadre(self) -> str:
        """The staff number it names; empty for none."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def unit(self) -> str:
        """The unit, by code or name."""

    @property
    def on(self) -> date:
        """The day of the talk."""

    @property
    def talkers(self) -> tuple[str, ...]:
        """Who held it."""


@frozen
class Found:
    """Whom a row is about: his key and staff number; neither, and a flag, where that cannot be told."""

    cadre_id: int | None = None
    cadre: str = ""
    flags: tuple[str, ...] = ()


@frozen(eq=False)
class People:
    """Looks people up for one unit's ledger: those it is about in the unit and below, talkers in the whole roster."""

    connection: Connection
    units: Units
    organisation: Organisation
    today: date
    calendar: Calendar

    def found(self, rows: Sequence[Row]) -> Mapping[int, Found]:
        """Whom each row is about, by the number of the row."""
        by_number = numbered(self.connection, {one.cadre for one in rows if one.cadre}, self.units)
        by_name = named(self.connection, {one.name for one in rows if not one.cadre}, self.units)
        chosen = {one.number: _of_number(one, by_number) if one.cadre else _of_name(one, by_name.get(one.name, ()))
                  for one in rows}
        numbers = numbers_of(self.connection, {key for key in chosen.values() if key})
        return {number: Found(key, numbers[key]) if key else
                Found(flags=(PERSON_UNKNOWN if key is None else PERSON_AMBIGUOUS,)) for number, key in chosen.items()}

    def talkers(self, rows: Sequence[Row]) -> Mapping[str, str]:
        """The staff numbers of those who talked, by what the ledger calls them; whoever cannot be told is left out."""
        return talkers_known(self.connection, {talker for one in rows for talker in one.talkers})

    def world(self, who: Iterable[Found], talkers: Mapping[str, str]) -> World:
        """What all of them ever held and oversaw."""
        numbers = {one.cadre for one in who if one.cadre} | set(talkers.values())
        return self.organisation.world(self.connection, numbers, self.today, self.calendar)


def people_of_ledger(connection: Connection, unit: str, today: date, calendar: Calendar) -> People:
    """For the ledger of a unit, by its code."""
    return People(connection, keys_below((unit,), frozenset(), today), organisation(connection), today, calendar)


def _of_number(row: Row, known: Mapping[str, int]) -> int | None:
    return known.get(row.cadre)


def _of_name(row: Row, posts: Sequence[Held]) -> int | None:
    """The key of the one person of this name in the unit, on the day where there were several; 0 for more than one."""
    there = [one for one in posts if row.unit in one.units]
    then = [one for one in there if one.since <= row.on < one.until]
    for some in (there, then):
        if len({one.cadre_id for one in some}) == 1:
            return some[0].cadre_id
    return 0 if there else None
