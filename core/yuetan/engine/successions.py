"""Which unit stands in the place of another on a day: what ended goes on in its heir, what began was something before.

Nothing is rewritten where units change: what a unit did and owed keeps its name, and whose it is now is looked up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from yuetan.engine.facts import Succession
from yuetan.engine.tree import Tree

POSTS, REPORTS, CASES = "posts", "reports", "cases"
"""What a unit takes over from another."""

INHERITED = frozenset({POSTS, REPORTS, CASES})
"""All of it: what the one heir takes over."""


def acting(successions: Iterable[Succession], unit: str, on: date) -> str:
    """The unit that has taken over the reports and cases of one by a day, from heir to heir; itself where none has."""
    return heirs_of(successions, unit, on)[-1]


def heirs_of(successions: Iterable[Succession], unit: str, on: date) -> tuple[str, ...]:
    """A unit, whoever took over its reports and cases by a day, whoever took over theirs, and so on."""
    heirs = {one.unit: one.successor for one in successions if one.since <= on and CASES in one.inherits}
    found = [unit]
    while (following := heirs.get(found[-1])) is not None and following not in found:  # records may hold a circle
        found.append(following)
    return tuple(found)


def came_from(successions: Iterable[Succession], unit: str) -> tuple[str, ...]:
    """The units that one took over from, each once."""
    return tuple(dict.fromkeys(one.unit for one in successions if one.successor == unit))


def units_as(tree: Tree, successions: Sequence[Succession], units: Iterable[str], on: date) -> Mapping[str, str]:
    """Every unit as what it is on a day, for figures by the tree of that day; empty where it is nothing then.

    What has ended by the day is its heir. What has not begun is what it came from; where that is several, the lowest
    unit they all lay under on the day. What exists is itself.
    """
    found = dict[str, str]()
    for unit in units:
        found[unit] = _as(tree, successions, unit, on, found, frozenset())
    return found


def _as(tree: Tree, successions: Sequence[Succession], unit: str, on: date, known: Mapping[str, str],  # noqa: PLR0913, PLR0917 - one walk
        passed: frozenset[str]) -> str:
    if tree.placed(unit, on):
        return unit
    if unit in known or unit in passed:
        return known.get(unit, "")
    heir = acting(successions, unit, on)
    if heir != unit:
        return heir if tree.placed(heir, on) else ""
    before = [_as(tree, successions, one, on, known, passed | {unit}) for one in came_from(successions, unit)]
    return _common(tree, [one for one in dict.fromkeys(before) if one], on)


def _common(tree: Tree, units: Sequence[str], on: date) -> str:
    """The lowest unit that all of some lie under, or are, on a day; empty where there is none."""
    if not units:
        return ""
    first, *others = (tree.above(one, on) for one in units)
    return next((one for one in first if all(one in other for other in others)), "")
