"""Whether an edition that comes later leaves the past alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from yuetan.engine.derived import with_derived
from yuetan.engine.obligations import Obligation
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.periods import Rolling
from yuetan.rules.regulation import Regulation
from yuetan.testing.kit.faults import Fault, Problem, place_of
from yuetan.testing.kit.subject import Subject
from yuetan.testing.kit.written import cases_of_editions
from yuetan.testing.mutations import unchecked
from yuetan.wording import say

LONGER = 7
"""So many days more are given by the edition that is made up."""


def a_later_edition_leaves_the_past_alone(subject: Subject, case: str) -> Iterator[Fault]:
    """What is owed for something that began, or a period that ended, before a made-up edition, and changes with it.

    The later edition comes into force on the day of each story and gives every duty another term.
    """
    edition = cases_of_editions(subject)[case]
    if edition.regulation.until is not None:
        return  # a later one is there, and the stories tell of both
    for story in subject.stories_of(edition):
        world, day = story.world, story.world.as_of
        if edition.regulation.since is not None and day <= edition.regulation.since:
            continue
        alone, former, latter = edition.settled, *_editions(edition.settled, day)
        before, after = _past(world, alone, day), _past(world, former, day)
        again = {_named(one) for one in _owed(world, latter)}
        for name, one in before.items():
            if after.get(name) != one or name in again:
                where = place_of(edition.regulation, one.duty)
                yield Fault(Problem.PAST_CHANGED, where, say("故事 {file} 中 {subject}", file=story.source,
                                                             subject=one.key.subject))


def _editions(regulation: Regulation, day: date) -> tuple[Regulation, Regulation]:
    """The same until a day, and from that day on with other terms."""
    rules = tuple(evolve(one, due=evolve(one.due, count=one.due.count + LONGER))
                  if isinstance(one, Duty) and one.due else one for one in regulation.rules)
    return unchecked(regulation, until=day), unchecked(regulation, since=day, rules=rules)


def _owed(world: World, regulation: Regulation) -> tuple[Obligation, ...]:
    return obligations(with_derived(world, regulation), regulation)


def _past(world: World, regulation: Regulation, day: date) -> dict[tuple[str, str, str], Obligation]:
    """What is owed for causes and whole periods before a day."""
    return {_named(one): one for one in _owed(world, regulation) if one.occasion is not None
            and not isinstance(one.duty.each, Rolling) and one.occasion.since < day
            and (one.occasion.until is None or one.occasion.until < day)}


def _named(one: Obligation) -> tuple[str, str, str]:
    return one.key.duty, one.key.subject, one.key.cause
