"""Sense of events: each that a rule waits for can come up, and the steps can be taken in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import (
    ASSIGNED,
    COMMON_EVENTS,
    DECIDED,
    FILED,
    HELD,
    OUTSIDE,
    POSTPONED,
    PROPOSED,
    RETURNED,
    WITHDRAWN,
    departed,
    duty_of,
    plain,
    reserved,
)
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Guard, Kind, Pairing, Step
from yuetan.rules.rule import Rule, rule_name
from yuetan.rules.sense_words import known_events
from yuetan.rules.waiting import anchors, causes
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_ALWAYS = frozenset({PROPOSED, HELD, WITHDRAWN, RETURNED, POSTPONED, ASSIGNED, FILED, *OUTSIDE})
"""What is recorded under every regulation; the other common events only where a step or a duty brings them."""


def _declared(regulation: Regulation) -> Iterator[str]:
    known, duties = known_events(regulation), {duty.code for duty in regulation.of(Duty)}
    for rule in regulation.of(Rule):
        for event in dict.fromkeys((*_acts(rule), *causes(rule), *map(plain, anchors(rule)))):
            duty = duty_of(event)
            if duty is not None and duty not in duties:
                yield say("规则 {rule} 提到义务“{duty}”的逾期，但没有这项义务；请改正代码。", rule=rule_name(rule),
                          duty=duty)
            elif duty is None and not reserved(event) and event not in known:
                yield say('规则 {rule} 提到的事件“{event}”没有声明；请改正代码，或在 terms 中用 '
                          'terms("event", {event}="……") 声明。', rule=rule_name(rule), event=event)


def _recorded(regulation: Regulation) -> Iterator[str]:
    tallies = {tally.code for tally in regulation.of(Tally)}
    by_hand = _recorded_by_hand(regulation) - tallies
    come_up = by_hand | tallies
    common = {term.code for term in COMMON_EVENTS}
    for rule in regulation.of(Rule):
        acts = (rule.step,) if isinstance(rule, Guard | Pairing) else ()
        for event in sorted(({*acts, *causes(rule), *map(plain, anchors(rule))} & common) - come_up):
            yield say('规则 {rule} 等待的事件“{event}”在本制度里没有谁会记录；请写 Step("{event}", …)，或改正代码。',
                      rule=rule_name(rule), event=event)
        for event in _acts(rule):
            if event in tallies or (reserved(event) and event not in by_hand):
                yield say("规则 {rule} 把“{event}”当作有人去做的事，它却是推算出来的；请改正代码。",
                          rule=rule_name(rule), event=event)


def _recorded_by_hand(regulation: Regulation) -> set[str]:
    return {*_ALWAYS, *(term.code for term in regulation.terms if term.of == "event"),
            *(rule.code for rule in regulation.of(Rule) if isinstance(rule, Step | Material)),
            *(duty.done for duty in regulation.of(Duty) if not reserved(duty.done)),
            *(departed(duty.code) for duty in regulation.of(Duty))}


def _only_terms(regulation: Regulation) -> Iterator[str]:
    for rule in regulation.of(Rule):
        periodic = isinstance(rule, Duty) and rule.each is not None
        ends = (event for event in anchors(rule) if event.startswith("period.") and not periodic)
        for event in dict.fromkeys((*(event for event in causes(rule) if plain(event) != event
                                      or event.startswith("period.")), *ends)):
            yield say("规则 {rule} 不能等待“{event}”：.end 只能作时限的起点，period.start 和 period.end"
                      " 只能作按周期产生的义务的时限起点；请改正。", rule=rule_name(rule), event=event)


def _acts(rule: Rule) -> Iterable[str]:
    """What somebody is to do."""
    if isinstance(rule, Guard | Pairing):
        return (rule.step,)
    return (rule.done,) if isinstance(rule, Duty) and rule.done else ()


def _decided(regulation: Regulation) -> Iterator[str]:
    for step in regulation.of(Step):
        if step.code in DECIDED:
            yield say("环节 {step} 是由有权机关作出的决定，只按文号登记，不能作为约谈的环节；请去掉。", step=step.code)


def _order(regulation: Regulation) -> Iterator[str]:
    steps = {step.code: step for step in regulation.of(Step)}
    for step in steps.values():
        for code in step.after:
            if code not in steps:
                yield say("环节 {step} 排在“{code}”之后，它却不是本制度的环节；请写 Step，或用 Guard 要求它先发生。",
                          step=step.code, code=code)
            elif steps[code].ends and _together(step.kinds, steps[code].kinds):
                yield say("环节 {step} 排在结束约谈的“{code}”之后，永远轮不到；请改正 after 或 ends。", step=step.code,
                          code=code)
        if step.code in _before(steps, step):
            yield say("环节 {step} 绕了一圈又排在自己之前；请改正 after。", step=step.code)


def _before(steps: dict[str, Step], step: Step) -> set[str]:
    seen, ahead = set[str](), list(step.after)
    while ahead:
        code = ahead.pop()
        if code in steps and code not in seen:
            ahead += steps[code].after
        seen.add(code)
    return seen


def _together(one: tuple[Kind, ...], two: tuple[Kind, ...]) -> bool:
    """Whether two rules for these kinds, or for all where none is named, can speak of one interview."""
    return not one or not two or not set(one).isdisjoint(two)


LOOKS = (_declared, _recorded, _only_terms, _decided, _order)
