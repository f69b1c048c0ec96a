"""Duties that arise with an interview, or on what happened in one, in SQL."""

from __future__ import annotations

from attrs import frozen
from sqlalchemy import FromClause, String, and_, cast, exists, func, or_, select, true

from yuetan.engine.addressees import upward
from yuetan.records.columns import UnitColumns
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed.dialects import unindexed
from yuetan.records.owed.edition import NO_DAY, Edition, admitted, counted, joined_text, materialized
from yuetan.records.owed.happened import Cause, Concerned, Condition, Value, around, for_cause
from yuetan.records.owed.moot import moot
from yuetan.records.owed.scratch import begun
from yuetan.records.owed.talks import nth_talk, talk_for_cause
from yuetan.records.tables import cadre, event, interview, participant
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, departed, plain
from yuetan.rules.procedure import PRE_APPOINTMENT
from yuetan.rules.selectors import Selector

_CAUSE = event.alias("its_cause")
_TALKED_TO = and_(participant.c.interview_id == interview.c.id, participant.c.part == INTERVIEWEE)
_BEFALLS_ONE = exists(select(participant.c.id).where(
    _TALKED_TO, participant.c.cadre_id == _CAUSE.c.cadre_id)).correlate(interview, _CAUSE)


@frozen(kw_only=True)
class _Shape:
    """How a duty arises: for each of those talked to, or once; with the interview, or on an event in it."""

    each: bool
    on_event: bool
    only: Condition

    @property
    def tables(self) -> FromClause:
        found = begun.join(interview, interview.c.id == begun.c.interview_id)
        if self.each:
            found = found.join(participant, _TALKED_TO).join(cadre, cadre.c.id == participant.c.cadre_id)
        return found.join(_CAUSE, _CAUSE.c.interview_id == interview.c.id) if self.on_event else found

    @property
    def since(self) -> Value:
        return around(_CAUSE, "happened_on") if self.on_event else around(begun, "since")


def put_with_interviews(of: Edition, duty: Duty) -> None:
    """Put what is owed with every interview where it belongs: for each of those talked to, or once for all."""
    _put(of, duty, _Shape(each=duty.each_interviewee, on_event=False, only=begun.c.since >= of.judged_from))


def put_on_events_inside(of: Edition, duty: Duty) -> None:
    """Put what is owed on an event in an interview where it belongs; what befell one of them alone is his alone."""
    code = of.known.among_theirs(of.regulation.code, _CAUSE.c.code)
    happened = and_(code == duty.on, unindexed(_CAUSE.c.happened_on).between(of.judged_from, of.as_of))
    to_one = duty.on in of.known.of_one
    _put(of, duty, _Shape(each=duty.each_interviewee, on_event=True, only=and_(
        happened, or_(unindexed(_CAUSE.c.cadre_id).is_(None), ~_BEFALLS_ONE) if to_one else true())))
    if to_one:
        _put(of, duty, _Shape(each=True, on_event=True, only=and_(
            happened, unindexed(_CAUSE.c.cadre_id) == participant.c.cadre_id)))


def _put(of: Edition, duty: Duty, shape: _Shape) -> None:
    if of.regulation.code not in of.known.talks:
        return
    name = _name_of_cause(duty) if shape.on_event else joined_text("interview:", around(interview, "reference"))
    cause = Cause(on=around(_CAUSE, "happened_on"), id=around(_CAUSE, "id"), inside=True) if shape.on_event else None
    who = Concerned(known=of.known, as_of=of.as_of, since=shape.since, placed_on=shape.since, counts=for_cause(name),
                    interview=around(interview, "id"), cause=cause, unit=_reporting(duty, interview, "unit_id"),
                    cadre=around(participant, "cadre_id") if shape.each else None)
    done_on = nth_talk(duty, participant.c.cadre_id, talk_for_cause(shape.since, name)) if duty.talk else (
        who.met(duty.met_by))
    cause_columns = (_CAUSE.c.happened_on, _CAUSE.c.id) if shape.on_event else (NO_DAY, begun.c.interview_id)
    base = materialized(select(
        (cadre.c.staff_number if shape.each else interview.c.reference).label("subject"), name.label("cause"),
        (participant.c.cadre_id if shape.each else begun.c.alone_id).label("cadre_id"),
        interview.c.unit_id.label("unit_id"), interview.c.id.label("interview_id"), interview.c.kind.label("kind"),
        shape.since.label("since"), _planned(duty).label("planned"), _anchor(duty, who).label("anchor"),
        (NO_DAY if done_on is None else done_on).label("done_on"),
        cause_columns[0].label("cause_on"), cause_columns[1].label("cause_id"))
        .select_from(shape.tables).where(shape.only, _of_kinds(duty), _about(duty.about, shape), _to_another(duty)))
    own = Concerned(
        known=of.known, as_of=of.as_of, since=around(base, "since"), placed_on=around(base, "since"),
        counts=for_cause(around(base, "cause")), interview=around(base, "interview_id"),
        cadre=around(base, "cadre_id") if shape.each else None, unit=_reporting(duty, base, "unit_id"),
        cause=Cause(on=around(base, "cause_on"), id=around(base, "cause_id"), inside=True) if cause else None)
    counted(of, duty, base, func.coalesce(base.c.anchor, base.c.planned), (
        own.departed(departed(duty.code)), *moot(of, duty, own, base)))


def _reporting(duty: Duty, rows: FromClause, name: str) -> Value | None:
    """The unit whose report it is, by a column of the rows around; None for what is no report upward."""
    return around(rows, name) if upward(duty) else None


def _to_another(duty: Duty) -> Condition:
    """Whether it is no report upward of a unit to itself: see `yuetan.engine.addressees.reports_to_itself`."""
    if not upward(duty) or not isinstance(duty.to, Selector):
        return true()
    columns = UnitColumns(interview.c.opened_on)
    return interview.c.unit_id.not_in(select(columns.unit.c.id).where(duty.to.where(columns)))


def _name_of_cause(duty: Duty) -> Value:
    return joined_text(f"{duty.on}:", around(interview, "reference"), ".", cast(around(_CAUSE, "sequence"), String))


def _anchor(duty: Duty, who: Concerned) -> Value:
    """The day of the event that the term counts from, where it has happened."""
    if duty.due is None:
        return NO_DAY
    code = duty.due.anchor
    if who.cause is not None and plain(code) == duty.on:
        return _CAUSE.c.happened_on if plain(code) == code else _CAUSE.c.until
    found = who.first(code)
    return NO_DAY if found is None else found


def _planned(duty: Duty) -> Value:
    """The day it is planned for, where the talk itself is what the term counts from."""
    return interview.c.planned if duty.due and duty.due.anchor == HELD else NO_DAY


def _of_kinds(duty: Duty) -> Condition:
    return interview.c.kind.in_([kind.code for kind in duty.kinds]) if duty.kinds else true()


def _about(about: Selector | None, shape: _Shape) -> Condition:
    """Whether it speaks of him, or of one of them; before an appointment, the post to come counts as well."""
    if about is None:
        return true()
    if shape.each:
        return _fits(about, around(participant, "cadre_id"), shape.since)
    one = participant.alias("one_of_them")
    return exists(select(one.c.id).where(
        one.c.interview_id == around(interview, "id"), one.c.part == INTERVIEWEE,
        _fits(about, around(one, "cadre_id"), shape.since)))


def _fits(about: Selector, cadre_id: Value, since: Value) -> Condition:
    coming = around(interview, "family") == PRE_APPOINTMENT
    return or_(and_(coming, admitted(about, cadre_id, since, coming=True)),
               and_(~coming, admitted(about, cadre_id, since)))
