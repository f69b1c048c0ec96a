"""The talks that count towards a duty that asks for them, in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import FromClause, Select, String, Table, and_, func, insert, literal, or_, select

from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed.dialects import unindexed
from yuetan.records.owed.edition import Edition
from yuetan.records.owed.happened import Condition, Counts, Value
from yuetan.records.owed.scratch import talk
from yuetan.records.tables import event, interview, participant, past_talk
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


def _held(of: Edition, duty: Duty, quota: Quota) -> Iterator[Select[Any]]:
    code = literal(duty.code, String)
    with_each = and_(participant.c.interview_id == interview.c.id, participant.c.part == INTERVIEWEE)
    held = and_(event.c.interview_id == interview.c.id, event.c.code == HELD,
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
    if not quota.together:
        yield (select(code, past_talk.c.cadre_id, -past_talk.c.id, past_talk.c.held_on, literal("", String))
               .where(_counts_as(of, quota, past_talk), past_talk.c.held_on <= of.as_of))


def _counts_as(of: Edition, quota: Quota, table: Table) -> Condition:
    """Whether an interview is of a kind that counts, or is credited as one."""
    families: Sequence[str] = sorted({family for credit in of.regulation.of(Credit) if credit.to in quota.counting
                                      for family in credit.families})
    own = and_(table.c.regulation == of.regulation.code, table.c.kind.in_([one.code for one in quota.counting]))
    credited = and_(table.c.regulation != of.regulation.code, table.c.family.in_(families))
    return or_(own, credited) if families else own


def talk_for_cause(since: Value, cause: Value) -> Counts:
    """Whether a talk counts for a cause: the one it names, else any since its day."""
    def counts(one: FromClause) -> Condition:
        return or_(and_(one.c.counts_for == "", one.c.held_on >= since), one.c.counts_for == cause)
    return counts
