"""Scans of signed papers: encrypted with the keys of the seal, each bound to its row, its hash in the chain."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, false, insert, select, update

from yuetan.records.journal import SCANNED
from yuetan.records.references import is_kept, new_reference
from yuetan.records.seal_keys import Keys, SealError
from yuetan.records.tables import account, attachment, event
from yuetan.wording import say

NONCE_BYTES = 12  # 96 random bits


@frozen(kw_only=True)
class KeptScan:
    """A scan as the table keeps it, without its content."""

    id: int
    reference: str
    interview_id: int | None  # None: of what is on record outside interviews
    sequence: int  # of the event whose paper it is
    event_id: int  # of the event that it was put on file, which has its hash
    name: str
    sort: str
    size: int
    pages: int
    added_by: str
    added_at: datetime


def encrypted(keys: Keys, content: bytes) -> dict[str, Any]:
    """The columns that keep a file, under a new reference."""
    reference, nonce = new_reference(), secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(keys.by_id[keys.current]).encrypt(nonce, content, _bound(reference, keys.current))
    return {"reference": reference, "key_id": keys.current, "nonce": nonce, "ciphertext": cipher}


def add_scan(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep a scan."""
    connection.execute(insert(attachment).values(values))


def scans_of(connection: Connection, interview_id: int) -> tuple[KeptScan, ...]:
    """The scans of an interview that are still there, in the order they were put on file."""
    query = _kept().where(attachment.c.interview_id == interview_id)
    return tuple(KeptScan(**row) for row in connection.execute(query).mappings())


@frozen(kw_only=True)
class Outside:
    """Whom something is on record about outside interviews: the key of a cadre, or that of a unit."""

    cadre_id: int | None = None
    unit_id: int | None = None

    def of(self, table: FromClause) -> ColumnElement[bool]:
        """Whether an event is about it."""
        if self.cadre_id is not None:
            return table.c.cadre_id == self.cadre_id
        return table.c.unit_id == self.unit_id if self.unit_id is not None else false()


def scans_outside(connection: Connection, about: Outside, codes: Collection[str] | None = None,
                  ) -> tuple[KeptScan, ...]:
    """The same of what is on record about a cadre or a unit: of events of some codes, where any are named."""
    added, of_paper = event.alias("added"), event.alias("of_paper")
    query = (_kept().join(added, attachment.c.event_id == added.c.id)
             .join(of_paper, and_(of_paper.c.case_id == added.c.case_id,
                                  of_paper.c.sequence == attachment.c.sequence))
             .where(attachment.c.interview_id.is_(None), added.c.code == SCANNED, about.of(added),
                    *([] if codes is None else [of_paper.c.code.in_(sorted(codes))])))
    return tuple(KeptScan(**row) for row in connection.execute(query).mappings())


def event_about(connection: Connection, case_id: int, sequence: int, about: Outside) -> str:
    """The code of an event of a case outside interviews that is about a cadre or a unit; empty where there is none."""
    query = select(event.c.code).where(event.c.case_id == case_id, event.c.sequence == sequence,
                                       event.c.interview_id.is_(None), about.of(event))
    return connection.execute(query).scalar() or ""


def _kept() -> Select[Any]:
    of = attachment.c
    return (select(of.id, of.reference, of.interview_id, of.sequence, of.event_id, of.name, of.sort, of.size,
                   of.pages, account.c.name.label("added_by"), of.added_at).join(account, of.added_by == account.c.id)
            .where(of.ciphertext.is_not(None)).order_by(of.id))


def content_of_scan(connection: Connection, keys: Keys, reference: str) -> bytes:
    """The file of a scan.

    Raises `SealError`, which tells nothing of it, where it does not open: the key is another, or the row was changed.
    """
    of = attachment.c
    query = select(of.key_id, of.nonce, of.ciphertext).where(of.reference == reference)
    row = connection.execute(query).first() if is_kept(reference) else None
    if row is None or row.ciphertext is None or row.key_id not in keys.by_id:
        raise SealError(say("扫描件打不开：密钥不对，或已被改动、销毁。请保留现场，核对审计记录和备份。"))
    return _opened(keys, reference, row.key_id, bytes(row.nonce), bytes(row.ciphertext))


def reseal_scans(connection: Connection, keys: Keys) -> int:
    """Encrypt anew, with the current key, whatever an older key encrypted: how many scans that were."""
    of = attachment.c
    older = connection.execute(select(of.id, of.reference).where(
        of.key_id != keys.current, of.ciphertext.is_not(None)).order_by(of.id).with_for_update()).all()
    for row in older:
        content, nonce = content_of_scan(connection, keys, row.reference), secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(keys.by_id[keys.current]).encrypt(nonce, content, _bound(row.reference, keys.current))
        connection.execute(update(attachment).where(of.id == row.id).values(
            key_id=keys.current, nonce=nonce, ciphertext=cipher))
    return len(older)


def destroy_scans(connection: Connection, interview_id: int) -> int:
    """Destroy the content of every scan of an interview, for good: how many there were."""
    where = (attachment.c.interview_id == interview_id) & attachment.c.ciphertext.is_not(None)
    return connection.execute(update(attachment).where(where).values(ciphertext=None, nonce=b"")).rowcount


def _bound(reference: str, key_id: str) -> bytes:
    """What is not secret, but must be the same when it is opened."""
    return f"attachment:ciphertext:{reference}:{key_id}".encode()


def _opened(keys: Keys, reference: str, key_id: str, nonce: bytes, ciphertext: bytes) -> bytes:
    try:
        return AESGCM(keys.by_id[key_id]).decrypt(nonce, ciphertext, _bound(reference, key_id))
    except (InvalidTag, ValueError) as error:
        raise SealError(say("扫描件打不开：密钥不对，或已被改动、销毁。请保留现场，核对审计记录和备份。")) from error
