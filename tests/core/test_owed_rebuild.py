"""A second sweep changes what has changed and nothing else, keeps why, and a rebuild gives the same table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import EDITIONS, histories
from small_worlds import event, talk, town
from stored_worlds import add, put
from swept_worlds import COLUMNS, Row, changes, expected, rebuilt, standing, swept

from yuetan.engine.world import World
from yuetan.records.database import Connection, Engine, open_database, upgrade
from yuetan.records.owed.changes import name_of
from yuetan.records.owed.rows import NAMES
from yuetan.records.tables import obligation, sweep
from yuetan.rules import HELD, PROPOSED, Regulation

SHAPES = EDITIONS[2][0]  # duties that arise with interviews
KEPT = ("status", "due", "opens", "provisional", "done_on", "newcomer")


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


def difference(before: set[Row], after: set[Row], why: str) -> set[Row]:
    """What changes between two tables are to be kept, as rows of `changes`."""
    was, became = ({row[:len(NAMES)]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
                   for rows in (before, after))
    found = set[Row]()
    for key in was.keys() | became.keys():
        old, new = was.get(key), became.get(key)
        if not old or not new or any(old[name] != new[name] for name in KEPT):
            one, other = old["status"] if old else "", new["status"] if new else ""
            found.add((*key, name_of(one, other), one, other, old and old["due"], new and new["due"], why))
    return found


@settings(max_examples=6, deadline=None)
@given(world=histories(), regulations=st.sampled_from(EDITIONS), other=st.sampled_from(EDITIONS),
       later=st.integers(0, 300))
def test_changes_tell_exactly_what_differs_between_two_sweeps(
        engine: Engine, world: World, regulations: Sequence[Regulation], other: Sequence[Regulation],
        later: int) -> None:
    with engine.connect() as connection:
        put(connection, world)
        swept(connection, world, regulations)
        before, kept = standing(connection), len(changes(connection))
        then = evolve(world, as_of=world.as_of + timedelta(days=later))
        found = swept(connection, then, other, why="governance")
        after = standing(connection)
        assert expected(connection, then, other) == after
        new = changes(connection)[kept:]
        assert difference(before, after, "governance") == set(new)
        assert found.changes == len(new)
        assert swept(connection, then, other).changes == 0
        assert (rebuilt(connection, then, other).changes, after) == (0, standing(connection))
        connection.rollback()


def small_town(connection: Connection) -> World:
    """The town with a talk that was proposed."""
    world = town("2026-04-10", talk("t1", "warning", "chief", "mayor", "2026-03-20"),
                 event(PROPOSED, "2026-03-01", "t1"))
    put(connection, world)
    return world


def test_the_first_sweep_keeps_that_everything_appeared(connection: Connection) -> None:
    world = small_town(connection)
    found = swept(connection, world, [SHAPES])
    assert difference(set(), standing(connection), "sweep") == set(changes(connection))
    assert found.changes == found.obligations == len(standing(connection)) > 0


def test_a_sweep_is_written_down(connection: Connection) -> None:
    world = small_town(connection)
    found = swept(connection, world, [SHAPES])
    rows = connection.execute(sa.select(sweep.c.as_of, sweep.c.obligations, sweep.c.changes)).all()
    assert [(world.as_of, found.obligations, found.changes)] == [tuple(row) for row in rows]


def test_what_happened_since_is_swept(connection: Connection) -> None:
    world = small_town(connection)
    swept(connection, world, [SHAPES])
    add(connection, [], [event(HELD, "2026-04-08", "t1"), event("report", "2026-04-09", "t1")])
    kept = len(changes(connection))
    swept(connection, world, [SHAPES])
    named = {(row[2], row[3]): row[5] for row in changes(connection)[kept:]}
    assert named == {("approval", "t1"): "redated", ("minutes", "t1"): "redated", ("notice", "chief"): "redated",
            ("report", "chief"): "settled"}


def test_what_stands_under_another_regulation_stays(connection: Connection) -> None:
    world = small_town(connection)
    swept(connection, world, [SHAPES])
    before = standing(connection)
    swept(connection, world, [evolve(SHAPES, code="other")])
    assert before == standing(connection)


def test_another_edition_takes_the_place_of_one_that_is_no_more(connection: Connection) -> None:
    world = small_town(connection)
    swept(connection, world, [SHAPES])
    count = len(standing(connection))
    anew = evolve(SHAPES, since=world.as_of.replace(year=2021))
    assert 2 * count == swept(connection, world, [anew]).changes
    assert {anew.edition} == {row[1] for row in standing(connection)}


def test_a_rebuild_gives_the_same_table_and_keeps_what_was_wrong(connection: Connection) -> None:
    world = small_town(connection)
    swept(connection, world, [SHAPES])
    right, kept = standing(connection), changes(connection)
    assert rebuilt(connection, world, [SHAPES]).changes == 0
    assert (right, kept) == (standing(connection), changes(connection))
    connection.execute(sa.delete(obligation).where(obligation.c.duty == "notice"))
    connection.execute(sa.update(obligation).where(obligation.c.duty == "report").values(status="DONE"))
    connection.execute(sa.update(obligation).where(obligation.c.duty == "praise").values(regulation="gone"))
    wrong = standing(connection)
    assert rebuilt(connection, world, [SHAPES]).changes == len(difference(wrong, right, "rebuild"))
    assert right == standing(connection)
    assert difference(wrong, right, "rebuild") == set(changes(connection)[len(kept):])


def test_a_rebuild_of_a_table_that_was_dropped_gives_it_back(connection: Connection) -> None:
    world = small_town(connection)
    swept(connection, world, [SHAPES])
    before = standing(connection)
    connection.execute(sa.delete(obligation))
    rebuilt(connection, world, [SHAPES])
    assert before == standing(connection)
