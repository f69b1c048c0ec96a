"""What a calendar of somebody's own shows: the talks he takes part in, and the days on which what is his falls due."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen
from sqlalchemy import and_, func, or_, select

from yuetan.access.reading_away import away_among
from yuetan.access.reading_mine import own_tasks
from yuetan.access.reading_people import Reader
from yuetan.access.reading_reminders import reference_of
from yuetan.access.scope import INTERVIEWS
from yuetan.engine.obligations import Key
from yuetan.records.owed import PENDING
from yuetan.records.owed.rows import NAMES
from yuetan.records.tables import interview, obligation

BACK, AHEAD = timedelta(days=60), timedelta(days=180)
MOST = 1000


@frozen(kw_only=True)
class CalendarEntry:
    """A talk, or a day on which something falls due. It names nobody."""

    reference: str  # one and the same whenever it is asked for
    on: date
    time: str = ""  # 09:30; empty for the whole day
    minutes: int | None = None
    talk: bool = False
    duty: str = ""  # what falls due; empty for a talk, and for what is about himself


def calendar_entries(reader: Reader) -> tuple[CalendarEntry, ...]:
    """From 60 days back to 180 ahead, at most 1000 of each; nothing for whoever is not there."""
    if away_among(reader, (reader.scope.actor.cadre,)):
        return ()
    return (*_talks(reader), *_due(reader))


def _talks(reader: Reader) -> tuple[CalendarEntry, ...]:
    scope, row = reader.scope, interview.c
    if scope.me is None:
        return ()
    taking_part = and_(scope.has_part(row.id, INTERVIEWS), ~scope.kept_from(row.id))
    query = select(row.reference, row.planned, row.planned_time, row.planned_minutes).where(
        scope.interviews(), or_(scope.is_served(row.id), taking_part), row.ended.is_(False),
        row.planned.between(reader.on - BACK, reader.on + AHEAD))
    return tuple(CalendarEntry(reference=one.reference, on=one.planned, time=one.planned_time,
                               minutes=one.planned_minutes, talk=True)
                 for one in reader.connection.execute(query.order_by(row.planned, row.id).limit(MOST)))


def _due(reader: Reader) -> tuple[CalendarEntry, ...]:
    row, rules = obligation.c, reader.scope.rules
    himself = func.coalesce(row.cadre_id == reader.scope.me, False) if reader.scope.me else row.id.is_(None)
    query = select(*(row[name] for name in NAMES), row.due, himself.label("himself")).where(
        reader.scope.obligations(own_tasks(reader), row.status.in_(PENDING),
                                 row.due.between(reader.on - BACK, reader.on + AHEAD)))
    return tuple(CalendarEntry(
        reference=reference_of(Key(*one[:len(NAMES)])), on=one.due,
        duty="" if one.himself else rules.duty(one.regulation, one.edition, one.duty).title)
        for one in reader.connection.execute(query.order_by(row.due, row.id).limit(MOST)))
