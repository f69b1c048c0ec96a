"""Where a regulation governs, as rows: for each unit the stretches in which it does; asked in SQL as in the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from attrs import evolve, field, frozen
from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, true

from yuetan.engine.facts import FOREVER
from yuetan.engine.jurisdiction import Extent
from yuetan.engine.tree import Tree
from yuetan.engine.world import Placement
from yuetan.records.facts import read_placements
from yuetan.records.owed.happened import Value
from yuetan.records.owed.scratch import INDEX_GOVERNED, analyzed, governed
from yuetan.records.slices import About
from yuetan.records.tables import appointment, cadre, interview, unit

FEW_UNITS, FEW_PEOPLE = 500, 2000
"""Of at most so many a part of the world is read; of more, all of it."""

Condition = ColumnElement[bool]
Stretches = tuple[tuple[date, date], ...]


@frozen(eq=False, slots=False)
class Units:
    """Every unit with its key, and where it ever lay: read once for a sweep."""

    keys: Mapping[str, int]
    tree: Tree
    _placements: Mapping[str, tuple[Placement, ...]]
    _days: dict[str, frozenset[date]] = field(init=False, factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> Units:
        """All there are."""
        placements = tuple(read_placements(connection))
        by_unit = dict[str, tuple[Placement, ...]]()
        for one in placements:
            by_unit[one.unit] = (*by_unit.get(one.unit, ()), one)
        keys = {code: key for code, key in connection.execute(select(unit.c.code, unit.c.id))}  # noqa: C416 - rows are no pairs to a type checker
        return cls(keys, Tree(placements, ()), by_unit)

    def stretches(self, extent: Extent) -> Iterator[tuple[str, Stretches]]:
        """For each unit the stretches in which it is governed, joined; half-open."""
        for name in self.keys:
            days = sorted({date.min, *extent.days, *self._moved(name)} - {FOREVER})
            yield name, _joined((since, until) for since, until in pairwise((*days, FOREVER))
                                if extent.governs(self.tree.above(name, since), since))

    def _moved(self, name: str) -> frozenset[date]:
        """The days on which a unit, or any it ever lay under, was placed elsewhere."""
        if name not in self._days:
            self._days[name] = frozenset()  # should units ever lie in a ring, it ends all the same
            own = self._placements.get(name, ())
            self._days[name] = frozenset({day for one in own for day in (one.since, one.until)}).union(
                *(self._moved(one.parent) for one in own if one.parent))
        return self._days[name]


@frozen(eq=False)
class Governance:
    """The condition that a jurisdiction governs: none where it speaks of everybody, or where it governs every unit."""

    extent: Extent | None
    everywhere: bool
    anyhow: bool = False  # where the regulation governs, whichever way it is read
    units: tuple[str, ...] = ()  # that it ever governs, where these are not all

    @property
    def read_anyhow(self) -> Governance:
        """The same condition of the regulation in whichever reading."""
        return evolve(self, anyhow=True)

    def unit(self, of: Value, on: Value) -> Condition:
        """Whether a unit is governed on a day."""
        if self.everywhere:
            return true()
        one = governed.alias()
        return exists(select(one.c.unit_id).where(
            one.c.unit_id == of, one.c.since <= on, one.c.until > on, one.c.anyhow == self.anyhow))

    def ever(self, of: Value) -> Condition:
        """Whether a unit is governed on any day."""
        if self.everywhere:
            return true()
        return of.in_(select(governed.c.unit_id).where(governed.c.anyhow == self.anyhow))

    def cadre(self, of: Value, on: Value) -> Condition:
        """Whether any post a cadre holds on a day is governed; where he holds none, any he held before."""
        if self.extent is None:
            return true()
        held, begun, left = appointment.alias(), appointment.alias(), appointment.alias()
        holds = and_(held.c.cadre_id == of, held.c.since <= on, held.c.until > on)
        before = and_(left.c.cadre_id == of, left.c.since <= on)
        if self.everywhere:
            return exists(select(left.c.id).where(before))
        return or_(
            exists(select(held.c.id).where(holds, self.unit(held.c.unit_id, on))),
            and_(~exists(select(begun.c.id).where(begun.c.cadre_id == of, begun.c.since <= on, begun.c.until > on)),
                 exists(select(left.c.id).where(before, self.unit(left.c.unit_id, on)))))


EVERYBODY = Governance(None, everywhere=True)


def put_governed(connection: Connection, units: Units, extent: Extent | None, judged: tuple[date, date]) -> Governance:
    """Fill the table for an extent: the condition that asks it. ``judged``: the first and the last day looked at."""
    connection.execute(delete(governed))
    if extent is None:
        return EVERYBODY
    found = dict(units.stretches(extent))
    if all(any(since <= judged[0] and judged[1] < until for since, until in some) for some in found.values()):
        return Governance(extent, everywhere=True)
    anyhow = dict(units.stretches(extent.read_anyhow))
    if rows := [{"unit_id": units.keys[name], "since": since, "until": until, "anyhow": read_anyhow}
                for read_anyhow, stretches in ((False, found), (True, anyhow))
                for name, some in stretches.items() for since, until in some]:
        connection.execute(insert(governed), rows)
    connection.exec_driver_sql(INDEX_GOVERNED)
    analyzed(connection, governed)
    return Governance(extent, everywhere=False, units=tuple(name for name, some in found.items() if some))


def about_governed(connection: Connection, governs: Governance) -> About | None:
    """Whom and what it may speak of: everybody who ever held a post there, and its cases; None for too many."""
    if governs.everywhere or len(governs.units) > FEW_UNITS:
        return None
    there = appointment.join(unit, unit.c.id == appointment.c.unit_id).join(cadre, cadre.c.id == appointment.c.cadre_id)
    people = connection.execute(select(cadre.c.staff_number).distinct().select_from(there).where(
        unit.c.code.in_(governs.units)).limit(FEW_PEOPLE + 1)).scalars().all()
    cases = connection.execute(select(interview.c.reference).join(unit, unit.c.id == interview.c.unit_id).where(
        unit.c.code.in_(governs.units)).limit(FEW_PEOPLE + 1)).scalars().all()
    if max(len(people), len(cases)) > FEW_PEOPLE:
        return None
    return About(cadres=people, units=governs.units, interviews=cases, talking=True)


def _joined(spans: Iterator[tuple[date, date]]) -> Stretches:
    """Stretches that meet, as one."""
    found = list[tuple[date, date]]()
    for since, until in spans:
        if found and found[-1][1] == since:
            found[-1] = found[-1][0], until
        else:
            found.append((since, until))
    return tuple(found)
