"""Where the personal integrity file of a cadre lies, and how it travels: released by one unit, accepted by another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from yuetan.records.references import is_kept, new_reference
from yuetan.records.tables import appointment, cadre, dossier, dossier_handover, event, unit

RELEASED, ACCEPTED, REFUSED = "released", "accepted", "refused"
"""How a handover stands."""


@frozen(kw_only=True)
class Handover:
    """A file on its way from one unit to another, or arrived; units by their codes."""

    id: int
    reference: str
    cadre_id: int
    cadre: str
    from_unit: str
    to_unit: str
    state: str
    released_on: date
    released_by: int | None
    answered_on: date | None
    paper: str
    reason: str  # why it was refused
    listed: tuple[tuple[str, str], ...]  # what is in it: the day and what it is


def unit_of_file(connection: Connection, cadre_id: int) -> str:
    """The code of the unit that holds the file of somebody; empty where it lies with whatever unit he works in."""
    query = select(unit.c.code).join(dossier, dossier.c.unit_id == unit.c.id).where(dossier.c.cadre_id == cadre_id)
    return connection.execute(query).scalar_one_or_none() or ""


def keep_where_it_lies(connection: Connection, cadre_id: int, unit_id: int) -> None:
    """Have the file stay with a unit that somebody leaves, unless it lies elsewhere already."""
    if connection.execute(select(dossier.c.unit_id).where(dossier.c.cadre_id == cadre_id)).first() is None:
        connection.execute(insert(dossier).values(cadre_id=cadre_id, unit_id=unit_id))


def let_travel(connection: Connection, cadre_id: int, unit_id: int) -> None:
    """Have the file lie with a unit from now on."""
    connection.execute(delete(dossier).where(dossier.c.cadre_id == cadre_id))
    connection.execute(insert(dossier).values(cadre_id=cadre_id, unit_id=unit_id))


def release(connection: Connection, cadre_id: int, from_id: int, to_id: int, event_id: int) -> str:
    """That a file is released: the reference of the handover."""
    made = new_reference()
    connection.execute(insert(dossier_handover).values(
        reference=made, cadre_id=cadre_id, from_id=from_id, to_id=to_id, state=RELEASED, released_id=event_id,
        answered_id=None))
    return made


def answer(connection: Connection, handover_id: int, state: str, event_id: int) -> None:
    """That it was accepted, or refused."""
    connection.execute(update(dossier_handover).where(dossier_handover.c.id == handover_id).values(
        state=state, answered_id=event_id))


def handover_of(connection: Connection, reference: str) -> Handover | None:
    """The handover of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    return next(_handovers(connection, dossier_handover.c.reference == reference), None)


def handovers_about(connection: Connection, cadre_id: int) -> tuple[Handover, ...]:
    """Every handover of somebody's file, the latest first."""
    return tuple(_handovers(connection, dossier_handover.c.cadre_id == cadre_id))


def handovers_with(connection: Connection, units: tuple[str, ...]) -> tuple[Handover, ...]:
    """Every handover from or to some units, the latest first; those waiting alone to whom they are released."""
    keys = select(unit.c.id).where(unit.c.code.in_(units))
    row = dossier_handover.c
    return tuple(_handovers(connection, or_(row.to_id.in_(keys), row.from_id.in_(keys))))


def held_somewhere(connection: Connection, cadre_id: int, on: date) -> tuple[str, ...]:
    """The codes of the units in which somebody holds a post on a day."""
    query = (select(unit.c.code).join(appointment, appointment.c.unit_id == unit.c.id)
             .where(appointment.c.cadre_id == cadre_id, appointment.c.since <= on, appointment.c.until > on).distinct())
    return tuple(sorted(connection.execute(query).scalars()))


def _handovers(connection: Connection, where: ColumnElement[bool]) -> Iterator[Handover]:
    one, out, back = dossier_handover.c, unit.alias(), unit.alias()
    released, answered = event.alias(), event.alias()
    query = (select(one.id, one.reference, one.cadre_id, one.state, cadre.c.staff_number, out.c.code.label("out"),
                    back.c.code.label("back"), released.c.happened_on, released.c.entered_by, released.c.paper,
                    released.c.content, answered.c.happened_on.label("answered_on"), answered.c.reason)
             .join(cadre, one.cadre_id == cadre.c.id).join(out, one.from_id == out.c.id)
             .join(back, one.to_id == back.c.id).join(released, one.released_id == released.c.id)
             .outerjoin(answered, and_(one.answered_id == answered.c.id)).where(where).order_by(one.id.desc()))
    for row in connection.execute(query):
        yield Handover(
            id=row.id, reference=row.reference, cadre_id=row.cadre_id, cadre=row.staff_number, from_unit=row.out,
            to_unit=row.back, state=row.state, released_on=row.happened_on, released_by=row.entered_by,
            answered_on=row.answered_on, paper=row.paper, reason=row.reason or "", listed=_listed(row.content))


def _listed(content: str | None) -> tuple[tuple[str, str], ...]:
    said: Mapping[str, str] = json.loads(content or "{}")
    lines = (line.partition(" ") for line in said.get("list", "").splitlines())
    return tuple((day, what) for day, _, what in lines)
