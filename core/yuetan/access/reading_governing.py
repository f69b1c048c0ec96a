"""What governs where somebody works: the units he is granted, and those he holds a post in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import select

from yuetan.access.actor import Role
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.units import keys_below, lines_above
from yuetan.records.governances import GovernanceRow
from yuetan.records.governing import governances_on
from yuetan.records.tables import appointment, unit
from yuetan.rules.regulation import Regulation


@frozen(kw_only=True)
class GoverningView:
    """That an edition governs a unit and what lies below it: from when until, beside what comes from above or not."""

    regulation: Regulation
    unit: str  # what it is called on the day
    since: date
    until: date
    replaces: bool


def governing(reader: Reader) -> tuple[GoverningView, ...]:
    """What governs the units of the actor on the day, in the order of the editions; where he has none, everything.

    Whoever supervises from above is shown what governs below as well.
    """
    rows = governances_on(reader.connection, reader.on)
    reach = _reach(reader, rows)
    keys = dict(reader.connection.execute(select(unit.c.code, unit.c.id).where(
        unit.c.code.in_({row.unit for row in rows}))).tuples().all())
    names = unit_names(reader.connection, keys.values(), reader.on)
    return tuple(
        GoverningView(regulation=one, unit=names.get(keys[row.unit], row.unit), since=row.since, until=row.until,
                      replaces=row.replaces)
        for one in reader.scope.rules.regulations if one.in_force(reader.on)
        for row in rows if row.regulation == one.code and row.reference in reach)


def governing_codes(reader: Reader) -> frozenset[str]:
    """The codes of the regulations that govern the units of the actor on the day; where he has none, of all."""
    rows = governances_on(reader.connection, reader.on)
    reach = _reach(reader, rows)
    return frozenset(row.regulation for row in rows if row.reference in reach)


def _reach(reader: Reader, rows: Sequence[GovernanceRow]) -> set[str]:
    codes = _units(reader)
    return _reaching(reader, rows, codes) if codes else {row.reference for row in rows}


def _units(reader: Reader) -> set[str]:
    """The codes of the units he is granted, and of those he holds a post in."""
    held = select(unit.c.code).join(appointment, appointment.c.unit_id == unit.c.id).where(
        appointment.c.cadre_id == reader.scope.me, appointment.c.since <= reader.on, appointment.c.until > reader.on)
    return {one.unit for one in reader.scope.actor.granted if one.unit} | (
        set(reader.connection.execute(held).scalars()) if reader.scope.me else set())


def _reaching(reader: Reader, rows: Sequence[GovernanceRow], codes: set[str]) -> set[str]:
    """The decisions that reach some units: from above, down to one that replaces; for a superior those below, too."""
    lines = lines_above(reader.connection, codes, reader.on)
    found = {reference for code in codes for reference in _from_above(rows, lines.get(code, (code,)))}
    above = tuple(sorted({one.unit for one in reader.scope.actor.granted if one.role is Role.SUPERIOR and one.unit}))
    if above:
        below = select(unit.c.code).where(unit.c.id.in_(keys_below(above, frozenset(), reader.on)))
        inside = set(reader.connection.execute(below).scalars())
        found |= {row.reference for row in rows if row.unit in inside}
    return found


def _from_above(rows: Sequence[GovernanceRow], line: Sequence[str]) -> Iterator[str]:
    seen = set[str]()
    for code in line:
        here = [row for row in rows if row.unit == code]
        yield from (row.reference for row in here if row.regulation not in seen)
        seen |= {row.regulation for row in here}
        if any(row.replaces for row in here):
            return
