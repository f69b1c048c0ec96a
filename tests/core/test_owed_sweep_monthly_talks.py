"""月月谈 swept in SQL says of its stories what the engine says: talks of each talker, the entrusted ones, reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stored_worlds import put
from swept_worlds import expected, standing, swept

from tools.house import ROOT
from yuetan.plugins import load
from yuetan.records.database import Engine, open_database, upgrade
from yuetan.testing.read_story import read_story
from yuetan_monthly_talks.regulation import REGULATION

STORIES = ROOT / "tests" / "scenarios" / "monthly_talks"
TOLD = ("finding_first", "knowledge_tests", "monthly", "reading_each_month", "rectification")


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.mark.parametrize("name", TOLD)
def test_what_is_swept_of_a_story_is_what_the_engine_says(engine: Engine, name: str) -> None:
    told = read_story(STORIES / f"{name}.toml", load())
    settled = [REGULATION.under(told.settings)]
    with engine.connect() as connection:
        put(connection, told.world)
        swept(connection, told.world, settled)
        assert expected(connection, told.world, settled) == standing(connection)
        connection.rollback()
