"""Whose task an obligation is: people by their part, by a pairing or by their post; or units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from yuetan.engine.facts import Interview
from yuetan.engine.obligations import Occasion
from yuetan.engine.permitted import Admission, Occurrence, binding, candidates, covering_pairings, owners
from yuetan.engine.talks import occurrence
from yuetan.engine.world import World
from yuetan.rules.duties import Quota
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, ORGANISER, PAIR, RECORDER, UNIT, Part
from yuetan.rules.periods import Rolling
from yuetan.rules.procedure import PRE_APPOINTMENT, Pairing
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import UNIT_LEVEL, Selector


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
        yield from _selected(world, regulation, duty.owed_by, occasion)
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
    """Whoever plays the part in an interview; whoever else may do it, where a pairing gives the step to others."""
    playing = _playing(occasion.duty.owed_by, interview)
    admitted = _admitted(world, regulation, occasion, interview)
    if not admitted:
        yield from map(Owner, playing) if playing else _yet_to_play(world, regulation, occasion, interview)
        return
    own = [one for one in admitted if one.by.cadre in playing]
    people = own or [one for one in admitted if one.pairing.by.reads != {UNIT_LEVEL}]
    yield from (Owner(one.by.cadre, one.by.unit, one) for one in people)
    yield from () if own else _units_of(one for one in admitted if one not in people)


def _playing(part: Part | Selector, interview: Interview) -> tuple[str, ...]:
    """Who plays a part so far; the organiser keeps the record as long as nobody else does."""
    if part == INTERVIEWER:
        return interview.by
    if part == RECORDER:
        return (interview.recorder or interview.organiser,) if interview.recorder or interview.organiser else ()
    return (interview.organiser,) if part == ORGANISER and interview.organiser else ()


def _yet_to_play(world: World, regulation: Regulation, occasion: Occasion, interview: Interview) -> Iterator[Owner]:
    """Where nobody plays the part yet: who is to talk, or whose unit may organise."""
    part, cadre = occasion.duty.owed_by, next(iter(occasion.cadres), "")
    if part == INTERVIEWER:
        what = _occurrence(world, interview, cadre, HELD)
        yield from (Owner(one.by.cadre, one.by.unit, one) for one in owners(world, regulation, what))
    elif part in {ORGANISER, RECORDER}:
        what = _occurrence(world, interview, cadre, PROPOSED)
        yield from _units_of(candidates(world, regulation, what))


def _admitted(world: World, regulation: Regulation, occasion: Occasion, interview: Interview) -> list[Admission]:
    """Those to whom a pairing gives the step that meets the duty, for everybody it concerns; nobody of several others.

    Those of the pairings that bind come first: where there are any, whoever only may is none of them.
    """
    if not _given(regulation, occasion):
        return []
    each = [_occurrence(world, interview, cadre, occasion.duty.met_by) for cadre in occasion.cadres]
    found = [{one.by.cadre: one for one in owners(world, regulation, what) or candidates(world, regulation, what)}
             for what in each]
    return [one for cadre, one in found[0].items() if all(cadre in others for others in found)] if found else []


def _given(regulation: Regulation, occasion: Occasion) -> bool:
    """Whether pairings give the step that meets a duty of an interview to somebody; a talk is owed in its own way."""
    step = occasion.duty.met_by
    return bool(occasion.interview) and step != HELD and any(one.step == step for one in regulation.of(Pairing))


def _occurrence(world: World, interview: Interview, cadre: str, step: str) -> Occurrence:
    return Occurrence(kind=interview.kind, cadre=cadre, on=world.as_of, grounds=interview.grounds,
                      talkers=interview.by, step=step, coming=interview.family == PRE_APPOINTMENT,
                      entrusted=step not in {HELD, PROPOSED} and interview.entrusted)


def _units_of(found: Iterable[Admission]) -> Iterator[Owner]:
    """The units in which these are: what is given to whole units falls to nobody of them by name."""
    yield from (Owner(unit=unit) for unit in dict.fromkeys(one.by.unit for one in found))


def _selected(world: World, regulation: Regulation, selector: Selector, occasion: Occasion) -> Iterator[Owner]:
    """Those selected in the units nearest to the cadre's own; all of them where none is near.

    Nobody takes a step about himself that pairings give to somebody: where nobody else is selected, it falls to the
    unit. Where it is them whom a periodic duty is about, each owes his own.
    """
    on, duty = looked_at_on(world, occasion), occasion.duty
    if duty.each is not None and duty.talk is None and not occasion.unit:
        yield from (Owner(cadre) for cadre in occasion.cadres)
        return
    himself = occasion.cadres if _given(regulation, occasion) else ()
    near = dict[str, int]()  # levels up to each unit above
    for own in units_of(world, occasion):
        for level, unit in enumerate(world.above(world.acting(own, on), on)):
            if world.holders_in(unit, selector, on):
                near[unit] = min(level, near.get(unit, level))
    nearest = [unit for unit, level in near.items() if level == min(near.values())]
    for unit in nearest or world.holders(selector, on):
        found = [post.cadre for post in world.holders_in(unit, selector, on)]
        free = [cadre for cadre in found if cadre not in himself]
        yield from (Owner(cadre, unit) for cadre in free) if free else (Owner(unit=unit),)
