"""Sense of selectors: each can select somebody. ``unit("a") & unit("b")``, where ``|`` was meant, selects nobody.

A selector is tried on every post that can be told apart by the words it uses. What a person's other posts may change is
taken to be possible, so that no selector is refused that could select anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

from attrs import frozen

from yuetan.rules.parts import fields_of, inside
from yuetan.rules.rule import Rule, rule_name
from yuetan.rules.selectors import Anyone, Both, Either, Is, Marked, Nobody, Not, Post, Ranked, Selector
from yuetan.rules.terms import Rank
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_OTHER = ""  # any word a selector does not use
_MOST = 20_000  # posts tried; beyond that a selector is let pass
_SORTS = (Anyone, Both, Either, Is, Marked, Nobody, Not, Ranked)


@frozen
class _Post:
    unit_type: str
    post: str
    manner: str
    party: str
    rank: int
    marks: frozenset[str]


def _somebody(regulation: Regulation) -> Iterator[str]:
    for rule in regulation.of(Rule):
        for name, _, value in fields_of(rule):
            if any(selects_nobody(selector) for selector in inside(value, Selector)):
                yield say("规则 {rule} 的 {field} 中有对象选择选不中任何人；一个职务不会既是这个又是那个，“或”请写 |，"
                          "“且”才写 &。", rule=rule_name(rule), field=name)


@cache
def selects_nobody(selector: Selector) -> bool:
    """Whether no post at all can be selected; False where that cannot be told."""
    parts = tuple(inside(selector, Selector))
    if not all(isinstance(part, _SORTS) for part in parts):
        return False  # a plugin's own
    words = [_words(parts, name) for name in ("unit_type", "post", "manner", "party")]
    ranks = (0, *Rank) if any(isinstance(part, Ranked) for part in parts) else (0,)
    marks = _subsets(sorted({part.mark for part in parts if isinstance(part, Marked)}))
    axes = (*words, ranks, marks)
    if prod(map(len, axes)) > _MOST:
        return False
    return not any(_may(selector, _Post(*values), wanted=True) for values in product(*axes))


def _words(parts: tuple[Selector, ...], name: str) -> tuple[str, ...]:
    used = (value for part in parts if isinstance(part, Is) and part.name == name for value in part.values)
    return (*dict.fromkeys(used), _OTHER)


def _subsets(marks: list[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(some) for size in range(len(marks) + 1) for some in combinations(marks, size))


def _may(selector: Selector, post: Post, *, wanted: bool) -> bool:
    """Whether a selector may say yes (or no) to a post, whatever other posts its holder has."""
    match selector:
        case Not(one):
            return _may(one, post, wanted=not wanted)
        case Both(one, two):
            return (all if wanted else any)(_may(part, post, wanted=wanted) for part in (one, two))
        case Either(one, two):
            return (any if wanted else all)(_may(part, post, wanted=wanted) for part in (one, two))
        case Nobody(one):
            return not wanted or _may(one, post, wanted=False)
    return selector.admits(post) is wanted


LOOKS = (_somebody,)
