"""Reminders as the tables keep them: each once for a receiver, an obligation and an occasion."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from yuetan.engine.obligations import Key
from yuetan.records.owed.rows import NAMES
from yuetan.records.tables import account, cadre, mail_address, message, obligation, reminder

ABOVE = "above"
"""The occasion of what stands below whoever supervises: it names a unit, and no obligation."""

WAITING, SENDING, SENT, GIVEN_UP = "waiting", "sending", "sent", "given_up"
"""The states of a message."""

MAIL, WEBHOOK = "mail", "webhook"


@frozen(kw_only=True)
class KeptMessage:
    """A message that is to be sent, to whom and how often that was tried."""

    id: int
    account: int
    sign_in: str
    staff_or_sign_in: str
    channel: str
    address: str  # of his mail; empty for another channel
    day: date
    things: int
    attempts: int


@frozen(kw_only=True)
class Undelivered:
    """A message that was given up: to whom, by sign-in name, by which channel, for which day, and why."""

    sign_in: str
    channel: str
    day: date
    problem: str


# Reminders


def remind(connection: Connection, account_id: int, wanted: Iterable[tuple[Key, str]], at: datetime) -> int:
    """Keep that somebody is reminded of some obligations, each on an occasion: how many of it are new."""
    rows = [{name: getattr(key, name) for name in NAMES} | {
        "account_id": account_id, "occasion": occasion, "made_at": at} for key, occasion in wanted]
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return sum(connection.execute(made(reminder).values(row).on_conflict_do_nothing()).rowcount for row in rows)


def standing() -> ColumnElement[bool]:
    """Joins a reminder with its obligation."""
    return and_(*(reminder.c[name] == obligation.c[name] for name in NAMES))


def mark_read(connection: Connection, account_id: int, keys: Collection[Key] | None, at: datetime) -> int:
    """Keep that somebody read his reminders of some obligations, or all: how many he had not."""
    mine = (reminder.c.account_id == account_id, reminder.c.read_at.is_(None))
    if keys is None:
        return connection.execute(update(reminder).where(*mine).values(read_at=at)).rowcount
    return sum(connection.execute(update(reminder).where(*mine, *(
        reminder.c[name] == getattr(key, name) for name in NAMES)).values(read_at=at)).rowcount for key in keys)


# Where somebody is told


def address_of(connection: Connection, account_id: int) -> str:
    """Where somebody wants his mail; empty where he wants none."""
    query = select(mail_address.c.address).where(mail_address.c.account_id == account_id)
    return connection.execute(query).scalar_one_or_none() or ""


def set_address(connection: Connection, account_id: int, address: str) -> None:
    """Keep where somebody wants his mail; with an empty one he wants none."""
    connection.execute(delete(mail_address).where(mail_address.c.account_id == account_id))
    if address:
        connection.execute(insert(mail_address).values(account_id=account_id, address=address))


# Messages


def fresh_since_told(connection: Connection, account_id: int, channel: str) -> bool:
    """Whether somebody has an unread reminder that was made after he was last told by a channel."""
    told = select(func.max(message.c.made_at)).where(message.c.account_id == account_id, message.c.channel == channel)
    last = connection.execute(told).scalar_one()
    unread = [reminder.c.account_id == account_id, reminder.c.read_at.is_(None)]
    query = select(reminder.c.id).where(*unread, *(() if last is None else (reminder.c.made_at > last,))).limit(1)
    return connection.execute(query).first() is not None


def put_message(connection: Connection, account_id: int, channel: str, day: date, things: int,  # noqa: PLR0913, PLR0917 - a row
                at: datetime) -> None:
    """Have somebody be told once on a day how much waits for him."""
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(made(message).values(
        account_id=account_id, channel=channel, day=day, things=things, state=WAITING, made_at=at, attempts=0,
        next_at=at, problem="").on_conflict_do_nothing())


def due_messages(connection: Connection, at: datetime) -> tuple[KeptMessage, ...]:
    """What is to be sent by a moment, what waits longest first."""
    query = (select(message, account.c.sign_in, cadre.c.staff_number, mail_address.c.address)
             .join(account, message.c.account_id == account.c.id)
             .outerjoin(cadre, account.c.cadre_id == cadre.c.id)
             .outerjoin(mail_address, mail_address.c.account_id == account.c.id)
             .where(message.c.state == WAITING, message.c.next_at <= at).order_by(message.c.id))
    return tuple(KeptMessage(
        id=row.id, account=row.account_id, sign_in=row.sign_in, staff_or_sign_in=row.staff_number or row.sign_in,
        channel=row.channel, address=row.address or "", day=row.day, things=row.things, attempts=row.attempts)
        for row in connection.execute(query))


def take_message(connection: Connection, message_id: int, at: datetime, again: datetime) -> bool:
    """Begin to send a message, unless somebody else began; ``again`` is when it is taken to have been cut off."""
    taken = update(message).where(message.c.id == message_id, message.c.state == WAITING, message.c.next_at <= at)
    changed = taken.values(state=SENDING, attempts=message.c.attempts + 1, next_at=again)
    return connection.execute(changed).rowcount == 1


def settle_message(connection: Connection, message_id: int, state: str, problem: str, next_at: datetime) -> None:
    """What came of an attempt to send a message."""
    connection.execute(update(message).where(message.c.id == message_id, message.c.state == SENDING).values(
        state=state, problem=problem, next_at=next_at))


def give_up(connection: Connection, at: datetime, problem: str) -> None:
    """Give up what was begun and never ended: it may have been sent, and nobody is told twice."""
    connection.execute(update(message).where(message.c.state == SENDING, message.c.next_at <= at).values(
        state=GIVEN_UP, problem=problem))


def undelivered(connection: Connection, since: date) -> tuple[Undelivered, ...]:
    """What was given up since a day, the latest first."""
    query = (select(message.c.channel, message.c.day, message.c.problem, account.c.sign_in)
             .join(account, message.c.account_id == account.c.id)
             .where(message.c.state == GIVEN_UP, message.c.day >= since).order_by(message.c.id.desc()).limit(100))
    return tuple(Undelivered(sign_in=row.sign_in, channel=row.channel, day=row.day, problem=row.problem)
                 for row in connection.execute(query))
