"""Up to which day everybody's obligations were worked out, and how much changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from yuetan.records.tables import obligation_change, sweep


def swept_up_to(connection: Connection) -> date | None:
    """The latest day there was a sweep for; None where there was none yet."""
    found: date | None = connection.execute(select(func.max(sweep.c.as_of))).scalar_one()
    return found


def last_change(connection: Connection) -> int:
    """The key of the last change that was kept; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(obligation_change.c.id), 0))).scalar_one())


def changed_since(connection: Connection, key: int) -> tuple[tuple[str, str, str, int], ...]:
    """How many changes were kept after one: by regulation, duty and change."""
    named = (obligation_change.c.regulation, obligation_change.c.duty, obligation_change.c.change)
    query = select(*named, func.count()).where(obligation_change.c.id > key).group_by(*named).order_by(*named)
    return tuple((regulation, duty, change, int(count))
                 for regulation, duty, change, count in connection.execute(query))
