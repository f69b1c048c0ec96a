"""Whether a duty was met, when, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from yuetan.engine.facts import Event, Interview
from yuetan.engine.obligations import Occasion
from yuetan.engine.permitted import Occurrence, owners
from yuetan.engine.terms import events_after
from yuetan.engine.world import World
from yuetan.rules.duties import Credit, Quota
from yuetan.rules.events import HELD
from yuetan.rules.force import INTERVIEWER, PAIR, UNIT
from yuetan.rules.regulation import Regulation


@frozen
class Met:
    """What met a duty: the event that completed it, and all that counted up to it."""

    event: Event
    counted: tuple[Event, ...]


def met(world: World, regulation: Regulation, occasion: Occasion) -> Met | None:
    """The event by which the duty was met; None where it was not."""
    counted = met_so_far(world, regulation, occasion)
    needed = occasion.duty.talk.times if occasion.duty.talk else 1
    return Met(counted[needed - 1], counted[:needed]) if len(counted) >= needed else None


def met_so_far(world: World, regulation: Regulation, occasion: Occasion) -> tuple[Event, ...]:
    """All events that count towards the duty, in order."""
    quota = occasion.duty.talk
    found = _talks(world, regulation, occasion, quota) if quota else events_after(
        world, occasion, occasion.duty.met_by) if occasion.until is None else _in_period(world, occasion)
    return tuple(sorted(found, key=lambda event: event.on))


def _in_period(world: World, occasion: Occasion) -> Iterator[Event]:
    events = (*(e for cadre in occasion.cadres for e in world.events_of(cadre=cadre)),
              *(world.events_of(unit=occasion.unit) if occasion.unit else ()))
    return (event for event in events if event.code == occasion.duty.met_by and counts_for(occasion, event))


def counts_for(occasion: Occasion, event: Event) -> bool:
    """Whether an event counts for the period or the cause: the period it names, else the one it happened in."""
    if event.counts_for:
        return event.counts_for == occasion.key.cause
    return occasion.since <= event.on and (occasion.until is None or event.on <= occasion.until)


def _talks(world: World, regulation: Regulation, occasion: Occasion, quota: Quota) -> Iterator[Event]:
    seen = set[str]()
    for interview, event in _held(world, occasion, quota):
        if not _of_kind(regulation, interview, quota) or not counts_for(occasion, event):
            continue
        if quota.together and not interview.collective:
            continue
        if quota.by_owner and not _by_owner(world, regulation, quota, interview, event):
            continue
        names = {*interview.to} if quota.persons else {interview.id}
        if names - seen:
            yield from [event] * (len(names - seen) if quota.persons else 1)
        seen |= names


def _held(world: World, occasion: Occasion, quota: Quota) -> Iterator[tuple[Interview, Event]]:
    if quota.per == UNIT:
        talks = ((i, e) for i, e in _all_talks(world) if any(
            post.unit == occasion.unit for cadre in i.to for post in world.posts_of(cadre, e.on)))
    elif quota.per == INTERVIEWER:
        talks = ((i, e) for i, e in _all_talks(world) if set(occasion.cadres) & set(i.by))
    elif quota.per == PAIR:
        one, two = occasion.cadres
        talks = ((i, e) for i, e in _all_talks(world) if (one in i.by and two in i.to) or (two in i.by and one in i.to))
    else:
        talks = (talk for cadre in occasion.cadres for talk in world.talks_with(cadre))
    return talks


def _all_talks(world: World) -> Iterator[tuple[Interview, Event]]:
    for event in world.events_with(HELD):
        interview = world.interview(event.interview)
        if interview is not None:
            yield interview, event


def _of_kind(regulation: Regulation, interview: Interview, quota: Quota) -> bool:
    if interview.regulation == regulation.code:
        return interview.kind == quota.kind.code
    return any(credit.to == quota.kind and interview.family in credit.families for credit in regulation.of(Credit))


def _by_owner(world: World, regulation: Regulation, quota: Quota, interview: Interview, event: Event) -> bool:
    return any(one.by.cadre in interview.by for cadre in interview.to for one in owners(world, regulation, Occurrence(
        kind=quota.kind.code, cadre=cadre, on=event.on, grounds=quota.grounds)))
