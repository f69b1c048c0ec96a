"""The units in which an actor was granted something, by name."""

from __future__ import annotations

from sqlalchemy import select

from yuetan.access.reading_people import Reader, unit_names
from yuetan.records.tables import appointment, unit


def granted_units(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The codes and names of the units that his grants name, in the order of the grants; nothing of those below."""
    codes = tuple(dict.fromkeys(grant.unit for grant in reader.scope.actor.granted if grant.unit))
    rows = reader.connection.execute(select(unit.c.id, unit.c.code).where(unit.c.code.in_(codes))).all()
    names = unit_names(reader.connection, [row.id for row in rows], reader.on)
    by_code = {row.code: names.get(row.id, row.code) for row in rows}
    return tuple((code, by_code.get(code, code)) for code in codes)


def own_unit(reader: Reader) -> str:
    """The reference of the unit he works in: of those his grants name the one he holds a post in, else the first."""
    codes = tuple(dict.fromkeys(grant.unit for grant in reader.scope.actor.granted if grant.unit))
    references = {row.code: row.reference for row in reader.connection.execute(
        select(unit.c.code, unit.c.reference).where(unit.c.code.in_(codes)))}
    post = appointment.c
    sits = select(unit.c.code).join(appointment, post.unit_id == unit.c.id).where(
        post.cadre_id == reader.scope.me, post.since <= reader.on, post.until > reader.on)
    held = set(reader.connection.execute(sits).scalars()) if reader.scope.me else set()
    known = [code for code in codes if code in references]
    return next((references[code] for code in (*(one for one in known if one in held), *known)), "")
