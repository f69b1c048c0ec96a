"""Puts a world of the engine into the tables: its roster, its interviews and whatever happened."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from yuetan.engine.facts import Event, Interview
from yuetan.engine.world import World
from yuetan.records.database import Connection
from yuetan.records.roster import store
from yuetan.records.tables import (
    appointment,
    appointment_mark,
    cadre,
    case_file,
    event,
    interview,
    obligation,
    obligation_change,
    participant,
    past_talk,
    past_talk_by,
    placement,
    portfolio,
    sweep,
    unit,
)
from yuetan.records.values import PastTalk, Roster, past_talk_key
from yuetan.rules import HELD

EVERYTHING = (obligation_change, sweep, obligation, event, participant, interview, case_file, past_talk_by, past_talk,
              portfolio, appointment_mark, appointment, placement, cadre, unit)
"""The tables a world is put into and worked out in, those first that refer to others."""

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
FIRST = date(2020, 1, 1)


def forget(connection: Connection) -> None:
    """Empty the tables."""
    for table in EVERYTHING:
        connection.execute(sa.delete(table))


def put(connection: Connection, world: World) -> None:
    """Put a world into empty tables. A talk taken over as held is an earlier talk of each who was talked to."""
    store(connection, Roster(units=world.units, placements=world.placements, cadres=world.cadres,
                             appointments=world.appointments, portfolios=world.portfolios,
                             past_talks=tuple({past_talk_key(one): one for one in _past_talks(world)}.values())))
    add(connection, [one for one in world.interviews if not one.imported], [
        one for one in world.events if not _is_past(world, one)])


def add(connection: Connection, interviews: list[Interview], events: list[Event]) -> None:
    """Put some more interviews and events into the tables."""
    people, units = _keys(connection, cadre.c.staff_number), _keys(connection, unit.c.code)
    for one in interviews:
        _interview(connection, one, people, units[one.unit] if one.unit else next(iter(units.values())))
    talks, cases = _keys(connection, interview.c.reference), _keys(connection, case_file.c.reference)
    last = defaultdict[int, int](int)
    for case, sequence in connection.execute(sa.select(event.c.case_id, event.c.sequence).order_by(event.c.id)):
        last[case] = sequence
    for happened in events:
        name = happened.interview or f"of {happened.cadre or happened.unit}"
        if name not in cases:
            cases[name] = _case(connection, name, "cadre" if happened.cadre else "unit")
        last[cases[name]] += 1
        connection.execute(sa.insert(event), _event(happened) | {
            "case_id": cases[name], "sequence": last[cases[name]], "interview_id": talks.get(happened.interview),
            "cadre_id": people.get(happened.cadre), "unit_id": units.get(happened.unit)})


def _past_talks(world: World) -> list[PastTalk]:
    talks = ((world.interview(one.interview), one) for one in world.events if one.code == HELD)
    return [PastTalk(cadre=name, regulation=talk.regulation, kind=talk.kind, family=talk.family, on=one.on,
                     interviewers=talk.by)
            for talk, one in talks if talk is not None and talk.imported for name in talk.to]


def _is_past(world: World, one: Event) -> bool:
    talk = world.interview(one.interview)
    return talk is not None and talk.imported


def _keys(connection: Connection, column: sa.Column[str]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(sa.select(column, column.table.c.id).order_by(column))}


def _case(connection: Connection, reference: str, sort: str) -> int:
    row = {"reference": reference, "sort": sort, "version": 0, "head": ""}
    return int(connection.execute(sa.insert(case_file).values(row).returning(case_file.c.id)).scalar_one())


def _interview(connection: Connection, one: Interview, people: dict[str, int], unit_id: int) -> None:
    row: dict[str, Any] = {
        "case_id": _case(connection, one.id, "interview"), "reference": one.id, "number": one.id,
        "regulation": one.regulation, "edition": "", "kind": one.kind, "family": one.family, "unit_id": unit_id,
        "collective": one.collective, "entrusted": one.entrusted, "planned": one.planned, "planned_time": "",
        "place": "", "topic": "", "grounds": " ".join(one.grounds), "topics": " ".join(one.topics), "state": "",
        "ended": False, "opened_on": FIRST}
    number = connection.execute(sa.insert(interview).values(row).returning(interview.c.id)).scalar_one()
    parts = {"interviewee": one.to, "interviewer": one.by, "company": one.company,
             "organiser": tuple(filter(None, [one.organiser])), "recorder": tuple(filter(None, [one.recorder]))}
    rows = [{"interview_id": number, "cadre_id": people[name], "part": part, "place": place}
            for part, names in parts.items() for place, name in enumerate(dict.fromkeys(names))]
    if rows:
        connection.execute(sa.insert(participant), rows)


def _event(one: Event) -> dict[str, Any]:
    return {"code": one.code, "happened_on": one.on, "until": one.until, "entered_at": AT, "entered_by": None,
            "addressee": one.to, "value": one.value, "counts_for": one.counts_for,
            "filled": " ".join(sorted(one.fields)), "reason": one.reason, "provenance": "entered", "paper": "",
            "late_reason": "", "corrects": None, "content": None, "salt": "", "content_hash": "", "hash": ""}
