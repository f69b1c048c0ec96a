"""What a change to what governs, or to the days off, would do to what is owed: done as a whole, counted, taken back.

What comes out is numbers alone, and none below five: whoever looks may not know what is owed by whom.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from attrs import frozen

from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.plugins import Plugins
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.owed.sweeping import sweep
from yuetan.records.owed.swept import changed_since, last_change

__all__ = ["FEWEST", "Effect", "Rehearsed", "rehearse"]

FEWEST = 5
STAGES = 2


@frozen(kw_only=True)
class Effect:
    """How many obligations of a duty would change in one way; None: some, fewer than five."""

    regulation: str
    duty: str
    change: str  # see `yuetan.records.owed.changes`
    count: int | None


@frozen(kw_only=True)
class Rehearsed:
    """What would change as of a day, duty by duty."""

    on: date
    effects: tuple[Effect, ...]


def rehearse(records: Engine, plugins: Plugins, change: Callable[[Connection], None], *, on: date, at: datetime,  # noqa: PLR0913 - what is owed depends on all of it
             progress: Callable[[int, int], None] = lambda _done, _total: None) -> Rehearsed:
    """What a change would do to what is owed as of a day. Nothing of it is kept; whatever it raises comes through."""
    with writing(records) as connection:
        _swept(connection, plugins, on, at)
        progress(1, STAGES)
        before = last_change(connection)
        change(connection)
        _swept(connection, plugins, on, at)
        progress(2, STAGES)
        counted = changed_since(connection, before)
        connection.rollback()
    return Rehearsed(on=on, effects=tuple(
        Effect(regulation=regulation, duty=duty, change=how, count=count if count >= FEWEST else None)
        for regulation, duty, how, count in counted))


def _swept(connection: Connection, plugins: Plugins, on: date, at: datetime) -> None:
    jurisdictions = jurisdictions_on(connection, plugins, on)
    if jurisdictions:
        sweep(connection, jurisdictions, calendar=calendar_of(connection), as_of=on, at=at)
