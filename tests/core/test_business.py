"""The business of a city: plausible, the same for the same seed, never ahead of its day, and of any regulation."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from yuetan.casework.desk import Desk, desk_over
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.obligations import Status
from yuetan.engine.world import World
from yuetan.plugins import load
from yuetan.testing.business import with_business
from yuetan.testing.city import make_city

TODAY = date(2026, 11, 20)
OTHERS = frozenset({"aba_housing", "litong", "monthly_talks", "tongren"})  # the city is made for none of these
PLUGINS = load(without=OTHERS)


def city(today: date = TODAY, cadres: int = 300) -> World:
    made = make_city(cadres, as_of=today)
    return World(units=made.units, placements=made.placements, cadres=made.cadres, appointments=made.appointments,
                 portfolios=made.portfolios, calendar=standard_calendar(), as_of=today,
                 judged_from=date(today.year - 1, 1, 1))


def desk(seed: int = 1) -> Desk:
    return desk_over(with_business(city(), PLUGINS.regulations, seed), PLUGINS)


def test_a_desk_has_something_of_every_status() -> None:
    assert set(desk().counts) == set(Status)


def test_most_is_done_and_some_is_overdue() -> None:
    counts = desk().counts
    assert (counts[Status.DONE] > 10 * counts[Status.OVERDUE], 1 <= counts[Status.OVERDUE] <= 30) == (True, True)


def test_days_are_counted_in_some_obligations() -> None:
    found = desk()
    counted = Counter(one.duty.code for one in found.owed if found.explained(one).counted)
    assert {code: number > 0 for code, number in counted.items()} == {"notice": True, "rectification_report": True}


def test_the_same_seed_gives_the_same_business() -> None:
    first, second = (with_business(city(), PLUGINS.regulations, seed=3) for _ in range(2))
    assert (first.interviews, first.events) == (second.interviews, second.events)


def test_another_seed_gives_another() -> None:
    assert with_business(city(), PLUGINS.regulations, 3).events != with_business(city(), PLUGINS.regulations, 4).events


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 10, 3), date(2028, 2, 29), date(2031, 7, 1)])
def test_nothing_has_happened_that_lies_ahead(today: date) -> None:
    world = with_business(city(today, 60), PLUGINS.regulations)
    assert [event for event in world.events if event.on > today] == []


def test_nobody_talks_to_himself() -> None:
    assert [talk for talk in with_business(city(), PLUGINS.regulations).interviews if set(talk.to) & set(talk.by)] == []


def test_without_a_regulation_there_is_no_business() -> None:
    assert with_business(city(), ()).events == ()
