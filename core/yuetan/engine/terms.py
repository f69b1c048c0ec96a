"""By when: the day a duty counts from, and the day it falls due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from yuetan.engine.facts import Event
from yuetan.engine.obligations import Occasion
from yuetan.engine.world import World
from yuetan.rules.days import Counted, Due
from yuetan.rules.events import HELD, PERIOD_END, PERIOD_START, plain
from yuetan.rules.periods import Rolling
from yuetan.rules.regulation import Regulation


@frozen
class Anchor:
    """The day a term counts from; planned where it has not happened yet."""

    code: str
    on: date
    planned: bool = False


@frozen
class Term:
    """By when something is owed. ``anchor`` is None where the term counts from what is not known yet."""

    named: bool  # whether the text names a day at all
    anchor: Anchor | None = None
    due: date | None = None
    opens: date | None = None


def term_of(world: World, regulation: Regulation, occasion: Occasion) -> Term:
    """The day a duty falls due this time, and the first day it may be done."""
    duty = occasion.duty
    if duty.due is None:
        if isinstance(duty.each, Rolling) and occasion.last is not None:
            return Term(named=True, anchor=Anchor(HELD, occasion.last), due=duty.each.next_due(occasion.last))
        if occasion.until is None or occasion.until == date.max:
            return Term(named=False)
        return Term(named=True, anchor=Anchor(PERIOD_END, occasion.until), due=occasion.until)
    anchor, opens = anchor_of(world, occasion, duty.due.anchor), opening(world, occasion, duty.due)
    if anchor is None:
        return Term(named=True, opens=opens)
    return Term(named=True, anchor=anchor, due=duty.due.on(anchor.on, world.calendar, rolls=regulation.rolls),
                opens=opens)


def counted(world: World, regulation: Regulation, occasion: Occasion) -> Counted | None:
    """How the due day was counted, day by day; None where the duty counts no days or its anchor is not known."""
    due = occasion.duty.due
    if due is None or (anchor := anchor_of(world, occasion, due.anchor)) is None:
        return None
    return due.counted(anchor.on, world.calendar, rolls=regulation.rolls)


def opening(world: World, occasion: Occasion, due: Due) -> date | None:
    """The first day of a window; None where it has none, or opens with what is not known yet."""
    if due.opens is None or (anchor := anchor_of(world, occasion, due.opens.anchor)) is None:
        return None
    return due.opens.on(anchor.on, world.calendar)


def anchor_of(world: World, occasion: Occasion, code: str) -> Anchor | None:
    """The event a term counts from: of the interview, then its people, then their units; the first after the cause."""
    ends = plain(code) != code
    if code in {PERIOD_START, PERIOD_END}:
        day = occasion.since if code == PERIOD_START else occasion.until
        return Anchor(code, day) if day else None
    cause = occasion.cause if plain(code) == occasion.event else None
    for event in (cause,) if cause else events_after(world, occasion, plain(code)):
        day = event.until if ends else event.on
        if day is not None:
            return Anchor(code, day)
    interview = world.interview(occasion.interview)
    if code == HELD and interview is not None and interview.planned is not None:
        return Anchor(code, interview.planned, planned=True)
    return None


def events_after(world: World, occasion: Occasion, code: str) -> Iterator[Event]:
    """Events of a code since the cause: of the interview, then its people, then their units, each in order of days."""
    if occasion.interview:
        yield from _following(occasion, code, world.events_of(interview=occasion.interview))
    people = [event for cadre in occasion.cadres for event in world.events_of(cadre=cadre)]
    yield from _following(occasion, code, sorted(people, key=_day))
    units = {*world.units_of(occasion.cadres, _placed_on(world, occasion)), occasion.unit} - {""}
    theirs = [event for unit in sorted(units) for event in world.events_of(unit=unit)]
    yield from _following(occasion, code, sorted(theirs, key=_day))


def _following(occasion: Occasion, code: str, events: Sequence[Event]) -> Iterator[Event]:
    """Those of a code since the cause; of what was recorded beside it on its own day, only what came after it."""
    place = next((number for number, event in enumerate(events) if event is occasion.cause), None)
    for number, event in enumerate(events):
        later = event.on >= occasion.since and (place is None or number > place)
        if later and event.code == code and event.cadre in {"", *occasion.cadres}:
            yield event


def _placed_on(world: World, occasion: Occasion) -> date:
    """The day on which the units of the people concerned are looked up."""
    return occasion.since if occasion.until is None else min(world.as_of, occasion.until)


def _day(event: Event) -> date:
    return event.on
