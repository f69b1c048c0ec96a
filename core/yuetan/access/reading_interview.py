"""One interview, as far as an actor may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from yuetan.access.actor import Role, Standing
from yuetan.access.reading_events import events_of, submissions_of
from yuetan.access.reading_fields import HANDLING, LEAD, Sight, fields_of
from yuetan.access.reading_interviews import told
from yuetan.access.reading_owed import owed_in
from yuetan.access.reading_people import Reader, people_of, playing, unit_names
from yuetan.access.scope import ROLES
from yuetan.access.views import InterviewView, Person
from yuetan.records.interviews import INTERVIEWEE, RECUSED
from yuetan.records.tables import case_file, event, interview, lead, lead_handler, participant
from yuetan.rules.events import RECORDED


def interview_view(reader: Reader, reference: str) -> InterviewView | None:
    """An interview; None where there is none of this reference, and where the actor may not know that there is."""
    row = _found(reader, reference)
    if row is None:
        return None
    sight = sight_of(row)
    regulation = reader.scope.rules.regulation(row.regulation, row.edition)
    kind = regulation.kind(row.kind)
    assert kind is not None  # noqa: S101 - an interview is of a kind of its edition
    parts = _parts(reader, row)
    alone = sum(part.part == INTERVIEWEE for part in parts) == 1
    events = tuple(events_of(reader, row, regulation, sight, alone=alone))
    return InterviewView(
        reference=row.reference, version=row.version, number=row.number, regulation=regulation, kind=kind,
        unit=unit_names(reader.connection, (row.unit_id,), reader.on).get(row.unit_id, ""),
        people=tuple(_people(reader, parts, sight)), planned=row.planned, planned_time=row.planned_time,
        place=row.place, topic=row.topic, grounds=() if sight.outside else tuple(row.grounds.split()),
        state=told(reader, (row,)).get(row.id, "" if sight.outside else row.state), ended=row.ended,
        opened_on=row.opened_on, collective=row.collective, events=events,
        submissions=tuple(submissions_of(reader, row, regulation, sight, alone=alone)),
        owed=owed_in(reader, row.id), lead=row.lead if LEAD in sight.groups else "", fields=sight.groups)


def sight_of(row: Row[Any]) -> Sight:
    """What the reader sees of an interview, from its row."""
    roles = {role for role in ROLES if getattr(row, role.value)}
    return fields_of(standing_of(row), roles, signed=row.signed, handles_lead=row.handled)


def standing_of(row: Row[Any]) -> Standing:
    """What the reader is in an interview that he may see."""
    if row.about_himself:
        return Standing.SUBJECT
    return Standing.TALKER if row.talks else Standing.RECORDER if row.records else Standing.NONE


def _found(reader: Reader, reference: str) -> Row[Any] | None:
    scope = reader.scope
    handled = select(lead_handler.c.id).where(lead_handler.c.lead_id == interview.c.lead_id,
                                              lead_handler.c.cadre_id == scope.me).exists()
    signed = select(event.c.id).where(event.c.case_id == interview.c.case_id, event.c.code == RECORDED).exists()
    query = (select(interview, case_file.c.version, lead.c.reference.label("lead"), *scope.standing(),
                    *(scope.in_units(interview.c.unit_id, frozenset({role})).label(role.value) for role in sorted(
                        ROLES, key=_value)), handled.label("handled"), signed.label("signed"))
             .join(case_file, interview.c.case_id == case_file.c.id).outerjoin(lead, interview.c.lead_id == lead.c.id)
             .where(interview.c.reference == reference, scope.interviews()))
    return reader.connection.execute(query).first()


def _value(role: Role) -> str:
    return role.value


def _parts(reader: Reader, row: Row[Any]) -> Sequence[Row[Any]]:
    query = (select(participant.c.cadre_id, participant.c.part).where(participant.c.interview_id == row.id)
             .order_by(participant.c.place, participant.c.id))
    return reader.connection.execute(query).all()


def _people(reader: Reader, parts: Sequence[Row[Any]], sight: Sight) -> Iterator[Person]:
    """Who takes part. Whoever is talked to sees none of the others who are; only the office sees who was recused."""
    seen = [one for one in parts if not (sight.outside and one.part == INTERVIEWEE and one.cadre_id != reader.scope.me)
            and (one.part != RECUSED or HANDLING in sight.groups)]
    people = people_of(reader, (one.cadre_id for one in seen)).by_key
    return (playing(people[one.cadre_id], one.part) for one in seen)
