"""Units that change: what a reorganisation leaves and makes, what stands against it, what units are on other days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from reorganised_worlds import days_of, no_circle, random_reorganisations
from small_regulations import TIERS
from small_worlds import DAY, permission, seat, town, who_may

from yuetan.engine.facts import FOREVER, Placement, Portfolio
from yuetan.engine.reorganisation_faults import faults_of
from yuetan.engine.reorganisation_text import mark_of, read, written
from yuetan.engine.reorganisations import ENDS, STAYS, Founded, Reorganisation, Sort, applied, changes_of, post_name
from yuetan.engine.successions import acting, came_from, units_as
from yuetan.engine.tree import Tree
from yuetan.engine.world import World

ON, BEFORE, AFTER = DAY("2026-06-01"), DAY("2026-05-31"), DAY("2026-12-31")
FOUNDED = Founded(code="union", type="bureau", name="联合局", parent="town")
WORLD = town("2026-07-01")


def rename(**more: Any) -> Reorganisation:  # noqa: ANN401 - fields of one
    return evolve(Reorganisation(sort=Sort.RENAME, units=("bureau",), since=ON, name="新局"), **more)


def move(**more: Any) -> Reorganisation:  # noqa: ANN401
    return evolve(Reorganisation(sort=Sort.MOVE, units=("office",), since=ON, parent="station"), **more)


def merge(**more: Any) -> Reorganisation:  # noqa: ANN401
    return evolve(Reorganisation(sort=Sort.MERGE, units=("bureau",), since=ON, into=("station",)), **more)


def union(**more: Any) -> Reorganisation:  # noqa: ANN401
    return evolve(Reorganisation(sort=Sort.MERGE, units=("bureau", "station"), since=ON, into=("union",),
                                 founded=(FOUNDED,)), **more)


def split(**more: Any) -> Reorganisation:  # noqa: ANN401
    return evolve(Reorganisation(sort=Sort.SPLIT, units=("bureau",), since=ON, into=("bureau", "union"),
                                 founded=(FOUNDED,)), **more)


def abolish(**more: Any) -> Reorganisation:  # noqa: ANN401
    return evolve(Reorganisation(sort=Sort.ABOLISH, units=("office",), since=ON), **more)


def done(asked: Reorganisation, world: World = WORLD) -> World:
    assert faults_of(world, asked) == {}
    return applied(world, changes_of(world, asked))


def tree_on(world: World, day: date) -> dict[str, str]:
    return {unit: next(iter(world.above(unit, day)[1:]), "") for unit in world.units_on(day)}


def people_in(world: World, unit: str, day: date) -> set[str]:
    return {one.cadre for one in world.appointments if one.unit == unit and one.since <= day < one.until}


# What they make

TREE = {"town": "", "bureau": "town", "station": "town", "office": "bureau"}


@pytest.mark.parametrize(("asked", "tree"), [
    (rename(), TREE),
    (move(), TREE | {"office": "station"}),
    (merge(), {"town": "", "station": "town", "office": "station"}),
    (union(), {"town": "", "union": "town", "office": "union"}),
    (split(), TREE | {"union": "town"}),
    (split(into=("station", "union"), heir="union"), {"town": "", "station": "town", "union": "town",
                                                      "office": "union"}),
    (merge(units=("bureau",), into=("office",)), {"town": "", "station": "town", "office": "town"}),
    (abolish(into=("station",)), {"town": "", "bureau": "town", "station": "town"}),
], ids=lambda one: one.sort.value if isinstance(one, Reorganisation) else "")
def test_the_tree_is_another_from_the_day_on_and_as_it_was_before(
        asked: Reorganisation, tree: Mapping[str, str]) -> None:
    after = done(asked)
    assert tree_on(after, ON) == tree
    assert tree_on(after, BEFORE) == TREE


def test_a_name_is_that_of_its_day() -> None:
    after = done(rename())
    assert [after.name_of("bureau", day) for day in (BEFORE, ON, AFTER)] == ["bureau", "新局", "新局"]


def test_the_people_of_an_ended_unit_go_on_in_the_one_that_takes_over() -> None:
    after = done(union())
    assert people_in(after, "union", ON) == {"chief", "second", "third", "keeper"}
    assert people_in(after, "bureau", ON) == people_in(after, "station", ON) == set()
    assert people_in(after, "bureau", BEFORE) == {"chief", "second", "third"}


def test_posts_go_where_it_is_said_or_end() -> None:
    names = {one.cadre: post_name(one) for one in WORLD.appointments}
    after = done(split(posts={names["second"]: "union", names["third"]: ENDS, names["chief"]: STAYS}))
    assert people_in(after, "union", ON) == {"second"}
    assert people_in(after, "bureau", ON) == {"chief"}


def test_somebody_who_holds_the_same_post_there_already_does_not_hold_it_twice() -> None:
    world = evolve(WORLD, appointments=(*WORLD.appointments, seat("keeper", "bureau", "head", rank=4)))
    after = done(merge(), world)
    held = [one for one in after.appointments if (one.cadre, one.unit) == ("keeper", "station") and one.until > ON]
    assert len(held) == 1


def test_whoever_oversaw_a_unit_oversees_the_new_one_and_no_other() -> None:
    assert [done(union()).overseen_by("vice", day) for day in (BEFORE, ON)] == [("bureau",), ("union",)]
    assert done(merge()).overseen_by("vice", ON) == ()


def test_one_unit_alone_takes_over_the_reports_and_cases() -> None:
    after = done(split(into=("station", "union"), heir="station"))
    assert after.acting("bureau", BEFORE) == "bureau"
    assert after.acting("bureau", ON) == "station"
    assert {(one.successor, tuple(sorted(one.inherits))) for one in after.successions} == {
        ("station", ("cases", "posts", "reports")), ("union", ("posts",))}
    assert done(split()).acting("bureau", AFTER) == "bureau"


def test_what_is_abolished_without_a_successor_goes_on_in_the_unit_above() -> None:
    names = {post_name(one): ENDS for one in WORLD.appointments if one.unit == "office"}
    after = done(abolish(posts=names))
    assert after.acting("office", ON) == "bureau"
    assert after.lying("office", ON) == ("office", "bureau", "town")
    assert people_in(after, "office", ON) == set()


def test_heirs_have_heirs() -> None:
    later = DAY("2026-09-01")
    after = done(abolish(since=later, units=("station",), into=("town",)), done(merge()))
    assert [after.acting("bureau", day) for day in (BEFORE, ON, later)] == ["bureau", "station", "town"]


def test_a_talk_is_judged_by_the_tree_of_its_day() -> None:
    """The office moves from under the bureau to under the station on 1 June; heads talk to those right below them."""
    after = done(move())
    rules = TIERS["next_below"]
    assert who_may(after, rules, "scribe", on=BEFORE) == {"chief", "second"}
    assert who_may(after, rules, "scribe", on=ON) == {"keeper"}
    assert permission(after, rules, "chief", "scribe", on=BEFORE) == "PERMITTED next_below"
    assert permission(after, rules, "chief", "scribe", on=ON).startswith("REFUSED")


def test_a_talk_held_before_units_became_one_stays_one_within_the_old_one() -> None:
    after, rules = done(union()), TIERS["own"]
    assert permission(after, rules, "chief", "keeper", on=BEFORE).startswith("REFUSED")
    assert permission(after, rules, "chief", "keeper", on=ON) == "PERMITTED own"


# What stands against them


LATER = Placement(unit="bureau", name="新局", parent="town", since=DAY("2026-06-20"))
CHANGED = evolve(WORLD, placements=(*(evolve(one, until=LATER.since) if one.unit == "bureau" else one
                                      for one in WORLD.placements), LATER))
COMING = evolve(WORLD, appointments=(*WORLD.appointments, seat("second", "office", "head", since="2026-08-01")))


@pytest.mark.parametrize(("world", "asked", "fields"), [
    (WORLD, rename(name=" "), {"name"}),
    (WORLD, rename(name="bureau"), {"name"}),
    (WORLD, rename(units=("nowhere",)), {"units"}),
    (WORLD, rename(units=("bureau", "station")), {"units"}),
    (WORLD, rename(units=()), {"units"}),
    (CHANGED, rename(name="另一个"), {"since"}),
    (CHANGED, merge(), {"since"}),
    (CHANGED, move(parent="bureau", units=("station",)), {"since"}),
    (CHANGED, rename(name="另一个", since=LATER.since), {"since"}),
    (WORLD, move(parent=""), {"parent"}),
    (WORLD, move(parent="bureau"), {"parent"}),
    (WORLD, move(parent="nowhere"), {"parent"}),
    (WORLD, move(units=("bureau",), parent="office"), {"parent"}),
    (WORLD, move(units=("bureau",), parent="bureau"), {"parent"}),
    (WORLD, merge(units=("bureau",), into=("bureau",)), {"into"}),
    (WORLD, merge(into=()), {"into"}),
    (WORLD, union(founded=(evolve(FOUNDED, code="town"),), into=("town",)), {"code"}),
    (WORLD, union(founded=(evolve(FOUNDED, name=" "),)), {"founded"}),
    (WORLD, union(founded=(evolve(FOUNDED, parent="bureau"),)), {"founded_parent"}),
    (WORLD, union(founded=(evolve(FOUNDED, parent="office"),)), {"into"}),
    (WORLD, split(into=("union",)), {"into"}),
    (WORLD, split(into=("station", "union")), {"heir"}),
    (WORLD, split(into=("station", "union"), heir="town"), {"heir"}),
    (WORLD, split(posts={"x": "town"}), {"posts"}),
    (WORLD, abolish(), {"into"}),
    (WORLD, abolish(units=("bureau",)), {"into"}),
    (WORLD, abolish(into=("office",)), {"into"}),
    (COMING, abolish(into=("station",)), {"since"}),
    (evolve(WORLD, portfolios=(Portfolio(cadre="vice", unit="office", since=AFTER),)), abolish(into=("station",)),
     {"since"}),
])
def test_what_cannot_be_is_refused_by_field(world: World, asked: Reorganisation, fields: set[str]) -> None:
    assert set(faults_of(world, asked)) == fields


def test_a_tree_does_not_grow_deeper_than_thirty_two_levels() -> None:
    chain = [f"u{number}" for number in range(32)]
    world = World(as_of=ON, placements=(*(Placement(unit=one, name=one, parent=above)
                                          for one, above in zip(chain, ("", *chain), strict=False)),
                                        Placement(unit="x", name="x"), Placement(unit="y", name="y", parent="x")))
    assert faults_of(world, move(units=("x",), parent="u30")) == {"parent": "这样调整之后层级超过 32 级；请另选上级。"}
    assert faults_of(world, move(units=("x",), parent="u29")) == {}


# Written down


def test_it_reads_back_as_it_was_written() -> None:
    asked = split(heir="bureau", posts={"a|b": "union", "c": ENDS})
    assert read(written(asked)) == asked


def test_the_mark_is_that_of_what_changes_and_of_nothing_else() -> None:
    mark = mark_of(changes_of(WORLD, merge()))
    busier = evolve(WORLD, appointments=(*WORLD.appointments, seat("mayor", "bureau", "member")))
    assert mark == mark_of(changes_of(town("2026-09-01"), merge()))
    assert mark != mark_of(changes_of(busier, merge()))
    assert mark != mark_of(changes_of(WORLD, merge(into=("town",))))


# On other days


def test_every_unit_is_something_on_another_day() -> None:
    after = done(union())
    tree, units = Tree(after.placements, ()), [one.id for one in after.units]
    assert units_as(tree, after.successions, units, ON) == {
        "town": "town", "bureau": "union", "station": "union", "office": "office", "union": "union"}
    assert units_as(tree, after.successions, units, BEFORE) == {
        "town": "town", "bureau": "bureau", "station": "station", "office": "office", "union": "town"}
    assert came_from(after.successions, "union") == ("bureau", "station")


def test_what_was_split_off_was_the_whole_before() -> None:
    after = done(split())
    found = units_as(Tree(after.placements, ()), after.successions, ["bureau", "union"], BEFORE)
    assert found == {"bureau": "bureau", "union": "bureau"}


def test_a_unit_that_was_nothing_is_nothing() -> None:
    world = evolve(WORLD, placements=(*WORLD.placements, Placement(unit="new", name="新", since=ON)))
    assert units_as(Tree(world.placements, ()), (), ["new"], BEFORE) == {"new": ""}


# Laws


@settings(max_examples=60)
@given(random_reorganisations())
def test_no_unit_is_lost_and_no_tree_has_a_circle_whatever_is_reorganised(worlds: tuple[World, ...]) -> None:
    last = worlds[-1]
    ever = {one.id for one in last.units}
    for day in days_of(last):
        standing = set(last.units_on(day))
        assert no_circle(last, day)
        begun = {one.unit for one in last.placements if one.since <= day}
        for unit in begun:
            assert acting(last.successions, unit, day) in standing
        found = units_as(Tree(last.placements, ()), last.successions, ever, day)
        assert set(found.values()) <= standing | {""}
        assert all(found[unit] == unit for unit in standing)
        assert all(found[unit] for unit in begun)
    for earlier, later in pairwise(worlds):
        changed = max(one.since for one in later.placements)
        for day in (one for one in days_of(earlier) if one < changed):
            assert tree_on(earlier, day) == tree_on(later, day)


@settings(max_examples=40)
@given(random_reorganisations())
def test_nobody_loses_a_post_that_was_not_ended_and_nobody_sits_in_a_unit_that_is_no_more(
        worlds: tuple[World, ...]) -> None:
    first, last = worlds[0], worlds[-1]
    for day in days_of(last):
        held = [one for one in last.appointments if one.since <= day < one.until]
        assert {one.unit for one in held} <= set(last.units_on(day))
        assert {one.cadre for one in held} == {one.cadre for one in first.appointments}
    stretches = sorted((one.unit, one.since, one.until) for one in last.placements)
    assert all(one[2] <= two[1] for one, two in pairwise(stretches) if one[0] == two[0])
    assert all(one.until == FOREVER or one.since < one.until for one in last.placements)
