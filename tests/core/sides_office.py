"""The office of `casework_office` with what everybody is granted on record, and somebody of its own above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta

from attrs import define, field
from casework_office import (
    ABOVE,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    NAMES,
    OTHER,
    RECORDER,
    SECRETARY,
    START,
    Office,
    office_over,
)

from yuetan.access.actor import Actor, Role
from yuetan.access.door import Access
from yuetan.casework.governing import calendar_of
from yuetan.casework.handing_over import Handovers
from yuetan.casework.leads import Leads
from yuetan.casework.plans import Plans
from yuetan.casework.proxies import Proxies
from yuetan.casework.signing_in import actor_on
from yuetan.records.accounts import account_of_cadre, add_grant, unit_key
from yuetan.records.database import Connection, reading, writing
from yuetan.records.sealing import Keys

__all__ = ["ABOVE", "BUREAU", "CLERK", "DEPUTY", "DIRECTOR", "ENDS", "NAMES", "OTHER", "RECORDER", "SECRETARY", "START",
           "SidesOffice", "grant_in", "sides_office"]

TODAY = (START + timedelta(hours=8)).date()
ENDS = date(2036, 1, 1)
GRANTS: Mapping[str, tuple[tuple[Role, str], ...]] = {
    CLERK: ((Role.DISCIPLINE, "J"),), RECORDER: ((Role.CLERK, "J"),), DEPUTY: ((Role.HEAD, "J"),),
    SECRETARY: ((Role.HEAD, "J"),), BUREAU: ((Role.CLERK, "E"),), DIRECTOR: ((Role.HEAD, "E"),),
    ABOVE: ((Role.DISCIPLINE, "C"), (Role.HEAD, "C"))}


@define
class SidesOffice:
    """The office, and everybody as he signs in on the day."""

    office: Office
    tokens: int = field(default=0)

    def actor(self, who: str) -> Actor:
        with reading(self.office.records) as connection:
            account = account_of_cadre(connection, who)
            assert account is not None
            return actor_on(connection, account, self.office.today)

    def refresh(self) -> None:
        """Have everybody be granted what is on record today."""
        self.office.actors = {who: self.actor(who) for who in NAMES}

    def on(self, day: date) -> None:
        self.office.on(day)
        self.refresh()

    def grant(self, who: str, role: Role, unit: str, since: date = TODAY, until: date = ENDS) -> None:
        with writing(self.office.records) as connection:
            grant_in(connection, who, role, unit, since=since, until=until)

    def access(self, who: str | Actor) -> Access:
        with reading(self.office.records) as connection:
            calendar = calendar_of(connection)
        actor = self.actor(who) if isinstance(who, str) else who
        return Access(self.office.records, self.office.plugins, actor, on=self.office.today, calendar=calendar)

    @property
    def leads(self) -> Leads:
        return Leads(self.office.records, Keys("one", {"one": bytes(range(32))}))

    @property
    def plans(self) -> Plans:
        return Plans(self.office.records, self.office.plugins, lambda: self.office.moment)

    @property
    def proxies(self) -> Proxies:
        return Proxies(self.office.records, lambda: self.office.moment)

    @property
    def handovers(self) -> Handovers:
        return Handovers(self.office.records, self.office.plugins, lambda: self.office.moment)


def grant_in(connection: Connection, who: str, role: Role, unit: str, *, since: date = TODAY,  # noqa: PLR0913 - a grant
             until: date = ENDS) -> None:
    """Grant somebody a role in a unit, or in the whole system."""
    account = account_of_cadre(connection, who)
    assert account is not None
    add_grant(connection, account_id=account.id, role=role.value,
              unit_id=unit_key(connection, unit) if unit else None, since=since, until=until, granted_by=None,
              agreed_by=None, paper="授权决定", made_at=START)


@contextmanager
def sides_office(url: str) -> Iterator[SidesOffice]:
    """The office in an empty database."""
    with office_over(url) as office:
        found = SidesOffice(office)
        for who, granted in GRANTS.items():
            for role, unit in granted:
                found.grant(who, role, unit)
        found.refresh()
        yield found
