"""How much is owed, and what a sweep changed, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from yuetan.engine.obligations import Status
from yuetan.records.tables import obligation, obligation_change


def count_by_status(connection: Connection) -> Mapping[Status, int]:
    """How many obligations stand in which status, in the order of the statuses; those in which none does, too."""
    query = select(obligation.c.status, func.count()).group_by(obligation.c.status)
    found = {name: number for name, number in connection.execute(query)}  # noqa: C416 - rows are no pairs to a type checker
    return {status: found.get(status.name, 0) for status in Status}


def count_changes(connection: Connection, at: datetime) -> Mapping[str, int]:
    """How many changes of which name were kept at a moment."""
    query = (select(obligation_change.c.change, func.count()).where(obligation_change.c.at == at)
             .group_by(obligation_change.c.change).order_by(obligation_change.c.change))
    return {name: number for name, number in connection.execute(query)}  # noqa: C416 - as above
