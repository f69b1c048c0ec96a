"""Duties of each period, in SQL: of the cadres or the units that a selector admits on the day looked at."""

from __future__ import annotations

from sqlalchemy import CTE, FromClause, and_, false, func, not_, or_, select, true

from yuetan.records.columns import UnitColumns
from yuetan.records.owed.dialects import unindexed
from yuetan.records.owed.edition import NO_DAY, NOTHING, Edition, Rows, admitted, materialized
from yuetan.records.owed.happened import Concerned, Condition, Counts, Value, an_event, around, first_unit
from yuetan.records.owed.scratch import period
from yuetan.records.owed.talks import nth_talk
from yuetan.records.tables import cadre
from yuetan.records.upward_reports import not_returned
from yuetan.rules.duties import Duty
from yuetan.rules.events import departed
from yuetan.rules.force import UNIT
from yuetan.rules.selectors import Selector

_SPAN = tuple(column for column in period.c if column.name != "duty")


def put_periodic(of: Edition, duty: Duty) -> None:
    """Put what is owed under a duty of each period where it belongs."""
    of.put(duty, _of_units(of, duty) if duty.talk is None and duty.owed_by == UNIT else _of_cadres(of, duty))


def _of_cadres(of: Edition, duty: Duty) -> Rows:
    selector = duty.about if duty.talk else duty.owed_by
    assert isinstance(selector, Selector)  # noqa: S101 - see `shapes`
    mine, looked_at = around(cadre, "id"), around(period, "looked_at")
    done_on = nth_talk(duty, mine, _counts_for_talk) if duty.talk else _reported(of, duty, cadre=mine)
    newcomer = not_(admitted(selector, mine, around(period, "first"), governs=of.governs.read_anyhow)) if (
        of.regulation.newcomers) else false()
    base = materialized(select(
        cadre.c.staff_number.label("subject"), *_SPAN, cadre.c.id.label("cadre_id"),
        first_unit(mine, looked_at).label("unit_id"), NOTHING.label("interview_id"), done_on.label("done_on"),
        newcomer.label("newcomer"))
        .select_from(period.join(cadre, true()))
        .where(period.c.duty == duty.code, admitted(selector, mine, looked_at, governs=of.governs)))
    return _rows(of, duty, base, cadre=around(base, "cadre_id"))


def _of_units(of: Edition, duty: Duty) -> Rows:
    columns = UnitColumns(around(period, "looked_at"))
    mine = columns.unit.c.id
    base = materialized(select(
        columns.unit.c.code.label("subject"), *_SPAN, NOTHING.label("cadre_id"), mine.label("unit_id"),
        NOTHING.label("interview_id"), _reported(of, duty, unit=mine).label("done_on"), false().label("newcomer"))
        .select_from(period.join(columns.unit, true()))
        .where(period.c.duty == duty.code, columns.placed, duty.about.where(columns) if duty.about else true(),
               of.governs.unit(mine, around(period, "looked_at"))))
    return _rows(of, duty, base, unit=around(base, "unit_id"))


def _rows(of: Edition, duty: Duty, base: CTE, *, cadre: Value | None = None, unit: Value | None = None) -> Rows:
    who = Concerned(known=of.known, as_of=of.as_of, since=around(base, "first"), placed_on=around(base, "looked_at"),
                    counts=counts_within(*(around(base, name) for name in ("counts_from", "counts_until", "cause"))),
                    cadre=cadre, unit=unit)
    return Rows(base=base, due=base.c.due, opens=base.c.opens, provisional=base.c.provisional,
                newcomer=base.c.newcomer, lapsed=(who.departed(departed(duty.code)),))


def _reported(of: Edition, duty: Duty, *, cadre: Value | None = None, unit: Value | None = None) -> Value:
    """The day on which what is owed had been done for the period as often as is asked for."""
    code, one = duty.met_by, an_event()
    if code not in (of.known.of_units if cadre is None else of.known.of_cadres):
        return NO_DAY
    of_unit = and_(unindexed(one.c.cadre_id).is_(None), one.c.unit_id == unit)
    whose = of_unit if cadre is None else one.c.cadre_id == cadre
    on = unindexed(one.c.happened_on)
    counted = (whose, unindexed(one.c.interview_id).is_(None), one.c.code == code, on <= of.as_of,
               _counts_in_period(one), not_returned(one.c.id, of.as_of))
    if duty.times == 1:
        return select(func.min(on)).where(*counted).scalar_subquery()
    return select(on).where(*counted).order_by(on).limit(1).offset(duty.times - 1).scalar_subquery()


def counts_within(first: Value, last: Value, cause: Value) -> Counts:
    """Whether an event counts for a period: the one it names, else by the day it happened on."""
    def counts(one: FromClause) -> Condition:
        within = unindexed(one.c.happened_on).between(first, last)
        return or_(and_(one.c.counts_for == "", within), one.c.counts_for == cause)
    return counts


_counts_in_period = counts_within(*(around(period, name) for name in ("counts_from", "counts_until", "cause")))


def _counts_for_talk(one: FromClause) -> Condition:
    """The same of a talk."""
    first, last, cause = (around(period, name) for name in ("counts_from", "counts_until", "cause"))
    return or_(and_(one.c.counts_for == "", one.c.held_on.between(first, last)), one.c.counts_for == cause)
