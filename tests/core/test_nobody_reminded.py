"""Whoever is not there is reminded of nothing and sees no due day, whatever became of him; whoever is there, is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import frozen
from casework_office import BUREAU, Office
from hypothesis import given, settings
from hypothesis import strategies as st
from people_office import KEEPER, copy_of, entered, people, people_over

from yuetan.access.door import Access
from yuetan.access.views import Asked
from yuetan.casework.governing import calendar_of
from yuetan.rules.workdays import Calendar

FIRST, LAST, ONE_DAY = date(2026, 3, 2), date(2026, 12, 31), timedelta(days=1)
LASTING, ENDING = ("leave", "study", "detention"), ("retirement", "death")


@frozen
class Gone:
    """That somebody was not there from a day until, and including, another."""

    sort: str
    since: date
    last: date


@st.composite
def absences(draw: st.DrawFn) -> list[Gone]:
    """Some, one after another, the last of which may be for good."""
    found, day = list[Gone](), FIRST
    for sort in draw(st.lists(st.sampled_from(LASTING), max_size=1)):
        since = day + timedelta(days=draw(st.integers(1, 40)))
        found.append(Gone(sort, since, since + timedelta(days=draw(st.integers(0, 30)))))
        day = found[-1].last
    if (sort := draw(st.sampled_from(("", *ENDING)))):
        found.append(Gone(sort, day + timedelta(days=draw(st.integers(1, 60))), date.max))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the office, closed: to be copied."""
    url = f"sqlite:///{tmp_path_factory.mktemp('made') / 'made.db'}"
    with people_over(url):
        return url


def looked_at(some: list[Gone]) -> Iterator[date]:
    """The days around each change, and the last of the year."""
    for one in some:
        yield from (one.since - ONE_DAY, one.since, min(one.last, LAST - ONE_DAY) + ONE_DAY)
    yield LAST


def shown(office: Office, calendar: Calendar, on: date) -> tuple[int, int]:
    """How much he is to be reminded of on a day, and how much stands on his desk."""
    door = Access(office.records, office.plugins, office.actors[BUREAU], on=on, calendar=calendar)
    return len(door.due_tasks(LAST)), len(door.desk(Asked(limit=5)).rows)


@given(absences())
@settings(max_examples=3, deadline=None)
def test_whoever_is_not_there_is_asked_for_nothing_and_whoever_is_back_for_what_is_his(
        made: str, some: list[Gone]) -> None:
    with TemporaryDirectory() as folder, copy_of(made, Path(folder)) as office:
        calendar = calendar_of(office.records)
        for one in some:
            office.on(one.since)
            last = {"last": one.last} if one.sort in LASTING else {}
            people(office).move(office.actors[KEEPER], entered(office, one.sort, BUREAU, **last), token=office.token())
        for day in looked_at(some):
            there = not any(one.since <= day <= one.last for one in some)
            tasks, rows = shown(office, calendar, day)
            assert (tasks > 0, rows > 0) == (there, there), day
