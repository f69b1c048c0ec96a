"""A sweep says what the engine says: of any history, on either database, in every column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from owed_histories import EDITIONS, histories
from stored_worlds import put
from swept_worlds import expected, standing, swept

from yuetan.engine.world import World
from yuetan.records.database import Engine, open_database, upgrade
from yuetan.rules import Regulation


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@settings(max_examples=40, deadline=None)
@given(world=histories(), regulations=st.sampled_from(EDITIONS))
def test_what_is_swept_is_what_the_engine_says(
        engine: Engine, world: World, regulations: Sequence[Regulation]) -> None:
    with engine.connect() as connection:
        put(connection, world)
        found = swept(connection, world, regulations)
        said = expected(connection, world, regulations)
        assert said - standing(connection) == set()
        assert standing(connection) - said == set()
        assert len(said) == found.obligations == found.changes
        connection.rollback()
