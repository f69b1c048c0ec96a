"""Whom an old ledger speaks of: people by number, or by name and unit, and what is on record of their talks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen
from sqlalchemy import Connection, Select, select

from yuetan.engine.facts import Placement, Unit
from yuetan.engine.world import World
from yuetan.records.facts import read_appointments, read_cadres, read_placements, read_portfolios, read_units
from yuetan.records.old_ledgers import in_parts
from yuetan.records.tables import appointment, cadre, event, interview, participant, placement, unit
from yuetan.rules.events import HELD
from yuetan.rules.workdays import Calendar

Units = Select[tuple[int]]
"""A query for the keys of units."""


@frozen(kw_only=True)
class Held:
    """A post somebody held in a unit, from a day until another."""

    cadre_id: int
    units: frozenset[str] = field(converter=frozenset)  # the code of the unit, and every name it ever had
    since: date
    until: date


def numbered(connection: Connection, numbers: Collection[str], units: Units) -> Mapping[str, int]:
    """Those of some staff numbers who ever held a post in some units: their keys."""
    found = dict[str, int]()
    inside = select(appointment.c.cadre_id).where(appointment.c.unit_id.in_(units))
    for some in _texts(numbers):
        query = select(cadre.c.staff_number, cadre.c.id).where(cadre.c.staff_number.in_(some), cadre.c.id.in_(inside))
        found.update((number, key) for number, key in connection.execute(query))
    return found


def named(connection: Connection, names: Collection[str], units: Units) -> Mapping[str, Sequence[Held]]:
    """What everybody of these names ever held in some units, by name."""
    rows = [row for some in _texts(names) for row in connection.execute(
        select(cadre.c.name, appointment.c.cadre_id, appointment.c.unit_id, unit.c.code, appointment.c.since,
               appointment.c.until)
        .join_from(cadre, appointment, appointment.c.cadre_id == cadre.c.id)
        .join(unit, appointment.c.unit_id == unit.c.id)
        .where(cadre.c.name.in_(some), appointment.c.unit_id.in_(units)))]
    called = _called(connection, {row.unit_id for row in rows})
    found = defaultdict[str, list[Held]](list)
    for row in rows:
        found[row.name].append(Held(cadre_id=row.cadre_id, units={row.code, *called.get(row.unit_id, ())},
                                    since=row.since, until=row.until))
    return found


def talkers_known(connection: Connection, written: Collection[str]) -> Mapping[str, str]:
    """The staff numbers of talkers by what a ledger calls them: a number, or a name that one person alone has."""
    found = dict[str, set[str]]()
    for some in _texts(written):
        query = select(cadre.c.staff_number, cadre.c.name).where(
            cadre.c.staff_number.in_(some) | cadre.c.name.in_(some))
        for number, name in connection.execute(query):
            for one in (number, name):
                found.setdefault(one, set()).add(number)
    return {one: one if one in numbers else next(iter(numbers)) for one, numbers in found.items()
            if one in numbers or len(numbers) == 1}


def held_talks(connection: Connection, keys: Collection[int]) -> frozenset[tuple[int, date]]:
    """The days on which talks with some cadres were held that are on record as interviews."""
    found = set[tuple[int, date]]()
    for some in in_parts(sorted(keys)):
        query = (select(participant.c.cadre_id, event.c.happened_on)
                 .join_from(participant, interview, participant.c.interview_id == interview.c.id)
                 .join(event, event.c.interview_id == interview.c.id)
                 .where(participant.c.cadre_id.in_(some), participant.c.part == "interviewee", event.c.code == HELD))
        found.update((key, day) for key, day in connection.execute(query))
    return frozenset(found)


def numbers_of(connection: Connection, keys: Collection[int]) -> Mapping[int, str]:
    """Staff numbers by keys."""
    return {key: number for some in in_parts(sorted(keys)) for key, number in connection.execute(
        select(cadre.c.id, cadre.c.staff_number).where(cadre.c.id.in_(some)))}


@frozen(eq=False)
class Organisation:
    """The units of the roster, read once for many looks at some people."""

    units: tuple[Unit, ...]
    placements: tuple[Placement, ...]

    def world(self, connection: Connection, numbers: Collection[str], on: date, calendar: Calendar) -> World:
        """What some people ever held and oversaw; nothing of what happened."""
        keys = [key for some in _texts(numbers) for key in connection.execute(
            select(cadre.c.id).where(cadre.c.staff_number.in_(some))).scalars()]
        parts = [list(some) for some in in_parts(keys)]
        return World(
            units=self.units, placements=self.placements, as_of=on, calendar=calendar,
            cadres=tuple(one for some in parts for one in read_cadres(connection, some)),
            appointments=tuple(one for some in parts for one in read_appointments(connection, some)),
            portfolios=tuple(one for some in parts for one in read_portfolios(connection, some)))


def organisation(connection: Connection) -> Organisation:
    """All units and where they lay."""
    return Organisation(tuple(sorted(read_units(connection), key=lambda one: one.id)),
                        tuple(sorted(read_placements(connection), key=lambda one: (one.unit, one.since))))


def _called(connection: Connection, keys: Collection[int]) -> Mapping[int, set[str]]:
    found = defaultdict[int, set[str]](set)
    for some in in_parts(sorted(keys)):
        query: Select[Any] = select(placement.c.unit_id, placement.c.name).where(placement.c.unit_id.in_(some))
        for key, name in connection.execute(query):
            found[key].add(name)
    return found


def _texts(values: Collection[str]) -> Iterator[Sequence[str]]:
    some = sorted(values)
    return (some[first:first + 1000] for first in range(0, len(some), 1000))
