"""A regulation with one thing in it changed: what a set of stories must notice, or it does not say enough."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any, TypeVar, cast

from attrs import evolve, frozen

from yuetan.rules.papers import Material
from yuetan.rules.parts import fields_of, inside
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule, rule_name
from yuetan.rules.sense import meaning
from yuetan.rules.shape import misshapen
from yuetan.testing.mutated_around import around
from yuetan.testing.mutated_values import Walk

T = TypeVar("T")

OWN = "regulation"
"""The name for what a regulation says of itself: since when it is in force, how it rolls and takes newcomers."""


@frozen(eq=False)
class Mutant:
    """A regulation with one change. It may make no sense: `refused` says so, at the cost of looking at all of it."""

    description: str  # "duty:notice.due.count: -3 to -4"
    rule: str  # the rule that was changed, or OWN
    regulation: Regulation
    changed: Rule | None = None  # the rule as it is now; none where it was taken away, or for OWN

    @property
    def refused(self) -> str:
        """Why such a regulation could not even be made; empty where it could."""
        return "\n".join(misshapen(self.changed) if self.changed else ()) or "\n".join(meaning(self.regulation))


def mutants(regulation: Regulation, *only: str) -> Iterator[Mutant]:
    """Every value of every rule of a settled regulation changed, one at a time, and every rule taken away.

    Titles, gists and verbs are words for people and are left alone, and so are clauses, which the official text
    itself is held against. With ``only``, the changes of these rules (`changed_rules` has their names).
    """
    walk = Walk(around(regulation))
    if not only or OWN in only:
        yield from _of_its_own(regulation, walk)
    for rule in regulation.of(Rule):
        if not only or rule_name(rule) in only:
            yield from _of_rule(regulation, rule, walk)


def changed_rules(regulation: Regulation) -> tuple[str, ...]:
    """The names under which `mutants` changes something."""
    return (OWN, *map(rule_name, regulation.of(Rule)))


def _of_its_own(regulation: Regulation, walk: Walk) -> Iterator[Mutant]:
    for name in ("since", "until", "rolls", "newcomers"):
        for at, what, new in walk.changes(getattr(regulation, name)):
            yield Mutant(f"{OWN}.{name}{at}: {what}", OWN, unchecked(regulation, **{name: new}))


def _of_rule(regulation: Regulation, rule: Rule, walk: Walk) -> Iterator[Mutant]:
    name = rule_name(rule)
    rest = tuple(one for one in regulation.rules if one is not rule)
    yield Mutant(f"{name}: removed", name, unchecked(regulation, rules=rest))
    naming = {id(one) for one in rest if isinstance(rule, Kind | Material) and rule in inside(one, type(rule))}
    for at, what, new in walk.inside(rule):
        yield Mutant(f"{name}{at}: {what}", name, _instead(regulation, rule, new, naming), new)


def unchecked(regulation: Regulation, **changed: object) -> Regulation:
    """The regulation with other values, not looked at for sense: most mutants are noticed before that."""
    mutated = copy(regulation)
    for name, value in {"_known": {}, **changed}.items():  # what the other was asked is not what this one answers
        object.__setattr__(mutated, name, value)
    return mutated


def _instead(regulation: Regulation, old: Rule, new: Rule, naming: set[int]) -> Regulation:
    """The regulation with one rule for another; a kind or a paper is changed wherever rules name it."""
    return unchecked(regulation, rules=tuple(
        new if one is old else _swapped(one, old, new) if id(one) in naming else one for one in regulation.rules))


def _swapped(value: T, old: object, new: object) -> T:
    """A value in which one part stands for another, however deep; itself where the part is not in it."""
    if value is old:
        return cast("T", new)
    if isinstance(value, tuple):
        return cast("T", tuple(_swapped(part, old, new) for part in value))
    changed = {argument: after for _, argument, part in fields_of(value)
               if isinstance(part, tuple | Rule) or fields_of(part)
               if (after := _swapped(part, old, new)) is not part and after != part}
    return cast("T", evolve(cast("Any", value), **changed)) if changed else value
