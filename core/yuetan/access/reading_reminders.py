"""What somebody is to be reminded of, and what he was: only what is his to do, and what he may see still.

It is asked through the door like everything else: so nobody is reminded of a case from which he is recused, in which he
is the subject and was told nothing, or that is kept from him; nor is anybody who is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from attrs import frozen
from sqlalchemy import Row, case, func, select

from yuetan.access.reach import listed
from yuetan.access.reading_away import away_among
from yuetan.access.reading_mine import own_tasks
from yuetan.access.reading_owed import owed_rows, worded
from yuetan.access.reading_people import Reader
from yuetan.access.reading_supervision import supervision
from yuetan.access.scope import Condition
from yuetan.access.supervision_views import OVERDUE
from yuetan.access.views import OwedRow
from yuetan.engine.obligations import Key
from yuetan.records.owed import PENDING
from yuetan.records.owed.rows import NAMES
from yuetan.records.reminders import ABOVE, standing
from yuetan.records.tables import Moment, obligation, reminder
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause

MOST = 200
SUPERVISES = "supervision.overview"
"""The page that a clause names by which somebody above looks after what is done."""


@frozen(kw_only=True)
class DueTask:
    """Something of his own to do, with its day."""

    key: Key
    due: date


@frozen(kw_only=True)
class ReminderView:
    """What somebody was reminded of last about one obligation. ``reference`` names it among his own."""

    reference: str
    row: OwedRow
    made_at: datetime
    read: bool


@frozen(kw_only=True)
class RemindersView:
    """His reminders that still stand, and whether there is anything overdue below him that he supervises."""

    rows: tuple[ReminderView, ...] = ()
    above: bool = False  # he was told, has not read it, and something is overdue there still

    @property
    def unread(self) -> int:
        """How many he has not read."""
        return sum(not one.read for one in self.rows) + self.above


def due_tasks(reader: Reader, until: date) -> tuple[DueTask, ...]:
    """What is his own to do, or his office's, and due by a day or overdue; nothing for whoever is not there."""
    if away_among(reader, (reader.scope.actor.cadre,)):
        return ()
    row = obligation.c
    query = select(*(row[name] for name in NAMES), row.due).where(
        reader.scope.obligations(own_tasks(reader), row.status.in_(PENDING), row.due <= until))
    return tuple(DueTask(key=Key(*one[:len(NAMES)]), due=one.due) for one in reader.connection.execute(
        query.order_by(row.due, row.id)))


def overdue_below(reader: Reader) -> str:
    """The reference of the unit he supervises by a text, where anything is overdue at or below it; empty elsewhere."""
    view = supervision(reader, "")
    if view is None or away_among(reader, (reader.scope.actor.cadre,)):
        return ""
    overdue = any(one.standing.counts.get(OVERDUE) and _supervised(one.regulation) for one in view.duties)
    return view.reference if overdue else ""


def reminders(reader: Reader) -> RemindersView:
    """What he was reminded of and is still his to do; at most 200, what was due first before the others."""
    told = _told(reader)
    if told is None:
        return RemindersView()
    rows = reader.connection.execute(owed_rows().where(_still_his(reader, told)).order_by(
        obligation.c.due, obligation.c.id).limit(MOST)).all() if told else []
    return RemindersView(above=_told_of_below(reader), rows=tuple(
        ReminderView(reference=reference_of(Key(*(getattr(row, name) for name in NAMES))), row=shown,
                     made_at=told[row.id].made_at, read=bool(told[row.id].was_read))
        for row, shown in zip(rows, worded(reader, rows), strict=True)))


def unread(reader: Reader) -> int:
    """How many of these he has not read; it costs nothing much where there are none."""
    told = _told(reader, unread_alone=True)
    if told is None:
        return 0
    query = select(func.count()).select_from(obligation).where(_still_his(reader, told))
    number: int = reader.connection.execute(query).scalar_one() if told else 0
    return number + _told_of_below(reader)


def _told(reader: Reader, *, unread_alone: bool = False) -> Mapping[int, Row[Any]] | None:
    """His reminders of what is not done, by the key of the obligation; None where there are none, or he is away."""
    mine = [reminder.c.account_id == reader.scope.actor.account]
    if unread_alone:
        mine.append(reminder.c.read_at.is_(None))
    if reader.connection.execute(select(reminder.c.id).where(*mine).limit(1)).first() is None or away_among(
            reader, (reader.scope.actor.cadre,)):
        return None
    query = (select(obligation.c.id, func.max(reminder.c.made_at, type_=Moment()).label("made_at"),
                    func.min(case((reminder.c.read_at.is_(None), 0), else_=1)).label("was_read"))
             .join(reminder, standing()).where(*mine, obligation.c.status.in_(PENDING)).group_by(obligation.c.id))
    return {row.id: row for row in reader.connection.execute(query)}


def _still_his(reader: Reader, told: Mapping[int, Row[Any]]) -> Condition:
    return reader.scope.obligations(obligation.c.id.in_(listed(told)), own_tasks(reader))


def _told_of_below(reader: Reader) -> bool:
    """Whether he has not read that something is overdue in units that he supervises."""
    query = select(reminder.c.id).where(
        reminder.c.account_id == reader.scope.actor.account, reminder.c.read_at.is_(None),
        reminder.c.occasion.startswith(ABOVE)).limit(1)
    return reader.connection.execute(query).first() is not None


def _supervised(regulation: Regulation) -> bool:
    """Whether a text has somebody above look after what is done under it."""
    return any(one.view == SUPERVISES for one in regulation.of(Clause))


def keys_of_reminders(reader: Reader, reference: str) -> tuple[Key, ...]:
    """The key of what he was reminded of under a reference of `ReminderView`; none for any other."""
    query = select(*(reminder.c[name] for name in NAMES)).where(
        reminder.c.account_id == reader.scope.actor.account).distinct()
    return tuple(key for row in reader.connection.execute(query) if reference_of(key := Key(*row)) == reference)


def reference_of(key: Key) -> str:
    """What names an obligation among somebody's reminders."""
    return sha256("\0".join(getattr(key, name) for name in NAMES).encode()).hexdigest()[:22]
