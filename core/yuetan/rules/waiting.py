"""Which events rules look for: those they wait for or count, and those their days are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.conditions import Condition
from yuetan.rules.days import Due
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import plain, reserved
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard
from yuetan.rules.rule import Rule

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation


def causes(rule: Rule) -> Iterator[str]:
    """What a rule waits for, or counts."""
    if isinstance(rule, Guard) and rule.after:
        yield rule.after
    elif isinstance(rule, Duty) and rule.on:
        yield rule.on
    elif isinstance(rule, Tally):
        yield from rule.counts
    for condition in inside(rule, Condition):
        yield from condition.events


def anchors(rule: Rule) -> Iterator[str]:
    """What the days of a rule are counted from."""
    yield from (due.anchor for due in inside(rule, Due))


def looked_for(regulation: Regulation) -> tuple[str, ...]:
    """The events that rules of a regulation look for, each once, in the order of its articles; none that is derived."""
    found = (event for rule in regulation.of(Rule) for event in (*causes(rule), *map(plain, anchors(rule))))
    return tuple(event for event in dict.fromkeys(found) if not reserved(event))
