"""What makes no sense in a regulation. Each fault names the regulation and the rule, and says what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from yuetan.rules import (
    sense_acts,
    sense_duties,
    sense_events,
    sense_known,
    sense_readings,
    sense_selectors,
    sense_words,
)
from yuetan.rules.conditions_of_talks import Grounded
from yuetan.rules.duties import Credit, Duty
from yuetan.rules.events import reserved
from yuetan.rules.guarantees import GUARANTEES
from yuetan.rules.papers import Material
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard, listed
from yuetan.rules.readings import Reading
from yuetan.rules.rule import Clause, Rule, rule_name
from yuetan.rules.sense_layouts import layout_faults
from yuetan.rules.shape import is_fixed, misshapen
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_CODE = re.compile(r"[a-z][a-z0-9_.]{0,59}")
_PLACE = re.compile(r"[1-9][0-9]*(\.[1-9][0-9]*)*")


def faults(regulation: Regulation) -> tuple[str, ...]:
    """Everything wrong with a regulation, one sentence each; the later looks need the earlier ones to have passed.

    What its rules mean is looked at once no place in it is open.
    """
    for look in (_shape, sense_readings.where_they_stand, _all_looks):
        if found := tuple(look(regulation)):
            return tuple(say("制度 {regulation}：", regulation=regulation.code) + fault for fault in found)
    return ()


def meaning(regulation: Regulation) -> tuple[str, ...]:
    """Everything wrong with what the rules of a settled regulation mean, all of them known to be well shaped."""
    return tuple(fault for look in _SETTLED for fault in look(regulation))


def _shape(regulation: Regulation) -> Iterator[str]:
    yield from (say("{fault}；请改正。", fault=fault) for fault in misshapen(regulation, but="rules"))
    rules: object = regulation.rules
    if not isinstance(rules, tuple) or not all(isinstance(one, Clause | Rule | Reading) for one in rules):
        yield say("rules 只能包含条款和规则，其中有别的内容；请检查是否漏写了逗号或多套了一层元组。")
        return
    for one in regulation.rules:
        if isinstance(one, Reading):
            continue
        for fault in misshapen(one):
            yield say("{rule} 的{fault}；请改正。", rule=_called(one), fault=fault)
        if not is_fixed(one):
            yield say("{rule} 里有以后会变的值；请把 list 换成 tuple，把 set 换成 frozenset，不用 dict。",
                      rule=_called(one))


def _called(one: Clause | Rule) -> str:
    return (say("规则 {rule}", rule=rule_name(one)) if isinstance(one, Rule) else say("条款 {at}", at=one.at))


def _heading(regulation: Regulation) -> Iterator[str]:
    if not regulation.title.strip():
        yield say("没有名称；请在 title 中写明。")
    if not all(issuer.strip() for issuer in regulation.issuers):
        yield say("发文机关中有一个是空白；请写明是哪个机关，或去掉。")
    if not regulation.rules:
        yield say("没有任何条款和规则；请在 rules 中按原文的先后逐条写明。")
    if regulation.since and regulation.until and regulation.until <= regulation.since:
        yield say("施行起日 {since} 不早于止日 {until}；请改正其中之一。",
                  since=regulation.since, until=regulation.until)


def _codes(regulation: Regulation) -> Iterator[str]:
    for code in (regulation.code, *(rule.code for rule in regulation.of(Rule))):
        if not _CODE.fullmatch(code):
            yield say("代码“{code}”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过60个字符。", code=code)
        elif reserved(code):
            yield say("代码“{code}”会与推算出来的事件混淆；请不以 overdue.、departed.、period. 开头，不以 .end 结尾。",
                      code=code)
    for name, count in Counter(rule_name(rule) for rule in regulation.of(Rule)).items():
        if count > 1:
            yield say("有 {count} 条规则的代码都是 {rule}；请改用不同的代码。", count=count, rule=name)
    for rule in regulation.of(Rule):
        if not rule.title.strip():
            yield say("规则 {rule} 没有标题；请写明它叫什么。", rule=rule_name(rule))


def _clauses(regulation: Regulation) -> Iterator[str]:
    for at, count in Counter(clause.at for clause in regulation.of(Clause)).items():
        if count > 1:
            yield say("条款 {at} 声明了 {count} 次；请只保留一处。", at=at, count=count)
        if not _PLACE.fullmatch(at):
            yield say("条款号“{at}”不合要求；请写成用点分隔的数字，如第八条（三）写作 8.3。", at=at)
    for clause in regulation.of(Clause):
        if clause.aside and (clause.kept_by or clause.view):
            yield say("条款 {at} 既写了不设规则的理由，又写了由系统或页面落实；请只写一样。", at=clause.at)
        for name in clause.guarantees:
            if name not in GUARANTEES:
                yield say("条款 {at} 写由“{name}”落实，系统没有这项保证；可用的有：{known}。", at=clause.at, name=name,
                          known=say("、").join(GUARANTEES))
        if not clause.gist.strip():
            yield say("条款 {at} 没有要旨；请用自己的话写一句它说了什么。", at=clause.at)


def _citations(regulation: Regulation) -> Iterator[str]:
    clauses = {clause.at: clause for clause in regulation.of(Clause)}
    for rule in regulation.of(Rule):
        if not rule.places and not (isinstance(rule, Credit) and rule.decision):
            yield say("规则 {rule} 没有引用条款；请写明 clause=。", rule=rule_name(rule))
        for place in rule.places:
            if place in clauses and clauses[place].aside:
                yield say("规则 {rule} 引用的条款 {place} 却写着不设规则；请去掉 aside，或改正条款号。",
                          rule=rule_name(rule), place=place)
            elif place not in clauses:
                yield sense_readings.undeclared(_called(rule), place)


def _listings(regulation: Regulation) -> Iterator[str]:
    declared = {clause.at for clause in regulation.of(Clause)}
    for rule in regulation.of(Rule):
        decisive = rule.talk.grounds if isinstance(rule, Duty) and rule.talk else ()
        spoken_of = (*(rule.grounds if isinstance(rule, Guard) else ()),
                     *(place for one in inside(rule, Grounded) for place in one.places))
        for place in (*listed(rule), *decisive, *spoken_of):
            if place not in declared:
                yield sense_readings.undeclared(_called(rule), place)


def _layouts(regulation: Regulation) -> Iterator[str]:
    yield from layout_faults(regulation.layouts, regulation.of(Material), regulation.of(Duty), regulation.printed)


def _all_looks(regulation: Regulation) -> Iterator[str]:
    for look in _SETTLED if not regulation.readings() else _OPEN:
        yield from look(regulation)


_Look = Callable[["Regulation"], Iterator[str]]
_OPEN: tuple[_Look, ...] = (_heading, _codes, _clauses, _citations, sense_readings.what_they_offer)
_SETTLED: tuple[_Look, ...] = (*_OPEN, _listings, *sense_words.LOOKS, *sense_known.LOOKS, *sense_events.LOOKS,
                               *sense_duties.LOOKS, *sense_acts.LOOKS, *sense_selectors.LOOKS, _layouts)
