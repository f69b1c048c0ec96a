"""The office in which people are reminded: prepared once, and copied for each test; how a run is begun."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from casework_office import reopened
from hypothesis import strategies as st
from sides_office import CLERK, DEPUTY, NAMES, RECORDER, SECRETARY, SidesOffice, sides_office

from yuetan.casework.reminding.daily import Reminded, remind_today
from yuetan.casework.reminding.settings import Reminding
from yuetan.engine.arrangements import standard_calendar
from yuetan.records.database import reading, writing
from yuetan.records.reminders import set_address
from yuetan.records.tables import account, cadre, reminder

DAYS = st.dates(date(2025, 1, 1), date(2026, 11, 30))
TALK, NOTICE = date(2026, 3, 13), date(2026, 3, 10)  # a talk, and the day its notice is due
BEFORE = date(2026, 3, 5)  # three working days before that
OFFICE = {CLERK, RECORDER, DEPUTY, SECRETARY}
ADDRESS = "https://yuetan.example"
CALENDAR = standard_calendar()


def prepared_in(folder: Path) -> Path:
    """The office with a talk that was proposed, before anybody was reminded of anything, and after: two files."""
    with sides_office(f"sqlite:///{folder / 'new.db'}") as found:
        found.refresh()
        found.office.propose(planned=TALK)
    shutil.copy(folder / "new.db", folder / "told.db")
    with copied(folder / "told.db") as found:
        assert run(found, BEFORE) == Reminded(len(NAMES), len(OFFICE))
    return folder


@contextmanager
def copied(path: Path, into: Path | None = None) -> Iterator[SidesOffice]:
    """The office over one of them, or over a copy of it in a folder."""
    path = Path(shutil.copy(path, into)) if into else path
    found = SidesOffice(reopened(f"sqlite:///{path}"))
    found.refresh()
    try:
        yield found
    finally:
        found.office.records.dispose()


def run(city: SidesOffice, day: date | None = None) -> Reminded | None:
    if day:
        city.on(day)
    return remind_today(city.office.records, city.office.plugins, Reminding(), now=lambda: city.office.moment)


def told(city: SidesOffice, duty: str = "notice") -> list[tuple[str, str]]:
    """Who was reminded of a duty, on which occasion."""
    query = (sa.select(cadre.c.staff_number, reminder.c.occasion).join(account, reminder.c.account_id == account.c.id)
             .join(cadre, account.c.cadre_id == cadre.c.id).where(reminder.c.duty == duty)
             .order_by(cadre.c.staff_number, reminder.c.id))
    with reading(city.office.records) as connection:
        return [tuple(row) for row in connection.execute(query)]


def wants_mail(city: SidesOffice, who: str = CLERK, address: str = "bai@office.example") -> None:
    """Have somebody want his mail."""
    with writing(city.office.records) as connection:
        set_address(connection, city.actor(who).account, address)
