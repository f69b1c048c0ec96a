"""Which events rules look for: those they wait for or count, and those their days are counted from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yuetan.rules.conditions import Condition
from yuetan.rules.days import Due
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import plain, reserved
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard
from yuetan.rules.rule import Rule


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


def looked_for(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The events that some rules look for, each once, in their order; none that is derived."""
    found = (event for rule in rules for event in (*causes(rule), *map(plain, anchors(rule))))
    return tuple(event for event in dict.fromkeys(found) if not reserved(event))
