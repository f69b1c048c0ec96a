"""Whom a question is about: found by staff number, unit code or interview, else by a name that only one bears."""

from __future__ import annotations

from yuetan.cli.errors import Unusable, near
from yuetan.engine.world import World
from yuetan.wording import say

SHOWN = 20


def subject_of(world: World, asked: str) -> str:
    """The staff number, unit code or interview that is meant; an error that lists the candidates where several are."""
    units = {unit.id for unit in world.units}
    if world.cadre(asked) or world.interview(asked) or asked in units:
        return asked
    found = {one.id: _cadre(world, one.id, one.name) for one in world.cadres if one.name == asked}
    found |= {unit: _unit(world, unit) for unit in sorted(units) if world.name_of(unit, world.as_of) == asked}
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise Unusable(say("叫“{name}”的不止一个；请改用工号或单位编码：\n{listed}", name=asked,
                           listed="\n".join(list(found.values())[:SHOWN])))
    if not world.cadres and not units:
        raise Unusable(say("名册是空的；请先用 yuetan import 导入。"))
    known = [*(one.name for one in world.cadres), *(one.id for one in world.cadres),
             *(text for unit in sorted(units) for text in (unit, world.name_of(unit, world.as_of)))]
    raise Unusable(say("名册中没有工号、单位编码、约谈编号、姓名或单位名称“{name}”{hint}；请核对后再查。", name=asked,
                       hint=near(asked, known)))


def _cadre(world: World, number: str, name: str) -> str:
    units = dict.fromkeys(world.name_of(post.unit, world.as_of) for post in world.posts_of(number, world.as_of))
    return say("  {code}  {name}（{where}）", code=number, name=name, where=say("、").join(units) or say("现无任职"))


def _unit(world: World, unit: str) -> str:
    return say("  {code}  {name}（单位）", code=unit, name=world.name_of(unit, world.as_of))
