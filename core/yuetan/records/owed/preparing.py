"""What several duties of an edition look up: its periods and terms, the interviews it speaks for, the talks held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import and_, case, delete, func, insert, or_, select

from yuetan.engine.facts import Event
from yuetan.engine.obligations import Key, Obligation, Occasion
from yuetan.engine.owed import judged
from yuetan.engine.periodic import spans_of, window_of
from yuetan.engine.world import World
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed.dialects import unindexed
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.happened import Condition, around
from yuetan.records.owed.rows import Values
from yuetan.records.owed.scratch import INDEX_TALKS, analyzed, begun, period, talk, term
from yuetan.records.owed.talks import put_talks
from yuetan.records.tables import event, interview, participant
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, PERIOD_END, PERIOD_START, PROPOSED, plain

DAYS_OF_PERIODS = {PERIOD_START, PERIOD_END}


def prepare(of: Edition, duties: Sequence[Duty]) -> None:
    """Fill what these duties look up."""
    for table in (period, term, begun, talk):
        of.connection.execute(delete(table))
    periods = [row for duty in duties for row in _periods(of, duty)]
    terms = [row for duty in duties for row in _terms(of, duty)]
    for table, rows in ((period, periods), (term, terms)):
        if rows:
            of.connection.execute(insert(table), rows)
    if of.regulation.code in of.known.talks and any(duty.each is None for duty in duties):
        _interviews(of, duties)
    for duty in duties:
        if duty.talk is not None:
            put_talks(of, duty, duty.talk)
    of.connection.exec_driver_sql(INDEX_TALKS)
    for table in (period, term, begun, talk):
        analyzed(of.connection, table)


def _periods(of: Edition, duty: Duty) -> Iterator[Values]:
    """Every span of a periodic duty, with what depends on the calendar alone, as the engine works it out."""
    if duty.each is None:
        return
    for first, last in spans_of(of.empty, of.regulation, duty.each):
        window, cause = window_of(of.empty, duty.each, last, duty.due), duty.each.key((first, last))
        occasion = Occasion(duty, Key.of(of.regulation, duty, "", cause), first, last, window=window)
        if (one := judged(of.empty, of.regulation, occasion)) is not None:
            counts = window or (first, last)
            yield {"duty": duty.code, "cause": cause, "first": first, "last": last,
                   "looked_at": min(of.as_of, last), "counts_from": counts[0], "counts_until": counts[1],
                   "due": one.due, "opens": one.opens, "provisional": one.provisional}


def _terms(of: Edition, duty: Duty) -> Iterator[Values]:
    """When a duty falls due, for every day from which it is counted anywhere."""
    if duty.due is None or duty.due.anchor in DAYS_OF_PERIODS:
        return
    for day in sorted(_days(of, duty.due.anchor)):
        if (one := _counted_from(of, duty, duty.due.anchor, day)) is not None and one.due is not None:
            yield {"duty": duty.code, "anchor": day, "due": one.due, "provisional": one.provisional}


def _counted_from(of: Edition, duty: Duty, anchor: str, day: date) -> Obligation | None:
    """A duty that counts from a day, as the engine works it out."""
    cause = Event(code=plain(anchor), on=day, until=day)
    occasion = Occasion(duty, Key.of(of.regulation, duty, "", ""), day, cause=cause)
    return judged(World(as_of=of.as_of, calendar=of.calendar), of.regulation, occasion)


def _days(of: Edition, anchor: str) -> set[date]:
    code = plain(anchor)
    column = event.c.happened_on if code == anchor else event.c.until
    found = set(of.connection.execute(select(column).where(event.c.code == code).distinct()).scalars())
    if anchor == HELD:
        found |= set(of.connection.execute(select(interview.c.planned).distinct()).scalars())
    return found - {None}


def _interviews(of: Edition, duties: Sequence[Duty]) -> None:
    """The interviews the edition speaks for, and since when: their proposal, else the first that happened in them."""
    by_day = select(func.min(unindexed(event.c.happened_on))).where(
        event.c.interview_id == interview.c.id, unindexed(event.c.happened_on) <= of.as_of).correlate(interview)
    since = func.coalesce(by_day.where(event.c.code == PROPOSED).scalar_subquery(), by_day.scalar_subquery())
    alone = case((func.count() == 1, func.min(participant.c.cadre_id)))
    query = (select(interview.c.id, since, alone).join_from(interview, participant, and_(
        participant.c.interview_id == interview.c.id, participant.c.part == INTERVIEWEE))
        .where(interview.c.regulation == of.regulation.code, _of_kinds(duties)).group_by(interview.c.id))
    of.connection.execute(insert(begun).from_select(["interview_id", "since", "alone_id"], query))
    first, until = of.regulation.since or date.min, of.regulation.until
    others = or_(begun.c.since.is_(None), begun.c.since < first, *((begun.c.since >= until,) if until else ()))
    of.connection.execute(delete(begun).where(others))
    if not of.governs.everywhere:
        whose = (select(interview.c.unit_id).where(interview.c.id == begun.c.interview_id).correlate(begun)
                 .scalar_subquery())
        of.connection.execute(delete(begun).where(~of.governs.unit(whose, around(begun, "since"))))


def _of_kinds(duties: Iterable[Duty]) -> Condition:
    """Only kinds of which one of these duties speaks."""
    once = [duty for duty in duties if duty.each is None]
    if all(duty.kinds for duty in once):
        return interview.c.kind.in_(sorted({kind.code for duty in once for kind in duty.kinds}))
    return interview.c.kind.is_not(None)
