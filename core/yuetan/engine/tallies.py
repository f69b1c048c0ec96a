"""Tallies: counts over events that become events themselves when they reach a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from attrs import evolve

from yuetan.engine.facts import Event
from yuetan.engine.subjects import Subjects
from yuetan.engine.world import World
from yuetan.rules.days import Due
from yuetan.rules.duties import Tally
from yuetan.rules.periods import Period
from yuetan.rules.regulation import Regulation


def tallied(world: World, regulation: Regulation, asked: Subjects) -> Iterator[Event]:
    """An event for each time a tally reaches its figure for a cadre or a unit, up to the day asked about."""
    for tally in regulation.of(Tally):
        by_subject = defaultdict[tuple[str, str], list[Event]](list)
        for code in tally.counts:
            for event in asked.events(world, code):
                for subject in _subjects(world, regulation, event):
                    by_subject[subject].append(event)
        for (cadre, unit), events in by_subject.items():
            if asked.includes(cadre or unit):
                yield from (Event(code=tally.code, on=day, cadre=cadre, unit=unit)
                            for day in _reached(world, tally, events) if regulation.in_force(day))


def _subjects(world: World, regulation: Regulation, event: Event) -> list[tuple[str, str]]:
    """Whose tally an event counts in: the cadre's, every interviewee's, or the unit's; nobody's under another."""
    interview = world.interview(event.interview)
    if interview is not None and interview.regulation != regulation.code:
        return []
    if event.cadre:
        return [(event.cadre, "")]
    if interview is not None:
        return [(cadre, "") for cadre in interview.to]
    return [("", event.unit)] if event.unit else []


def _reached(world: World, tally: Tally, events: list[Event]) -> Iterator[date]:
    """The days on which the figure is reached; not again until the count has fallen below it."""
    was = False
    for day in sorted({event.on for event in events}):
        # what has run out of the window since the last event may have brought the count below the figure
        before = tally.reached(_total(world, tally, [event for event in events if event.on < day], day))
        now = tally.reached(_total(world, tally, [event for event in events if event.on <= day], day))
        if now and not (was and before):
            yield day
        was = now


def _total(world: World, tally: Tally, events: list[Event], day: date) -> float:
    return sum(points if (points := tally.counts[event.code]) is not None else event.value or 0
               for event in events if _within(world, tally.within, event.on, day))


def _within(world: World, window: Due | Period | None, on: date, day: date) -> bool:
    """Whether a day belongs to the window that ends with another, which is its last day."""
    if isinstance(window, Period):
        span = window.span_of(day, world.calendar)
        return span is not None and span[0] <= on <= span[1]
    return window is None or on > evolve(window, count=-abs(window.count)).on(day, world.calendar)
