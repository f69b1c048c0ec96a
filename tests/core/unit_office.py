"""The small office with more bureaus in it, and people over them who change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from attrs import evolve
from casework_office import ABOVE, SINCE, Office, office_over, reopened
from kept_databases import filled

from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.casework.governing import calendar_of
from yuetan.casework.sweeping import sweep_all
from yuetan.casework.units.acts import Reorganisations
from yuetan.casework.units.asking import Asked
from yuetan.engine.facts import Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.engine.reorganisation_text import mark_of
from yuetan.engine.reorganisations import Reorganisation, Sort, changes_of
from yuetan.engine.world import World
from yuetan.records.accounts import add_account, add_grant, every_account, unit_key
from yuetan.records.database import reading, writing
from yuetan.records.roster import store
from yuetan.records.tables import case_file, event, obligation, obligation_change, unit
from yuetan.records.units import world_of_units
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank

CITY, AUDIT = "全市经办", "审计局经办"
PAPER = "连编办〔2026〕8号"
BUREAUS = {"S": "市审计局", "T": "市体育局", "W": "市文化局", "X": "市信访局", "Z": "市档案局", "P": "市气象局",
           "Q": "市地震局", "R": "市司法局"}
SECTIONS = {"S1": ("市审计局一科", "S"), "T1": ("市体育局一科", "T")}
TODAY = date(2026, 3, 2)


def roster() -> Roster:
    """Bureaus under the committee, two with a section, each with a head and a deputy; two of them overseen."""
    units = (*(Unit(id=one, type="city_department") for one in BUREAUS),
             *(Unit(id=one, type="city_department") for one in SECTIONS))
    placed = (*(Placement(unit=one, name=name, parent="C", since=SINCE) for one, name in BUREAUS.items()),
              *(Placement(unit=one, name=name, parent=above, since=SINCE) for one, (name, above) in SECTIONS.items()))
    posts = [(f"{unit}00{number}", unit, post, title, rank)
             for unit in (*BUREAUS, *SECTIONS)
             for number, (post, title, rank) in enumerate((("head", "局长", Rank.DIVISION),
                                                           ("deputy", "副局长", Rank.DIVISION_DEPUTY)), start=1)]
    return Roster(
        units=units, placements=placed, cadres=tuple(Cadre(id=one, name=f"人员{one}") for one, *_ in posts),
        appointments=tuple(Appointment(cadre=cadre, unit=unit, post=post, title=title, rank=rank, marks=("市管",),
                                       since=SINCE) for cadre, unit, post, title, rank in posts),
        portfolios=(Portfolio(cadre=ABOVE, unit="S", since=SINCE), Portfolio(cadre=ABOVE, unit="W", since=SINCE)))


@contextmanager
def unit_office(url: str) -> Iterator[Office]:
    """The office with the bureaus; a clerk over the whole city, one of a single bureau, and a head above them all."""
    filled(url, unit_office, _make)
    office = reopened(url)
    with reading(office.records) as connection:
        accounts = {one.name: one for one in every_account(connection)}
    for who in (CITY, AUDIT):
        office.actors[who] = Actor(accounts[who].id, accounts[who].reference, who)
    office.actors[CITY] = holding(office, CITY, (Role.CLERK, "C"))
    office.actors[AUDIT] = holding(office, AUDIT, (Role.CLERK, "S"))
    office.actors[ABOVE] = holding(office, ABOVE, (Role.HEAD, "C"))
    try:
        yield office
    finally:
        office.records.dispose()


def _make(url: str) -> None:
    with office_over(url) as office:
        with writing(office.records) as connection:
            store(connection, roster())
            for number, who in enumerate((CITY, AUDIT), start=1):
                add_account(connection, sign_in=f"more{number}", name=who, cadre="", password="-",  # noqa: S106 - nobody signs in
                            must_change=False, made_at=office.moment)
        sweep_all(office.records, office.plugins, at=office.moment)


def holding(office: Office, who: str, *grants: tuple[Role, str]) -> Actor:
    """Somebody with other grants than he has."""
    return evolve(office.actors[who], granted=tuple(Granted(*one) for one in grants))


def granted(office: Office, who: str, code: str, since: date = SINCE) -> str:
    """Have him hold the role of a clerk in a unit, in the tables too: the reference of the grant."""
    with writing(office.records) as connection:
        return add_grant(connection, account_id=office.actors[who].account, role="clerk",
                         unit_id=unit_key(connection, code), since=since, until=date(2030, 1, 1), granted_by=None,
                         agreed_by=None, paper=PAPER, made_at=office.moment)


def acts(office: Office) -> Reorganisations:
    """What may be done."""
    return Reorganisations(office.records, office.plugins, lambda: office.moment)


def asked(sort: Sort, *units: str, **more: Any) -> Asked:  # noqa: ANN401 - fields of a reorganisation
    """A proposal on a decision, from today on unless another day is said."""
    given = {name: more.pop(name) for name in ("paper", "reason") if name in more}
    return Asked(**{"paper": PAPER, **given},
                 reorganisation=Reorganisation(**{"sort": sort, "units": units, "since": TODAY, **more}))


def proposed(office: Office, one: Asked, by: str = CITY) -> str:
    """Propose it: the reference."""
    return acts(office).propose(office.actors[by], one, token=office.token())


def mark(office: Office, one: Asked) -> str:
    """The mark of what it changes, as a page shows it."""
    assert one.reorganisation is not None
    with reading(office.records) as connection:
        world = world_of_units(connection, one.reorganisation.touched, office.today)
    return mark_of(changes_of(world, one.reorganisation))


def confirmed(office: Office, one: Asked, by: str = ABOVE) -> str:
    """Propose and confirm it: the reference."""
    reference = proposed(office, one)
    acts(office).confirm(office.actors[by], reference, seen=mark(office, one), token=office.token())
    return reference


def access(office: Office, actor: Actor) -> Access:
    """The door, for somebody."""
    return Access(office.records, office.plugins, actor, on=office.today, calendar=calendar_of(office.records))


def world(office: Office, *codes: str) -> World:
    """Every unit, and the posts and portfolios in some, as the tables have them."""
    with reading(office.records) as connection:
        return world_of_units(connection, codes, office.today)


def told(office: Office, code: str) -> list[str]:
    """What is on record in the case of a unit."""
    query = (sa.select(event.c.code).join(case_file, event.c.case_id == case_file.c.id).join(
        unit, event.c.unit_id == unit.c.id).where(case_file.c.sort == "unit", unit.c.code == code)
        .order_by(event.c.sequence))
    with reading(office.records) as connection:
        return list(connection.execute(query).scalars())


def owed(office: Office, subject: str) -> dict[tuple[str, str], str]:
    """What a unit owes itself, and how that stands."""
    query = sa.select(obligation.c.duty, obligation.c.cause, obligation.c.status).where(
        obligation.c.subject == subject, obligation.c.cadre_id.is_(None))
    with reading(office.records) as connection:
        return {(row.duty, row.cause): row.status for row in connection.execute(query)}


def changes(office: Office, subject: str, why: str = "units") -> list[tuple[str, bool]]:
    """What changed in what somebody owes, because of it, and whether it names the event that brought it about."""
    query = sa.select(obligation_change.c.change, obligation_change.c.event_id).where(
        obligation_change.c.subject == subject, obligation_change.c.why == why).order_by(obligation_change.c.id)
    with reading(office.records) as connection:
        return [(row.change, row.event_id is not None) for row in connection.execute(query)]


def of_talk(office: Office, *grants: tuple[Role, str]) -> Any:  # noqa: ANN401 - a view
    """The first interview there is, as somebody with these grants sees it; None where he does not."""
    with reading(office.records) as connection:
        reference = connection.execute(sa.text("SELECT reference FROM interview ORDER BY id")).scalars().first()
    return access(office, holding(office, AUDIT, *grants)).interview(str(reference))


def named_to(office: Office, reference: str, *grants: tuple[Role, str]) -> list[str]:
    """Whom the preview of a reorganisation names to somebody with these grants."""
    view = access(office, holding(office, AUDIT, *grants)).reorganisation(reference)
    assert view is not None
    assert view.preview is not None
    return [row.person for row in view.preview.posts]
