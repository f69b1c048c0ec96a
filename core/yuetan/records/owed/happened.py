"""What happened, asked in SQL about whom an obligation concerns: what `yuetan.engine.terms` looks through in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    and_,
    column,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
)

from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed.dialects import earliest, unindexed
from yuetan.records.owed.known import Known
from yuetan.records.tables import appointment, event, participant
from yuetan.records.undone import not_undone
from yuetan.records.upward_reports import not_returned
from yuetan.rules.events import UNDONE, WITHDRAWN

Value = ColumnElement[Any]
Condition = ColumnElement[bool]
Counts = Callable[[FromClause], Condition]


_LOOKED_AT = table("event", *(column(name, event.c[name].type) for name in (
    "id", "code", "happened_on", "until", "interview_id", "cadre_id", "unit_id", "counts_for", "reason")))


def an_event() -> FromClause:
    """Any event, under a name of its own: the few columns a question looks at, so that asking costs little."""
    return _LOOKED_AT.alias()


def around(rows: FromClause, name: str) -> Value:
    """A column of the rows a question is asked about, by name alone: a question within a question reads it, too."""
    return literal_column(f"{rows.name}.{name}", rows.c[name].type)  # type: ignore[attr-defined] # ours have names


@frozen(kw_only=True)
class Cause:
    """The event an obligation arises with: the columns of its day and its key, and whether it was in the interview."""

    on: Value
    id: Value
    inside: bool


@frozen(kw_only=True)
class Concerned:
    """Whom an obligation concerns, as columns of the rows around: one cadre, all of an interview, or a unit."""

    known: Known
    as_of: date
    since: Value
    placed_on: Value  # the day on which the units of the people are looked up
    counts: Counts  # whether an event counts for the period or the cause
    interview: Value | None = None
    cadre: Value | None = None  # nobody alone: everyone who is talked to in the interview
    unit: Value | None = None
    cause: Cause | None = None

    def first(self, code: str) -> Value | None:
        """The day of the first event of a code: in the interview, else to the people, else in their units."""
        days = self._days(code)
        return func.coalesce(*days) if len(days) > 1 else days[0] if days else None

    def met(self, code: str) -> Value | None:
        """The day of the first event of a code that counts, wherever it happened."""
        days = self._days(code, self.counts)
        return earliest(*days) if len(days) > 1 else days[0] if days else None

    def departed(self, code: str) -> Condition:
        """Whether it was departed from by an event of this code, with the reason on record."""
        if not self.known.ever(code):
            return false()
        one = an_event()
        return or_(false(), *(exists(select(one.c.id).where(
            where, one.c.reason != "", self.counts(one))) for where in self._branches(one, code)))

    def for_everyone(self, holds: Callable[[Value], Condition]) -> Condition:
        """Whether something holds for each of the people."""
        if self.cadre is not None:
            return holds(self.cadre)
        each = participant.alias("each_of_them")
        return ~exists(select(each.c.id).where(
            each.c.interview_id == self.interview, each.c.part == INTERVIEWEE, ~holds(around(each, "cadre_id"))))

    def inside(self, one: FromClause, code: str, cadre: Value | None = None) -> Condition:
        """Whether it is an event of a code in the interview, up to the day: of all in it, or of these people."""
        shared = unindexed(one.c.cadre_id).is_(None)
        theirs = unindexed(one.c.cadre_id) == cadre if cadre is not None else self._among(unindexed(one.c.cadre_id))
        by_then = unindexed(one.c.happened_on) <= self.as_of
        return and_(one.c.interview_id == self.interview, one.c.code == code, by_then,
                    or_(shared, theirs) if code in self.known.of_one else true(),
                    self.stands(one) if code == WITHDRAWN else true())

    def stands(self, one: FromClause) -> Condition:
        """Whether an event was not undone: of those that the system writes because of an act about somebody."""
        return not_undone(one.c.id, self.as_of) if self.known.ever(UNDONE) else true()

    def _days(self, code: str, counts: Counts | None = None) -> list[Value]:
        one = an_event()
        query = select(func.min(unindexed(one.c.happened_on))).where(counts(one) if counts else true())
        return [query.where(where).scalar_subquery() for where in self._branches(one, code)]

    def _branches(self, one: FromClause, code: str) -> Iterator[Condition]:
        """Where an event since the cause may have happened, as far as any of its code ever happened there."""
        if self.interview is not None and self.known.ever(code):
            yield and_(self.inside(one, code), self._after(one, inside=True))
        by_then = unindexed(one.c.happened_on) <= self.as_of
        outside = and_(unindexed(one.c.interview_id).is_(None), one.c.code == code, by_then)
        if code in self.known.of_cadres and (self.cadre is not None or self.interview is not None):
            yield and_(outside, self._among(one.c.cadre_id), self._after(one, of_cadre=True), self.stands(one))
        if code in self.known.of_units:
            yield and_(outside, unindexed(one.c.cadre_id).is_(None), self._in_units(one.c.unit_id), self._after(one),
                       not_returned(one.c.id, self.as_of))

    def _after(self, one: FromClause, *, inside: bool = False, of_cadre: bool = False) -> Condition:
        """Since the cause; beside the cause on its own day, only what was entered after it."""
        cause = self.cause
        beside = cause is not None and (cause.inside if inside else not cause.inside and of_cadre == (
            self.cadre is not None))
        if cause is None or not beside:
            return unindexed(one.c.happened_on) >= self.since
        on = unindexed(one.c.happened_on)
        return or_(on > cause.on, and_(on == cause.on, unindexed(one.c.id) > cause.id))

    def _among(self, cadre: Value) -> Condition:
        if self.cadre is not None:
            return cadre == self.cadre
        return cadre.in_(self._everyone()) if self.interview is not None else false()

    def _everyone(self) -> Any:  # noqa: ANN401 - a query of keys
        each = participant.alias()
        return select(each.c.cadre_id).where(each.c.interview_id == self.interview, each.c.part == INTERVIEWEE)

    def _in_units(self, unit: Value) -> Condition:
        post = appointment.alias()
        theirs = unit.in_(select(post.c.unit_id).where(
            self._among(post.c.cadre_id), post.c.since <= self.placed_on, post.c.until > self.placed_on))
        return theirs if self.unit is None else or_(unit == self.unit, theirs)


def first_unit(cadre: Value, day: Value) -> Value:
    """The unit of the first post a cadre holds on a day."""
    post = appointment.alias()
    return (select(post.c.unit_id).where(post.c.cadre_id == cadre, post.c.since <= day, post.c.until > day)
            .order_by(post.c.id).limit(1).scalar_subquery())


def day(on: date) -> Value:
    """A day as a value of the database."""
    return literal(on, Date())


def for_cause(cause: Value) -> Counts:
    """Whether an event since a cause counts for it: it names this cause, or none."""
    return lambda one: or_(one.c.counts_for == "", one.c.counts_for == cause)
