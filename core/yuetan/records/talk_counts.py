"""How many people were talked to: one counts for each talk that was held with him. What ended in clearing never counts.

Every figure about talks is counted here, so that a report, a table and the ledger rows behind them agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, cast, func, or_, select

from yuetan.records.tables import event, interview, participant, talk_count
from yuetan.rules.events import CLEARED, HELD


@frozen(kw_only=True)
class TalkCount:
    """The talks of one kind that one unit arranged, and the people who were talked to in them."""

    unit_id: int
    kind: str
    talks: int
    persons: int


def talk_counts(connection: Connection, regulation: str, units: Select[Any], since: date, until: date,
                ) -> tuple[TalkCount, ...]:
    """What units, given by their keys, held under a regulation from a day to a day, both included; by unit and kind."""
    of = talk_count.c
    query = (select(of.unit_id, of.kind, cast(func.sum(of.talks), Integer), cast(func.sum(of.persons), Integer))
             .where(of.held_on.between(since, until), of.regulation == regulation, of.unit_id.in_(units))
             .group_by(of.unit_id, of.kind).having(func.sum(of.persons) > 0).order_by(of.unit_id, of.kind))
    return tuple(TalkCount(unit_id=unit, kind=kind, talks=talks, persons=persons)
                 for unit, kind, talks, persons in connection.execute(query))


def persons_of(counts: Iterable[TalkCount], kinds: Iterable[str]) -> int:
    """How many people that makes for some kinds of interview."""
    concerned = frozenset(kinds)
    return sum(one.persons for one in counts if one.kind in concerned)


def talked_to(since: date, until: date, *, few: bool = False) -> ColumnElement[bool]:
    """Whether a participant of an interview, in a query of both, was talked to from a day to a day, both included.

    Where ``few`` interviews come into question, each is asked by itself; else those of the days are gathered first.
    """
    held, whole = event.c, event.alias()
    days = held.happened_on.between(since, until)
    talks = select(whole.c.interview_id).where(whole.c.code == HELD, whole.c.happened_on.between(since, until))
    with_him = select(held.id).where(
        held.interview_id == interview.c.id, held.code == HELD, days,
        or_(held.cadre_id.is_(None), held.cadre_id == participant.c.cadre_id)).exists()
    gathered = () if few else (interview.c.id.in_(talks),)
    return and_(*gathered, interview.c.id.not_in(cleared_talks()), with_him)


def cleared_talks() -> Select[Any]:
    """The keys of the interviews that ended in clearing whoever was talked to."""
    return select(event.c.interview_id).where(event.c.code == CLEARED, event.c.interview_id.is_not(None))
