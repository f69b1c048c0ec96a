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
    witnesses = _in_order(stories, rule)
    for mutant in mutants(regulation.under({}), rule):
        settled = Settled(mutant.regulation)
        for place, witness in enumerate(witnesses):
            if _fails(witness, mutant, settled):
                witnesses.insert(0, witnesses.pop(place))  # whoever noticed last may well notice the next one too
                yield Noticed(mutant, witness.place)
                break
        else:
            yield Noticed(mutant, mutant.refused)


def _in_order(stories: tuple[Story, ...], rule: str) -> list[_Witness]:
    """Every expectation: those that name the rule first, then those about rules of its sort."""
    found = [_Witness(f"{story.source} {expected.place if expected else 'exact'}",
                      expected.names if expected else frozenset(), check)
             for story in stories if not story.settings for expected, check in checks(Stage(story))]
    sort = rule.split(":", maxsplit=1)[0]
    return sorted(found, key=lambda one: 0 if rule in one.names else 1 if sort in one.names else 2)


def _fails(witness: _Witness, mutant: Mutant, settled: Settled) -> bool:
    try:
        return next(witness.check(settled), None) is not None
    except Exception:
        if mutant.refused:
            return True
        raise
