"""Roster workbooks in their table: kept to be looked over, imported or thrown away, and cleared of their content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Select, insert, select, update

from yuetan.records.references import is_kept
from yuetan.records.tables import roster_upload
from yuetan.records.values import TITLE_LENGTH

FAULTY, KEPT, APPLIED, DISCARDED = "faulty", "kept", "applied", "discarded"
"""What a workbook can stand at: not fit to be imported; looked over; imported; thrown away."""
MOST = 50  # of a list


@frozen(kw_only=True)
class KeptUpload:
    """A workbook as the table keeps it, without its content."""

    reference: str
    source: str
    digest: str
    state: str
    told: Mapping[str, Any]
    kept_at: datetime
    ended_at: datetime | None
    has_marked: bool


def add_upload(connection: Connection, account: int, values: Mapping[str, Any]) -> str:
    """Keep a workbook that an account brought: what names it."""
    row = {**values, "account_id": account, "source": values["source"][:TITLE_LENGTH],
           "told": json.dumps(values["told"], ensure_ascii=False)}
    return str(connection.execute(insert(roster_upload).values(row).returning(roster_upload.c.reference)).scalar_one())


def find_upload(connection: Connection, reference: str, account: int) -> KeptUpload | None:
    """The workbook of this reference that the account brought; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(_uploads(account).where(roster_upload.c.reference == reference)).first()
    return _upload(row) if row else None


def uploads_of(connection: Connection, account: int) -> tuple[KeptUpload, ...]:
    """What an account brought, the latest first."""
    query = _uploads(account).order_by(roster_upload.c.id.desc()).limit(MOST)
    return tuple(map(_upload, connection.execute(query)))


def content_of(connection: Connection, reference: str) -> bytes | None:
    """The workbook itself; None where it was cleared away."""
    found = connection.execute(select(roster_upload.c.content).where(roster_upload.c.reference == reference)).scalar()
    return None if found is None else bytes(found)


def marked_of(connection: Connection, reference: str) -> bytes | None:
    """The copy with its faults marked; None where there is none."""
    found = connection.execute(select(roster_upload.c.marked).where(roster_upload.c.reference == reference)).scalar()
    return None if found is None else bytes(found)


def end_upload(connection: Connection, reference: str, state: str, at: datetime) -> bool:
    """Have a workbook that was kept stand at what became of it, without its content: whether it was still kept."""
    waiting = (roster_upload.c.reference == reference) & (roster_upload.c.state == KEPT)
    change = update(roster_upload).where(waiting).values(state=state, ended_at=at, content=None)
    return bool(connection.execute(change).rowcount)


def clear_uploads(connection: Connection, before: datetime, at: datetime) -> None:
    """Throw away what was kept before a moment and never imported, and marked copies as old."""
    old = roster_upload.c.kept_at < before
    connection.execute(update(roster_upload).where(old, roster_upload.c.state == KEPT)
                       .values(state=DISCARDED, ended_at=at, content=None))
    connection.execute(update(roster_upload).where(old, roster_upload.c.marked.is_not(None)).values(marked=None))


def _uploads(account: int) -> Select[Any]:
    table = roster_upload.c
    return select(table.reference, table.source, table.digest, table.state, table.told, table.kept_at, table.ended_at,
                  table.marked.is_not(None).label("has_marked")).where(table.account_id == account)


def _upload(row: Row[Any]) -> KeptUpload:
    return KeptUpload(**{**row._mapping, "told": json.loads(row.told)})  # noqa: SLF001 - the library's public name for it
