"""Tokens of other programs in their table: by their hash, never themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, func, insert, select, update

from yuetan.records.tables import api_token


@frozen(kw_only=True)
class KeptToken:
    """A token as the table keeps it."""

    id: int
    reference: str
    account_id: int
    title: str
    scopes: str
    generation: int
    made_at: datetime
    until: date
    used_at: datetime | None
    revoked_at: datetime | None


_COLUMNS = tuple(column for column in api_token.c if column.name != "digest")


def add_token(connection: Connection, values: Mapping[str, Any]) -> str:
    """Keep a token: its reference."""
    return str(connection.execute(insert(api_token).values(**values).returning(api_token.c.reference)).scalar_one())


def token_with(connection: Connection, digest: str) -> KeptToken | None:
    """The token that has this hash; None where there is none."""
    row = connection.execute(select(*_COLUMNS).where(api_token.c.digest == digest)).mappings().first()
    return KeptToken(**row) if row else None


def tokens_of(connection: Connection, account: int) -> tuple[KeptToken, ...]:
    """The tokens of an account, the latest first."""
    query = select(*_COLUMNS).where(api_token.c.account_id == account).order_by(api_token.c.id.desc())
    return tuple(KeptToken(**row) for row in connection.execute(query).mappings())


def good_tokens(connection: Connection, account: int, on: date) -> int:
    """How many tokens of an account are good on a day."""
    return int(connection.execute(select(func.count()).select_from(api_token).where(
        api_token.c.account_id == account, api_token.c.revoked_at.is_(None), api_token.c.until > on)).scalar_one())


def use_token(connection: Connection, token: int, at: datetime) -> None:
    """Keep that a token was used."""
    connection.execute(update(api_token).where(api_token.c.id == token).values(used_at=at))


def revoke_token(connection: Connection, reference: str, account: int, at: datetime) -> bool:
    """Let a token of an account be good no more: whether it was until now."""
    change = update(api_token).where(api_token.c.reference == reference, api_token.c.account_id == account,
                                     api_token.c.revoked_at.is_(None)).values(revoked_at=at)
    return bool(connection.execute(change).rowcount)
