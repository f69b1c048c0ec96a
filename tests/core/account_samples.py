"""Accounts for tests: a hasher that costs nothing, a small roster, and people who may make and grant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from argon2.exceptions import VerifyMismatchError
from attrs import frozen
from sqlalchemy import select

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.accounts import Accounts
from yuetan.engine.facts import Cadre, Placement, Unit
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.journal import content_of
from yuetan.records.storing import store
from yuetan.records.tables import case_file, event
from yuetan.records.values import Roster

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 at the offices
TODAY = date(2026, 3, 2)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PASSWORD = "紫砂壶 与 长江大桥 47"  # noqa: S105 - of nobody
NUMBERS = count(1)
UNITS = {"county": "", "office": "county", "other": ""}  # each with the one it lies under


class CheapHasher:
    """Hashes nothing, and remembers with what each password was compared."""

    def __init__(self) -> None:
        self.compared: list[str] = []

    def hash(self, password: str) -> str:
        return f"cheap:{password}"

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        self.compared.append(hash)
        if hash != self.hash(password):
            raise VerifyMismatchError
        return True


@frozen
class Person:
    """Somebody with an account who has chosen his password."""

    sign_in: str
    reference: str
    key: int

    def with_(self, *granted: Granted) -> Actor:
        """The same as an actor who is granted this."""
        return Actor(self.key, self.reference, self.sign_in, granted=granted)


def prepared(folder: Path) -> Path:
    """The file of such a database, closed: to be copied."""
    with records(f"sqlite:///{folder / 'prepared.db'}"):
        return folder / "prepared.db"


@contextmanager
def records(url: str) -> Iterator[Engine]:
    """A database with a county, an office below it and a few cadres."""
    engine = open_database(url)
    upgrade(engine)
    since = date(2000, 1, 1)
    with writing(engine) as connection:
        store(connection, Roster(
            units=tuple(Unit(id=code, type="county") for code in UNITS),
            placements=tuple(Placement(unit=code, name=code, parent=parent, since=since)
                             for code, parent in UNITS.items()),
            cadres=tuple(Cadre(id=f"{number:04d}", name=f"例{number}", party="member") for number in range(1, 10))))
    yield engine
    engine.dispose()


def cheap(engine: Engine) -> Accounts:
    """Accounts whose passwords cost nothing to hash."""
    return Accounts(engine, hasher=CheapHasher())


def person(accounts: Accounts, *, at: datetime = NOW, cadre: str = "") -> Person:
    """A new account, under a name of its own, whose password is `PASSWORD`."""
    sign_in = f"person{next(NUMBERS)}"
    once = accounts.make(sign_in, sign_in, cadre=cadre, by=None, at=at)
    token = accounts.sign_in(sign_in, once, at=at).token
    accounts.change_password(token, once, PASSWORD, at=at)
    account = accounts.sign_in(sign_in, PASSWORD, at=at).actor
    return Person(sign_in, account.reference, account.account)


def administrator(accounts: Accounts, role: Role) -> Actor:
    """A new account in an administrator's role."""
    return person(accounts).with_(Granted(role))


def events(engine: Engine, sort: str = "system") -> list[tuple[str, int | None, dict[str, str]]]:
    """What was written down in the case of this sort: each event's code, by whom, and what it says."""
    query = select(event).join(case_file, event.c.case_id == case_file.c.id).where(case_file.c.sort == sort)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(event.c.sequence)).all()
        return [(row.code, row.entered_by, dict(content_of(connection, row.id))) for row in rows]
