"""Rows of interviews and events as facts of the engine. A talk held before the system was in use is one too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from yuetan.engine.facts import Event, Interview
from yuetan.records.facts import Keys, among, read_past_talks
from yuetan.records.tables import cadre, case_file, event, interview, participant, unit
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
    parts = (select(participant.c.interview_id, participant.c.part, cadre.c.staff_number)
             .join(cadre, participant.c.cadre_id == cadre.c.id).order_by(participant.c.place, participant.c.id))
    for row in connection.execute(among(parts, participant.c.interview_id, keys)):
        people[row.interview_id][row.part].append(row.staff_number)
    talks = (select(interview, unit.c.code.label("of_unit")).join(unit, interview.c.unit_id == unit.c.id)
             .order_by(interview.c.id))
    for row in connection.execute(among(talks, interview.c.id, keys)):
        yield _interview(row, people[row.id])


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

    Left out is that a report was sent which had been returned by the day.
    """
    every = _all_events().where(not_returned(event.c.id, as_of))
    if interviews is None:
        yield from _events(connection, every)
        return
    outside = event.c.interview_id.is_(None)
    for where, keys in ((event.c.interview_id.in_(interviews), interviews),
                        (event.c.cadre_id.in_(cadres) & outside, cadres),
                        (event.c.unit_id.in_(units) & event.c.cadre_id.is_(None) & outside, units)):
        if keys:
            yield from _events(connection, every.where(where))


def _all_events() -> Select[Any]:
    return (select(event.c.sequence, event.c.code, event.c.happened_on, event.c.until, event.c.addressee, event.c.value,
                   event.c.counts_for, event.c.filled, event.c.reason, case_file.c.reference.label("case"),
                   interview.c.reference.label("interview"), cadre.c.staff_number, unit.c.code.label("unit"))
            .join(case_file, event.c.case_id == case_file.c.id)
            .outerjoin(interview, event.c.interview_id == interview.c.id)
            .outerjoin(cadre, event.c.cadre_id == cadre.c.id).outerjoin(unit, event.c.unit_id == unit.c.id)
            .order_by(event.c.happened_on, event.c.id))


def _events(connection: Connection, query: Select[Any]) -> Iterator[Event]:
    for row in connection.execute(query):
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


def in_interviews(cadres: Collection[int], *, talking: bool = False) -> ColumnElement[bool]:
    """Whether a participation is that of one of these as interviewee; with ``talking``, as interviewer too."""
    parts = (INTERVIEWEE, INTERVIEWER) if talking else (INTERVIEWEE,)
    return participant.c.cadre_id.in_(cadres) & participant.c.part.in_(parts)
