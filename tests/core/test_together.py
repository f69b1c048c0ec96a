"""A city, a district, a university, a bureau and its police over three years: one deployment, five regulations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from attrs import evolve
from stored_worlds import put
from swept_worlds import expected, standing, swept

from tools.house import ROOT
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.plugins import Plugins, load
from yuetan.records.database import Engine, open_database, upgrade
from yuetan.rules import Duty, Regulation
from yuetan.testing.mutations import unchecked
from yuetan.testing.read_story import read_story, story_files
from yuetan.testing.scenario import check_of, run
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import Story
from yuetan.testing.twists import twists

FOLDER = ROOT / "tests" / "scenarios" / "together"
STORIES, EDITIONS = (tuple(story_files(folder)) for folder in (FOLDER, FOLDER / "editions"))
REPLACED_ON = date(2027, 1, 1)
"""The day a made-up edition of 连云港's regulation comes into force, with ten days in place of fifteen."""


@cache
def installed() -> Plugins:
    return load()


@cache
def with_another_edition() -> Plugins:
    plugins = installed()
    return evolve(plugins, loaded=tuple(
        evolve(one, regulations=tuple(_replaced(one.regulations[0]))) if one.name == "lianyungang" else one
        for one in plugins.loaded))


def _replaced(regulation: Regulation) -> Iterator[Regulation]:
    rules = tuple(evolve(one, due=evolve(one.due, count=10))
                  if isinstance(one, Duty) and one.code == "rectification_report" and one.due else one
                  for one in regulation.rules)
    yield unchecked(regulation, until=REPLACED_ON)
    yield unchecked(regulation, since=REPLACED_ON, rules=rules)


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def parts(path: Path, plugins: Plugins) -> tuple[Story, ...]:
    told = read_story(path, plugins)
    return told, *told.others


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_what_a_story_tells_follows(path: Path) -> None:
    assert run(path, installed()).sentences == ()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_an_edition_to_come_changes_nothing_of_it(path: Path) -> None:
    assert run(path, with_another_edition()).sentences == ()


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_under_the_edition_that_came_what_a_story_tells_follows(path: Path, tmp_path: Path) -> None:
    assert run(path, installed()).sentences == ()
    text = path.read_text(encoding="utf-8").replace(', "to_come.toml"', "").replace("../", f"{FOLDER.as_posix()}/")
    without = tmp_path / path.name
    without.write_text(text, encoding="utf-8")
    assert run(without, installed()).sentences != ()  # it is that edition which makes the difference


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_claim_of_a_story_can_be_changed_unnoticed(path: Path) -> None:
    for story in parts(path, installed()):
        stage, settled = Stage(story), Settled(story.regulation.under(story.settings))
        for one in (next(some) for _, some in groupby(story.expectations, key=lambda one: one.place)):
            for what, twisted in twists(one):
                assert next(check_of(stage, twisted, settled), None) is not None, f"{one.place} {what}"


@pytest.mark.parametrize("path", [*STORIES, *EDITIONS], ids=lambda path: path.stem)
def test_what_is_swept_of_a_story_is_what_the_engine_says(engine: Engine, path: Path) -> None:
    told = parts(path, installed() if path in EDITIONS else with_another_edition())
    there: list[Jurisdiction] = [one for part in told for one in part.jurisdictions]
    with engine.connect() as connection:
        put(connection, told[0].world)
        swept(connection, told[0].world, there)
        assert expected(connection, told[0].world, there) == standing(connection)
        connection.rollback()
