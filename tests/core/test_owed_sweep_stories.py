"""What is swept in SQL of the stories of some plugins is what the engine says."""

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

STORIES = ROOT / "tests" / "scenarios"
TOLD = {
    "litong": ("criticism_start_to_end", "problem_closed", "reading_new_appointees", "reminder_start_to_end",
               "report_set_by_the_talk", "unit_reminded", "year_report"),  # met by either kind, days a talk sets
    "aba_housing": ("notice_days", "promoted", "rectification", "what_counts"),  # before a talk, before taking office
}


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


@pytest.mark.parametrize(("plugin", "name"), [(plugin, name) for plugin, names in TOLD.items() for name in names])
def test_what_is_swept_of_a_story_is_what_the_engine_says(engine: Engine, plugin: str, name: str) -> None:
    told = read_story(STORIES / plugin / f"{name}.toml", load())
    world, settled = small(told.world), [told.regulation.under(told.settings)]
    with engine.connect() as connection:
        put(connection, world)
        swept(connection, world, settled)
        assert expected(connection, world, settled) == standing(connection)
        connection.rollback()
