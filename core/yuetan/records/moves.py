"""What acts about people do to the roster: posts begin and end, somebody is away or comes back, is called otherwise.

Every row that is touched is remembered with what stood there before, so that an act can be put right as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from yuetan.engine.facts import FOREVER
from yuetan.records.people import AWAY
from yuetan.records.references import is_kept, new_reference
from yuetan.records.search_texts import people_found
from yuetan.records.tables import (
    appointment,
    appointment_mark,
    cadre,
    event,
    former_name,
    move,
    move_row,
    portfolio,
    unit,
)

_TABLES: Mapping[str, Table] = {one.name: one for one in (appointment, portfolio, move, cadre, former_name)}


POST, PORTFOLIO, ABSENCE = appointment.name, portfolio.name, move.name
"""What may end: where it is kept."""


@frozen(kw_only=True)
class NewPost:
    """A post that somebody begins, from a day until, and no longer on, another."""

    unit_id: int
    post: str
    title: str
    rank: int
    manner: str
    marks: tuple[str, ...]
    decided: date
    since: date
    until: date = FOREVER


@frozen(kw_only=True)
class HeldPost:
    """A post of somebody as the roster has it."""

    id: int
    unit_id: int
    post: str
    title: str
    manner: str
    since: date
    until: date


@frozen(kw_only=True)
class KeptMove:
    """An act about somebody as it stands, and what its event says of it."""

    id: int
    reference: str
    cadre_id: int
    event_id: int
    sort: str
    since: date
    until: date
    revoked: bool
    sequence: int
    paper: str
    reason: str
    late: str  # why it was entered only afterwards; empty where it was not
    content: Mapping[str, str]


def add_move(connection: Connection, cadre_id: int, event_id: int, sort: str, since: date, until: date,  # noqa: PLR0913, PLR0917 - a row
             ) -> int:
    """Keep an act: its key."""
    made = insert(move).values(reference=new_reference(), cadre_id=cadre_id, event_id=event_id, sort=sort, since=since,
                               until=until, revoked_id=None)
    return int(connection.execute(made.returning(move.c.id)).scalar_one())


def moves_of(connection: Connection, cadre_id: int) -> tuple[KeptMove, ...]:
    """Every act about somebody, the one entered last first."""
    query = (select(move, event.c.sequence, event.c.paper, event.c.reason, event.c.late_reason, event.c.content)
             .join(event, move.c.event_id == event.c.id).where(move.c.cadre_id == cadre_id)
             .order_by(move.c.id.desc()))
    return tuple(KeptMove(
        id=row.id, reference=row.reference, cadre_id=row.cadre_id, event_id=row.event_id, sort=row.sort,
        since=row.since, until=row.until, revoked=row.revoked_id is not None, sequence=row.sequence, paper=row.paper,
        reason=row.reason, late=row.late_reason, content=json.loads(row.content or "{}"))
        for row in connection.execute(query))


def posts_of(connection: Connection, cadre_id: int) -> tuple[HeldPost, ...]:
    """Every post of somebody, the latest first."""
    query = select(appointment).where(appointment.c.cadre_id == cadre_id)
    rows = connection.execute(query.order_by(appointment.c.since.desc(), appointment.c.id.desc()))
    return tuple(HeldPost(id=row.id, unit_id=row.unit_id, post=row.post, title=row.title, manner=row.manner,
                          since=row.since, until=row.until) for row in rows)


def portfolios_of(connection: Connection, cadre_id: int) -> tuple[tuple[int, date, date], ...]:
    """The portfolios of somebody: the key of each, from which day until which."""
    query = select(portfolio.c.id, portfolio.c.since, portfolio.c.until).where(portfolio.c.cadre_id == cadre_id)
    return tuple((row.id, row.since, row.until) for row in connection.execute(query.order_by(portfolio.c.id)))


def begin_post(connection: Connection, move_id: int, cadre_id: int, post: NewPost) -> None:
    """Have somebody begin a post."""
    made = insert(appointment).values(
        cadre_id=cadre_id, unit_id=post.unit_id, post=post.post, title=post.title, rank=post.rank, manner=post.manner,
        decided=post.decided, since=post.since, until=post.until)
    number = connection.execute(made.returning(appointment.c.id)).scalar_one()
    if post.marks:
        connection.execute(insert(appointment_mark), [{"appointment_id": number, "mark": one} for one in post.marks])
    _remember(connection, move_id, appointment, number, None)


def end_stretch(connection: Connection, move_id: int, place: str, number: int, on: date) -> None:
    """Have a post, a portfolio or an absence no longer hold on a day; what has not begun by then never does."""
    table = _TABLES[place]
    row = connection.execute(select(table).where(table.c.id == number)).one()
    if row.since >= on:
        _remember(connection, move_id, table, number, {**_plain(row), "marks": _marks(connection, table, number)})
        _drop(connection, table, number)
        return
    _remember(connection, move_id, table, number, {"until": row.until.isoformat()})
    connection.execute(update(table).where(table.c.id == number).values(until=on))


def rename(connection: Connection, move_id: int, cadre_id: int, name: str, staff_number: str,  # noqa: PLR0913, PLR0917 - who, and what he is called
           on: date) -> None:
    """Have somebody be called otherwise from a day on; what he was called, and his number, stay known."""
    row = connection.execute(select(cadre).where(cadre.c.id == cadre_id)).one()
    _remember(connection, move_id, cadre, cadre_id, {"name": row.name, "staff_number": row.staff_number})
    connection.execute(update(cadre).where(cadre.c.id == cadre_id).values(name=name, staff_number=staff_number))
    made = insert(former_name).values(cadre_id=cadre_id, name=row.name, staff_number=row.staff_number, until=on)
    _remember(connection, move_id, former_name, connection.execute(made.returning(former_name.c.id)).scalar_one(), None)
    people_found(connection, (cadre_id,))


def absence_on(connection: Connection, cadre_id: int, on: date) -> KeptMove | None:
    """By which act somebody is away on a day; None where he is there."""
    return next((one for one in moves_of(connection, cadre_id)
                 if one.sort in AWAY and not one.revoked and one.since <= on < one.until), None)


def revoke(connection: Connection, one: KeptMove, event_id: int) -> bool:
    """Put an act right as a whole: the roster stands as it did before. False, and nothing done, where it cannot be."""
    rows = connection.execute(select(move_row).where(move_row.c.move_id == one.id).order_by(move_row.c.id.desc())).all()
    if any(_dropped(row) is _there(connection, row) for row in rows):
        return False  # something else was done to it since
    for row in rows:
        _restore(connection, _TABLES[row.place], row.row_id, json.loads(row.before) if row.before else None)
    connection.execute(update(move).where(move.c.id == one.id).values(revoked_id=event_id))
    people_found(connection, (one.cadre_id,))
    return True


def _dropped(row: Row[Any]) -> bool:
    """Whether the act took a row away."""
    return bool(row.before) and "id" in json.loads(row.before)


def _there(connection: Connection, row: Row[Any]) -> bool:
    table = _TABLES[row.place]
    return connection.execute(select(table.c.id).where(table.c.id == row.row_id)).first() is not None


def _restore(connection: Connection, table: Table, number: int, before: dict[str, Any] | None) -> None:
    """Make one row what it was: gone where it was not there, and there where it was dropped."""
    if before is None:
        _drop(connection, table, number)
    elif "id" in before:
        marks = before.pop("marks")
        connection.execute(insert(table).values(_typed(table, before)))
        if marks:
            connection.execute(insert(appointment_mark), [{"appointment_id": number, "mark": one} for one in marks])
    else:
        connection.execute(update(table).where(table.c.id == number).values(_typed(table, before)))


def _drop(connection: Connection, table: Table, number: int) -> None:
    if table is appointment:
        connection.execute(delete(appointment_mark).where(appointment_mark.c.appointment_id == number))
    connection.execute(delete(table).where(table.c.id == number))


def _remember(connection: Connection, move_id: int, table: Table, number: int, before: Mapping[str, Any] | None,
              ) -> None:
    written = "" if before is None else json.dumps(dict(before), ensure_ascii=False)
    connection.execute(insert(move_row).values(move_id=move_id, place=table.name, row_id=number, before=written))


def _marks(connection: Connection, table: Table, number: int) -> Sequence[str]:
    if table is not appointment:
        return []
    query = select(appointment_mark.c.mark).where(appointment_mark.c.appointment_id == number)
    return list(connection.execute(query.order_by(appointment_mark.c.mark)).scalars())


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value
            for name, value in row._mapping.items()}  # noqa: SLF001 - public in all but name


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row out of JSON, with its days as days."""
    return {name: date.fromisoformat(value) if value is not None and table.c[name].type.python_type is date else value
            for name, value in row.items()}


def known_so(connection: Connection, staff_number: str) -> bool:
    """Whether a staff number is somebody's already."""
    query = select(cadre.c.id).where(cadre.c.staff_number == staff_number)
    return is_kept(staff_number) and connection.execute(query).first() is not None


def unit_codes(connection: Connection, unit_ids: Collection[int]) -> dict[int, str]:
    """The codes of some units by their keys."""
    query = select(unit.c.id, unit.c.code).where(unit.c.id.in_(unit_ids))
    return {row.id: row.code for row in connection.execute(query)}
