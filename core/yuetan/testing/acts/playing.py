"""The deployment in which a story is played, at the moment it has come to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from attrs import define, field

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.casework.civil import LOCAL, civil_date
from yuetan.casework.errors import Hidden
from yuetan.casework.governing import calendar_of
from yuetan.casework.signing_in import actor_on
from yuetan.casework.sweeping import sweep_today
from yuetan.plugins import Plugins
from yuetan.records.accounts import account_of_cadre
from yuetan.records.cases import unit_ids
from yuetan.records.database import Engine, reading
from yuetan.records.journal import case_file_of
from yuetan.records.readings import unit_rows

OPENS = time(9)
BETWEEN = timedelta(minutes=10)


@define(eq=False)
class Playing:
    """Its records, its moment, and what the acts have made so far: by the name of the act, the reference of it."""

    records: Engine
    plugins: Plugins
    moment: datetime
    made: dict[str, str] = field(factory=dict)
    texts: dict[str, str] = field(factory=dict)  # what was taken out: by the name of the act, everything it says
    _tokens: int = 0

    @property
    def today(self) -> date:
        """The day it has come to."""
        return civil_date(self.moment)

    def now(self) -> datetime:
        """The moment it has come to."""
        return self.moment

    def on(self, day: date) -> None:
        """Go on to the morning of a day, or some minutes further on the same one."""
        opens = datetime.combine(day, OPENS, LOCAL)
        self.moment = opens if day != self.today else self.moment + BETWEEN

    def sweep(self) -> None:
        """Bring everything that is owed up to the day, unless that was done."""
        sweep_today(self.records, self.plugins, at=self.moment)

    def token(self) -> str:
        """That of one more request."""
        self._tokens += 1
        return f"told-{self._tokens}"

    def actor(self, cadre: str) -> Actor:
        """Somebody with what he is granted today."""
        with reading(self.records) as connection:
            account = account_of_cadre(connection, cadre)
            if account is None:
                raise Hidden
            return actor_on(connection, account, self.today)

    def door(self, actor: Actor) -> Access:
        """What he may see today."""
        return Access(self.records, self.plugins, actor, on=self.today, calendar=calendar_of(self.records))

    def version(self, reference: str) -> int:
        """That of a case, as whoever has just looked at it knows it."""
        with reading(self.records) as connection:
            case = case_file_of(connection, reference)
            return case.version if case else 0

    def unit(self, code: str) -> str:
        """The reference of a unit by its code; empty for no unit."""
        with reading(self.records) as connection:
            rows = unit_rows(connection, list(unit_ids(connection, (code,)).values()))
            return rows[0][1] if rows else ""


@define(eq=False)
class Doing:
    """An act on its way: who does it, and the reference of what it is about."""

    playing: Playing
    actor: Actor
    reference: str

    @property
    def token(self) -> str:
        """That of the request."""
        return self.playing.token()

    @property
    def version(self) -> int:
        """That of the case it is about."""
        return self.playing.version(self.reference)
