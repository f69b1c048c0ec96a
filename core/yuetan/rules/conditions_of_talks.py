"""Conditions about a talk itself: on what ground it is held, how many hold it, and whether they are still the same."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from yuetan.rules.case import Case
from yuetan.rules.conditions import Condition
from yuetan.rules.numerals import printed


@frozen
class Grounded(Condition):
    """One of these grounds is stated, or one listed under these places."""

    places: tuple[str, ...]

    def holds(self, case: Case) -> bool:
        return lies_under(case.grounds, self.places)


@frozen
class Talkers(Condition):
    """So many at least hold the talk themselves; those who only attend do not count."""

    count: int

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text may print for it."""
        return printed(self.count, "人")

    def holds(self, case: Case) -> bool:
        return len(case.interviewers) >= self.count


@frozen
class SamePeople(Condition):
    """Whoever talks and is talked to now, the last such event was about; so too where there was none, or none says."""

    event: str

    @property
    def events(self) -> frozenset[str]:
        return frozenset({self.event})

    def holds(self, case: Case) -> bool:
        return case.same_people(self.event)


def lies_under(grounds: Sequence[str], places: Sequence[str]) -> bool:
    """Whether one of some grounds is one of these places, or is listed under one."""
    return any(f"{ground}.".startswith(f"{place}.") for ground in grounds for place in places)


def grounded(*places: str) -> Condition:
    """One of these grounds is stated, or one listed under these places."""
    return Grounded(places)


def talkers(count: int) -> Condition:
    """So many at least hold the talk themselves."""
    return Talkers(count)


def same_people(event: str) -> Condition:
    """Nobody who talks or is talked to was changed since the last such event; there may have been none."""
    return SamePeople(event)
