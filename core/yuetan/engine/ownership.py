"""Whose task an obligation is: people by their part, by a pairing or by their post; or units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from yuetan.engine.facts import Interview
from yuetan.engine.obligations import Occasion
from yuetan.engine.permitted import Admission, Occurrence, binding, candidates, covering_pairings, owners
from yuetan.engine.talks import occurrence
from yuetan.engine.world import World
from yuetan.rules.duties import Quota
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, ORGANISER, PAIR, RECORDER, UNIT
from yuetan.rules.periods import Rolling
from yuetan.rules.procedure import PRE_APPOINTMENT, Pairing
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector


@frozen
class Owner:
    """Somebody whose task it is; by which pairing, where one says so. A vacant chair leaves only the unit."""

    cadre: str = ""
    unit: str = ""
    admission: Admission | None = None


def owners_of(world: World, regulation: Regulation, occasion: Occasion) -> Iterator[Owner]:
    """Whose task it is on the day asked about, or on the last day of a period gone by."""
    duty, interview = occasion.duty, world.interview(occasion.interview)
    if isinstance(duty.owed_by, Selector):
        yield from _selected(world, duty.owed_by, occasion)
    elif duty.talk is not None and duty.owed_by == INTERVIEWER:
        yield from _talkers(world, regulation, occasion, duty.talk)
    elif duty.owed_by == UNIT:
        yield from (Owner(unit=unit) for unit in units_of(world, occasion))
    elif duty.owed_by == INTERVIEWEE:
        yield from (Owner(cadre) for cadre in occasion.cadres)
    elif interview is not None:
        yield from _by_part(world, regulation, occasion, interview)


def covering(world: World, regulation: Regulation, occasion: Occasion) -> Iterator[Pairing]:
    """The pairings that say whose task a talk with an interviewee is, whether or not anyone holds the post."""
    talk, on = occasion.duty.talk, looked_at_on(world, occasion)
    if talk is not None and talk.per == INTERVIEWEE:
        for cadre in occasion.cadres:
            yield from binding(covering_pairings(world, regulation, occurrence(talk, cadre, on)))


def units_of(world: World, occasion: Occasion) -> tuple[str, ...]:
    """The unit an obligation is about, or those of its cadres."""
    return (occasion.unit,) if occasion.unit else world.units_of(occasion.cadres, looked_at_on(world, occasion))


def looked_at_on(world: World, occasion: Occasion) -> date:
    """The day on which it matters who holds which post: that asked about, or the last of a period gone by."""
    last = occasion.until
    if occasion.last is not None and isinstance(occasion.duty.each, Rolling):
        last = occasion.duty.each.next_due(occasion.last)
    return min(world.as_of, last or world.as_of)


def _talkers(world: World, regulation: Regulation, occasion: Occasion, talk: Quota) -> Iterator[Owner]:
    """Whoever owes a talk: the talker himself where it is counted for him, else those the pairings name."""
    on = looked_at_on(world, occasion)
    if talk.per == INTERVIEWER:
        yield from (Owner(cadre) for cadre in occasion.cadres)
        return
    found = dict[str, Owner]()
    for cadre in occasion.cadres:
        for one in owners(world, regulation, occurrence(talk, cadre, on)):
            if talk.per != PAIR or one.by.cadre in occasion.cadres:
                found.setdefault(one.by.cadre, Owner(one.by.cadre, one.by.unit, one))
    yield from found.values()


def _by_part(world: World, regulation: Regulation, occasion: Occasion, interview: Interview) -> Iterator[Owner]:
    """Whoever plays the part in an interview; where nobody does yet, who is to talk, or whose unit may organise."""
    part, cadre = occasion.duty.owed_by, next(iter(occasion.cadres), "")
    what = Occurrence(kind=interview.kind, cadre=cadre, on=world.as_of, grounds=interview.grounds, talkers=interview.by,
                      step=HELD if part == INTERVIEWER else PROPOSED, coming=interview.family == PRE_APPOINTMENT)
    if part == INTERVIEWER and not interview.by:
        yield from (Owner(one.by.cadre, one.by.unit, one) for one in owners(world, regulation, what))
    elif part == INTERVIEWER:
        yield from (Owner(cadre) for cadre in interview.by)
    elif part == RECORDER and interview.recorder:
        yield Owner(interview.recorder)
    elif part in {ORGANISER, RECORDER} and interview.organiser:
        yield Owner(interview.organiser)
    elif part in {ORGANISER, RECORDER}:
        units = dict.fromkeys(one.by.unit for one in candidates(world, regulation, what))
        yield from (Owner(unit=unit) for unit in units)


def _selected(world: World, selector: Selector, occasion: Occasion) -> Iterator[Owner]:
    """Those selected in the units nearest to the cadre's own; all of them where none is near.

    Where it is them whom a periodic duty is about, each owes his own.
    """
    on, duty = looked_at_on(world, occasion), occasion.duty
    if duty.each is not None and duty.talk is None and not occasion.unit:
        yield from (Owner(cadre) for cadre in occasion.cadres)
        return
    near = dict[str, int]()  # levels up to each unit above
    for own in units_of(world, occasion):
        for level, unit in enumerate(world.above(own, on)):
            if world.holders_in(unit, selector, on):
                near[unit] = min(level, near.get(unit, level))
    nearest = [unit for unit, level in near.items() if level == min(near.values())]
    for unit in nearest or world.holders(selector, on):
        yield from (Owner(post.cadre, unit) for post in world.holders_in(unit, selector, on))
