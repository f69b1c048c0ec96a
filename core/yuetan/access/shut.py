"""In SQL, what is about those of whom somebody is told nothing; see `yuetan.access.concerned`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, tuple_, union

from yuetan.access.concerned import KeptAbove
from yuetan.access.known_rules import KnownRules
from yuetan.access.units import units_below
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import appointment, cadre, event, interview, lead, obligation, participant
from yuetan.rules.events import HELD


def talks_with_the_shut(shut: Collection[KeptAbove], on: date) -> Select[Any]:
    """The interviews with them, or that rest on a lead about them, that other units hold than those they act for."""
    found = list[Select[Any]]()
    for acting in sorted({one.acts_for for one in shut}, key=sorted):
        keys = [one.key for one in shut if one.acts_for == acting]
        own = select(units_below(tuple(sorted(acting)), frozenset(), on).c.unit)
        on_a_lead = select(lead.c.id).where(lead.c.cadre_id.in_(keys))
        talked_to = select(participant.c.interview_id).where(
            participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(keys))
        found.append(select(interview.c.id).where(interview.c.unit_id.not_in(own), or_(
            interview.c.id.in_(talked_to), interview.c.lead_id.in_(on_a_lead))))
    return union(*found).subquery().select()


def about_the_shut(shut: Collection[KeptAbove], rules: KnownRules, talks: Select[Any]) -> ColumnElement[bool]:
    """Whether an obligation is about one of them, or might tell of one of these talks.

    What such a person owes himself as a talker is not, nor what is owed in a talk that his own unit holds.
    """
    row, keys = obligation.c, [one.key for one in shut]
    in_a_talk = row.interview_id.is_not(None)
    outside_these = and_(in_a_talk, row.interview_id.not_in(talks))
    about = and_(row.cadre_id.in_(keys), ~rules.of_talkers(obligation), ~outside_these)
    theirs = select(appointment.c.unit_id).where(appointment.c.cadre_id.in_(keys))
    of_unit = and_(row.cadre_id.is_(None), row.interview_id.is_(None), rules.talks_of_units(obligation),
                   row.unit_id.in_(theirs))
    return or_(func.coalesce(about, false()), func.coalesce(of_unit, false()),
               and_(in_a_talk, row.interview_id.in_(talks)))


def owed_in_cleared(cleared: Select[Any], rules: KnownRules) -> Select[Any]:
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
