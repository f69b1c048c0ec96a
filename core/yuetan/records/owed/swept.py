"""Up to which day everybody's obligations were worked out."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from yuetan.records.tables import sweep


def swept_up_to(connection: Connection) -> date | None:
    """The latest day there was a sweep for; None where there was none yet."""
    found: date | None = connection.execute(select(func.max(sweep.c.as_of))).scalar_one()
    return found
