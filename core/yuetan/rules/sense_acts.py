"""Sense of what binds acts: pairings, guards and dated bars, tallies, and talks that count elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.conditions import NEVER, FallsIn, Staffed
from yuetan.rules.days import Due, end_of
from yuetan.rules.duties import Credit, Tally
from yuetan.rules.events import COMMON_EVENTS, HELD, OUTSIDE
from yuetan.rules.force import MAY
from yuetan.rules.papers import Material
from yuetan.rules.parts import inside
from yuetan.rules.periods import Rolling
from yuetan.rules.procedure import Guard, Pairing, Step
from yuetan.rules.relations import Relation
from yuetan.rules.rule import Rule, rule_name
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation


def _pairings(regulation: Regulation) -> Iterator[str]:
    for pairing in regulation.of(Pairing):
        if pairing.step != HELD and (pairing.company or pairing.guests):
            yield say("谈话关系 {pairing} 说的不是谈话本身，没有陪同和列席；请去掉 company、guests，或改正 step。",
                      pairing=pairing.code)
        if pairing.beside is not None and not (pairing.deputy or pairing.company or pairing.guests):
            yield say("谈话关系 {pairing} 写了 beside，却没有受委托人、配合的人和列席的人；请写明是谁，或去掉 beside。",
                      pairing=pairing.code)
    for rule in regulation.of(Rule):
        for relation in inside(rule, Relation):
            low, high = relation.levels or (0, 0)
            if not 0 <= low <= high:
                yield say("规则 {rule} 的关系“{relation}”层级 {low} 至 {high} 不成立；请从上往下写，本级为0。",
                          rule=rule_name(rule), relation=relation.title, low=low, high=high)
            if relation.above < 0:
                yield say("规则 {rule} 的关系“{relation}”从上 {above} 级起算不成立；请写正数，往下数请写 levels。",
                          rule=rule_name(rule), relation=relation.title, above=relation.above)


def _guards(regulation: Regulation) -> Iterator[str]:
    for guard in regulation.of(Guard):
        if guard.force is MAY:
            yield say("前置条件 {guard} 的约束力是“可以”，不起任何作用；请改为 MUST 或 SHOULD，或去掉。",
                      guard=guard.code)
        if guard.needs == NEVER and not (guard.after or guard.about or guard.kinds):
            yield say("前置条件 {guard} 使“{step}”在任何情况下都不能进行；请写明 needs=，或对谁、从何时起不能进行。",
                      guard=guard.code, step=guard.step)
        if guard.kinds and guard.step in OUTSIDE:
            yield say("前置条件 {guard} 约束约谈之外的“{step}”，不属于任何一种约谈；请去掉 kinds。", guard=guard.code,
                      step=guard.step)
        if guard.until is not None and not guard.after:
            yield say("前置条件 {guard} 写了 until 却没有 after；请写明从哪个事件起生效。", guard=guard.code)
        if isinstance(guard.until, Due) and guard.until.count <= 0 and guard.until.anchor != end_of(guard.after):
            yield say("前置条件 {guard} 还没有生效就已到期；until 请写某事件之后的时限。", guard=guard.code)
        if any(condition.count < 1 for condition in inside(guard, Staffed)):
            yield say("前置条件 {guard} 要求的人数应至少为1。", guard=guard.code)


def _rolling(regulation: Regulation) -> Iterator[str]:
    for rule in regulation.of(Rule):
        held = (rule.until,) if isinstance(rule, Guard) else (rule.within,) if isinstance(rule, Tally) else ()
        if any(isinstance(one, Rolling) for one in (*held, *(one.period for one in inside(rule, FallsIn)))):
            yield say("规则 {rule} 用了从每人上次谈话起算的周期，它没有统一的起止日；请写成 months_after 一类的时限。",
                      rule=rule_name(rule))


def _tallies(regulation: Regulation) -> Iterator[str]:
    others = {*(term.code for term in COMMON_EVENTS),
              *(rule.code for rule in regulation.of(Rule) if isinstance(rule, Step | Material))}
    for tally in regulation.of(Tally):
        if not tally.counts:
            yield say("累计 {tally} 没有写累计什么；请在 counts 中写事件和分值。", tally=tally.code)
        elif all(points is not None and points <= 0 for points in tally.counts.values()):
            yield say("累计 {tally} 的分值没有一个是正数，永远累计不到；请改正 counts。", tally=tally.code)
        if tally.code in tally.counts:
            yield say("累计 {tally} 把自己也累计在内；请从 counts 中去掉。", tally=tally.code)
        if tally.code in others:
            yield say("累计 {tally} 与一个环节、材料或通用事件同名，会把推算当作事实；请另用代码。", tally=tally.code)
        if tally.reaching < 0 or (tally.reaching == 0 and not tally.above):
            yield say("累计 {tally} 还没有累计就已达到；reaching 请写正数。", tally=tally.code)
        if isinstance(tally.within, Due) and not tally.within.count:
            yield say("累计 {tally} 的区间没有长度；请写成 months_before 一类的时限。", tally=tally.code)


def _credits(regulation: Regulation) -> Iterator[str]:
    for credit in regulation.of(Credit):
        if not credit.families:
            yield say("抵计 {credit} 没有写哪几类约谈可以抵计；请写 families。", credit=credit.code)


LOOKS = (_pairings, _guards, _rolling, _tallies, _credits)
