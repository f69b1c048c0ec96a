"""Events that follow from others: duties not met in time, and tallies that reach their figure. They are never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from yuetan.engine.facts import Event
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.rules.days import Due
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import overdue
from yuetan.rules.periods import Period
from yuetan.rules.procedure import Guard
from yuetan.rules.regulation import Regulation

ONE_DAY = timedelta(days=1)


def with_derived(world: World, regulation: Regulation) -> World:
    """The same world with every derived event a rule looks at, added until nothing new follows."""
    wanted = {duty.code for duty in regulation.of(Duty) if overdue(duty.code) in _looked_at(regulation)}
    if not wanted and not regulation.of(Tally):
        return world
    seen = set[tuple[str, str, date]]()
    while True:
        found = {(event.code, event.cadre or event.unit, event.on): event
                 for event in (*_lapses(world, regulation, wanted), *_tallied(world, regulation))}
        new = [event for key, event in found.items() if key not in seen]
        if not new:
            return world
        seen.update((event.code, event.cadre or event.unit, event.on) for event in new)
        world = world.with_events(new)


def _looked_at(regulation: Regulation) -> set[str]:
    return {*(duty.on for duty in regulation.of(Duty)), *(guard.after for guard in regulation.of(Guard)),
            *(code for tally in regulation.of(Tally) for code in tally.counts)}


def _lapses(world: World, regulation: Regulation, wanted: set[str]) -> Iterator[Event]:
    for one in obligations(world, regulation):
        if one.duty.code not in wanted or one.due is None or one.newcomer:
            continue
        if world.as_of > one.due and (one.done_on is None or one.done_on > one.due) and one.occasion is not None:
            for cadre in one.occasion.cadres or ("",):
                yield Event(code=overdue(one.duty.code), on=one.due + ONE_DAY, cadre=cadre, id=one.key.cause,
                            unit="" if cadre else one.occasion.unit)


def _tallied(world: World, regulation: Regulation) -> Iterator[Event]:
    for tally in regulation.of(Tally):
        by_subject = defaultdict[tuple[str, str], list[Event]](list)
        for code in tally.counts:
            for event in world.events_with(code):
                for subject in _subjects(world, event):
                    by_subject[subject].append(event)
        for (cadre, unit), events in by_subject.items():
            yield from (Event(code=tally.code, on=day, cadre=cadre, unit=unit)
                        for day in _reached(world, tally, sorted(events, key=lambda event: event.on)))


def _subjects(world: World, event: Event) -> list[tuple[str, str]]:
    interview = world.interview(event.interview)
    if interview is not None and not event.cadre:
        return [(cadre, "") for cadre in interview.to]
    return [(event.cadre, "" if event.cadre else event.unit)]


def _reached(world: World, tally: Tally, events: list[Event]) -> Iterator[date]:
    """The days on which the figure is reached; not again until the count has fallen below it."""
    was = False
    for day in sorted({event.on for event in events}):
        # what has run out of the window since the last event may have brought the count below the figure
        before = tally.reached(_total(world, tally, [e for e in events if e.on < day], day))
        now = tally.reached(_total(world, tally, [e for e in events if e.on <= day], day))
        if now and not (was and before):
            yield day
        was = now


def _total(world: World, tally: Tally, events: list[Event], day: date) -> float:
    return sum(points if (points := tally.counts[event.code]) is not None else event.value or 0
               for event in events if _within(world, tally.within, event.on, day))


def _within(world: World, window: Due | Period | None, on: date, day: date) -> bool:
    if isinstance(window, Period):
        span = window.span_of(day, world.calendar)
        return span is not None and span[0] <= on <= span[1]
    return window is None or on > evolve(window, count=-abs(window.count)).on(day, world.calendar)
