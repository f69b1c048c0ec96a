"""Who is shown a row of the ledger, and what makes it one of those asked for: one person talked to in one talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, or_, select

from yuetan.access.ledger_views import AHEAD, ENDED, OPEN, LedgerAsked
from yuetan.access.reach import listed
from yuetan.access.reading_narrowed import in_unit
from yuetan.access.reading_people import MANY, Reader
from yuetan.access.scope import Condition
from yuetan.engine.facts import FOREVER
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.one_state import remembered
from yuetan.records.owed.dialects import unindexed
from yuetan.records.tables import cadre, event, interview, participant, talk_count, unit
from yuetan.records.talk_counts import cleared_talks, talked_to
from yuetan.rules.events import HELD

READ, EXPORT = "ledger.read", "export.make"
FIRST, LAST = FOREVER.min, FOREVER


def seen(reader: Reader, action: str) -> Condition:
    """Whether an interview is in a ledger for the actor to read, or to take away; none about himself is."""
    scope, row = reader.scope, interview.c
    allowed = scope.in_units(row.unit_id, action)
    known = and_(scope.rules.editions(interview), ~scope.is_cleared(interview), ~scope.shut_interview(row.id))
    if scope.me is None:
        return and_(known, allowed)
    return and_(known, or_(allowed, scope.has_part(row.id, action)), ~scope.kept_from(row.id))


def wanted(reader: Reader, asked: LedgerAsked, *, few: bool | None = None) -> Iterator[Condition]:
    """What makes a row one of those asked for. Where ``few`` are looked through anyway, each is asked by itself."""
    yield seen(reader, READ)
    yield from asked_for(reader, asked, few=not reader.scope.broad if few is None else few)


def asked_for(reader: Reader, asked: LedgerAsked, *, few: bool) -> Iterator[Condition]:
    """The same, whoever may see it."""
    row, (since, until) = interview.c, days_of(asked)
    yield participant.c.part == INTERVIEWEE
    if asked.state == AHEAD:
        yield _ahead(reader, since, until)
        yield row.id.not_in(cleared_talks())
    else:
        yield talked_to(since, until, few=few)
    yield from of_sort(reader, asked, interview)


def of_sort(reader: Reader, asked: LedgerAsked, table: FromClause) -> Iterator[Condition]:
    """What is asked of the columns that interviews and counts of them have in common."""
    row = table.c
    if asked.state in {OPEN, ENDED}:
        yield row.ended.is_(asked.state == ENDED)
    if asked.regulation:
        yield row.regulation == asked.regulation
    if asked.kinds:
        yield row.kind.in_(asked.kinds)
    if asked.unit:
        alone = select(unit.c.id).where(unit.c.reference == asked.unit)
        yield row.unit_id.in_(alone if asked.alone else in_unit(reader, asked.unit))


def _ahead(reader: Reader, since: date, until: date) -> Condition:
    """Whether an interview is to come that was proposed from a day to a day: of all there are, few are."""
    opened = interview.c.opened_on
    if not reader.scope.broad:
        return _is_ahead(unindexed(opened), since, until)  # by what else is asked of it: he may see few
    keys = _keys_ahead(reader.connection, since, until)
    return interview.c.id.in_(listed(keys)) if len(keys) <= MANY else _is_ahead(opened, since, until)


@remembered
def _keys_ahead(connection: Connection, since: date, until: date) -> Sequence[int]:
    """From the last that was proposed back, until there can be no more: those before them were all held."""
    opened, most = interview.c.opened_on, max(0, min(_number_ahead(connection), MANY + 1))
    query = select(interview.c.id).where(_is_ahead(opened, since, until)).order_by(opened.desc()).limit(most)
    return connection.execute(query).scalars().all()


def _number_ahead(connection: Connection) -> int:
    """How many interviews are to come at most: all that go on but those held, which are counted unless they cleared."""
    counts, going_on = talk_count.c, interview.c.ended.is_(False)
    everything = select(func.count()).where(going_on).scalar_subquery()
    held = select(func.coalesce(func.sum(counts.talks), 0)).where(counts.ended.is_(False)).scalar_subquery()
    cleared = select(func.count()).where(
        going_on, _is_held(), interview.c.id.in_(cleared_talks())).scalar_subquery()
    return int(connection.execute(select(everything - held - cleared)).scalar_one())


def _is_ahead(opened: ColumnElement[Any], since: date, until: date) -> Condition:
    return and_(interview.c.ended.is_(False), opened.between(since, until), ~_is_held())


def _is_held() -> Condition:
    return select(event.c.id).where(event.c.interview_id == interview.c.id, event.c.code == HELD).exists()


def days_of(asked: LedgerAsked) -> tuple[date, date]:
    """From which day to which."""
    return asked.since or FIRST, asked.until or LAST


def tables() -> FromClause:
    """Of what a row is put together."""
    return (interview.join(participant, participant.c.interview_id == interview.c.id)
            .join(unit, interview.c.unit_id == unit.c.id).join(cadre, participant.c.cadre_id == cadre.c.id))


def held_on() -> ColumnElement[Any]:
    """The last day somebody was talked to in an interview; none while it was not held with him."""
    of = event.c
    with_him = or_(of.cadre_id.is_(None), of.cadre_id == participant.c.cadre_id)
    return select(func.max(of.happened_on)).where(
        of.interview_id == interview.c.id, of.code == HELD, with_him).scalar_subquery()
