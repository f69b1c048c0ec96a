"""A campaign: every mutant of a regulation told every story, until one of them notices."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from yuetan.rules.regulation import Regulation
from yuetan.testing.mutations import Mutant, mutants
from yuetan.testing.scenario import Check, checks
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import Story


@frozen(eq=False)
class Noticed:
    """What became of a mutant."""

    mutant: Mutant
    by: str  # the story and the expectation that noticed, or why it was refused; empty: it survived


@frozen(eq=False)
class _Witness:
    """One expectation of one story."""

    place: str
    names: frozenset[str]
    check: Check


def campaign(regulation: Regulation, stories: tuple[Story, ...], rule: str) -> Iterator[Noticed]:
    """What becomes of every mutant of one rule of a regulation, its open places read by default.

    Only the stories told under that reading are heard: others would fail for reasons of their own. A mutant on which
    the engine stumbles is noticed if such a regulation is refused; else the error is raised: the engine is wrong.
    """
    near, far = _witnesses(stories, rule)
    for mutant in mutants(regulation.under({}), rule):
        settled = Settled(mutant.regulation)
        by = _first_to_notice(near, mutant, settled) or mutant.refused or _first_to_notice(far, mutant, settled)
        yield Noticed(mutant, by)


def _first_to_notice(witnesses: list[_Witness], mutant: Mutant, settled: Settled) -> str:
    for place, witness in enumerate(witnesses):
        if _fails(witness, mutant, settled):
            witnesses.insert(0, witnesses.pop(place))  # whoever noticed last may well notice the next one too
            return witness.place
    return ""


def _witnesses(stories: tuple[Story, ...], rule: str) -> tuple[list[_Witness], list[_Witness]]:
    """Every expectation: those that name the rule, and all others, first of them those about rules of its sort."""
    found = [_Witness(f"{story.source} {expected.place if expected else 'exact'}",
                      expected.names if expected else frozenset(), check)
             for story in stories if not story.settings for expected, check in checks(Stage(story))]
    sort = rule.split(":", maxsplit=1)[0]
    far = sorted((one for one in found if rule not in one.names), key=lambda one: sort not in one.names)
    return [one for one in found if rule in one.names], far


def _fails(witness: _Witness, mutant: Mutant, settled: Settled) -> bool:
    try:
        return next(witness.check(settled), None) is not None
    except Exception:
        if mutant.refused:
            return True
        raise
