"""Reads a roster out of the tables: as the value that was stored, or as parts of the world the engine reasons about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Select, select

from yuetan.engine.facts import Appointment, Cadre, Event, Interview, Placement, Portfolio, Unit
from yuetan.records.storing import Counts, RosterError, Stored, store
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
from yuetan.records.values import PastTalk, Roster
from yuetan.rules.events import HELD

__all__ = ["Counts", "RosterError", "Stored", "WorldParts", "load_roster", "load_world_parts", "store"]


@frozen(kw_only=True)
class WorldParts:
    """What the records know of the world. An earlier talk is an interview whose one event is that it was held."""

    units: tuple[Unit, ...]
    placements: tuple[Placement, ...]
    cadres: tuple[Cadre, ...]
    appointments: tuple[Appointment, ...]
    portfolios: tuple[Portfolio, ...]
    interviews: tuple[Interview, ...]
    events: tuple[Event, ...]


def load_roster(connection: Connection) -> Roster:
    """Everything stored, in the order of its keys; equal to the roster that was stored, put `Roster.in_order`."""
    return Roster(
        units=tuple(Unit(id=row.code, type=row.type) for row in _all(connection, select(unit))),
        placements=tuple(_placements(connection)),
        cadres=tuple(Cadre(id=row.staff_number, name=row.name, party=row.party)
                     for row in _all(connection, select(cadre))),
        appointments=tuple(_appointments(connection)),
        portfolios=tuple(_portfolios(connection)),
        past_talks=tuple(talk for _, talk in _past_talks(connection)),
    ).in_order()


def load_world_parts(connection: Connection) -> WorldParts:
    """The same as values of `yuetan.engine.world`. Only talkers who stand in the roster are interviewers."""
    roster = load_roster(connection)
    known = {one.id for one in roster.cadres}
    talks = sorted(_past_talks(connection))
    return WorldParts(
        units=roster.units, placements=roster.placements, cadres=roster.cadres, appointments=roster.appointments,
        portfolios=roster.portfolios,
        interviews=tuple(_interview(number, talk, known) for number, talk in talks),
        events=tuple(_held(number, talk, known) for number, talk in talks),
    )


def _interview(number: int, talk: PastTalk, known: set[str]) -> Interview:
    return Interview(id=f"past-{number}", kind=talk.kind, regulation=talk.regulation, family=talk.family,
                     to=(talk.cadre,), by=tuple(one for one in talk.interviewers if one in known), imported=True)


def _held(number: int, talk: PastTalk, known: set[str]) -> Event:
    by = next((one for one in talk.interviewers if one in known), "")
    return Event(code=HELD, on=talk.on, id=f"past-{number}-{HELD}", interview=f"past-{number}", by=by)


def _all(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    yield from connection.execute(query)


def _placements(connection: Connection) -> Iterator[Placement]:
    parent = unit.alias("parent")
    query = (select(unit.c.code, parent.c.code.label("parent"), placement.c.name, placement.c.since, placement.c.until)
             .join_from(placement, unit, placement.c.unit_id == unit.c.id)
             .outerjoin(parent, placement.c.parent_id == parent.c.id))
    for row in _all(connection, query):
        yield Placement(unit=row.code, name=row.name, parent=row.parent or "", since=row.since, until=row.until)


def _appointments(connection: Connection) -> Iterator[Appointment]:
    marks: defaultdict[int, list[str]] = defaultdict(list)
    for row in _all(connection, select(appointment_mark)):
        marks[row.appointment_id].append(row.mark)
    query = (select(appointment, cadre.c.staff_number, unit.c.code)
             .join(cadre, appointment.c.cadre_id == cadre.c.id).join(unit, appointment.c.unit_id == unit.c.id))
    for row in _all(connection, query):
        yield Appointment(cadre=row.staff_number, unit=row.code, post=row.post, title=row.title, rank=row.rank,
                          manner=row.manner, marks=marks.get(row.id, ()), decided=row.decided, since=row.since,
                          until=row.until)


def _portfolios(connection: Connection) -> Iterator[Portfolio]:
    query = (select(portfolio, cadre.c.staff_number, unit.c.code)
             .join(cadre, portfolio.c.cadre_id == cadre.c.id).join(unit, portfolio.c.unit_id == unit.c.id))
    for row in _all(connection, query):
        yield Portfolio(cadre=row.staff_number, unit=row.code, since=row.since, until=row.until)


def _past_talks(connection: Connection) -> Iterator[tuple[int, PastTalk]]:
    talkers: defaultdict[int, list[str]] = defaultdict(list)
    for row in _all(connection, select(past_talk_by).order_by(past_talk_by.c.talk_id, past_talk_by.c.place)):
        talkers[row.talk_id].append(row.written)
    query = select(past_talk, cadre.c.staff_number).join(cadre, past_talk.c.cadre_id == cadre.c.id)
    for row in _all(connection, query):
        yield row.id, PastTalk(cadre=row.staff_number, regulation=row.regulation, kind=row.kind, family=row.family,
                               on=row.held_on, interviewers=tuple(talkers.get(row.id, ())))
