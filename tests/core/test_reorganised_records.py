"""Reorganised at random, the tables say what the engine says: of the tree, of whose what is, and of what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import EDITIONS, histories
from reorganised_worlds import FIRST, STEPS, reorganisations
from small_worlds import town
from stored_worlds import AT, put
from swept_worlds import expected, standing, swept

from yuetan.access.units import keys_below, units_above
from yuetan.engine.reorganisation_faults import faults_of
from yuetan.engine.reorganisations import Changes, applied, changes_of
from yuetan.engine.world import World
from yuetan.records.accounts import add_account
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.reorganising import SUBJECT, add_reorganisation
from yuetan.records.tables import obligation, unit
from yuetan.records.units import change_units, units_as_on, world_of_units
from yuetan.records.worlds import whole_world
from yuetan.rules import Regulation

PENDING = ("OPEN", "WAITING", "OVERDUE")


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@st.composite
def chains(draw: st.DrawFn) -> list[Changes]:
    """What some reorganisations change in the town, one after another; what may not be done is left out."""
    world, found = town("2026-12-31"), list[Changes]()
    for number, since in enumerate(STEPS):
        asked = draw(reorganisations(world.units_on(since), since, number))
        if not faults_of(world, asked):
            found.append(changes_of(world, asked))
            world = applied(world, found[-1])
    return found


def reorganise(connection: Connection, world: World, chain: Sequence[Changes]) -> World:
    """Keep a world and then what each reorganisation changes in it; the world that comes of it."""
    put(connection, world)
    account = add_account(connection, sign_in="clerk", name="经办", cadre="", password="-",  # noqa: S106 - nobody signs in
                          must_change=False, made_at=AT)
    key = connection.execute(sa.select(sa.func.min(unit.c.id))).scalar_one()
    for changes in chain:
        kept = add_reorganisation(
            connection, {key: SUBJECT}, sort="merge", unit_id=key, since=changes.since, content="{}", paper="1号",
            reason="", proposed_by=account.id, proposed_at=AT)
        before = world_of_units(connection, [one.id for one in world.units], changes.since)
        change_units(connection, before, changes, kept.id)
        world = applied(world, changes)
    return world


def agree_on_the_roster(connection: Connection, world: World) -> None:
    found = whole_world(connection, as_of=world.as_of, calendar=world.calendar)
    for part in ("units", "placements", "successions", "portfolios"):
        assert set(getattr(world, part)) == set(getattr(found, part))
    dated = (evolve(one, decided=one.decided or one.since) for one in world.appointments)
    assert set(dated) == set(found.appointments)


def agree_on_places(connection: Connection, world: World) -> None:
    """Every unit lies in one line of units, read from either end, and is one thing on any day."""
    codes = {one.id for one in world.units}
    keys = {key: code for key, code in connection.execute(sa.select(unit.c.id, unit.c.code))}  # noqa: C416 - rows
    for day in (FIRST, *STEPS[2:4], world.as_of):
        lines = {code: units_above(connection, code, day) for code in codes}
        begun = {one.unit for one in world.placements if one.since <= day}
        assert {code: world.lying(code, day) for code in begun} == {code: lines[code] for code in begun}
        for top in {lines[code][-1] for code in begun}:
            below = {keys[key] for key in connection.execute(keys_below((top,), frozenset(), day)).scalars()}
            assert below & begun == {code for code in begun if top in lines[code]}
        assert units_as_on(connection, day) == {
            code: found for code, found in units_as_on(connection, day).items() if found in {"", *world.units_on(day)}}


def agree_on_what_is_owed(connection: Connection, world: World, regulations: Sequence[Regulation]) -> None:
    swept(connection, world, regulations)
    assert expected(connection, world, regulations) == standing(connection)
    pending = sa.select(unit.c.code).join(obligation, obligation.c.unit_id == unit.c.id).where(
        obligation.c.status.in_(PENDING))
    for code in connection.execute(pending).scalars():
        assert world.acting(code, world.as_of) in world.units_on(world.as_of)


@settings(max_examples=4, deadline=None)
@given(world=histories(), chain=chains(), regulations=st.sampled_from(EDITIONS))
def test_whatever_is_reorganised_is_lost_nowhere_and_owed_in_one_place(
        engine: Engine, world: World, chain: list[Changes], regulations: Sequence[Regulation]) -> None:
    last = world.at(max(world.as_of, chain[-1].since) if chain else world.as_of)
    with engine.connect() as connection:
        after = reorganise(connection, last, chain)
        agree_on_the_roster(connection, after)
        agree_on_places(connection, after)
        agree_on_what_is_owed(connection, after, regulations)
        connection.rollback()
