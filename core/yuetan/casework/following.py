"""What follows when something is put on record about a cadre outside any interview: what is owed, worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from yuetan.casework.civil import civil_date
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import office_on
from yuetan.casework.lead_acts import After
from yuetan.plugins import Plugins
from yuetan.records.database import Connection


def following(plugins: Plugins, now: Callable[[], datetime]) -> After:
    """What `yuetan.casework.leads.Leads` is to be told of: within its transaction the cadre's obligations follow."""
    def after(connection: Connection, cadre: str, event_id: int) -> None:
        at = now()
        follow(connection, office_on(connection, plugins, civil_date(at)), cadres=(cadre,), at=at,
               event_id=event_id)
    return after
