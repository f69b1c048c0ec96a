"""A selector means the same in Python and in SQL, on SQLite and on PostgreSQL, in any world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from worlds import DAYS, days, selectors, worlds

from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.engine.world import World
from yuetan.records.columns import PostColumns, selected_cadres, selected_posts, selected_units, unit_above
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.roster import store
from yuetan.records.tables import appointment, appointment_mark, cadre, unit
from yuetan.records.values import Roster
from yuetan.rules import EVERYONE, Rank, Selector, manner, marked, nobody, party, post, rank
from yuetan.rules import unit as in_unit
from yuetan.rules.selectors import UNIT_LEVEL

SELECTORS = st.lists(st.tuples(selectors(), days, st.booleans()), min_size=8, max_size=8)
LAW = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow],
               phases=[Phase.explicit, Phase.generate, Phase.shrink])


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def in_database(engine: Engine, world: World, ask: Callable[[Connection], None]) -> None:
    """Put a world into the tables, ask, and take it out again."""
    with engine.connect() as connection:
        store(connection, Roster(units=world.units, placements=world.placements, cadres=world.cadres,
                                 appointments=world.appointments, portfolios=world.portfolios))
        ask(connection)
        connection.rollback()


def answers(connection: Connection, queries: list[sa.Select[Any]]) -> list[set[tuple[Any, ...]]]:
    """What each of several queries finds, asked all at once."""
    found: list[set[tuple[Any, ...]]] = [set() for _ in queries]
    numbered = (query.add_columns(sa.literal(number)) for number, query in enumerate(queries))
    for *row, number in connection.execute(sa.union_all(*numbered)):
        assert tuple(row) not in found[number], "found twice"
        found[number].add(tuple(row))
    return found


def by_code(query: sa.Select[Any]) -> sa.Select[Any]:
    """The same units or people by the office's own code or number."""
    keys = query.subquery()
    named = {"id": unit.c.code, "cadre_id": cadre.c.staff_number}[keys.c[0].key]
    return sa.select(named).join_from(named.table, keys, named.table.c.id == keys.c[0])


def posts_by_code(query: sa.Select[Any]) -> sa.Select[Any]:
    """The same posts by holder and title, which is unique for each."""
    keys = query.subquery()
    return (sa.select(cadre.c.staff_number, unit.c.code, appointment.c.title).join_from(keys, appointment, appointment.c.id == keys.c[0])
            .join(cadre, cadre.c.id == keys.c[1]).join(unit, unit.c.id == keys.c[2]))


# The law


@LAW
@given(world=worlds(), asked=SELECTORS)
def test_the_people_selected_are_the_same(engine: Engine, world: World, asked: list[tuple[Selector, date, bool]]) -> None:
    def ask(connection: Connection) -> None:
        expected = [{(one.id,) for one in world.cadres if world.admits(selector, one.id, on, coming=coming)}
                    for selector, on, coming in asked]
        queries = [by_code(selected_cadres(selector, on, coming=coming)) for selector, on, coming in asked]
        assert expected == answers(connection, queries)

    in_database(engine, world, ask)


@LAW
@given(world=worlds(), asked=SELECTORS)
def test_the_posts_selected_are_the_same(engine: Engine, world: World, asked: list[tuple[Selector, date, bool]]) -> None:
    def ask(connection: Connection) -> None:
        expected = [{(held.cadre, held.unit, held.appointment.title)
                     for posts in world.holders(selector, on).values() for held in posts} for selector, on, _ in asked]
        queries = [posts_by_code(selected_posts(selector, on)) for selector, on, _ in asked]
        assert expected == answers(connection, queries)

    in_database(engine, world, ask)


@LAW
@given(world=worlds(), asked=SELECTORS)
def test_the_units_selected_are_the_same(engine: Engine, world: World, asked: list[tuple[Selector, date, bool]]) -> None:
    def ask(connection: Connection) -> None:
        expected = [{(code,) for code in world.units_on(on) if world.admits_unit(selector, code)} for selector, on, _ in asked]
        assert expected == answers(connection, [by_code(selected_units(selector, on)) for selector, on, _ in asked])

    in_database(engine, world, ask)


@LAW
@given(world=worlds(most_cadres=1))
def test_units_lie_to_each_other_the_same(engine: Engine, world: World) -> None:
    def ask(connection: Connection) -> None:
        codes = [one.id for one in world.units]
        for on in DAYS[::4]:
            expected = {(lower, upper, level) for lower in codes for upper in codes
                        if (level := world.levels_between(upper, lower, on)) is not None}
            assert expected == closure(connection, on)

    in_database(engine, world, ask)


def closure(connection: Connection, on: date) -> set[tuple[str, str, int]]:
    """Every unit, a unit above it, and how many levels above."""
    above, lower, upper = unit_above(on), unit.alias(), unit.alias()
    query = (sa.select(lower.c.code, upper.c.code, above.c.level).join_from(above, lower, lower.c.id == above.c.unit)
             .join(upper, upper.c.id == above.c.above))
    return {tuple(row) for row in connection.execute(query)}  # type: ignore[misc]


@settings(max_examples=200, deadline=None)
@given(world=worlds(), selector=selectors(), on=days)
def test_one_that_reads_units_alone_selects_a_unit_and_whoever_sits_in_it_alike(
        world: World, selector: Selector, on: date) -> None:
    if selector.reads == {UNIT_LEVEL}:
        for held in (post for posts in world.holders(EVERYONE, on).values() for post in posts):
            assert world.admits_unit(selector, held.unit) == selector.admits(held)
