"""The list of backups that were taken, as the tables keep it."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, insert, select

from yuetan.records.backing_up import Taken
from yuetan.records.references import new_reference
from yuetan.records.tables import account, backup


@frozen(kw_only=True)
class BackupRow:
    """A backup: where it lies, and what it must be."""

    reference: str
    taken_at: datetime
    taken_by: str  # a name; empty: on the server
    name: str
    size: int
    digest: str
    events: int


def add_backup(connection: Connection, name: str, taken: Taken, *, by: int | None, at: datetime) -> str:
    """Keep that a backup was taken: its reference."""
    row = {"reference": new_reference(), "taken_at": at, "taken_by": by, "name": name, "size": taken.size,
           "digest": taken.digest, "events": taken.events}
    reference: str = connection.execute(insert(backup).values(row).returning(backup.c.reference)).scalar_one()
    return reference


def backups_taken(connection: Connection, limit: int = 100) -> tuple[BackupRow, ...]:
    """The backups, the latest first."""
    query = (select(backup, account.c.name.label("who")).outerjoin(account, backup.c.taken_by == account.c.id)
             .order_by(backup.c.id.desc()).limit(limit))
    return tuple(BackupRow(reference=row.reference, taken_at=row.taken_at, taken_by=row.who or "", name=row.name,
                           size=row.size, digest=row.digest, events=row.events) for row in connection.execute(query))
