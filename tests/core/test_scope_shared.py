"""What an actor may see is put together once for as long as nothing of it changes, and anew once anything does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from attrs import evolve
from filled_records import ACTORS, PLUGINS, TODAY, Office, filled
from sqlalchemy import Connection, delete, insert, select, update

from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.known_rules import rules_of
from yuetan.access.organisations import organisations_on
from yuetan.access.scope import Scope
from yuetan.access.scopes import scope_of
from yuetan.records.database import reading, writing
from yuetan.records.governing import governances_on
from yuetan.records.interviews import RECUSED
from yuetan.records.tables import cadre, event, governance, interview, participant, placement, unit
from yuetan.rules.events import CLEARED

TALKER = "talker"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with filled(database_url) as found:
        yield found


def scope(office: Office, actor: Actor = ACTORS[TALKER], days: int = 0) -> Scope:
    on = TODAY + timedelta(days=days)
    with reading(office.records) as connection:
        rules = rules_of(PLUGINS, governances_on(connection, on))
        return scope_of(connection, actor, on, rules, organisations_on(connection, on))


def the_school_moves(connection: Connection) -> None:
    school = select(unit.c.id).where(unit.c.code == "S").scalar_subquery()
    city = select(unit.c.id).where(unit.c.code == "C").scalar_subquery()
    connection.execute(update(placement).where(placement.c.unit_id == school).values(parent_id=city))


def a_unit_is_founded(connection: Connection) -> None:
    connection.execute(insert(unit).values(code="N", type="school"))


def he_is_recused(connection: Connection) -> None:
    person = select(cadre.c.id).where(cadre.c.staff_number == ACTORS[TALKER].cadre).scalar_subquery()
    connection.execute(update(participant).where(participant.c.cadre_id == person).values(part=RECUSED))


def a_talk_clears_somebody(connection: Connection) -> None:
    one = select(event.c.id).where(event.c.interview_id.is_not(None)).limit(1).scalar_subquery()
    connection.execute(update(event).where(event.c.id == one).values(code=CLEARED))


def nothing_governs_any_more(connection: Connection) -> None:
    connection.execute(delete(governance))


CHANGES = [the_school_moves, a_unit_is_founded, he_is_recused, a_talk_clears_somebody, nothing_governs_any_more]


def test_pages_of_the_same_actor_share_it(office: Office) -> None:
    assert scope(office) is scope(office)


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_put_together_anew_once_something_of_it_changes(
        office: Office, change: Callable[[Connection], None]) -> None:
    grants = evolve(ACTORS[TALKER], granted=(Granted(Role.CLERK, "E"),))
    before = scope(office, grants)
    with writing(office.records) as connection:
        change(connection)
    assert scope(office, grants) is not before


@pytest.mark.parametrize("other", [
    evolve(ACTORS[TALKER], granted=(Granted(Role.CLERK, "S"),)), evolve(ACTORS[TALKER], account=99),
    evolve(ACTORS[TALKER], cadre="E2"),
], ids=["a grant", "an account", "a cadre"])
def test_another_actor_has_his_own(office: Office, other: Actor) -> None:
    assert scope(office, other) is not scope(office)


def test_another_day_has_its_own(office: Office) -> None:
    assert scope(office, days=1) is not scope(office)


def test_what_is_written_of_a_talk_changes_nothing(office: Office) -> None:
    before = scope(office)
    with writing(office.records) as connection:
        connection.execute(update(interview).values(place="一号谈话室"))
    assert scope(office) is before
