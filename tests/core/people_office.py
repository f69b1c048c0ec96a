"""An office whose clerk keeps the personnel of the whole city, and another who confirms what she proposes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, OTHER, Office, office_over, reopened
from sqlalchemy import select

from yuetan.access.actor import Granted, Role
from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.people.work import Move, People, TwoRecords
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.facts import Appointment, Cadre
from yuetan.records.cases import cadre_ids
from yuetan.records.database import reading, writing
from yuetan.records.roster import load_roster, store
from yuetan.records.tables import obligation, obligation_change
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank

KEEPER, TWIN = ABOVE, "E900"
GRANTS = {KEEPER: Granted(Role.CLERK, "C"), DEPUTY: Granted(Role.HEAD, "C"), BUREAU: Granted(Role.CLERK, "E"),
          CLERK: Granted(Role.DISCIPLINE, "C")}


@contextmanager
def people_over(url: str, code: str = "lianyungang") -> Iterator[Office]:
    """The office of `casework_office`, with these grants in place of its own."""
    with office_over(url, code=code) as office:
        _grant(office)
        yield office


@contextmanager
def copy_of(url: str, folder: Path) -> Iterator[Office]:
    """The office over a copy of the database it was made in, for one test to change."""
    address, name = sa.make_url(url), f"copy_{uuid4().hex}"
    if address.get_backend_name() == "sqlite":
        shutil.copy(str(address.database), folder / "copy.db")
        copied = f"sqlite:///{folder / 'copy.db'}"
    else:
        _execute(address, f"CREATE DATABASE {name} TEMPLATE {address.database}")
        copied = address.set(database=name).render_as_string(hide_password=False)
    office = reopened(copied)
    _grant(office)
    try:
        yield office
    finally:
        office.records.dispose()
        if address.get_backend_name() != "sqlite":
            _execute(address, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(address: sa.URL, statement: str) -> None:
    engine = sa.create_engine(address.set(database="postgres", drivername="postgresql+psycopg"),
                              isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(statement))


def _grant(office: Office) -> None:
    for cadre, grant in GRANTS.items():
        office.actors[cadre] = evolve(office.actors[cadre], granted=(grant,))


def people(office: Office) -> People:
    return People(office.records, office.plugins, lambda: office.moment)


def move(office: Office, sort: str, by: str = KEEPER, cadre: str = OTHER, **changes: Any) -> Done:  # noqa: ANN401 - any field
    return people(office).move(office.actors[by], entered(office, sort, cadre, **changes), token=office.token())


def entered(office: Office, sort: str, cadre: str = OTHER, **changes: Any) -> Move:  # noqa: ANN401 - any field
    """An act as somebody enters it who has just looked at the page."""
    values: dict[str, Any] = {"version": version(office, cadre), "paper": "连组干〔2026〕8号", "reason": "组织决定"}
    return Move(cadre=cadre, sort=sort, **(values | changes))


def version(office: Office, cadre: str) -> int:
    return people(office).moves(office.actors[KEEPER], cadre).version


def roster(office: Office) -> Roster:
    with reading(office.records) as connection:
        return load_roster(connection)


def posts(office: Office, cadre: str = OTHER) -> list[tuple[str, str, str, str]]:
    """What somebody holds and held: unit, title, first day, and the day it no longer holds."""
    return [(one.unit, one.title, one.since.isoformat(), one.until.isoformat() if one.until.year < 9999 else "")
            for one in roster(office).appointments if one.cadre == cadre]


def owed(office: Office, cadre: str = OTHER) -> dict[tuple[str, str], str]:
    """What is owed about somebody: duty and cause, and how it stands."""
    with reading(office.records) as connection:
        key = cadre_ids(connection, (cadre,))[cadre]
        query = select(obligation.c.duty, obligation.c.cause, obligation.c.status).where(obligation.c.cadre_id == key)
        return {(row.duty, row.cause): row.status for row in connection.execute(query)}


def changes(office: Office, why: str = "move") -> list[tuple[str, str, str, str, str]]:
    """What was kept of changes: the change, the duty, its subject, who had it and who has it."""
    row = obligation_change.c
    with reading(office.records) as connection:
        query = select(row.change, row.duty, row.subject, row.had, row.has).where(row.why == why).order_by(row.id)
        return [tuple(one) for one in connection.execute(query)]


@contextmanager
def with_twin(url: str) -> Iterator[Office]:
    """The office under litong, in which one deputy stands twice."""
    with people_over(url, "litong") as office:
        kept = roster(office)
        his = next(one for one in kept.appointments if one.cadre == OTHER)
        with writing(office.records) as connection:
            store(connection, evolve(kept, cadres=(*kept.cadres, Cadre(id=TWIN, name="马文惠")), appointments=(
                *kept.appointments, evolve(his, cadre=TWIN),
                Appointment(cadre=TWIN, unit="E", post="staff", title="机关纪委委员", rank=Rank.SECTION,
                            since=date(2025, 5, 1)))))
        yield office


def door(office: Office, by: str) -> Access:
    return Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=standard_calendar())


def found(office: Office, cadre: str = OTHER) -> None:
    """A finding about somebody, after which talks are owed."""
    offered = office.casework.outside_record(office.actors[CLERK], cadre=cadre).offered
    fields = {one.code: one.choices[0] if one.choices else "会议纪律松散"
              for one in offered[0].material.fields} if offered[0].material else {}
    office.casework.record_occurrence(office.actors[CLERK], Occurrence(
        regulation="litong", code="finding_recorded", cadre=cadre, fields=fields), token=office.token())


def waiting(office: Office, cadre: str = OTHER) -> set[tuple[str, str]]:
    return {key for key, status in owed(office, cadre).items() if status in {"OPEN", "WAITING", "OVERDUE"}}


def merged(office: Office, by: tuple[str, str] = (KEEPER, DEPUTY)) -> str:
    """The two records of the deputy merged by two persons: the reference of the merger."""
    one = people(office).propose_merger(office.actors[by[0]], TwoRecords(
        kept=OTHER, merged=TWIN, paper="干部档案", reason="同一人两个编号"), token=office.token())
    people(office).answer_merger(office.actors[by[1]], one.case, agree=True, token=office.token())
    return one.case
