"""Sense of the words rules use: kinds, papers, events, and the words selectors name are all declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.duties import Credit, Duty, Quota, Tally
from yuetan.rules.events import COMMON_EVENTS, PERIOD_END, PERIOD_START, duty_of
from yuetan.rules.papers import Material
from yuetan.rules.parts import parts_of
from yuetan.rules.procedure import Guard, Kind, Pairing, Step
from yuetan.rules.rule import Rule, rule_name
from yuetan.rules.selectors import Selector
from yuetan.rules.terms import COMMON_TERMS
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_END = ".end"


def _kinds(regulation: Regulation) -> Iterator[str]:
    declared = set(regulation.of(Kind))
    for rule in regulation.of(Rule):
        used = tuple(getattr(rule, "kinds", ()))
        used += (rule.talk.kind,) if isinstance(rule, Duty) and isinstance(rule.talk, Quota) else ()
        used += (rule.to,) if isinstance(rule, Credit) else ()
        for kind in used:
            if kind not in declared:
                yield say("规则 {rule} 用到的约谈种类 {kind} 没有列入 rules；请把它写进去。", rule=rule_name(rule), kind=kind.code)


def _materials(regulation: Regulation) -> Iterator[str]:
    declared = set(regulation.of(Material))
    for duty in regulation.of(Duty):
        if duty.material is not None and duty.material not in declared:
            yield say("义务 {duty} 的材料 {material} 没有列入 rules；请把它写进去。", duty=duty.code, material=duty.material.code)
    for material in regulation.of(Material):
        codes = [one.code for one in material.fields]
        if len(set(codes)) < len(codes):
            yield say("材料 {material} 有两个字段用了同一代码；请改正。", material=material.code)


def known_events(regulation: Regulation) -> set[str]:
    """Every event code that can come up under a regulation, but for overdue and departed ones."""
    return {*(term.code for term in (*COMMON_EVENTS, *regulation.terms) if term.of == "event"),
            *(rule.code for rule in regulation.of(Rule) if isinstance(rule, Step | Tally | Material))}


def _events(regulation: Regulation) -> Iterator[str]:
    known, duties = known_events(regulation), {duty.code for duty in regulation.of(Duty)}
    for rule, event in _events_used(regulation):
        duty, plain = duty_of(event), event.removesuffix(_END)
        if duty is not None and duty not in duties:
            yield say("规则 {rule} 提到义务“{duty}”的逾期，但没有这项义务；请改正代码。", rule=rule_name(rule), duty=duty)
        if duty is None and plain not in known:
            yield say("规则 {rule} 提到的事件“{event}”没有声明；请改正代码，或在 terms 中用 terms(\"event\", {event}=\"……\") 声明。",
                      rule=rule_name(rule), event=plain)


def _events_used(regulation: Regulation) -> Iterator[tuple[Rule, str]]:
    for rule in regulation.of(Rule):
        yield from ((rule, event) for event in _events_of(rule) if event not in {"", PERIOD_START, PERIOD_END})


def _events_of(rule: Rule) -> tuple[str, ...]:
    match rule:
        case Step():
            return rule.after
        case Guard():
            return (rule.step, rule.after)
        case Pairing():
            return (rule.step,)
        case Duty():
            due = rule.due
            return (rule.on, rule.done, due.anchor if due else "", due.opens.anchor if due and due.opens else "")
        case Tally():
            return tuple(rule.counts)
    return ()


def _steps(regulation: Regulation) -> Iterator[str]:
    after = {step.code: step.after for step in regulation.of(Step)}
    for start in after:
        seen, ahead = set[str](), list(after[start])
        while ahead:
            code = ahead.pop()
            if code == start:
                yield say("环节 {step} 绕了一圈又排在自己之前；请改正 after。", step=start)
                break
            if code not in seen:
                seen.add(code)
                ahead += after.get(code, ())


def _selectors(regulation: Regulation) -> Iterator[str]:
    declared = {(term.of, term.code) for term in (*COMMON_TERMS, *regulation.terms)}
    for rule in regulation.of(Rule):
        for of, code in sorted({name for one in selectors_in(rule) for name in one.names} - declared):
            yield say("规则 {rule} 选用的“{code}”没有声明；请改正，或在 terms 中用 terms(\"{of}\", {code}=\"……\") 声明。",
                      rule=rule_name(rule), of=of, code=code)


def selectors_in(value: object) -> Iterator[Selector]:
    """Every selector that stands somewhere inside a value, the outermost ones only."""
    if isinstance(value, Selector):
        yield value
    else:
        for part in parts_of(value):
            yield from selectors_in(part)


LOOKS = (_kinds, _materials, _events, _steps, _selectors)
