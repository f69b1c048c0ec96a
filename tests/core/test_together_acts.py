"""What people do in the mixed city, told as stories: who did what when, and what then is seen by whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from kept_databases import filled, with_tables
from swept_worlds import expected, standing, swept

from tools.house import ROOT
from yuetan.plugins import Plugins, load
from yuetan.records.database import Engine, open_database, reading
from yuetan.records.verifying import verify
from yuetan.testing.expectations import ExpectedRefusal, ExpectedSight
from yuetan.testing.failures import sentence
from yuetan.testing.play import play
from yuetan.testing.prepared import own_records
from yuetan.testing.read_story import read_story, story_files
from yuetan.testing.scenario import check_of, failures
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.twists import twists

STORIES = tuple(story_files(ROOT / "tests" / "scenarios" / "together" / "acts"))
CHANGING = ("move", "merger.answer", "reorganise.confirm", "old_ledger.apply", "old_ledger.undo", "report.return")
"""Acts that change what others owe."""
SAMPLE = ("chair_changes", "report_returned", "units_merged")
"""Told on either database."""
HIDDEN = "statistics_small"
"""What is too few to be told is told to nobody, ever; what stands beside it is."""


@cache
def installed() -> Plugins:
    return load()


def played(path: Path, records: Engine) -> tuple[Stage, ...]:
    """Play a story; what it led to is what the engine says of it, and every chain of events holds."""
    story = read_story(path, installed())
    assert story.told is not None
    stages = play(story, story.told, installed(), records)
    if not any(act.do in CHANGING for act in story.told.acts):
        return stages
    world, there = stages[0].story.world, [one for stage in stages for one in stage.story.jurisdictions]
    with records.connect() as connection:
        swept(connection, world, there)
        assert expected(connection, world, there) == standing(connection)
        connection.rollback()
    with reading(records) as connection:
        assert verify(connection) == ()
    return stages


@cache
def staged(path: Path) -> tuple[Stage, ...]:
    with own_records() as records:
        return played(path, records)


def settled(stage: Stage) -> Settled:
    return Settled(stage.story.regulation.under(stage.story.settings))


def told(stages: tuple[Stage, ...]) -> list[str]:
    return [sentence(one) for stage in stages for one in failures(stage, settled(stage))]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_what_a_story_tells_is_so(path: Path) -> None:
    assert told(staged(path)) == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_claim_of_a_story_can_be_changed_unnoticed(path: Path) -> None:
    for stage in staged(path):
        for one in (next(some) for _, some in groupby(stage.story.expectations, key=lambda one: one.place)):
            for what, twisted in twists(one):
                assert next(check_of(stage, twisted, settled(stage)), None) is not None, f"{one.place} {what}"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_what_somebody_does_not_see_is_seen_by_another_or_at_another_time(path: Path) -> None:
    every = [one for stage in staged(path) for one in stage.story.expectations if isinstance(one, ExpectedSight)]
    seen = {(one.look.where, one.said) for one in every if one.seen}
    if path.stem == HIDDEN:
        return
    assert [one.place for one in every if not one.seen and (one.look.where, one.said) not in seen] == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_something_does_not_happen_in_every_story(path: Path) -> None:
    assert any(isinstance(one, ExpectedRefusal) or (isinstance(one, ExpectedSight) and not one.seen)
               for stage in staged(path) for one in stage.story.expectations)


@pytest.fixture
def records(database_url: str) -> Iterator[Engine]:
    filled(database_url, "tables", with_tables)
    opened = open_database(database_url, make=False)
    yield opened
    opened.dispose()


@pytest.mark.parametrize("name", SAMPLE)
def test_a_story_is_told_on_either_database(records: Engine, name: str) -> None:
    assert told(played(next(path for path in STORIES if path.stem == name), records)) == []
