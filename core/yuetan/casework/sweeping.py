"""The sweep of a day: what everybody owes under whatever governs, worked out at once."""

from __future__ import annotations

from datetime import datetime

from yuetan.casework.civil import civil_date
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.casework.units.effects import see_to_effects
from yuetan.plugins import Plugins
from yuetan.records.database import Connection, Engine, note_sizes, reading, writing
from yuetan.records.owed.sweeping import Swept, sweep
from yuetan.records.owed.swept import swept_up_to
from yuetan.records.search_texts import fill_search

__all__ = ["Swept", "sweep_all", "sweep_today"]


def sweep_all(records: Engine, plugins: Plugins, *, at: datetime) -> Swept | None:
    """Bring what is owed up to the day of a moment; None where nothing governs yet."""
    with writing(records) as connection:
        return _swept(connection, plugins, at)


def sweep_today(records: Engine, plugins: Plugins, *, at: datetime) -> Swept | None:
    """The same unless there was a sweep for that day already; so that several servers may ask for it, again and again.

    What was due yesterday is overdue today though nobody acted: without it the desk would be of another day.
    """
    with reading(records) as connection:
        if swept_up_to(connection) == civil_date(at):
            return None
    with writing(records) as connection:
        return None if swept_up_to(connection) == civil_date(at) else _swept(connection, plugins, at)


def _swept(connection: Connection, plugins: Plugins, at: datetime) -> Swept | None:
    on = civil_date(at)
    fill_search(connection)
    jurisdictions = jurisdictions_on(connection, plugins, on)
    if not jurisdictions:
        return None
    found = sweep(connection, jurisdictions, calendar=calendar_of(connection), as_of=on, at=at)
    see_to_effects(connection, today=on, at=at)
    note_sizes(connection)
    return found
