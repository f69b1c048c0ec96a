"""The reminders of a day: everybody who signs in is asked for through the door, once, by one process alone.

What is kept is kept for each of them in a transaction of its own, under a key that is there once. So a run that is cut
off goes on where it stopped, and one that is repeated adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.casework.civil import LOCAL, civil_date
from yuetan.casework.governing import calendar_of
from yuetan.casework.reminding.occasions import horizon, occasion_of, week_of
from yuetan.casework.reminding.settings import Reminding
from yuetan.casework.signing_in import actor_on
from yuetan.casework.sweeping import sweep_today
from yuetan.engine.obligations import Key
from yuetan.plugins import Plugins
from yuetan.records.accounts import AccountRow, every_account
from yuetan.records.database import Engine, reading, writing
from yuetan.records.leases import is_taken, keep_lease, take_lease
from yuetan.records.references import new_reference
from yuetan.records.reminders import ABOVE, remind
from yuetan.rules.workdays import Calendar

LEASE = "reminders"
LASTING = timedelta(minutes=10)  # without a sign of life, after which somebody else goes on
Progress = Callable[[int, int], None]


@frozen
class Reminded:
    """What a run did: how many accounts it asked for, and how many reminders are new."""

    accounts: int
    reminders: int


def remind_today(records: Engine, plugins: Plugins, settings: Reminding, *, now: Callable[[], datetime],
                 progress: Progress | None = None) -> Reminded | None:
    """Bring what is owed up to today and remind everybody; None where that was done today, or somebody else does it."""
    at, holder = now(), new_reference()
    with reading(records) as connection:
        if is_taken(connection, LEASE, at):
            return None
    with writing(records) as connection:
        if not take_lease(connection, LEASE, holder, at=at, until=at + LASTING):
            return None
    sweep_today(records, plugins, at=at)
    with reading(records) as connection:
        accounts = [one for one in every_account(connection) if one.disabled_at is None]
    made, calendar = 0, calendar_of(records)
    for number, account in enumerate(accounts, start=1):
        made += _remind(records, plugins, settings, account, calendar, at)
        with writing(records) as connection:
            if not keep_lease(connection, LEASE, holder, until=now() + LASTING):
                return None
        if progress:
            progress(number, len(accounts))
    with writing(records) as connection:
        keep_lease(connection, LEASE, holder, until=_tomorrow(at))
    return Reminded(len(accounts), made)


def _remind(records: Engine, plugins: Plugins, settings: Reminding, account: AccountRow, calendar: Calendar,  # noqa: PLR0913, PLR0917 - whom, of what, when
            at: datetime) -> int:
    """Remind one of what is his, as far as he may see it: how many reminders are new."""
    today = civil_date(at)
    with reading(records) as connection:
        actor = actor_on(connection, account, today)
    if not actor.cadre and not any(one.unit for one in actor.granted):
        return 0
    door = Access(records, plugins, actor, on=today, calendar=calendar)
    wanted = [(one.key, occasion) for one in door.due_tasks(horizon(today, settings.days_before))
              if (occasion := occasion_of(one.due, today, calendar, settings.days_before))]
    wanted += _upward(door, actor, week_of(today))
    if not wanted:
        return 0
    with writing(records) as connection:
        return remind(connection, account.id, wanted, at)


def _upward(door: Access, actor: Actor, week: str) -> Iterator[tuple[Key, str]]:
    """Once a week, that something is overdue below somebody whom a text has look after it."""
    unit = door.overdue_below() if any(one.unit for one in actor.granted) else ""
    if unit:
        yield Key("", "", "", unit, week), f"{ABOVE}:{week}"


def _tomorrow(at: datetime) -> datetime:
    return datetime.combine(civil_date(at) + timedelta(days=1), time(), LOCAL)
