"""What an act brings about: a refresh of those it concerns leaves the table as a sweep of everybody would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import EDITIONS, EVERY_SHAPE, STEPS, histories
from small_worlds import DAY, event, seat, talk, town
from stored_worlds import AT, add, put
from swept_worlds import assert_counted, changes, expected, standing, stored, swept

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Status
from yuetan.engine.world import Event, World
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.owed import Change, refresh
from yuetan.records.owed.changes import name_of
from yuetan.records.tables import obligation_change
from yuetan.rules import HELD, PROPOSED, Regulation

SHAPES = EDITIONS[2][0]  # duties that arise with interviews


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as opened:
        yield opened
        opened.rollback()


def refreshed(connection: Connection, world: World, regulation: Regulation, *subjects: str) -> tuple[Change, ...]:
    """Refresh some subjects of the records, as of the day of a world."""
    jurisdiction = Jurisdiction(regulation=regulation, judged_from=world.judged_from)
    found = refresh(connection, stored(connection, world), [jurisdiction], subjects, at=AT, why="act")
    assert_counted(connection)
    return found


def lines(found: tuple[Change, ...]) -> list[str]:
    """Each change in a line: ``notice chief appeared OPEN``."""
    return [" ".join((one.key.duty, one.key.subject, one.change, *filter(None, (one.was, one.became))))
            for one in found]


@st.composite
def acts(draw: st.DrawFn, world: World) -> tuple[Event, set[str]]:
    """Something more that happens, and all whom it concerns."""
    talks = [one for one in world.interviews if not one.imported]
    in_one = draw(st.booleans())
    if talks and in_one:
        one = draw(st.sampled_from(talks))
        happened = Event(code=draw(st.sampled_from(STEPS)), on=draw(st.sampled_from([world.as_of, DAY("2026-01-02")])),
                         interview=one.id)
        return happened, {one.id, *one.to, *one.by}
    cadre = draw(st.sampled_from(["vice", "chief", "second"]))
    code = draw(st.sampled_from(["answered", "complained", "praised"]))
    return Event(code=code, on=world.as_of, cadre=cadre), {cadre}


@settings(max_examples=8, deadline=None)
@given(data=st.data(), world=histories(), regulations=st.sampled_from(EDITIONS[:5]))
def test_after_any_event_a_refresh_leaves_what_a_sweep_would(
        engine: Engine, data: st.DataObject, world: World, regulations: tuple[Regulation, ...]) -> None:
    happened, concerned = data.draw(acts(world))
    with engine.connect() as connection:
        put(connection, world)
        swept(connection, world, regulations)
        before = standing(connection)
        add(connection, [], [happened])
        found = refreshed(connection, world, regulations[0], *sorted(concerned))
        after = standing(connection)
        assert expected(connection, world, regulations) == after
        assert len(changes(connection)) == len(before) + len(found)
        assert swept(connection, world, regulations).changes == 0
        connection.rollback()


WARNING_TALK = talk("t1", "warning", "chief", "mayor", "2026-03-20")
BEGUN = event(PROPOSED, "2026-03-01", "t1")


def test_what_an_interview_brings_appears_settles_and_is_withdrawn(connection: Connection) -> None:
    world = town("2026-04-10", WARNING_TALK)
    put(connection, world)

    def after(*happened: Event) -> list[str]:
        add(connection, [], list(happened))
        return lines(refreshed(connection, world, SHAPES, "t1", "chief"))

    assert after() == []
    assert after(BEGUN) == [
        "approval t1 appeared OVERDUE", "minutes t1 appeared OVERDUE", "notice chief appeared OVERDUE",
        "praise t1 appeared OPEN", "putting_right chief appeared WAITING", "report chief appeared OVERDUE"]
    assert after(event(HELD, "2026-04-08", "t1")) == [
        "approval t1 redated OVERDUE OVERDUE", "minutes t1 redated OVERDUE OPEN",
        "notice chief redated OVERDUE OVERDUE", "report chief redated OVERDUE OPEN"]
    assert after(event("report", "2026-04-09", "t1")) == ["report chief settled OPEN DONE"]
    assert after() == []


def test_each_change_is_kept_with_the_event_that_brought_it_about(connection: Connection) -> None:
    world = town("2026-03-10", WARNING_TALK, BEGUN)
    put(connection, world)
    number = connection.execute(sa.text("SELECT max(id) FROM event")).scalar_one()
    jurisdiction = Jurisdiction(regulation=SHAPES)
    found = refresh(connection, stored(connection, world), [jurisdiction], ["t1"], at=AT, why="act", event_id=number)
    kept = connection.execute(sa.select(obligation_change)).all()
    assert [(number, "act", AT, date(2026, 3, 10))] * len(found) == [
        (one.event_id, one.why, one.at, one.as_of) for one in kept]


def test_nobody_else_is_looked_at(connection: Connection) -> None:
    other = talk("t2", "warning", "keeper", "mayor", "2026-03-20")
    world = town("2026-04-10", WARNING_TALK, other, BEGUN, event(PROPOSED, "2026-03-01", "t2"))
    put(connection, world)
    assert {"t1", "chief"} == {one.key.subject for one in refreshed(connection, world, SHAPES, "t1")}
    assert {"t2", "keeper"} == {one.key.subject for one in refreshed(connection, world, SHAPES, "keeper")}
    assert refreshed(connection, world, SHAPES, "t1", "keeper", "bureau") == ()


def test_with_a_cadre_comes_the_whole_interview(connection: Connection) -> None:
    both = talk("t1", "warning", "chief keeper", "mayor", "2026-03-20")
    world = town("2026-04-10", both, BEGUN)
    put(connection, world)
    refreshed(connection, world, SHAPES, "chief")
    assert expected(connection, world, [SHAPES]) == standing(connection)
    add(connection, [], [event("withdrawn", "2026-03-10", "t1")])
    assert {"lapsed"} == {one.change for one in refreshed(connection, world, SHAPES, "keeper")}
    assert expected(connection, world, [SHAPES]) == standing(connection)


def test_whoever_has_left_owes_no_more(connection: Connection) -> None:
    world = town("2026-06-01", seat("new", "bureau", "head", "2025-01-01"))
    put(connection, world)
    refreshed(connection, world, EDITIONS[0][0], "new")
    connection.execute(sa.text("DELETE FROM appointment WHERE cadre_id = (SELECT id FROM cadre WHERE name = 'new')"))
    found = refreshed(connection, world, EDITIONS[0][0], "new")
    assert {("withdrawn", "")} == {(one.change, one.became) for one in found}
    assert set() == standing(connection)


def test_two_counted_together_are_found_by_either(connection: Connection) -> None:
    world = town("2026-06-01")
    put(connection, world)
    pairs = {one.key.subject for one in refreshed(connection, world, EVERY_SHAPE, "chief") if one.key.duty == "pairs"}
    assert {"chief+mayor", "chief+second", "chief+third"} == pairs
    assert not [one for one in refreshed(connection, world, EVERY_SHAPE, "mayor") if one.key.subject in pairs]


@pytest.mark.parametrize(("was", "became", "expected_name"), [
    ("", "OVERDUE", "appeared"), ("OPEN", "", "withdrawn"), ("OPEN", "OPEN", "redated"), ("WAITING", "OPEN", "redated"),
    ("OPEN", "WAITING", "redated"), ("OPEN", "DONE", "settled"), ("OVERDUE", "LATE", "settled"),
    ("DONE", "LATE", "redated"), ("DONE", "OPEN", "reopened"), ("LATE", "OVERDUE", "reopened"),
    ("LAPSED", "OPEN", "reopened"), ("LAPSED", "DONE", "settled"), ("OPEN", "LAPSED", "lapsed"),
    ("DONE", "LAPSED", "lapsed"), ("OPEN", "OVERDUE", "overdue"), ("WAITING", "OVERDUE", "overdue"),
    ("OVERDUE", "OPEN", "redated"),
])
def test_what_a_change_of_status_is_called(was: str, became: str, expected_name: str) -> None:
    assert expected_name == name_of(was, became)
    assert {was, became} <= {"", *Status.__members__}
