"""A campaign: every mutant of a regulation told every story, until one of them notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from yuetan.testing.mutations import Mutant
from yuetan.testing.scenario import Check, checks
from yuetan.testing.stage import Stage
from yuetan.testing.story import Story


@frozen(eq=False)
class _Witness:
    """One expectation of one story."""

    story: str
    place: str
    names: frozenset[str]
    check: Check


@frozen(eq=False)
class Campaign:
    """The stories told under the readings a regulation takes by default: others would fail for reasons of their own."""

    stories: tuple[Story, ...]
    _witnesses: tuple[_Witness, ...] = field(init=False)
    _first: dict[str, list[_Witness]] = field(init=False, factory=dict)  # for each rule, who noticed most lately first

    @_witnesses.default
    def _all(self) -> tuple[_Witness, ...]:
        return tuple(_Witness(story.source, expected.place if expected else "exact", expected.names if expected else
                              frozenset(), check)
                     for story in self.stories if not story.settings for expected, check in checks(Stage(story)))

    def noticed_by(self, mutant: Mutant) -> str:
        """The story and the expectation that first notice a mutant; empty where none does.

        What makes the engine stumble is noticed only if such a regulation is refused; else the error is raised.
        """
        ordered = self._ordered(mutant.rule)
        for place, witness in enumerate(ordered):
            if self._fails(witness, mutant):
                ordered.insert(0, ordered.pop(place))
                return f"{witness.story} {witness.place}"
        return mutant.refused

    def survivors(self, mutants: Iterable[Mutant]) -> Iterator[str]:
        """The descriptions of those that nothing notices."""
        return (mutant.description for mutant in mutants if not self.noticed_by(mutant))

    def _ordered(self, rule: str) -> list[_Witness]:
        if rule not in self._first:
            self._first[rule] = sorted(self._witnesses, key=lambda witness: rule not in witness.names)
        return self._first[rule]

    def _fails(self, witness: _Witness, mutant: Mutant) -> bool:
        try:
            return next(witness.check(mutant.regulation), None) is not None
        except Exception:
            if mutant.refused:
                return True
            raise
