"""A real office over a real database, made for one interview: its people, what happened before, and what governs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from attrs import define, field

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.governance import Governance
from yuetan.casework.work import Casework
from yuetan.plugins import Plugins
from yuetan.records.accounts import add_account
from yuetan.records.cases import cadre_ids
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.storing import store
from yuetan.records.values import Roster
from yuetan.testing.kit.casting import Cast
from yuetan.testing.stored_business import store_business

ROLES = (Role.CLERK, Role.DISCIPLINE, Role.HEAD)
HOUR = 1  # in UTC: nine in the morning of the office
LONG_AGO = timedelta(days=400)


@define
class Office:
    """The office on the day it has come to."""

    records: Engine
    plugins: Plugins
    cast: Cast
    today: date
    actors: dict[str, Actor] = field(factory=dict)

    @property
    def moment(self) -> datetime:
        """Nine o'clock of the day."""
        return datetime(self.today.year, self.today.month, self.today.day, HOUR, 0, tzinfo=UTC)

    @property
    def casework(self) -> Casework:
        """The acts, at this moment."""
        return Casework(self.records, self.plugins, lambda: self.moment)

    def actor(self, cadre: str) -> Actor:
        """Somebody signed in: all but the interviewee hold every part of the work in the organiser's unit."""
        if cadre not in self.actors:
            talk, number = self.cast.interview, len(self.actors) + 1
            unit = next(iter(self.cast.world.units_of((talk.organiser,), self.cast.world.as_of)), "")
            granted = () if cadre in talk.to else tuple(Granted(role, unit) for role in ROLES)
            with writing(self.records) as connection:
                account = add_account(connection, sign_in=f"user{number}", name=cadre, cadre=cadre, password="-",  # noqa: S106 - nobody signs in
                                      must_change=False, made_at=self.moment)
            self.actors[cadre] = Actor(account.id, account.reference, cadre, cadre, granted)
        return self.actors[cadre]

    def puts_on_record(self, code: str) -> None:
        """An event about the interviewee that nobody in the interview brings about."""
        with writing(self.records) as connection:
            for cadre, number in cadre_ids(connection, self.cast.interview.to).items():
                append(connection, case_of_cadre(connection, number), Entry(
                    code=code, happened_on=self.today, cadre_id=number), by=self.actor(cadre).account, at=self.moment)


@cache
def _tables() -> bytes:
    """A database with the tables and nothing in them: made once, for a plugin's kinds are walked in many offices."""
    with tempfile.TemporaryDirectory(prefix="yuetan-kit-") as folder:
        path = Path(folder) / "kit.db"
        records = open_database(f"sqlite:///{path}")
        try:
            upgrade(records)
        finally:
            records.dispose()
        return path.read_bytes()


@contextmanager
def office_for(plugins: Plugins, cast: Cast) -> Iterator[Office]:
    """An office in which the cast's interview can be proposed, over a database that is thrown away afterwards."""
    world, talk = cast.world, cast.interview
    with tempfile.TemporaryDirectory(prefix="yuetan-kit-") as folder:
        path = Path(folder) / "kit.db"
        path.write_bytes(_tables())
        records = open_database(f"sqlite:///{path}")
        try:
            with writing(records) as connection:
                store(connection, Roster(units=world.units, placements=world.placements, cadres=world.cadres,
                                         appointments=world.appointments, portfolios=world.portfolios))
            office = Office(records, plugins, cast, world.as_of)
            tops = [unit for unit in world.units_on(world.as_of) if len(world.above(unit, world.as_of)) == 1]
            _govern(office, talk.regulation, tops)
            store_business(records, world, [one.under({}) for one in plugins.regulations], tops[0])
            yield office
        finally:
            records.dispose()


def _govern(office: Office, regulation: str, units: list[str]) -> None:
    governance, since = Governance(office.records, office.plugins), office.today - LONG_AGO
    for unit in units:
        reference = governance.propose(unit, regulation, since=since, live_on=since, paper="-", by=None,
                                       at=office.moment - LONG_AGO)
        governance.approve(reference, by=None, at=office.moment - LONG_AGO)
