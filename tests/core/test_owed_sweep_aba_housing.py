"""阿坝州住建局 swept in SQL says of its stories what the engine says: days before a talk and before taking office."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from stored_worlds import put
from swept_worlds import expected, standing, swept

from tools.house import ROOT
from yuetan.engine.world import World
from yuetan.plugins import load
from yuetan.records.database import Engine, open_database, upgrade
from yuetan.testing.read_story import read_story
from yuetan_aba_housing.regulation import REGULATION

STORIES = ROOT / "tests" / "scenarios" / "aba_housing"
TOLD = ("notice_days", "promoted", "rectification", "what_counts")


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def small(world: World) -> World:
    """The same world with nobody in it but those whom something happened to."""
    people = {*(one.cadre for one in world.events), *(cadre for talk in world.interviews for cadre in talk.to)}
    talks = tuple(evolve(talk, by=(), company=(), organiser="", recorder="") for talk in world.interviews)
    return evolve(world, cadres=tuple(one for one in world.cadres if one.id in people), interviews=talks,
                  events=tuple(evolve(one, by="") for one in world.events),
                  appointments=tuple(one for one in world.appointments if one.cadre in people), portfolios=())


@pytest.mark.parametrize("name", TOLD)
def test_what_is_swept_of_a_story_is_what_the_engine_says(engine: Engine, name: str) -> None:
    told = read_story(STORIES / f"{name}.toml", load())
    world, settled = small(told.world), [REGULATION.under(told.settings)]
    with engine.connect() as connection:
        put(connection, world)
        swept(connection, world, settled)
        assert expected(connection, world, settled) == standing(connection)
        connection.rollback()
