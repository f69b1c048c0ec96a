"""Duties that arise on what happened to a cadre or in a unit outside any interview, in SQL."""

from __future__ import annotations

from sqlalchemy import String, and_, cast, select, true

from yuetan.records.columns import UnitColumns
from yuetan.records.owed.edition import NO_DAY, NOTHING, Edition, admitted, counted, joined_text, materialized
from yuetan.records.owed.happened import Cause, Concerned, Condition, Value, around, day, first_unit, for_cause
from yuetan.records.owed.talks import nth_talk, talk_for_cause
from yuetan.records.tables import cadre, case_file, event, unit
from yuetan.rules.duties import Duty
from yuetan.rules.events import departed, plain
from yuetan.rules.procedure import PRE_APPOINTMENT

_CAUSE = event.alias("its_cause")
_ON = around(_CAUSE, "happened_on")


def put_on_events_outside(of: Edition, duty: Duty) -> None:
    """Put what is owed on such an event where it belongs; a duty of some kinds of interview is never owed then."""
    if not duty.kinds and duty.on in of.known.of_cadres:
        _put(of, duty, of_cadre=True)
    if not duty.kinds and duty.on in of.known.of_units:
        _put(of, duty, of_cadre=False)


def _put(of: Edition, duty: Duty, *, of_cadre: bool) -> None:
    name = joined_text(f"{duty.on}:", around(case_file, "reference"), ".", cast(around(_CAUSE, "sequence"), String))
    who = Concerned(known=of.known, as_of=of.as_of, since=_ON, placed_on=_ON, counts=for_cause(name),
                    cadre=around(_CAUSE, "cadre_id") if of_cadre else None, unit=around(_CAUSE, "unit_id"),
                    cause=Cause(on=_ON, id=around(_CAUSE, "id"), inside=False))
    mine = _CAUSE.c.cadre_id
    met = nth_talk(duty, mine, talk_for_cause(_ON, name)) if duty.talk else who.met(duty.met_by)
    place = first_unit(around(_CAUSE, "cadre_id"), day(of.as_of)) if of_cadre else _CAUSE.c.unit_id
    tables = _CAUSE.join(case_file, case_file.c.id == _CAUSE.c.case_id)
    tables = tables.join(cadre, cadre.c.id == mine) if of_cadre else tables.join(unit, unit.c.id == _CAUSE.c.unit_id)
    base = materialized(select(
        (cadre.c.staff_number if of_cadre else unit.c.code).label("subject"), name.label("cause"),
        mine.label("cadre_id"), place.label("unit_id"), NOTHING.label("interview_id"), _ON.label("since"),
        _CAUSE.c.id.label("cause_id"), _CAUSE.c.unit_id.label("own_unit"), _anchor(duty, who).label("anchor"),
        (NO_DAY if met is None else met).label("done_on"))
        .select_from(tables).where(
            _CAUSE.c.code == duty.on, _CAUSE.c.interview_id.is_(None), _in_force(of), who.stands(_CAUSE),
            true() if of_cadre else mine.is_(None), _about(of, duty, of_cadre=of_cadre)))
    own = Concerned(known=of.known, as_of=of.as_of, since=around(base, "since"), placed_on=around(base, "since"),
                    counts=for_cause(around(base, "cause")), unit=around(base, "own_unit"),
                    cadre=around(base, "cadre_id") if of_cadre else None,
                    cause=Cause(on=around(base, "since"), id=around(base, "cause_id"), inside=False))
    counted(of, duty, base, base.c.anchor, (own.departed(departed(duty.code)),))


def _anchor(duty: Duty, who: Concerned) -> Value:
    """The day of the event that the term counts from, where it has happened."""
    if duty.due is None:
        return NO_DAY
    code = duty.due.anchor
    if plain(code) == duty.on:
        return _CAUSE.c.happened_on if plain(code) == code else _CAUSE.c.until
    found = who.first(code)
    return NO_DAY if found is None else found


def _in_force(of: Edition) -> Condition:
    first, until = of.regulation.since or of.judged_from, of.regulation.until
    return and_(_CAUSE.c.happened_on.between(max(first, of.judged_from), of.as_of),
                _CAUSE.c.happened_on < until if until else true())


def _about(of: Edition, duty: Duty, *, of_cadre: bool) -> Condition:
    """Whether it speaks of the cadre on that day, or of the unit, whoever sits in it."""
    if of_cadre:
        coming = duty.talk is not None and duty.talk.kind.family == PRE_APPOINTMENT
        return admitted(duty.about, around(_CAUSE, "cadre_id"), _ON, coming=coming, governs=of.governs)
    columns = UnitColumns(_ON)
    fits = true() if duty.about is None else _CAUSE.c.unit_id.in_(
        select(columns.unit.c.id).where(duty.about.where(columns)))
    return and_(fits, of.governs.unit(around(_CAUSE, "unit_id"), _ON))
