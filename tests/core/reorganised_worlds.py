"""The small town reorganised again and again, at random; whatever may not be done is left undone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from small_worlds import DAY, town

from yuetan.engine.reorganisation_faults import faults_of
from yuetan.engine.reorganisations import Founded, Reorganisation, Sort, applied, changes_of
from yuetan.engine.world import World

FIRST = DAY("2026-02-01")
STEPS = [FIRST + timedelta(days=31 * number) for number in range(5)]


@st.composite
def reorganisations(draw: st.DrawFn, units: tuple[str, ...], since: date, number: int) -> Reorganisation:
    """One of any sort, reasonable or not: about some units, into some others or new ones."""
    sort = draw(st.sampled_from(Sort))
    one = st.sampled_from(units)
    new = Founded(code=f"new{number}", type="bureau", name=f"新设{number}", parent=draw(st.sampled_from(("", *units))))
    founding = draw(st.booleans())
    if sort is Sort.RENAME:
        return Reorganisation(sort=sort, units=(draw(one),), since=since, name=f"更名{number}")
    if sort is Sort.MOVE:
        return Reorganisation(sort=sort, units=(draw(one),), since=since, parent=draw(one))
    targets = st.sampled_from((new.code, *units)) if founding else one
    if sort is Sort.MERGE:
        into, some = (draw(targets),), draw(st.lists(one, min_size=1, max_size=3, unique=True))
        return Reorganisation(sort=sort, units=tuple(some), since=since, into=into,
                              founded=(new,) if new.code in into else ())
    if sort is Sort.SPLIT:
        parts = tuple(draw(st.lists(targets, min_size=2, max_size=3, unique=True))) if len(units) > 1 else (new.code,)
        return Reorganisation(sort=sort, units=(draw(one),), since=since, into=parts, heir=draw(st.sampled_from(parts)),
                              founded=(new,) if new.code in parts else ())
    return Reorganisation(sort=sort, units=(draw(one),), since=since, into=tuple(draw(st.lists(one, max_size=1))))


@st.composite
def random_reorganisations(draw: st.DrawFn) -> tuple[World, ...]:
    """The town, and the town after each of some reorganisations that could be done, in the order of their days."""
    worlds = [town("2026-12-31")]
    for number, since in enumerate(STEPS):
        world = worlds[-1]
        asked = draw(reorganisations(world.units_on(since), since, number))
        if not faults_of(world, asked):
            worlds.append(applied(world, changes_of(world, asked)))
    return tuple(worlds)


def days_of(world: World) -> list[date]:
    """Every day on which something changes, the day before each, and one long after."""
    days = {one for one in world.days_of_tree if date.min < one < date.max}
    return sorted({*days, *(one - timedelta(days=1) for one in days), DAY("2027-12-31")})


def no_circle(world: World, day: date) -> bool:
    """Whether every unit of a day lies, sooner or later, under one that lies under none."""
    lies = {one.unit: one.parent for one in world.placements if one.since <= day < one.until}
    return all(lies[world.above(unit, day)[-1]] == "" for unit in lies)
