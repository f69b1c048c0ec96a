"""Rows of the roster as facts of the engine: all of them, or those of some units or people, by their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select

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


def among(query: Select[Any], column: Column[Any], keys: Keys) -> Select[Any]:
    """A query narrowed to some keys; as it is where all are asked for."""
    return query if keys is None else query.where(column.in_(keys))


def read_units(connection: Connection, keys: Keys = None) -> Iterator[Unit]:
    """Units."""
    for row in connection.execute(among(select(unit), unit.c.id, keys)):
        yield Unit(id=row.code, type=row.type)


def read_placements(connection: Connection, units: Keys = None) -> Iterator[Placement]:
    """Where units lay."""
    parent = unit.alias("parent")
    query = (select(unit.c.code, parent.c.code.label("parent"), placement.c.name, placement.c.since, placement.c.until)
             .join_from(placement, unit, placement.c.unit_id == unit.c.id)
             .outerjoin(parent, placement.c.parent_id == parent.c.id))
    for row in connection.execute(among(query, placement.c.unit_id, units)):
        yield Placement(unit=row.code, name=row.name, parent=row.parent or "", since=row.since, until=row.until)


def read_cadres(connection: Connection, keys: Keys = None) -> Iterator[Cadre]:
    """People."""
    for row in connection.execute(among(select(cadre), cadre.c.id, keys)):
        yield Cadre(id=row.staff_number, name=row.name, party=row.party)


def read_appointments(connection: Connection, cadres: Keys = None) -> Iterator[Appointment]:
    """What people hold and held, in the order it was entered."""
    marks: defaultdict[int, list[str]] = defaultdict(list)
    of_marks = select(appointment_mark)
    if cadres is not None:
        of_marks = among(of_marks.join(appointment), appointment.c.cadre_id, cadres)
    for row in connection.execute(of_marks):
        marks[row.appointment_id].append(row.mark)
    query = (select(appointment, cadre.c.staff_number, unit.c.code)
             .join(cadre, appointment.c.cadre_id == cadre.c.id).join(unit, appointment.c.unit_id == unit.c.id)
             .order_by(appointment.c.id))
    for row in connection.execute(among(query, appointment.c.cadre_id, cadres)):
        yield Appointment(cadre=row.staff_number, unit=row.code, post=row.post, title=row.title, rank=row.rank,
                          manner=row.manner, marks=marks.get(row.id, ()), decided=row.decided, since=row.since,
                          until=row.until)


def read_portfolios(connection: Connection, cadres: Keys = None) -> Iterator[Portfolio]:
    """What people oversee."""
    query = (select(portfolio, cadre.c.staff_number, unit.c.code)
             .join(cadre, portfolio.c.cadre_id == cadre.c.id).join(unit, portfolio.c.unit_id == unit.c.id))
    for row in connection.execute(among(query, portfolio.c.cadre_id, cadres)):
        yield Portfolio(cadre=row.staff_number, unit=row.code, since=row.since, until=row.until)


def read_past_talks(connection: Connection, cadres: Keys = None) -> Iterator[tuple[int, PastTalk]]:
    """Talks held before the system was in use, each with its key."""
    talkers: defaultdict[int, list[str]] = defaultdict(list)
    by = func.coalesce(cadre.c.staff_number, past_talk_by.c.written).label("by")
    of_talkers = (select(past_talk_by.c.talk_id, by)
                  .outerjoin(cadre, past_talk_by.c.cadre_id == cadre.c.id)  # he may be numbered otherwise by now
                  .order_by(past_talk_by.c.talk_id, past_talk_by.c.place))
    if cadres is not None:
        theirs = of_talkers.join(past_talk, past_talk_by.c.talk_id == past_talk.c.id)
        of_talkers = among(theirs, past_talk.c.cadre_id, cadres)
    for row in connection.execute(of_talkers):
        talkers[row.talk_id].append(row.by)
    query = select(past_talk, cadre.c.staff_number).join(cadre, past_talk.c.cadre_id == cadre.c.id)
    for row in connection.execute(among(query, past_talk.c.cadre_id, cadres)):
        yield row.id, PastTalk(cadre=row.staff_number, regulation=row.regulation, kind=row.kind, family=row.family,
                               on=row.held_on, interviewers=tuple(talkers.get(row.id, ())))
