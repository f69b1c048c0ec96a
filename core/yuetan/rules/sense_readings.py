"""Sense of open places: each stands where a value may be open, asks something, and offers more than one answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.parts import fields_of
from yuetan.rules.readings import Reading, open_places
from yuetan.rules.rule import Clause
from yuetan.rules.shape import misshapen
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_MAY_BE_OPEN = frozenset({"rolls", "newcomers", "rules", "choices"})  # of a regulation
_NEVER_OPEN = frozenset({"code", "title", "clause", "verb"})  # of a rule


def undeclared(who: str, place: str) -> str:
    """The fault that somebody cites a clause that is not declared."""
    return say('{who} 引用的条款 {place} 没有声明；请在它之前写 Clause("{place}", …)，或改正条款号。',
               who=who, place=place)


def where_they_stand(regulation: Regulation) -> Iterator[str]:
    """Faults of open places that stand where nothing can be open, or are no open places."""
    for name, _, value in fields_of(regulation):
        if name not in _MAY_BE_OPEN and open_places(value):
            yield say("字段 {field} 不能留作不同理解；请写明一个值。", field=name)
    for one in regulation.rules:
        for name, _, value in fields_of(one):
            if isinstance(value, Reading) and (isinstance(one, Clause) or name in _NEVER_OPEN):
                yield say("一个 {sort} 的字段 {field} 不能留作不同理解；请写明一个值。", sort=type(one).__name__,
                          field=name)
    for place in _all(regulation):
        for fault in misshapen(place):
            yield say("理解“{reading}”的{fault}；请改正。", reading=place.code, fault=fault)


def what_they_offer(regulation: Regulation) -> Iterator[str]:
    """Faults of what open places ask and of the options they offer."""
    first: dict[str, Reading] = {}
    for place in _all(regulation):
        twin = first.setdefault(place.code, place)
        if twin is place:
            yield from _offer(regulation, place)
        elif _wording(twin) != _wording(place):
            yield say("理解“{reading}”出现在几处，但问题、选项或条款不一致；请统一，或改用不同的代码。",
                      reading=place.code)


def _offer(regulation: Regulation, place: Reading) -> Iterator[str]:
    if len(place.options) <= 1:
        yield say("理解“{reading}”只有 {count} 个选项，谈不上不同理解；请至少写两个，或直接写明那个值。",
                  reading=place.code, count=len(place.options))
    if place.labels and len(place.labels) != len(place.options):
        yield say("理解“{reading}”有 {options} 个选项、{labels} 个名称；请一一对应。", reading=place.code,
                  options=len(place.options), labels=len(place.labels))
    if not (place.question.strip() and place.why.strip()):
        yield say("理解“{reading}”没有写明问题或理由；请写 question 和 why。", reading=place.code)
    declared = {clause.at for clause in regulation.of(Clause)}
    if not place.clause.split():
        yield say("理解“{reading}”没有引用条款；请写明 clause=。", reading=place.code)
    for at in place.clause.split():
        if at not in declared:
            yield undeclared(say("理解“{reading}”", reading=place.code), at)


def _wording(place: Reading) -> tuple[object, ...]:
    return place.question, tuple(place.options), place.labels, place.why, place.clause


def _all(regulation: Regulation) -> Iterator[Reading]:
    for part in (regulation.rolls, regulation.newcomers, *regulation.rules):
        yield from open_places(part)
