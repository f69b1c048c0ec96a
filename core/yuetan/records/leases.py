"""That one process alone does some work, until it says that it is done or has not been heard of for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from yuetan.records.tables import lease


def take_lease(connection: Connection, name: str, holder: str, *, at: datetime, until: datetime) -> bool:
    """Whether somebody has some work for himself until a moment: nobody else has, or his time is over."""
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(made(lease).values(name=name, holder="", until=at).on_conflict_do_nothing())
    free = update(lease).where(lease.c.name == name, lease.c.until <= at)
    return connection.execute(free.values(holder=holder, until=until)).rowcount == 1


def is_taken(connection: Connection, name: str, at: datetime) -> bool:
    """Whether somebody has it at a moment."""
    held = select(lease.c.name).where(lease.c.name == name, lease.c.until > at)
    return connection.execute(held).first() is not None


def keep_lease(connection: Connection, name: str, holder: str, *, until: datetime) -> bool:
    """Have it for longer; False where somebody else has taken it meanwhile."""
    mine = update(lease).where(lease.c.name == name, lease.c.holder == holder)
    return connection.execute(mine.values(until=until)).rowcount == 1
