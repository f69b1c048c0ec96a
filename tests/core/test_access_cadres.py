"""Whom an actor may look up, and where his grants reach: down the tree, and no further than his organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from filled_records import ACTORS, SEATS, Office, filled
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from worlds import days, worlds

from yuetan.access.units import units_above, units_below
from yuetan.engine.world import World
from yuetan.records.columns import unit_above
from yuetan.records.database import Engine, open_database, upgrade
from yuetan.records.references import new_reference
from yuetan.records.roster import store
from yuetan.records.tables import unit
from yuetan.records.values import Roster

BUREAU, SCHOOL, ORGAN = {"E1", "E2", "E3", "E4"}, {"S1"}, {"J1", "J2", "J3", "J4", "J5"}
LOOKED_UP = {
    "city clerk": {"C1"} | BUREAU | SCHOOL | ORGAN, "bureau clerk": BUREAU | SCHOOL, "school clerk": SCHOOL,
    "county clerk": {"X1", "X2"}, "bureau head": BUREAU | SCHOOL, "organ clerk": ORGAN,
    "handler": ORGAN | {"E2"}, "other officer": ORGAN, "talker": {"J2", "E2"}, "recorder": {"J3"},
    "interviewee": {"E2"}, "another interviewee": {"E3"},
    "interviewee with every grant": {"C1"} | BUREAU | SCHOOL | ORGAN, "recused clerk": BUREAU | SCHOOL,
    "cadre of the county": {"X2"},
}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with filled(shared_database_url) as found:
        yield found


@pytest.mark.parametrize("who", ACTORS)
def test_each_actor_may_look_up_these_people(office: Office, who: str) -> None:
    access, wanted = office.access(who), LOOKED_UP.get(who, set())
    assert wanted == {one.person.cadre for text in ("C", "J", "E", "S", "X") for one in access.find(text)}
    assert wanted == {code for code, reference in office.cadres.items() if access.cadre(reference) is not None}
    assert access.cadre(new_reference()) is None


@pytest.mark.parametrize(("text", "found"), [
    ("副局长", ["E2", "E3"]), ("E1", ["E1"]), ("", []), (" ", []), ("%", []), ("_", []), ("nobody", [])])
def test_people_are_found_by_part_of_a_name_or_the_beginning_of_a_number(
        office: Office, text: str, found: list[str]) -> None:
    assert found == [one.person.cadre for one in office.access("city clerk").find(text)]


@pytest.mark.parametrize(("who", "text", "found"), [
    ("city clerk", "", ["E1", "E2", "E3", "E4"]), ("city clerk", "E2", ["E2"]), ("city clerk", "C1", []),
    ("another interviewee", "", ["E3"]), ("county clerk", "", [])])
def test_those_who_serve_in_a_unit_are_listed_as_far_as_they_may_be_looked_up(
        office: Office, who: str, text: str, found: list[str]) -> None:
    bureau = next(code for code, name in office.access("city clerk").units() if name == "市教育局")
    assert found == [one.person.cadre for one in office.access(who).find(text, unit=bureau)]


def test_a_cadre_is_shown_with_his_post_and_what_concerns_him(office: Office) -> None:
    view = office.access("bureau clerk").cadre(office.cadres["E2"])
    assert view is not None
    assert [(post.unit, post.title, post.details, post.held) for post in view.posts] == [
        ("市教育局", "副职", "副职，副处级，市管", True)]
    assert {row.subject.cadre for row in view.owed} == {"E2"}
    assert {row.subject.post for row in view.owed} == {"市教育局副职"}
    assert office.interviews["finished"] not in {row.reference for row in view.interviews}


def test_whoever_cannot_be_looked_up_is_named_without_an_address(office: Office) -> None:
    view = office.access("bureau clerk").interview(office.interviews["served"])
    assert view is not None
    assert {one.name for one in view.people if not one.reference} == {SEATS["J2"][0], SEATS["J3"][0]}


def test_units_are_those_granted_with_all_below(office: Office) -> None:
    assert [name for _, name in office.access("bureau clerk").units()] == ["市教育局", "第一中学"]
    assert [name for _, name in office.access("county clerk").units()] == ["东县县委", "东县教育局"]
    assert office.access("talker").units() == ()


def test_the_regulations_are_settled(office: Office) -> None:
    found = office.access("outsider").regulations()
    assert [one.readings() for one in found] == [{}] * len(found)
    assert "lianyungang" in {one.code for one in found}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('units') / 'units.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(world=worlds(), on=days)
def test_what_lies_below_is_what_lies_under_it(empty: Engine, world: World, on: date) -> None:
    with empty.connect() as connection, connection.begin() as transaction:
        store(connection, Roster(units=world.units, placements=world.placements))
        above, upper = unit_above(on), unit.alias()
        pairs = set(connection.execute(select(upper.c.code, unit.c.code).select_from(above).join(
            upper, upper.c.id == above.c.above).join(unit, unit.c.id == above.c.unit)).tuples())
        for one in (known.id for known in world.units):
            below = units_below((one,), frozenset(), on)
            lying = set(connection.execute(select(unit.c.code).where(unit.c.id.in_(select(below.c.unit)))).scalars())
            there = {*world.units_on(on), one}
            assert {lower for top, lower in pairs if top == one} & there <= lying
            assert all(one in units_above(connection, code, on) for code in lying)
        transaction.rollback()
