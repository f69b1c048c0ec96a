"""Forms that somebody began and did not send: sealed, each for its account, and gone once sent or too old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from yuetan.records.references import new_reference
from yuetan.records.seal_keys import Keys
from yuetan.records.sealing import Sealed, seal
from yuetan.records.tables import draft, interview

PART = "draft"
"""What a draft is sealed as, so that no other sealed text is taken for one."""


@frozen(kw_only=True)
class DraftRow:
    """A form as it was left; it is opened with `yuetan.records.sealing.unseal` for its reference."""

    reference: str
    case: str  # the reference of the interview; empty for a proposal
    act: str
    saved_at: datetime
    sealed: Sealed


def keep_draft(connection: Connection, keys: Keys, account: int, case: str, act: str, text: str, at: datetime,  # noqa: PLR0913, PLR0917 - a row
               ) -> str:
    """Keep a form in place of what the account left of the same act in the same interview: its reference.

    A proposal takes the place of none: see `drop_draft`.
    """
    key = _interview(connection, case)
    if case:
        connection.execute(delete(draft).where(
            draft.c.account_id == account, draft.c.interview_id == key, draft.c.act == act))
    reference = new_reference()
    of = seal(keys, reference, PART, text)
    connection.execute(insert(draft).values(
        reference=reference, account_id=account, interview_id=key, act=act, saved_at=at, key_id=of.key_id,
        nonce=of.nonce, ciphertext=of.ciphertext))
    return reference


def drafts_of(connection: Connection, account: int, case: str | None = None) -> Sequence[DraftRow]:
    """What an account left, the latest first: of one interview by its reference, of proposals for ``""``, or all."""
    query = (select(draft, interview.c.reference.label("case"))
             .outerjoin(interview, draft.c.interview_id == interview.c.id)
             .where(draft.c.account_id == account, *_of(case)).order_by(draft.c.saved_at.desc(), draft.c.id.desc()))
    return [DraftRow(reference=row.reference, case=row.case or "", act=row.act, saved_at=row.saved_at,
                     sealed=Sealed(row.key_id, bytes(row.nonce), bytes(row.ciphertext)))
            for row in connection.execute(query)]


def drop_draft(connection: Connection, account: int, reference: str) -> bool:
    """Forget one of an account's drafts: whether there was one; of anybody else's nothing is forgotten."""
    his = and_(draft.c.account_id == account, draft.c.reference == reference)
    return bool(connection.execute(delete(draft).where(his)).rowcount)


def drop_drafts_in(connection: Connection, account: int, case: str, act: str) -> None:
    """Forget what an account left of an act in an interview."""
    connection.execute(delete(draft).where(and_(
        draft.c.account_id == account, draft.c.act == act, draft.c.interview_id == _interview(connection, case))))


def destroy_drafts(connection: Connection, interview_id: int) -> None:
    """Forget whatever anybody left in an interview, by its key."""
    connection.execute(delete(draft).where(draft.c.interview_id == interview_id))


def drop_older(connection: Connection, before: datetime) -> int:
    """Forget whatever was left before a moment, whoever left it: how many there were."""
    return connection.execute(delete(draft).where(draft.c.saved_at < before)).rowcount


def _of(case: str | None) -> tuple[ColumnElement[bool], ...]:
    if case is None:
        return ()
    return (interview.c.reference == case,) if case else (draft.c.interview_id.is_(None),)


def _interview(connection: Connection, case: str) -> int | None:
    if not case:
        return None
    found: int = connection.execute(select(interview.c.id).where(interview.c.reference == case)).scalar_one()
    return found
