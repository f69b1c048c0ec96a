"""In SQL, what is about those of whom somebody is told nothing; see `yuetan.access.concerned`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, select, tuple_, union, union_all

from yuetan.access.concerned import KeptAbove
from yuetan.access.known_rules import KnownRules
from yuetan.access.reach import listed
from yuetan.access.units import lines_above
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import appointment, cadre, event, interview, lead, obligation, participant, unit
from yuetan.rules.events import HELD


def talks_with_the_shut(connection: Connection, shut: Collection[KeptAbove], on: date, *,
                        among: int | None = None) -> frozenset[int]:
    """The interviews with them, or that rest on a lead about them, that other units hold than those they act for.

    With ``among``, the key of a cadre, only those of the interviews in which that one takes part.
    """
    acting = {one.key: one.acts_for for one in shut}
    if not acting:
        return frozenset()
    talked_to = (select(interview.c.id, participant.c.cadre_id, unit.c.code)
                 .join(participant, participant.c.interview_id == interview.c.id)
                 .join(unit, unit.c.id == interview.c.unit_id)
                 .where(participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(listed(acting))))
    on_a_lead = (select(interview.c.id, lead.c.cadre_id, unit.c.code).join(lead, lead.c.id == interview.c.lead_id)
                 .join(unit, unit.c.id == interview.c.unit_id).where(lead.c.cadre_id.in_(listed(acting))))
    his = select(participant.c.interview_id).where(participant.c.cadre_id == among)
    some = () if among is None else (interview.c.id.in_(his),)
    rows = connection.execute(union_all(talked_to.where(*some), on_a_lead.where(*some))).all()
    lines = lines_above(connection, {row.code for row in rows}, on)
    return frozenset(row.id for row in rows if acting[row.cadre_id].isdisjoint(lines.get(row.code, (row.code,))))


def about_the_shut(shut: Collection[KeptAbove], rules: KnownRules, talks: frozenset[int],
                   ) -> tuple[ColumnElement[bool], ...]:
    """Whether an obligation is about one of them, or might tell of one of these talks: if one of these holds.

    What such a person owes himself as a talker is not, nor what is owed in a talk that his own unit holds.
    """
    row, keys = obligation.c, listed(one.key for one in shut)
    outside = and_(row.cadre_id.in_(keys), ~rules.of_talkers(obligation), row.interview_id.is_(None))
    theirs = select(appointment.c.unit_id).where(appointment.c.cadre_id.in_(keys))
    of_unit = and_(row.cadre_id.is_(None), row.interview_id.is_(None), rules.talks_of_units(obligation),
                   row.unit_id.in_(theirs))
    return (outside, of_unit, *((row.interview_id.in_(listed(talks)),) if talks else ()))


def owed_in_cleared(cleared: Select[Any] | BindParameter[int], rules: KnownRules) -> Select[Any]:
    """The keys of what was owed in interviews that cleared somebody, and of the duties to talk that they met."""
    talk = event.alias("cleared_talk")
    talks = (select(cadre.c.staff_number, talk.c.happened_on)
             .join(participant, participant.c.cadre_id == cadre.c.id)
             .join(talk, and_(talk.c.interview_id == participant.c.interview_id, talk.c.code == HELD))
             .where(participant.c.part == INTERVIEWEE, participant.c.interview_id.in_(cleared)))
    met = select(obligation.c.id).where(
        obligation.c.subject.in_(select(talks.subquery().c.staff_number)),
        tuple_(obligation.c.subject, obligation.c.done_on).in_(talks),
        obligation.c.interview_id.is_(None), ~rules.periodic(obligation))
    inside = select(obligation.c.id).where(obligation.c.interview_id.in_(cleared))
    return union(inside, met).subquery().select()
