"""The sweep of a day: what everybody owes under whatever governs, worked out at once."""

from __future__ import annotations

from datetime import datetime

from yuetan.casework.civil import civil_date
from yuetan.casework.governing import calendar_of, governing
from yuetan.plugins import Plugins
from yuetan.records.database import Engine, writing
from yuetan.records.owed.sweeping import Swept, sweep

__all__ = ["Swept", "sweep_all"]


def sweep_all(records: Engine, plugins: Plugins, *, at: datetime) -> Swept | None:
    """Bring what is owed up to the day of a moment; None where nothing governs yet."""
    on = civil_date(at)
    with writing(records) as connection:
        governed = governing(connection, plugins, on)
        if not governed:
            return None
        regulations = tuple({(one.regulation.code, one.regulation.edition): one.regulation
                             for one in governed}.values())
        return sweep(connection, regulations, calendar=calendar_of(connection), as_of=on,
                     judged_from=min(one.live_on for one in governed), at=at)
