"""How far below whom: relations of units and portfolios, by the tree of the day."""

from __future__ import annotations

from datetime import date

import pytest
from small_regulations import (
    BUREAU,
    OFFICE,
    RELATIONS,
    TIERS,
    TOWN,
    pairing,
    small,
)
from small_worlds import later, permission, seat, town, who_may

from yuetan.engine.world import Placement, Portfolio
from yuetan.rules import (
    Relation,
)

NOW = "2026-06-01"

# Relations: heads and deputies talk; the vice mayor oversees the bureau, under which the office lies


@pytest.mark.parametrize(("relation", "to", "expected"), [
    ("any", "scribe", {"mayor", "vice", "chief", "second", "keeper", "clerk"}),
    ("own", "scribe", {"clerk"}),
    ("own", "third", {"chief", "second"}),
    ("own", "vice", {"mayor"}),
    ("next_below", "third", {"mayor", "vice"}),
    ("next_below", "scribe", {"chief", "second"}),
    ("next_below", "vice", set()),
    ("below", "scribe", {"mayor", "vice", "chief", "second"}),
    ("below", "third", {"mayor", "vice"}),
    ("within", "scribe", {"mayor", "vice", "chief", "second", "clerk"}),
    ("within", "keeper", {"mayor", "vice"}),
    ("portfolio", "third", {"vice"}),
    ("portfolio", "scribe", set()),  # the office is not what he oversees
    ("portfolio", "keeper", set()),
    ("below_portfolio", "scribe", {"vice"}),
    ("below_portfolio", "third", set()),
    ("within_portfolio", "scribe", {"vice"}),
    ("within_portfolio", "third", {"vice"}),
    ("within_portfolio", "keeper", set()),
])
def test_how_far_below_whom(relation: str, to: str, expected: set[str]) -> None:
    assert who_may(town(NOW), TIERS[relation], to) == expected


@pytest.mark.parametrize("relation", RELATIONS)
def test_whoever_may_is_permitted_and_nobody_else(relation: str) -> None:
    world, regulation = town(NOW), TIERS[relation]
    for to in (one.id for one in world.cadres):
        verdicts = {one.id: permission(world, regulation, one.id, to) for one in world.cadres}
        assert {by for by, found in verdicts.items() if found.startswith("PERMITTED")} == who_may(world, regulation, to)


def test_units_that_move_are_related_by_the_tree_of_the_day() -> None:
    world = town(NOW, Placement(unit="office", name="科", parent="bureau", until=date(2026, 3, 1)),
                 Placement(unit="office", name="科", parent="station", since=date(2026, 3, 1)))
    for day, expected in (("2026-02-28", {"chief", "second"}), ("2026-03-01", {"keeper"})):
        assert who_may(later(world, day), TIERS["next_below"], "scribe") == expected
    assert who_may(world, TIERS["next_below"], "scribe", on=date(2026, 2, 28)) == {"chief", "second"}


def test_portfolios_are_read_off_the_day() -> None:
    world = town(NOW, Portfolio(cadre="vice", unit="bureau", until=date(2026, 3, 1)),
                 Portfolio(cadre="second", unit="station", since=date(2026, 3, 1)))
    assert who_may(later(world, "2026-02-28"), TIERS["portfolio"], "third") == {"vice"}
    assert who_may(world, TIERS["portfolio"], "third") == set()
    assert who_may(world, TIERS["portfolio"], "keeper") == {"second"}


def test_wherever_the_unit_lies_whoever_oversees_anything_may() -> None:
    anywhere = small(pairing("overseers", by=TOWN | BUREAU, relation=Relation("分管领导", portfolio=True, levels=None)))
    world = town(NOW, Portfolio(cadre="vice", unit="bureau"),
                 Portfolio(cadre="second", unit="office", until=date(2026, 6, 1)))
    assert who_may(world, anywhere, "keeper") == {"vice"}
    assert who_may(later(world, "2026-05-31"), anywhere, "keeper") == {"vice", "second"}


@pytest.mark.parametrize(("levels", "to", "expected"), [
    ((0, 99), "third", {"scribe", "clerk"}),  # whoever sits in the office reaches all of the bureau above it
    ((0, 99), "vice", set()),  # and not the town
    ((0, 0), "second", {"scribe", "clerk"}),
    ((0, 0), "scribe", set()),
    ((1, 1), "scribe", {"clerk"}),
])
def test_an_organ_reaches_what_lies_under_the_unit_above_it(
        levels: tuple[int, int], to: str, expected: set[str]) -> None:
    regulation = small(pairing("organ", by=OFFICE, relation=Relation("所在单位", levels=levels, above=1)))
    assert who_may(town(NOW), regulation, to) == expected


def test_an_overseer_reaches_what_lies_beside_the_unit_he_oversees() -> None:
    beside = Relation("分管单位的同级", portfolio=True, levels=(1, 1), above=1)
    assert who_may(town(NOW), small(pairing("beside", by=TOWN, relation=beside)), "keeper") == {"vice"}
    assert who_may(town(NOW), small(pairing("beside", by=TOWN, relation=beside)), "clerk") == set()


def test_the_top_has_nothing_above_it() -> None:
    regulation = small(pairing("organ", by=TOWN, relation=Relation("所在单位", levels=(0, 99), above=1)))
    assert who_may(town(NOW), regulation, "third") == set()


def test_any_of_a_persons_posts_will_do() -> None:
    world = town(NOW, seat("third", "station", "staff"), seat("clerk", "station", "deputy"))
    assert who_may(world, TIERS["own"], "third") == {"chief", "second", "keeper", "clerk"}


def test_a_circle_of_units_is_no_way_up() -> None:
    circle = town(NOW, Placement(unit="bureau", name="局", parent="office"),
                  Placement(unit="office", name="科", parent="bureau"))
    assert who_may(circle, TIERS["below"], "third") == {"clerk"}
