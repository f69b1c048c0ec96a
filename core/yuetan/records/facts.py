"""Rows of the roster as facts of the engine: all of them, or those of some units or people, by their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, bindparam, func, select

from yuetan.engine.facts import Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.records.tables import (
    appointment,
    appointment_mark,
    cadre,
    past_talk,
    past_talk_by,
    placement,
    portfolio,
    unit,
)
from yuetan.records.values import PastTalk

Keys = Collection[int] | None
"""The keys of those asked for; None for all."""


def rows_among(connection: Connection, query: Callable[[], Select[Any]], column: Column[Any], keys: Keys,
               ) -> Iterable[Row[Any]]:
    """The rows of a query, made once, whose column holds one of some keys; all of them where all are asked for."""
    if keys is None:
        return connection.execute(query()).all()
    return connection.execute(_narrowed(query, column), {"keys": list(keys)}).all() if keys else ()


@cache
def _narrowed(query: Callable[[], Select[Any]], column: Column[Any]) -> Select[Any]:
    return query().where(column.in_(bindparam("keys", expanding=True)))


def read_units(connection: Connection, keys: Keys = None) -> Iterator[Unit]:
    """Units."""
    for row in rows_among(connection, _units, unit.c.id, keys):
        yield Unit(id=row.code, type=row.type)


@cache
def _units() -> Select[Any]:
    return select(unit)


def read_placements(connection: Connection, units: Keys = None) -> Iterator[Placement]:
    """Where units lay."""
    for row in rows_among(connection, _placements, placement.c.unit_id, units):
        yield Placement(unit=row.code, name=row.name, parent=row.parent or "", since=row.since, until=row.until)


@cache
def _placements() -> Select[Any]:
    parent = unit.alias("parent")
    return (select(unit.c.code, parent.c.code.label("parent"), placement.c.name, placement.c.since, placement.c.until)
            .join_from(placement, unit, placement.c.unit_id == unit.c.id)
            .outerjoin(parent, placement.c.parent_id == parent.c.id))


def read_cadres(connection: Connection, keys: Keys = None) -> Iterator[Cadre]:
    """People."""
    for row in rows_among(connection, _cadres, cadre.c.id, keys):
        yield Cadre(id=row.staff_number, name=row.name, party=row.party)


@cache
def _cadres() -> Select[Any]:
    return select(cadre)


def read_appointments(connection: Connection, cadres: Keys = None) -> Iterator[Appointment]:
    """What people hold and held, in the order it was entered."""
    marks: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows_among(connection, _marks, appointment.c.cadre_id, cadres):
        marks[row.appointment_id].append(row.mark)
    for row in rows_among(connection, _appointments, appointment.c.cadre_id, cadres):
        yield Appointment(cadre=row.staff_number, unit=row.code, post=row.post, title=row.title, rank=row.rank,
                          manner=row.manner, marks=marks.get(row.id, ()), decided=row.decided, since=row.since,
                          until=row.until)


@cache
def _marks() -> Select[Any]:
    return select(appointment_mark).join(appointment)


@cache
def _appointments() -> Select[Any]:
    return (select(appointment, cadre.c.staff_number, unit.c.code)
            .join(cadre, appointment.c.cadre_id == cadre.c.id).join(unit, appointment.c.unit_id == unit.c.id)
            .order_by(appointment.c.id))


def read_portfolios(connection: Connection, cadres: Keys = None) -> Iterator[Portfolio]:
    """What people oversee."""
    for row in rows_among(connection, _portfolios, portfolio.c.cadre_id, cadres):
        yield Portfolio(cadre=row.staff_number, unit=row.code, since=row.since, until=row.until)


@cache
def _portfolios() -> Select[Any]:
    return (select(portfolio, cadre.c.staff_number, unit.c.code)
            .join(cadre, portfolio.c.cadre_id == cadre.c.id).join(unit, portfolio.c.unit_id == unit.c.id))


def read_past_talks(connection: Connection, cadres: Keys = None) -> Iterator[tuple[int, PastTalk]]:
    """Talks held before the system was in use, each with its key."""
    talkers: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows_among(connection, _past_talkers, past_talk.c.cadre_id, cadres):
        talkers[row.talk_id].append(row.by)
    for row in rows_among(connection, _past_talks, past_talk.c.cadre_id, cadres):
        yield row.id, PastTalk(cadre=row.staff_number, regulation=row.regulation, kind=row.kind, family=row.family,
                               on=row.held_on, interviewers=tuple(talkers.get(row.id, ())))


@cache
def _past_talkers() -> Select[Any]:
    by = func.coalesce(cadre.c.staff_number, past_talk_by.c.written).label("by")
    return (select(past_talk_by.c.talk_id, by)
            .outerjoin(cadre, past_talk_by.c.cadre_id == cadre.c.id)  # he may be numbered otherwise by now
            .join(past_talk, past_talk_by.c.talk_id == past_talk.c.id)
            .order_by(past_talk_by.c.talk_id, past_talk_by.c.place))


@cache
def _past_talks() -> Select[Any]:
    return select(past_talk, cadre.c.staff_number).join(cadre, past_talk.c.cadre_id == cadre.c.id)
