"""A campaign: every mutant of a regulation told every story, until one of them notices."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from yuetan.rules.procedure import Guard, Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule, rule_name
from yuetan.testing.expectations import Expectation, ExpectedCandidates, ExpectedInterviewer, ExpectedStep
from yuetan.testing.mutations import Mutant, mutants
from yuetan.testing.scenario import Check, checks
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import Story

NEIGHBOURS = 4  # witnesses that come forward together


@frozen(eq=False)
class Noticed:
    """What became of a mutant."""

    mutant: Mutant
    by: str  # the story and the expectation that noticed, or why it was refused; empty: it survived


@frozen(eq=False)
class _Witness:
    """One expectation of one story."""

    place: str
    expected: Expectation | None  # none: that nothing is left unnamed
    check: Check

    @property
    def names(self) -> frozenset[str]:
        """The rules it names."""
        return self.expected.names if self.expected else frozenset()


def campaign(regulation: Regulation, stories: tuple[Story, ...], rule: str) -> Iterator[Noticed]:
    """What becomes of every mutant of one rule of a regulation, its open places read by default.

    Only the stories told under that reading are heard: others would fail for reasons of their own. A mutant on which
    the engine stumbles is noticed if such a regulation is refused; else the error is raised: the engine is wrong.
    """
    settled = regulation.under({})
    near, likely, far = _witnesses(stories, settled, rule)
    for mutant in mutants(settled, rule):
        yield Noticed(mutant, _noticed_by(mutant, Settled(mutant.regulation), near, likely, far))


def _noticed_by(mutant: Mutant, settled: Settled, near: list[_Witness], likely: list[_Witness],
                far: list[_Witness]) -> str:
    """Who notices first; whether it is refused takes as long to see as many witnesses take, and is asked in between."""
    return (_first_to_notice(near, mutant, settled) or _first_to_notice(likely, mutant, settled) or mutant.refused
            or _first_to_notice(far, mutant, settled))


def _first_to_notice(witnesses: list[_Witness], mutant: Mutant, settled: Settled) -> str:
    for place, witness in enumerate(witnesses):
        if _fails(witness, mutant, settled):
            end = place + NEIGHBOURS  # whoever noticed last, or stands beside him, may well notice the next one too
            witnesses[:end] = [*witnesses[place:end], *witnesses[:place]]
            return witness.place
    return ""


def _witnesses(stories: tuple[Story, ...], regulation: Regulation, name: str,
               ) -> tuple[list[_Witness], list[_Witness], list[_Witness]]:
    """Every expectation: those that name the rule, those about the same act of the same kind, and all others.

    First of the others come those about rules of its sort.
    """
    found = [_Witness(f"{story.source} {expected.place if expected else 'exact'}", expected, check)
             for story in stories if not story.settings for expected, check in checks(Stage(story))]
    rule = next((one for one in regulation.of(Rule) if rule_name(one) == name), None)
    sort = name.split(":", maxsplit=1)[0]
    near = [one for one in found if name in one.names]
    likely = [one for one in found if name not in one.names and _of_one_act(one.expected, rule)]
    rest = [one for one in found if name not in one.names and not _of_one_act(one.expected, rule)]
    return near, likely, sorted(rest, key=lambda one: sort not in one.names)


def _of_one_act(expected: Expectation | None, rule: Rule | None) -> bool:
    """Whether an expectation is about the act that a rule is about, and about one of its kinds."""
    match expected, rule:
        case (ExpectedCandidates(what=what) | ExpectedInterviewer(what=what)), Pairing():
            return what.step == rule.step and applies(rule.kinds, what.kind)
        case ExpectedStep(act=act), Guard():
            return act.step == rule.step and applies(rule.kinds, act.kind)
    return False


def _fails(witness: _Witness, mutant: Mutant, settled: Settled) -> bool:
    try:
        return next(witness.check(settled), None) is not None
    except Exception:
        if mutant.refused:
            return True
        raise
