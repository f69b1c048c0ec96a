"""What stands against a reorganisation, field by field: days that cross, units that are not there, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from yuetan.engine.facts import FOREVER
from yuetan.engine.reorganisations import (
    ENDS,
    STAYS,
    Reorganisation,
    Sort,
    applied,
    changes_of,
    children_of,
    last_of,
    post_name,
    posts_at_stake,
)
from yuetan.engine.world import World
from yuetan.wording import say

DEEPEST = 32
Fault = tuple[str, str]


def faults_of(world: World, asked: Reorganisation) -> dict[str, str]:
    """For each field that will not do what is wrong with it, in words; nothing where it may be done.

    The world holds every unit with every placement, and all posts and portfolios in the units it is about.
    """
    found = _first(_units(world, asked)) or _first((*_of_sort(world, asked), *_days(world, asked)))
    if found or not asked.ends:
        return found or _tree(world, asked)
    return _first(_left_behind(world, asked)) or _tree(world, asked)


def _first(faults: Iterable[Fault]) -> dict[str, str]:
    """The faults by field, of each field the first."""
    found = dict[str, str]()
    for field, text in faults:
        found.setdefault(field, text)
    return found


def _units(world: World, asked: Reorganisation) -> Iterator[Fault]:
    """Units that are named twice, are not there, or are there already."""
    founded = {one.code for one in asked.founded}
    if not asked.units or len(set(asked.units)) < len(asked.units):
        yield "units", say("请选定要调整的单位，每个只选一次。")
    if len(asked.units) > 1 and asked.sort is not Sort.MERGE:
        yield "units", say("这样的调整一次只办一个单位。")
    for field, some in (("units", asked.units), ("into", asked.into), ("parent", (asked.parent,))):
        for one in some:
            last = last_of(world, one)
            if one and one not in founded and (last is None or last.until != FOREVER):
                yield field, say("没有单位“{unit}”，或者它已经撤销；请从名册中选定。",
                                 unit=_name(world, one, asked.since))
    yield from _founded(world, asked)


def _founded(world: World, asked: Reorganisation) -> Iterator[Fault]:
    ever, codes = {one.id for one in world.units}, [one.code for one in asked.founded]
    for one in asked.founded:
        if one.code in ever or codes.count(one.code) > 1:
            yield "code", say("单位编码“{code}”已经用过；新设的单位请用新的编码。", code=one.code)
        if not one.code or not one.name.strip():
            yield "founded", say("新设的单位要有编码和名称。")
        if one.parent and (one.parent in asked.ended or one.parent not in world.units_on(asked.since)):
            yield "founded_parent", say("新设单位的上级“{unit}”在那一天不存在；请另选。",
                                        unit=_name(world, one.parent, asked.since))


def _of_sort(world: World, asked: Reorganisation) -> Iterator[Fault]:
    """What the sort of reorganisation itself asks for."""
    if asked.sort is Sort.RENAME:
        yield from _renamed(world, asked)
    elif asked.sort is Sort.MOVE:
        yield from _moved(world, asked)
    elif asked.sort is Sort.MERGE and (len(asked.touched) < 2 or len(asked.into) != 1 or not asked.ended):  # noqa: PLR2004 - two make one
        yield "into", say("合并至少涉及两个单位，并入其中一个、另一个或者一个新设的单位。")
    elif asked.sort is Sort.SPLIT and len(set(asked.into)) < 2:  # noqa: PLR2004 - one makes two
        yield "into", say("分设是把一个单位分成至少两个；请写明分成哪些单位。")
    elif asked.sort is Sort.ABOLISH and (len(asked.into) > 1 or set(asked.into) & set(asked.units)):
        yield "into", say("撤销的单位只能由另一个单位承接；请选定一个，或者不选。")
    if asked.ends and asked.into and asked.inheriting not in asked.into:
        yield "heir", say("请选定由哪一个单位承接未办结的报告和约谈。")
    if any(to not in {ENDS, STAYS, *asked.into} for to in asked.posts.values()):
        yield "posts", say("任职只能转入本次承接的单位，或者免去。")


def _renamed(world: World, asked: Reorganisation) -> Iterator[Fault]:
    last = last_of(world, asked.units[0])
    if not asked.name.strip():
        yield "name", say("请填写新的名称。")
    elif last and last.name == asked.name.strip():
        yield "name", say("名称没有变化。")


def _moved(world: World, asked: Reorganisation) -> Iterator[Fault]:
    last = last_of(world, asked.units[0])
    if not asked.parent:
        yield "parent", say("请选定新的上级单位。")
    elif last and last.parent == asked.parent:
        yield "parent", say("隶属没有变化。")
    elif asked.units[0] in world.above(asked.parent, asked.since):
        yield "parent", say("“{upper}”在“{lower}”之下，不能作它的上级。",
                            upper=_name(world, asked.parent, asked.since),
                            lower=_name(world, asked.units[0], asked.since))


def _days(world: World, asked: Reorganisation) -> Iterator[Fault]:
    """The day comes after the last change of every unit that changes, and after the beginning of all it rests on."""
    below = children_of(world, asked.ended, asked.since) if asked.inheriting else ()
    changing = dict.fromkeys((*asked.units, *(one.unit for one in below)))
    for field, some in (("since", changing), ("since", (asked.parent, *asked.into))):
        for one in some:
            last = last_of(world, one)
            if last is not None and last.since >= asked.since:
                yield field, say("“{unit}”最近一次变动在 {day}；生效日要在那一天之后。", unit=last.name, day=last.since)


def _left_behind(world: World, asked: Reorganisation) -> Iterator[Fault]:
    """Posts, portfolios and units that would hang in the air."""
    ended, since = set(asked.ended), asked.since
    later = [one for one in world.appointments if one.unit in ended and one.since >= since]
    later_too = [one for one in world.portfolios if one.unit in ended and one.since >= since]
    if later or later_too:
        yield "since", say("有 {count} 项任职或者分管在 {day} 或之后才开始；请先改这些，或者改生效日。",
                           count=len(later) + len(later_too), day=since)
    if asked.inheriting:
        return
    remaining = [one for one in posts_at_stake(world, asked) if asked.posts.get(post_name(one)) != ENDS]
    below = [one for one in children_of(world, ended, since) if one.unit not in ended]
    if remaining or below:
        yield "into", say("还有 {posts} 项任职、{units} 个下级单位；请选定承接的单位，或者逐项免去任职并先把下级单位"
                          "划走。", posts=len(remaining), units=len({one.unit for one in below}))


def _tree(world: World, asked: Reorganisation) -> dict[str, str]:
    """A circle, or a tree too deep, on the day or on any day after it."""
    changes = changes_of(world, asked)
    after = applied(world, changes)
    days = [asked.since, *(day for day in after.days_of_tree if asked.since < day < FOREVER)]
    moved = {one.unit for one in changes.placed}
    for day in days:
        for unit in (one for one in after.units_on(day) if moved & set(after.above(one, day))):
            if fault := _against(after, unit, day):
                return {"parent" if asked.sort is Sort.MOVE else "into": fault}
    return {}


def _against(after: World, unit: str, day: date) -> str:
    above = after.above(unit, day)
    top = next((one for one in reversed(above)), unit)
    lies = next((one for one in after.placements if one.unit == top and one.since <= day < one.until), None)
    if lies is not None and lies.parent in above:
        return say("这样调整之后，“{unit}”会在自己之下；请另选上级。", unit=after.name_of(unit, day))
    if len(above) > DEEPEST:
        return say("这样调整之后层级超过 {most} 级；请另选上级。", most=DEEPEST)
    return ""


def _name(world: World, unit: str, on: date) -> str:
    return world.name_of(unit, on) if unit else unit
