"""The talks that count towards a duty that asks for them, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, FromClause, Select, String, Table, and_, func, insert, literal, or_, select

from yuetan.engine.credits import credit_of
from yuetan.engine.talks import present
from yuetan.records.interviews import INTERVIEWEE, PAST
from yuetan.records.owed.dialects import unindexed
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.happened import Condition, Counts, Value
from yuetan.records.owed.rows import Values, in_parts
from yuetan.records.owed.scratch import talk
from yuetan.records.tables import cadre, event, interview, participant, past_talk
from yuetan.rules.duties import Credit, Duty, Quota
from yuetan.rules.events import HELD

COLUMNS = ("duty", "cadre_id", "talk", "held_on", "counts_for")


def nth_talk(duty: Duty, cadre: Value, counts: Counts) -> Value:
    """The day on which a cadre had been talked to as often as is asked for; a talk that went on counts once."""
    one = talk.alias()
    where = (one.c.duty == duty.code, one.c.cadre_id == cadre, counts(one))
    times = duty.talk.times if duty.talk else 1
    if times == 1:
        return select(func.min(one.c.held_on)).where(*where).scalar_subquery()
    begun = func.min(one.c.held_on)
    return (select(begun).where(*where).group_by(one.c.talk).order_by(begun).limit(1).offset(times - 1)
            .scalar_subquery())


def put_talks(of: Edition, duty: Duty, quota: Quota) -> None:
    """Put the talks held so far that count towards a quota where they are looked up, with each who was talked to."""
    for query in _held(of, duty, quota):
        of.connection.execute(insert(talk).from_select(COLUMNS, query))
    if any(one.to in quota.counting for one in of.regulation.of(Credit)):
        for some in in_parts(list(_credited(of, duty, quota))):
            of.connection.execute(insert(talk), list(some))


def _credited(of: Edition, duty: Duty, quota: Quota) -> Iterator[Values]:
    """Those held under other regulations that count here with somebody: pairings are read by the engine alone."""
    world, code = of.world(), of.regulation.code
    keys = _keys(of.connection, cadre.c.staff_number, cadre.c.id)
    numbers = _keys(of.connection, interview.c.reference, interview.c.id)
    for found in world.events_with(HELD):
        held = world.interview(found.interview)
        if held is None or held.regulation == code or (quota.together and not held.together):
            continue
        number = numbers[held.id] if held.id in numbers else -int(held.id.removeprefix(PAST))
        for one in present((held, found)):
            if credit_of(world, of.regulation, (held, found), one, quota.counting) is not None:
                yield {"duty": duty.code, "cadre_id": keys[one], "talk": number, "held_on": found.on,
                       "counts_for": found.counts_for}


def _keys(connection: Connection, name: Column[Any], key: Column[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(select(name, key))}


def _held(of: Edition, duty: Duty, quota: Quota) -> Iterator[Select[Any]]:
    if not quota.together:
        yield (select(literal(duty.code, String), past_talk.c.cadre_id, -past_talk.c.id, past_talk.c.held_on,
                      literal("", String))
               .where(_counts_as(of, quota, past_talk), past_talk.c.held_on <= of.as_of))
    if of.regulation.code in of.known.talks:
        yield from _held_inside(of, duty, quota)


def _held_inside(of: Edition, duty: Duty, quota: Quota) -> Iterator[Select[Any]]:
    """The same of talks that were arranged here."""
    code = literal(duty.code, String)
    with_each = and_(participant.c.interview_id == interview.c.id, participant.c.part == INTERVIEWEE)
    held = and_(event.c.interview_id == interview.c.id,
                of.known.among_theirs(of.regulation.code, event.c.code) == HELD,
                unindexed(event.c.happened_on) <= of.as_of)
    counts = _counts_as(of, quota, interview)
    if quota.together:
        several = select(func.count()).where(with_each).correlate(interview).scalar_subquery() > 1
        counts = and_(counts, or_(interview.c.collective, several))
    yield (select(code, participant.c.cadre_id, interview.c.id, event.c.happened_on, event.c.counts_for)
           .select_from(interview).join(event, held).join(participant, with_each)
           .where(counts, unindexed(event.c.cadre_id).is_(None)))
    if HELD in of.known.of_one:
        yield (select(code, event.c.cadre_id, interview.c.id, event.c.happened_on, event.c.counts_for)
               .select_from(interview).join(event, held).where(counts, unindexed(event.c.cadre_id).is_not(None)))


def _counts_as(of: Edition, quota: Quota, table: Table) -> Condition:
    """Whether an interview is of a kind that counts."""
    return and_(table.c.regulation == of.regulation.code, table.c.kind.in_([one.code for one in quota.counting]))


def talk_for_cause(since: Value, cause: Value) -> Counts:
    """Whether a talk counts for a cause: the one it names, else any since its day."""
    def counts(one: FromClause) -> Condition:
        return or_(and_(one.c.counts_for == "", one.c.held_on >= since), one.c.counts_for == cause)
    return counts
