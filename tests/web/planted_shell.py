"""A real office behind real pages, with somebody for every role and part."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "core"))

from argon2.exceptions import VerifyMismatchError
from attrs import define, field
from browsing import client_of
from casework_office import NAMES, START, Office, office_over, plugins
from compiled import with_compiled
from flask import Flask
from flask.testing import FlaskClient
from planted_people import AUDIT, CADRES, GRANTS, MORE, NOBODY, PEOPLE, ROSTER, SECURITY, SYSTEM
from planted_texts import Plant
from sqlalchemy import text

from yuetan.access.actor import OUTSIDER, Actor
from yuetan.casework.accounts import Accounts
from yuetan.casework.acts import Done
from yuetan.casework.governance import Governance
from yuetan.casework.leads import Leads
from yuetan.casework.seal_keys import Keys
from yuetan.records.accounts import add_account, every_account
from yuetan.records.database import Engine, open_database, reading, writing
from yuetan.records.roster import store
from yuetan_web.app import create_app
from yuetan_web.shell import Shell

__all__ = ["Planted", "peopled", "plugins", "sign_in_of"]

PASSWORD = "紫砂壶 与 长江大桥 47"  # noqa: S105 - of nobody
KEYS = Keys("one", {"one": bytes(range(32))})


class OnePassword:
    """Hashes nothing: everybody's password is the same."""

    def hash(self, password: str) -> str:
        return f"hash of {len(password)} characters"

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        if password != PASSWORD:
            raise VerifyMismatchError(hash)
        return True


class PlantedShell(Shell):
    """The pages as they are, whose passwords cost nothing."""

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.records, hasher=OnePassword(), idle=self.idle, keys=self.keys)


@define(slots=False)
class Planted:
    """The office with its pages, what is planted in it, and what it is called."""

    office: Office
    plants: list[Plant] = field(factory=list)
    cases: dict[str, Done] = field(factory=dict)
    leads: dict[str, str] = field(factory=dict)

    @property
    def records(self) -> Engine:
        return self.office.records

    @cached_property
    def shell(self) -> PlantedShell:
        return PlantedShell(records=self.records, plugins=plugins(), now=lambda: self.office.moment, secret=b"s" * 32,
                            keys=KEYS)

    @cached_property
    def app(self) -> Flask:
        return with_compiled(create_app(self.shell))

    @property
    def acts_on_leads(self) -> Leads:
        return self.shell.leads

    def actor(self, who: str) -> Actor:
        return OUTSIDER if who == NOBODY else self.office.actors[who]

    def client(self, who: str) -> FlaskClient:
        """Somebody in front of the pages, signed in."""
        if who == NOBODY:
            return self.app.test_client()
        return client_of(self.app, self.shell.accounts.sign_in(sign_in_of(who), PASSWORD, at=self.office.moment).token)

    def plant(self, kind: str, of: str, whose: str = "") -> str:
        """A new text that is put down as planted."""
        self.plants.append(Plant(len(self.plants) + 1, kind, of, whose))
        return self.plants[-1].text

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What a query finds."""
        with reading(self.records) as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def copied(self, file: Path) -> Planted:
        """The same office as it stands now, in a database of its own."""
        with closing(sqlite3.connect(str(self.records.url.database))) as whole, closing(sqlite3.connect(file)) as copy:
            whole.backup(copy)
        office = Office(open_database(f"sqlite:///{file}", make=False), self.office.moment, self.office.actors)
        return Planted(office, self.plants, dict(self.cases), dict(self.leads))


def sign_in_of(who: str) -> str:
    """The name somebody signs in by."""
    return f"user{list(NAMES).index(who) + 1}" if who in NAMES else who.casefold()


@contextmanager
def peopled(folder: Path) -> Iterator[Planted]:
    """The office with everybody in it, and nothing to be done yet."""
    with office_over(f"sqlite:///{folder / 'whole.db'}") as office:
        planted = Planted(office)
        with writing(planted.records) as connection:
            store(connection, ROSTER)
            for who in (*MORE, SYSTEM, SECURITY, AUDIT):
                add_account(connection, sign_in=sign_in_of(who), name=CADRES.get(who, who), must_change=False,
                            made_at=START, cadre=who if who in CADRES else "", password="-")  # noqa: S106 - see OnePassword
            references = {one.sign_in: one.reference for one in every_account(connection)}
        for who, granted in GRANTS.items():
            for role, unit in granted:
                planted.shell.accounts.grant(references[sign_in_of(who)], role, unit, since=START.date(), by=None,
                                             until=date(2036, 1, 1), paper="授权决定", at=START)
        governance = Governance(planted.records, plugins())
        scheme = governance.propose("X", "lianyungang", since=date(2026, 1, 1), live_on=date(2026, 1, 1), readings={},
                                    paper="东委办〔2025〕1号", by=None, at=START)
        governance.approve(scheme, by=None, at=START)
        office.actors |= {who: planted.shell.accounts.sign_in(sign_in_of(who), PASSWORD, at=START).actor
                          for who in PEOPLE}
        yield planted
