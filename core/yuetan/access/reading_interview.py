"""One interview, as far as an actor may see it: the policy is asked about this very case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Row, func, select

from yuetan.access.actor import Standing
from yuetan.access.policy import Allowed, allowed, lies_of_grants, shut_by_clearing
from yuetan.access.reading_away import away_among
from yuetan.access.reading_chosen_posts import chosen_in_words
from yuetan.access.reading_events import events_of, submissions_of
from yuetan.access.reading_fields import HANDLING, Sight, fields_of
from yuetan.access.reading_interviews import told
from yuetan.access.reading_named import named_in
from yuetan.access.reading_owed import owed_in
from yuetan.access.reading_people import Reader, once, people_of, playing, taken_over_by, unit_names
from yuetan.access.standing import assigned_to, standing_of
from yuetan.access.units import units_above
from yuetan.access.views import InterviewView, Person
from yuetan.records.interviews import INTERVIEWEE, RECUSED
from yuetan.records.people import names_on
from yuetan.records.tables import cadre, case_file, event, interview, lead, lead_handler, participant, unit
from yuetan.rules.events import RECORDED

Parts = Sequence[Row[Any]]


@frozen
class Seen:
    """An interview that the reader may see: its row, who takes part in it, and what he sees of it."""

    row: Row[Any]
    parts: Parts
    sight: Sight

    @property
    def alone(self) -> bool:
        """Whether there is one interviewee."""
        return [part.part for part in self.parts].count(INTERVIEWEE) == 1


def interview_view(reader: Reader, reference: str) -> InterviewView | None:
    """An interview; None where there is none of this reference, and where the actor may not know that there is."""
    seen = seen_interview(reader, reference)
    if seen is None:
        return None
    row, sight = seen.row, seen.sight
    regulation = reader.scope.rules.regulation(row.regulation, row.edition)
    kind = regulation.kind(row.kind)
    assert kind is not None  # noqa: S101 - an interview is of a kind of its edition
    plan = "plan" in sight.fields
    state = told(reader, [row.id]).get(row.id, "") if sight.outside else row.state
    events = tuple(events_of(reader, row, regulation, sight, alone=seen.alone))
    people, last = tuple(_people(reader, seen)), _last_day(reader, row)
    return InterviewView(
        away=() if row.ended else away_among(reader, (one.cadre for one in people if one.part == INTERVIEWEE)),
        reference=row.reference, version=row.version, number=row.number, regulation=regulation, kind=kind,
        unit=unit_names(reader.connection, (row.unit_id,), last).get(row.unit_id, row.unit),
        unit_code=row.unit, taken_over_by=taken_over_by(reader.connection, row.unit, reader.on),
        people=people, planned=row.planned if plan else None,
        planned_time=row.planned_time if plan else "", planned_minutes=row.planned_minutes if plan else 0,
        place=row.place if plan else "",
        topic=row.topic if "topic" in sight.fields else "",
        topics=tuple(row.topics.split()) if "topic" in sight.fields else (),
        grounds=tuple(row.grounds.split()) if "grounds" in sight.fields else (), state=state, ended=row.ended,
        opened_on=row.opened_on, collective=row.collective,
        events=events, named=named_in(reader, events, last),
        submissions=tuple(submissions_of(reader, row, regulation, sight, alone=seen.alone)),
        owed=owed_in(reader, row.id), lead=row.lead if sight.lead and row.lead else "", fields=sight.fields)


@once
def seen_interview(reader: Reader, reference: str) -> Seen | None:
    """What the policy says of an interview; None where there is none, and where it says no."""
    row = reader.connection.execute(_query(reader).where(interview.c.reference == reference)).first()
    if row is None:
        return None
    parts = reader.connection.execute(
        select(participant.c.cadre_id, participant.c.part, cadre.c.staff_number, participant.c.unit_id,
               participant.c.post, participant.c.title)
        .join(cadre, participant.c.cadre_id == cadre.c.id).where(participant.c.interview_id == row.id)
        .order_by(participant.c.place, participant.c.id)).all()
    sight = _sight(reader, row, parts)
    return Seen(row, parts, sight) if sight.fields else None


def _sight(reader: Reader, row: Row[Any], parts: Parts) -> Sight:
    actor, scope = reader.scope.actor, reader.scope
    played = tuple((part.part, part.staff_number) for part in parts)
    standing = standing_of(actor, played, (row.about,) if row.about else ())
    assigned = assigned_to(actor, played)
    begins = scope.organisations.beginning(row.regulation)
    lies = lies_of_grants(actor, units_above(reader.connection, row.unit, reader.on), begins)
    shut = row.shut and standing is not Standing.SUBJECT
    if shut or (row.cleared and shut_by_clearing(standing, lies)):
        return Sight(standing=standing, fields=frozenset(), papers=frozenset())
    flags = {name for name, so in (("served", row.served), ("unsigned", not row.signed)) if so}

    @cache
    def ask(action: str) -> Allowed:
        given = row.handled if action == "lead.read" else assigned
        return allowed(actor, action, standing=standing, lies=lies, assigned=given, state=row.state, flags=flags)

    sight = fields_of(ask, standing)
    return sight if row.lead or not sight.lead else Sight(
        standing=standing, fields=sight.fields, papers=sight.papers)


def _query(reader: Reader) -> Any:  # noqa: ANN401 - a statement of many columns
    scope = reader.scope
    handled = select(lead_handler.c.id).where(lead_handler.c.lead_id == interview.c.lead_id,
                                              lead_handler.c.cadre_id == scope.me).exists()
    signed = select(event.c.id).where(event.c.case_id == interview.c.case_id, event.c.code == RECORDED).exists()
    about = cadre.alias("about")
    return (select(interview, case_file.c.version, unit.c.code.label("unit"), lead.c.reference.label("lead"),
                   about.c.staff_number.label("about"), handled.label("handled"), signed.label("signed"),
                   scope.is_served(interview.c.id).label("served"),
                   scope.is_cleared(interview).label("cleared"),
                   scope.shut_interview(interview.c.id).label("shut"))
            .join(case_file, interview.c.case_id == case_file.c.id).join(unit, interview.c.unit_id == unit.c.id)
            .outerjoin(lead, interview.c.lead_id == lead.c.id).outerjoin(about, lead.c.cadre_id == about.c.id)
            .where(scope.rules.editions(interview)))


def _people(reader: Reader, seen: Seen) -> Iterator[Person]:
    """Who takes part, as far as the reader may know. Only who sees how it was handled sees who was recused."""
    sight, me = seen.sight, reader.scope.me
    if "people" in sight.fields:
        shown = [one for one in seen.parts if one.part != RECUSED or HANDLING in sight.papers]
    else:
        shown = [one for one in seen.parts if "own_part" in sight.fields and one.cadre_id == me]
    last = _last_day(reader, seen.row)
    people = people_of(reader, (one.cadre_id for one in shown), on=last).by_key
    names = names_on(reader.connection, people, last)
    chosen = chosen_in_words(reader, [one for one in shown if one.unit_id], since=seen.row.opened_on, last=last)
    return (playing(evolve(people[one.cadre_id], name=names[one.cadre_id],
                           post=chosen.get((one.cadre_id, one.part), people[one.cadre_id].post)), one.part)
            for one in shown)


def _last_day(reader: Reader, row: Row[Any]) -> date:
    """The day for which it names people: of one that is closed its last, so that old papers stay as they were."""
    if not row.ended:
        return reader.on
    query = select(func.max(event.c.happened_on)).where(event.c.case_id == row.case_id)
    found: date | None = reader.connection.execute(query).scalar_one_or_none()
    return found or reader.on



