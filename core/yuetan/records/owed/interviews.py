"""Duties that arise with an interview, or on what happened in one, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CTE, Alias, Select, String, and_, cast, exists, false, func, literal, not_, or_, select, true
from sqlalchemy import case as either

from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed.edition import NO_DAY, NOTHING, Edition, Rows, admitted, joined_text, materialized
from yuetan.records.owed.happened import Cause, Concerned, Condition, Counts, Value, around
from yuetan.records.owed.scratch import begun, term
from yuetan.records.owed.talks import nth_talk
from yuetan.records.tables import cadre, event, interview, participant
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, WITHDRAWN, departed, plain
from yuetan.rules.procedure import PRE_APPOINTMENT, Step, applies

_CAUSE = event.alias("cause_of_it")
_INTERVIEWEE = and_(participant.c.interview_id == interview.c.id, participant.c.part == INTERVIEWEE)


def put_with_interviews(of: Edition, duty: Duty) -> None:
    """Put what is owed with every interview of its kinds where it belongs: for each interviewee, or once for all."""
    query = _each() if duty.each_interviewee else _all()
    _put(of, duty, query.where(begun.c.since >= of.judged_from), None)


def put_on_events_inside(of: Edition, duty: Duty) -> None:
    """Put what is owed on an event in an interview where it belongs; what befell one of them alone is his alone."""
    cause = Cause(on=around(_CAUSE, "happened_on"), id=around(_CAUSE, "id"), inside=True)
    of_one = _CAUSE.c.cadre_id == participant.c.cadre_id
    of_none = or_(_CAUSE.c.cadre_id.is_(None), ~exists(select(participant.c.id).where(
        _INTERVIEWEE, participant.c.cadre_id == _CAUSE.c.cadre_id).correlate(interview, _CAUSE)))
    happened = and_(_CAUSE.c.interview_id == interview.c.id, _CAUSE.c.code == duty.on,
                    _CAUSE.c.happened_on <= of.as_of, _CAUSE.c.happened_on >= of.judged_from)
    _put(of, duty, (_each() if duty.each_interviewee else _all()).join(_CAUSE, happened).where(of_none), cause)
    if duty.on in of.known.of_one:
        _put(of, duty, _each().join(_CAUSE, and_(happened, of_one)), cause)
