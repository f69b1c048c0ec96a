"""What terms say to an act: a duty due before a step guards that step, so that no figure stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yuetan.engine.attempts import Attempt, Objection, Obstacle, against
from yuetan.engine.obligations import Key, Occasion
from yuetan.engine.occasions import proposed_on
from yuetan.engine.terms import anchor_of, events_after, opening
from yuetan.engine.world import World
from yuetan.rules.days import Due
from yuetan.rules.duties import Duty
from yuetan.rules.events import departed
from yuetan.rules.procedure import applies
from yuetan.rules.regulation import Regulation

ONE_DAY = timedelta(days=1)
SEARCHED = 400  # days ahead in which the first possible day is looked for


def due_before(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    """What should have been done before this step and was not, or not in time."""
    for duty, due in _before(regulation, act):
        if due.anchor == act.step:
            for occasion in _occasions(world, duty, act):
                latest = due.on(act.on, world.calendar)
                done = any(event.on <= latest for event in events_after(world, occasion, duty.met_by))
                if not done and not any(events_after(world, occasion, departed(duty.code))):
                    yield from against(duty.force, Obstacle.NOT_DONE, duty, needed=duty.met_by, latest=latest,
                                       cadre=occasion.key.subject)


def in_time(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    """Whether this very act comes too late before the next step as planned, or before its window opens."""
    for duty, due in _before(regulation, act):
        if duty.met_by == act.step:
            for occasion in _occasions(world, duty, act):
                yield from _timed(world, occasion, due, act)


def _timed(world: World, occasion: Occasion, due: Due, act: Attempt) -> Iterator[Objection]:
    duty, cadre = occasion.duty, occasion.key.subject
    anchor, opens = anchor_of(world, occasion, due.anchor), opening(world, occasion, due)
    if anchor is not None and act.on > (latest := due.on(anchor.on, world.calendar)):
        yield from against(duty.force, Obstacle.TOO_LATE, duty, needed=due.anchor, latest=latest, cadre=cadre,
                           earliest=_first_possible(world, due, act.on))
    if opens is not None and act.on < opens:
        yield from against(duty.force, Obstacle.TOO_EARLY, duty, needed=duty.met_by, earliest=opens, cadre=cadre)


def _first_possible(world: World, due: Due, on: date) -> date | None:
    """The first day for the next step if this act is taken on the given day."""
    return next((day for day in (on + ONE_DAY * number for number in range(SEARCHED))
                 if due.on(day, world.calendar) >= on), None)


def _before(regulation: Regulation, act: Attempt) -> Iterator[tuple[Duty, Due]]:
    """The duties due no later than a step, that arise with an interview of this kind."""
    for duty in regulation.of(Duty):
        if duty.due is not None and duty.due.count <= 0 and not (duty.on or duty.each) and act.interview is not None \
                and applies(duty.kinds, act.kind):
            yield duty, duty.due


def _occasions(world: World, duty: Duty, act: Attempt) -> Iterator[Occasion]:
    interview = act.interview
    if interview is None:
        return
    since = proposed_on(world, interview) or act.on
    for cadre in act.cadres:
        if duty.about is None or world.admits(duty.about, cadre, act.on, coming=act.coming):
            yield Occasion(duty, Key("", "", duty.code, cadre, ""), since, interview=interview.id, cadres=(cadre,))
