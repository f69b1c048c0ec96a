"""By which address somebody's calendar reads what is his: the hash of its token alone is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from yuetan.records.tables import feed


def put_feed(connection: Connection, account_id: int, token: str, at: datetime) -> None:
    """Keep the hash of a token in place of any before it."""
    drop_feed(connection, account_id)
    connection.execute(insert(feed).values(account_id=account_id, token=token, made_at=at))


def drop_feed(connection: Connection, account_id: int) -> None:
    """Have no address lead to what is somebody's."""
    connection.execute(delete(feed).where(feed.c.account_id == account_id))


def feed_since(connection: Connection, account_id: int) -> datetime | None:
    """When somebody's address was made; None where he has none."""
    found: datetime | None = connection.execute(
        select(feed.c.made_at).where(feed.c.account_id == account_id)).scalar_one_or_none()
    return found


def account_of_feed(connection: Connection, token: str) -> int | None:
    """Whose the hash of a token is; None where it is nobody's."""
    found: int | None = connection.execute(
        select(feed.c.account_id).where(feed.c.token == token)).scalar_one_or_none()
    return found
