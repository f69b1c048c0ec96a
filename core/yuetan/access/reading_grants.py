"""The units in which an actor was granted something, by name."""

from __future__ import annotations

from sqlalchemy import select

from yuetan.access.reading_people import Reader, unit_names
from yuetan.records.tables import unit


def granted_units(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The codes and names of the units that his grants name, in the order of the grants; nothing of those below."""
    codes = tuple(dict.fromkeys(grant.unit for grant in reader.scope.actor.granted if grant.unit))
    rows = reader.connection.execute(select(unit.c.id, unit.c.code).where(unit.c.code.in_(codes))).all()
    names = unit_names(reader.connection, [row.id for row in rows], reader.on)
    by_code = {row.code: names.get(row.id, row.code) for row in rows}
    return tuple((code, by_code.get(code, code)) for code in codes)
