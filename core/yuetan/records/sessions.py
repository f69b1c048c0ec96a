"""Who is signed in, as the tables keep it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from yuetan.records.tables import sign_in_session


@frozen(kw_only=True)
class SessionRow:
    """Somebody who is signed in."""

    id: int
    account: int
    generation: int
    begun_at: datetime
    seen_at: datetime
    second_at: datetime | None = None  # when the second factor was given
    proved_at: datetime | None = None  # when the password was given again


def add_session(connection: Connection, token: str, number: int, generation: int, at: datetime, *,  # noqa: PLR0913 - a row
                second_at: datetime | None = None) -> None:
    """Add a session under the hash of its token; ``second_at`` is when the second factor was given for it."""
    connection.execute(insert(sign_in_session).values(
        token=token, account_id=number, generation=generation, begun_at=at, seen_at=at, second_at=second_at))


def session_of(connection: Connection, token: str) -> SessionRow | None:
    """The session under the hash of a token; None where there is none."""
    row = connection.execute(_of_token(), {"hash": token}).first()
    return None if row is None else _session(row)


def sessions_of(connection: Connection, number: int, generation: int) -> tuple[SessionRow, ...]:
    """The sessions of an account in a generation, the latest first; those that ran out among them."""
    query = select(sign_in_session).where(
        sign_in_session.c.account_id == number, sign_in_session.c.generation == generation)
    return tuple(map(_session, connection.execute(query.order_by(sign_in_session.c.id.desc())).all()))


def _session(row: Row[Any]) -> SessionRow:
    return SessionRow(id=row.id, account=row.account_id, generation=row.generation, begun_at=row.begun_at,
                      seen_at=row.seen_at, second_at=row.second_at, proved_at=row.proved_at)


def prove_session(connection: Connection, number: int, at: datetime) -> None:
    """Remember that the password was given again in a session."""
    connection.execute(update(sign_in_session).where(sign_in_session.c.id == number).values(proved_at=at))


@cache
def _of_token() -> Select[Any]:
    return select(sign_in_session).where(sign_in_session.c.token == bindparam("hash"))


def touch_session(connection: Connection, number: int, at: datetime) -> None:
    """Remember that somebody was there at this moment."""
    seen = update(sign_in_session).where(sign_in_session.c.id == number, sign_in_session.c.seen_at < at)
    connection.execute(seen.values(seen_at=at))


def end_session(connection: Connection, token: str) -> None:
    """End the session under the hash of a token, if there is one."""
    connection.execute(delete(sign_in_session).where(sign_in_session.c.token == token))


def end_sessions_begun_before(connection: Connection, moment: datetime) -> None:
    """Clear away what has run out."""
    connection.execute(delete(sign_in_session).where(sign_in_session.c.begun_at < moment))
