"""Relations that start counting above somebody's own unit: an organ of a county reaches all of that county."""

from __future__ import annotations

from datetime import date

import pytest
from plain_engine import Plain
from small_regulations import BUREAU, OFFICE, TOWN, pairing, small
from small_worlds import permission, town, who_may

from yuetan.rules import Relation, Selector
from yuetan.rules.relations import ANY_DEPTH

NOW = "2026-06-01"
REGION = Relation("所在地区", levels=(0, ANY_DEPTH), above=1)
SAME_LEVEL = Relation("同级单位", levels=(1, 1), above=1)
OVER_PORTFOLIO = Relation("分管单位的上级", portfolio=True, above=1)


@pytest.mark.parametrize(("relation", "by", "to", "expected"), [
    (REGION, OFFICE, "third", {"clerk", "scribe"}),
    (REGION, OFFICE, "scribe", {"clerk"}),
    (REGION, OFFICE, "keeper", set()),  # the station lies in another branch
    (REGION, OFFICE, "vice", set()),  # the town lies above the region
    (REGION, BUREAU, "vice", {"chief", "second", "third", "keeper"}),
    (REGION, TOWN, "third", set()),  # nothing lies above the town
    (SAME_LEVEL, BUREAU, "third", {"chief", "second", "keeper"}),
    (SAME_LEVEL, BUREAU, "scribe", set()),
    (SAME_LEVEL, BUREAU, "vice", set()),
    (OVER_PORTFOLIO, TOWN, "vice", set()),  # he oversees the bureau, and would talk to himself
    (OVER_PORTFOLIO, TOWN, "mayor", set()),  # nobody talks upward
    (OVER_PORTFOLIO, TOWN, "third", set()),
])
def test_an_organ_reaches_the_region_it_lies_in(relation: Relation, by: Selector, to: str, expected: set[str]) -> None:
    world, organ = town(NOW), pairing("organ", by=by, relation=relation)
    regulation, everybody = small(organ), [one.id for one in world.cadres]
    plain = Plain(world, regulation)
    assert who_may(world, regulation, to) == expected
    assert {one for one in everybody if permission(world, regulation, one, to) == "PERMITTED organ"} == expected
    assert {one for one in everybody if plain.admits(organ, one, to, date.fromisoformat(NOW))} == expected
