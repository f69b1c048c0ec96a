"""Whether a duty was met, when, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from yuetan.engine.facts import Event
from yuetan.engine.obligations import Occasion
from yuetan.engine.talks import counting_talks, present, present_of
from yuetan.engine.terms import events_after
from yuetan.engine.world import World
from yuetan.rules.duties import Quota
from yuetan.rules.force import UNIT
from yuetan.rules.regulation import Regulation


@frozen
class Met:
    """What met a duty: the event that completed it, and all that counted up to it."""

    event: Event
    counted: tuple[Event, ...]


def met(world: World, regulation: Regulation, occasion: Occasion) -> Met | None:
    """The event by which the duty was met; None where it was not."""
    counted = met_so_far(world, regulation, occasion)
    needed = occasion.duty.talk.times if occasion.duty.talk else occasion.duty.times
    return Met(counted[needed - 1], counted[:needed]) if len(counted) >= needed else None


def met_so_far(world: World, regulation: Regulation, occasion: Occasion) -> tuple[Event, ...]:
    """All events that count towards the duty, in order; one that brings several people counts as often."""
    if occasion.duty.talk:
        found = _talks(world, regulation, occasion, occasion.duty.talk)
    elif occasion.until is None:
        found = (event for event in events_after(world, occasion, occasion.duty.met_by) if counts_for(occasion, event))
    else:
        found = _in_period(world, occasion)
    return tuple(sorted(found, key=lambda event: event.on))


def counts_for(occasion: Occasion, event: Event) -> bool:
    """Whether an event counts for the period or the cause: the one it names, else by the day it happened on."""
    if event.counts_for and occasion.last is None:  # what rolls from the last talk has no periods to name
        return event.counts_for == occasion.key.cause
    first, last = occasion.window or (occasion.since, occasion.until or date.max)
    return first <= event.on <= last


def _in_period(world: World, occasion: Occasion) -> Iterator[Event]:
    events = (*(event for cadre in occasion.cadres for event in world.events_of(cadre=cadre)),
              *(world.events_of(unit=occasion.unit) if occasion.unit else ()))
    return (event for event in events if event.code == occasion.duty.met_by and counts_for(occasion, event))


def _talks(world: World, regulation: Regulation, occasion: Occasion, quota: Quota) -> Iterator[Event]:
    seen = set[str]()
    for talk in counting_talks(world, regulation, quota, occasion.cadres, occasion.unit):
        interview, event = talk
        if not counts_for(occasion, event):
            continue
        names = {interview.id}
        if quota.persons:
            names = set(present_of(world, talk, occasion.unit) if quota.per == UNIT else present(talk))
        yield from [event] * len(names - seen)
        seen |= names
