"""What makes no sense in a regulation. Each fault names the regulation and the rule, and says what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from yuetan.rules import sense_duties, sense_words
from yuetan.rules.duties import Credit
from yuetan.rules.guarantees import GUARANTEES
from yuetan.rules.procedure import listed
from yuetan.rules.readings import Reading, open_places
from yuetan.rules.rule import Clause, Rule, rule_name
from yuetan.rules.shape import misshapen
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_CODE = re.compile(r"[a-z][a-z0-9_.]{0,59}")
_PLACE = re.compile(r"[1-9][0-9]*(\.[1-9][0-9]*)*")


def faults(regulation: Regulation) -> tuple[str, ...]:
    """Everything wrong with a regulation, one sentence each; the later looks need the earlier ones to have passed."""
    for looks in (_FORM, _MEANING if not regulation.readings() else _OPEN):
        found = tuple(say("制度 {regulation}：", regulation=regulation.code) + fault
                      for look in looks for fault in look(regulation))
        if found:
            return found
    return ()


def _shape(regulation: Regulation) -> Iterator[str]:
    for fault in misshapen(regulation):
        yield say("{fault}；请改正。", fault=fault) if not fault.startswith("字段 rules") else say(
            "rules 只能包含条款和规则，其中有别的内容；请检查是否漏写了逗号或多套了一层元组。")
    for rule in regulation.of(Rule):
        for fault in misshapen(rule):
            yield say("规则 {rule} 的{fault}；请改正。", rule=rule_name(rule), fault=fault)


def _codes(regulation: Regulation) -> Iterator[str]:
    for code in (regulation.code, *(rule.code for rule in regulation.of(Rule))):
        if not _CODE.fullmatch(code):
            yield say("代码“{code}”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过60个字符。", code=code)
    for name, count in Counter(rule_name(rule) for rule in regulation.of(Rule)).items():
        if count > 1:
            yield say("有 {count} 条规则的代码都是 {rule}；请改用不同的代码。", count=count, rule=name)
    for rule in regulation.of(Rule):
        if not rule.title.strip():
            yield say("规则 {rule} 没有标题；请写明它叫什么。", rule=rule_name(rule))
    if regulation.since and regulation.until and regulation.until <= regulation.since:
        yield say("施行起日 {since} 不早于止日 {until}；请改正其中之一。", since=regulation.since, until=regulation.until)


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
                          known="、".join(GUARANTEES))
        if not clause.gist.strip():
            yield say("条款 {at} 没有要旨；请用自己的话写一句它说了什么。", at=clause.at)


def _citations(regulation: Regulation) -> Iterator[str]:
    declared = {clause.at for clause in regulation.of(Clause)}
    for rule in regulation.of(Rule):
        if not rule.places and not (isinstance(rule, Credit) and rule.decision):
            yield say("规则 {rule} 没有引用条款；请写明 clause=。", rule=rule_name(rule))
        for place in (*rule.places, *listed(rule)):
            if place not in declared:
                yield _undeclared(rule_name(rule), place)
    for reading in regulation.readings().values():
        for place in reading.clause.split():
            if place not in declared:
                yield _undeclared(say("理解“{reading}”", reading=reading.code), place)


def _undeclared(who: str, place: str) -> str:
    return say("{who} 引用的条款 {place} 没有声明；请在它之前写 Clause(\"{place}\", ...)，或改正条款号。", who=who, place=place)


def _readings(regulation: Regulation) -> Iterator[str]:
    first: dict[str, Reading] = {}
    for place in (p for part in (regulation.rolls, regulation.newcomers, *regulation.rules) for p in open_places(part)):
        if not place.options:
            yield say("理解“{reading}”没有选项；请至少写一种。", reading=place.code)
        twin = first.setdefault(place.code, place)
        if (twin.question, tuple(twin.options), twin.clause) != (place.question, tuple(place.options), place.clause):
            yield say("理解“{reading}”出现在几处，但问题、选项或条款不一致；请统一，或改用不同的代码。", reading=place.code)


_Look = Callable[["Regulation"], Iterator[str]]
_FORM: tuple[_Look, ...] = (_shape,)
_OPEN: tuple[_Look, ...] = (_codes, _clauses, _citations, _readings)
_MEANING: tuple[_Look, ...] = (*_OPEN, *sense_words.LOOKS, *sense_duties.LOOKS)
