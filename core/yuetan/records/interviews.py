"""Rows of interviews and events as facts of the engine. A talk held before the system was in use is one too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Row, Select, bindparam, select

from yuetan.engine.facts import Event, Interview
from yuetan.records.facts import Keys, read_past_talks, rows_among
from yuetan.records.tables import cadre, case_file, event, interview, participant, unit
from yuetan.records.undone import not_undone
from yuetan.records.upward_reports import not_returned
from yuetan.records.values import PastTalk
from yuetan.rules.events import HELD

INTERVIEWEE, INTERVIEWER, COMPANY, ORGANISER, RECORDER, RECUSED = (
    "interviewee", "interviewer", "company", "organiser", "recorder", "recused")
"""The parts people play in an interview, as they are kept."""

PAST = "past-"
"""How the interviews are called that were held before the system was in use."""


def read_interviews(connection: Connection, keys: Keys = None) -> Iterator[Interview]:
    """Interviews, each with who plays which part in it."""
    people: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows_among(connection, _parts, participant.c.interview_id, keys):
        people[row.interview_id][row.part].append(row.staff_number)
    for row in rows_among(connection, _talks, interview.c.id, keys):
        yield _interview(row, people[row.id])


@cache
def _parts() -> Select[Any]:
    return (select(participant.c.interview_id, participant.c.part, cadre.c.staff_number)
            .join(cadre, participant.c.cadre_id == cadre.c.id).order_by(participant.c.place, participant.c.id))


@cache
def _talks() -> Select[Any]:
    return (select(interview, unit.c.code.label("of_unit")).join(unit, interview.c.unit_id == unit.c.id)
            .order_by(interview.c.id))


def _interview(row: Row[Any], people: defaultdict[str, list[str]]) -> Interview:
    return Interview(
        id=row.reference, kind=row.kind, regulation=row.regulation, unit=row.of_unit, family=row.family,
        to=tuple(people[INTERVIEWEE]), by=tuple(people[INTERVIEWER]), company=tuple(people[COMPANY]),
        organiser=next(iter(people[ORGANISER]), ""),
        recorder=next(iter(people[RECORDER]), ""), entrusted=row.entrusted, collective=row.collective,
        planned=row.planned, grounds=tuple(row.grounds.split()), topics=tuple(row.topics.split()))


def read_events(connection: Connection, *, as_of: date, interviews: Keys = None, cadres: Collection[int] = (),
                units: Collection[int] = ()) -> Iterator[Event]:
    """Events: all of them, or those of some interviews, and of cadres and units outside any; in order of their days.

    Left out is that a report was sent which had been returned by the day, and what an act undid by then.
    """
    if interviews is None:
        yield from _events(connection, _all_events(), as_of)
        return
    for concern, keys in ((_Concern.INTERVIEW, interviews), (_Concern.CADRE, cadres), (_Concern.UNIT, units)):
        if keys:
            yield from _events(connection, _events_of(concern), as_of, keys)


class _Concern(Enum):
    """What an event happened in or to; to a cadre or a unit, outside any interview."""

    INTERVIEW, CADRE, UNIT = range(3)


@cache
def _events_of(concern: _Concern) -> Select[Any]:
    keys: BindParameter[int] = bindparam("keys", expanding=True)
    outside = (event.c.interview_id + 0).is_(None)  # no index on it: of one person or unit there are few
    match concern:
        case _Concern.INTERVIEW:
            return _all_events().where(event.c.interview_id.in_(keys))
        case _Concern.CADRE:
            return _all_events().where(event.c.cadre_id.in_(keys), outside)
        case _Concern.UNIT:
            return _all_events().where(event.c.unit_id.in_(keys), (event.c.cadre_id + 0).is_(None), outside)


@cache
def _all_events() -> Select[Any]:
    return (select(event.c.sequence, event.c.code, event.c.happened_on, event.c.until, event.c.addressee, event.c.value,
                   event.c.counts_for, event.c.filled, event.c.reason, case_file.c.reference.label("case"),
                   interview.c.reference.label("interview"), cadre.c.staff_number, unit.c.code.label("unit"))
            .join(case_file, event.c.case_id == case_file.c.id)
            .outerjoin(interview, event.c.interview_id == interview.c.id)
            .outerjoin(cadre, event.c.cadre_id == cadre.c.id).outerjoin(unit, event.c.unit_id == unit.c.id)
            .where(not_returned(event.c.id, bindparam("as_of", type_=Date())),
                   not_undone(event.c.id, bindparam("as_of", type_=Date())))
            .order_by(event.c.happened_on, event.c.id))


def _events(connection: Connection, query: Select[Any], as_of: date, keys: Collection[int] = ()) -> Iterator[Event]:
    for row in connection.execute(query, {"as_of": as_of, **({"keys": list(keys)} if keys else {})}):
        yield Event(
            code=row.code, on=row.happened_on, id=f"{row.case}.{row.sequence}", interview=row.interview or "",
            cadre=row.staff_number or "", unit=row.unit or "", to=row.addressee, until=row.until, value=row.value,
            counts_for=row.counts_for, fields=row.filled.split(), reason=row.reason)


def read_past(connection: Connection, known: Collection[str], cadres: Keys = None,
              ) -> Iterator[tuple[Interview, Event]]:
    """Earlier talks, each as an interview whose one event is that it was held.

    Only talkers of ``known`` staff numbers are interviewers.
    """
    for number, talk in sorted(read_past_talks(connection, cadres), key=lambda found: found[0]):
        yield _past_interview(number, talk, known), _past_held(number, talk, known)


def _past_interview(number: int, talk: PastTalk, known: Collection[str]) -> Interview:
    return Interview(id=f"{PAST}{number}", kind=talk.kind, regulation=talk.regulation, family=talk.family,
                     to=(talk.cadre,), by=tuple(one for one in talk.interviewers if one in known), imported=True)


def _past_held(number: int, talk: PastTalk, known: Collection[str]) -> Event:
    by = next((one for one in talk.interviewers if one in known), "")
    return Event(code=HELD, on=talk.on, id=f"{PAST}{number}-{HELD}", interview=f"{PAST}{number}", by=by)
