"""A selector means the same in Python and in SQL, on SQLite and on PostgreSQL, in any world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DAYS, days, selectors, worlds

from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.engine.world import World
from yuetan.records.columns import PostColumns, selected_cadres, selected_posts, selected_units, unit_above
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.roster import store
from yuetan.records.tables import appointment, cadre, unit
from yuetan.records.values import Roster
from yuetan.rules import EVERYONE, Rank, Selector, manner, marked, nobody, party, post, rank
from yuetan.rules import unit as in_unit
from yuetan.rules.selectors import UNIT_LEVEL

LAW = settings(max_examples=100, deadline=None)
ASKED = st.lists(st.tuples(selectors(), days), min_size=5, max_size=5)
ONE_DAY = timedelta(days=1)
Found = set[tuple[Any, ...]]


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


def answers(connection: Connection, queries: list[sa.Select[Any]]) -> list[Found]:
    """What each of several queries finds, asked in one statement."""
    found: list[Found] = [set() for _ in queries]
    for *row, number in connection.execute(sa.union_all(*(
            query.add_columns(sa.literal(number)) for number, query in enumerate(queries)))):
        assert tuple(row) not in found[number], "found twice"
        found[number].add(tuple(row))
    return found


# Each kind of answer: what Python finds, and the query for the same, by the office's own codes and numbers.


def people(world: World, selector: Selector, on: date, *, coming: bool = False) -> Found:
    return {(one.id,) for one in world.cadres if world.admits(selector, one.id, on, coming=coming)}


def people_in_sql(selector: Selector, on: date, *, coming: bool = False) -> sa.Select[Any]:
    keys = selected_cadres(selector, on, coming=coming).subquery()
    return sa.select(cadre.c.staff_number).join_from(cadre, keys, cadre.c.id == keys.c.cadre_id)


def posts(world: World, selector: Selector, on: date) -> Found:
    return {(held.appointment.title,) for some in world.holders(selector, on).values() for held in some}


def posts_in_sql(selector: Selector, on: date) -> sa.Select[Any]:
    keys = selected_posts(selector, on).subquery()
    return sa.select(appointment.c.title).join_from(appointment, keys, (appointment.c.id == keys.c.id) & (
        appointment.c.cadre_id == keys.c.cadre_id) & (appointment.c.unit_id == keys.c.unit_id))


def units(world: World, selector: Selector, on: date) -> Found:
    return {(code,) for code in world.units_on(on) if world.admits_unit(selector, code)}


def units_in_sql(selector: Selector, on: date) -> sa.Select[Any]:
    keys = selected_units(selector, on).subquery()
    return sa.select(unit.c.code).join_from(unit, keys, unit.c.id == keys.c.id)


def closure(world: World, on: date) -> Found:
    codes = [one.id for one in world.units]
    return {(lower, upper, level) for lower in codes for upper in codes
            if (level := world.levels_between(upper, lower, on)) is not None}


def closure_in_sql(on: date) -> sa.Select[Any]:
    above, lower, upper = unit_above(on), unit.alias(), unit.alias()
    return (sa.select(lower.c.code, upper.c.code, above.c.level).join_from(above, lower, lower.c.id == above.c.unit)
            .join(upper, upper.c.id == above.c.above))


# The law


@LAW
@given(world=worlds(), asked=ASKED)
def test_a_selector_means_the_same_in_python_and_in_sql(
        engine: Engine, world: World, asked: list[tuple[Selector, date]]) -> None:
    both = [pair for selector, on in asked for pair in (
        (people(world, selector, on), people_in_sql(selector, on)),
        (people(world, selector, on, coming=True), people_in_sql(selector, on, coming=True)),
        (posts(world, selector, on), posts_in_sql(selector, on)),
        (units(world, selector, on), units_in_sql(selector, on)))]

    def ask(connection: Connection) -> None:
        pairs = zip((found for found, _ in both), answers(connection, [query for _, query in both]), strict=True)
        assert [(expected, actual) for expected, actual in pairs if expected != actual] == []

    in_database(engine, world, ask)


def expect(expected: object, actual: object) -> None:
    assert expected == actual


@settings(LAW, max_examples=60)
@given(world=worlds(most_units=8, most_cadres=1))
def test_units_lie_to_each_other_the_same_in_python_and_in_sql(engine: Engine, world: World) -> None:
    asked = DAYS[::3]
    in_database(engine, world, lambda connection: expect(
        [closure(world, on) for on in asked],
        [{tuple(row) for row in connection.execute(closure_in_sql(on))} for on in asked]))


@settings(LAW, max_examples=200)
@given(world=worlds(), selector=selectors(), on=days)
def test_one_that_reads_units_alone_selects_a_unit_and_whoever_sits_in_it_alike(
        world: World, selector: Selector, on: date) -> None:
    if selector.reads == {UNIT_LEVEL}:
        for held in (held for some in world.holders(EVERYONE, on).values() for held in some):
            assert world.admits_unit(selector, held.unit) == selector.admits(held)


# Cases that a reader can follow

MARCH, JULY = date(2026, 3, 1), date(2026, 7, 1)
HEAD, BUREAU, COUNTY = post("head"), in_unit("bureau"), in_unit("county")
SMALL = World(
    as_of=JULY,
    units=tuple(Unit(id=code, type=code.strip("12")) for code in ("city", "bureau1", "bureau2", "county")),
    placements=(Placement(unit="city", name="市"), Placement(unit="county", name="县", parent="city"),
                Placement(unit="bureau1", name="甲局", parent="city", until=JULY),
                Placement(unit="bureau1", name="甲分局", parent="bureau2", since=JULY),
                Placement(unit="bureau2", name="乙局", parent="city", since=MARCH)),
    cadres=(Cadre(id="zhao", name="赵"), Cadre(id="qian", name="钱", party="none"), Cadre(id="sun", name="孙"),
            Cadre(id="li", name="李")),
    appointments=(
        Appointment(cadre="zhao", unit="bureau1", post="head", rank=Rank.DIVISION, marks=frozenset({"市管"})),
        Appointment(cadre="zhao", unit="county", post="member", rank=Rank.DIVISION, manner="concurrent"),
        Appointment(cadre="qian", unit="bureau1", post="deputy", rank=Rank.SECTION, until=MARCH),
        Appointment(cadre="qian", unit="county", post="head", rank=Rank.DIVISION, decided=MARCH, since=JULY),
        Appointment(cadre="sun", unit="county", post="middle", rank=Rank.SECTION, since=MARCH, until=JULY)))


@pytest.mark.parametrize(("selector", "on", "expected"), [
    (EVERYONE, JULY, "qian zhao"),  # somebody without a post is nobody a rule speaks of
    (EVERYONE, JULY - ONE_DAY, "sun zhao"),  # the last day of one and the day before the other begins
    (HEAD, JULY, "qian zhao"),
    (HEAD & COUNTY, JULY, "qian"),  # not he who heads a bureau and is a member in the county
    (~COUNTY, JULY, "zhao"),  # he has a post elsewhere too
    (nobody(COUNTY), JULY, ""),  # but he is not somebody without a post in a county
    (nobody(marked("市管")), JULY, "qian"),
    (~nobody(manner("concurrent")), JULY, "zhao"),
    (HEAD & ~nobody(manner("concurrent")), JULY, "zhao"),  # a head who also holds a post beside
    (nobody(nobody(COUNTY)), MARCH, "sun zhao"),
    (nobody(HEAD | post("middle")), MARCH - ONE_DAY, "qian"),
    (rank(high=Rank.SECTION), MARCH, "sun"),
    (rank(Rank.DIVISION, Rank.DIVISION) & party("member"), JULY, "zhao"),
    (post(), JULY, ""),
])
def test_a_person_is_selected_by_any_post_held_that_day(
        engine: Engine, selector: Selector, on: date, expected: str) -> None:
    names = {(name,) for name in expected.split()}
    assert names == people(SMALL, selector, on)
    in_database(engine, SMALL, lambda connection: expect([names], answers(connection, [people_in_sql(selector, on)])))


@pytest.mark.parametrize(("on", "expected"), [
    (MARCH - ONE_DAY, "zhao"), (MARCH, "qian zhao"), (JULY, "qian zhao"),
])
def test_the_post_to_come_counts_from_the_day_it_is_decided(engine: Engine, on: date, expected: str) -> None:
    names = {(name,) for name in expected.split()}
    assert names == people(SMALL, HEAD, on, coming=True)
    in_database(engine, SMALL, lambda connection: expect(
        [names], answers(connection, [people_in_sql(HEAD, on, coming=True)])))


@pytest.mark.parametrize(("selector", "on", "expected"), [
    (EVERYONE, MARCH - ONE_DAY, "bureau1 city county"),
    (BUREAU, MARCH, "bureau1 bureau2"),  # nobody sits in the second
    (~BUREAU, MARCH, "city county"),
    (HEAD, MARCH, ""),  # a unit is no head
    (~HEAD, MARCH, "bureau1 bureau2 city county"),
    (nobody(COUNTY) & ~rank(1), MARCH, "bureau1 bureau2 city"),
    (marked("市管") | party("member"), MARCH, ""),
])
def test_a_unit_is_selected_whoever_sits_in_it(engine: Engine, selector: Selector, on: date, expected: str) -> None:
    codes = {(code,) for code in expected.split()}
    assert codes == units(SMALL, selector, on)
    in_database(engine, SMALL, lambda connection: expect([codes], answers(connection, [units_in_sql(selector, on)])))


@pytest.mark.parametrize(("on", "expected"), [
    (JULY - ONE_DAY, {("bureau1", "city", 1), ("bureau2", "city", 1), ("county", "city", 1)}),
    (JULY, {("bureau1", "bureau2", 1), ("bureau1", "city", 2), ("bureau2", "city", 1), ("county", "city", 1)}),
])
def test_a_unit_that_moves_lies_elsewhere_from_that_day(engine: Engine, on: date, expected: Found) -> None:
    itself: Found = {(one.id, one.id, 0) for one in SMALL.units}
    in_database(engine, SMALL, lambda connection: expect(
        [expected | itself], answers(connection, [closure_in_sql(on)])))


def test_units_in_a_ring_do_not_keep_anybody_waiting(engine: Engine) -> None:
    ring = World(as_of=JULY, units=tuple(Unit(id=code, type="bureau") for code in "abc"), placements=(
        Placement(unit="a", name="甲", parent="b"), Placement(unit="b", name="乙", parent="a"),
        Placement(unit="c", name="丙", parent="a")))
    in_database(engine, ring, lambda connection: expect(
        closure(ring, JULY), {tuple(row) for row in connection.execute(closure_in_sql(JULY))}))


def test_a_name_that_is_no_column_is_refused() -> None:
    with pytest.raises(KeyError, match="salary"):
        PostColumns(JULY).column("salary")
