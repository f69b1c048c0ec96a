"""Sense of the words rules use: kinds, papers and the words of open sets are declared, each of them once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from yuetan.rules.conditions import Filled, Talked
from yuetan.rules.duties import Credit, Duty, Tally
from yuetan.rules.events import COMMON_EVENTS
from yuetan.rules.papers import QUESTION_FIELDS, TEST_MEDIUM, Collection, FieldType, FormField, Material
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Kind, Step
from yuetan.rules.rule import Rule, rule_name
from yuetan.rules.selectors import Selector
from yuetan.rules.terms import COMMON_TERMS
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation


def known_events(regulation: Regulation) -> set[str]:
    """Every event code a regulation has a word for, but for overdue and departed ones."""
    return {*(term.code for term in (*COMMON_EVENTS, *regulation.terms) if term.of == "event"),
            *(rule.code for rule in regulation.of(Rule) if isinstance(rule, Step | Tally | Material))}


def _kinds(regulation: Regulation) -> Iterator[str]:
    declared = set(regulation.of(Kind))
    codes = {kind.code for kind in declared}
    for rule in regulation.of(Rule):
        used = (*getattr(rule, "kinds", ()), *(rule.talk.counting if isinstance(rule, Duty) and rule.talk else ()),
                *((rule.to,) if isinstance(rule, Credit) else ()))
        unknown = [kind.code for kind in used if kind not in declared]
        unknown += [one.kind for one in inside(rule, Talked) if one.kind not in codes]
        papers = rule.fields if isinstance(rule, Material | Collection) else ()
        unknown += [code for one in papers for code in one.counted if code not in codes]
        for code in dict.fromkeys(unknown):
            yield say("规则 {rule} 用到的约谈种类 {kind} 没有列入 rules；请把它写进去，或改正代码。",
                      rule=rule_name(rule), kind=code)


def _materials(regulation: Regulation) -> Iterator[str]:
    declared = set(regulation.of(Material))
    for duty in regulation.of(Duty):
        if duty.material is not None and duty.material not in declared:
            yield say("义务 {duty} 的材料 {material} 没有列入 rules；请把它写进去。", duty=duty.code,
                      material=duty.material.code)
    papers: tuple[Material | Collection, ...] = (*regulation.of(Material), *regulation.of(Collection))
    for paper in papers:
        for code, count in Counter(one.code for one in paper.fields).items():
            if count > 1:
                yield say("{paper} 有 {count} 个栏目的代码都是“{field}”；请改用不同的代码。", paper=rule_name(paper),
                          count=count, field=code)
        for one in paper.fields:
            yield from _field(rule_name(paper), one)


def _drawn(regulation: Regulation) -> Iterator[str]:
    """Tests that are drawn out of what is no collection of questions, or ask for a field that taking one fills not."""
    banks = {one.code: {field.code for field in one.fields} for one in regulation.of(Collection)}
    for paper in regulation.of(Material):
        if paper.drawn_from and not set(QUESTION_FIELDS) <= banks.get(paper.drawn_from, set()):
            yield say("{paper} 从“{name}”抽题，但没有列入这个资料库，或它没有 {fields} 栏目；请补上或改正。",
                      paper=rule_name(paper), name=paper.drawn_from, fields=say("、").join(QUESTION_FIELDS))
        for one in paper.fields if paper.drawn_from else ():
            if one.required and one.code != TEST_MEDIUM:
                yield say("{paper} 由系统登记，不由人填写；请把栏目“{field}”写成 required=False。",
                          paper=rule_name(paper), field=one.code)


def _rounds(regulation: Regulation) -> Iterator[str]:
    """Papers that tell of a round of talks and have no text to name its plan in."""
    for paper in regulation.of(Material):
        texts = {one.code for one in paper.fields if one.type is FieldType.TEXT}
        if paper.of_round and paper.of_round not in texts:
            yield say("{paper} 没有可以写计划名称的短文本栏目“{field}”；请补上，或改正 of_round。",
                      paper=rule_name(paper), field=paper.of_round)


def _field(paper: str, one: FormField) -> Iterator[str]:
    if not (one.code.strip() and one.title.strip()):
        yield say("{paper} 有一个栏目没有代码或名称；请写全。", paper=paper)
    if (one.type is FieldType.CHOICE) != bool(one.choices):
        yield say("{paper} 的栏目“{field}”：只有 FieldType.CHOICE 才写 choices，也必须写；请改正其一。", paper=paper,
                  field=one.code)
    if len(set(one.choices)) < len(one.choices):
        yield say("{paper} 的栏目“{field}”有重复的选项；请去掉。", paper=paper, field=one.code)


def _filled(regulation: Regulation) -> Iterator[str]:
    known = {one.code for paper in regulation.of(Material) for one in paper.fields}
    for rule in regulation.of(Rule):
        for code in dict.fromkeys(code for one in inside(rule, Filled) for code in one.fields if code not in known):
            yield say("规则 {rule} 要求填写的栏目“{field}”不在任何材料里；请改正代码，或写进材料的 fields。",
                      rule=rule_name(rule), field=code)


def _terms(regulation: Regulation) -> Iterator[str]:
    for term in regulation.terms:
        if not (term.of.strip() and term.code.strip() and term.title.strip()):
            yield say("terms 中“{code}”（{of}）没有写全；代码和名称都不能空白。", code=term.code, of=term.of)
    for one, two in combinations(dict.fromkeys((*COMMON_TERMS, *regulation.terms)), 2):
        if (one.of, one.code) == (two.of, two.code):
            yield say("“{code}”（{of}）有两个名称：“{first}”和“{second}”；请只用一个，通用的词不能另起名称。",
                      of=one.of, code=one.code, first=one.title, second=two.title)
        elif (one.of, one.title) == (two.of, two.title):
            yield say("“{title}”（{of}）有两个代码：{first} 和 {second}，花名册里分不清；请合并，或改一个名称。",
                      of=one.of, title=one.title, first=one.code, second=two.code)


def _selectors(regulation: Regulation) -> Iterator[str]:
    declared = {(term.of, term.code) for term in (*COMMON_TERMS, *regulation.terms)}
    for rule in regulation.of(Rule):
        for of, code in sorted({name for one in inside(rule, Selector) for name in one.names} - declared):
            yield say('规则 {rule} 选用的“{code}”没有声明；请改正，或在 terms 中用 terms("{of}", {code}="……") 声明。',
                      rule=rule_name(rule), of=of, code=code)


LOOKS = (_kinds, _materials, _drawn, _rounds, _filled, _terms, _selectors)
