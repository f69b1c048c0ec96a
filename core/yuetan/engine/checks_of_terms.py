"""What terms say to an act: a duty due before a step guards that step, so that no figure stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yuetan.engine.attempts import Attempt, Objection, Obstacle, against
from yuetan.engine.fulfilment import met
from yuetan.engine.obligations import Occasion
from yuetan.engine.occasions import in_interview, occasions
from yuetan.engine.owed import departed_from
from yuetan.engine.subjects import Subjects
from yuetan.engine.terms import anchor_of, opening
from yuetan.engine.world import World
from yuetan.rules.days import Due
from yuetan.rules.duties import Duty
from yuetan.rules.force import MUST
from yuetan.rules.holidays import ONE_DAY
from yuetan.rules.procedure import applies
from yuetan.rules.regulation import Regulation

SEARCHED = 400  # days ahead in which the first possible day is looked for


def due_before(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    """What should have been done before this act and was not, or not in time."""
    for duty in regulation.of(Duty):
        if duty.due is not None and duty.due.count <= 0 and duty.due.anchor == act.step:
            latest = duty.due.on(act.on, world.calendar)
            for occasion in arisen(world, regulation, duty, act):
                anchor, done = anchor_of(world, occasion, act.step), met(world, regulation, occasion)
                before = anchor is not None and not anchor.planned and anchor.on < act.on  # it was taken once already
                if not before and (done is None or done.event.on > latest) and not _excused(world, occasion):
                    yield from against(duty.force, Obstacle.NOT_DONE, duty, needed=duty.met_by, latest=latest,
                                       cadre=_cadre(occasion))


def in_time(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    """Whether this very act comes too late before the next step as planned, or before its window opens."""
    for duty in regulation.of(Duty):
        if duty.due is not None and duty.met_by == act.step:
            for occasion in arisen(world, regulation, duty, act):
                done = met(world, regulation, occasion)
                if done is None or done.event.on == act.on:  # what was done before need not be done in time once more
                    yield from _timed(world, occasion, duty.due, act)


def _timed(world: World, occasion: Occasion, due: Due, act: Attempt) -> Iterator[Objection]:
    duty, cadre = occasion.duty, _cadre(occasion)
    anchor, opens = anchor_of(world, occasion, due.anchor), opening(world, occasion, due)
    if due.count <= 0 and anchor is not None and act.on > (latest := due.on(anchor.on, world.calendar)):
        yield from against(duty.force, Obstacle.TOO_LATE, duty, needed=due.anchor, latest=latest, cadre=cadre,
                           earliest=_first_possible(world, due, act.on))
    if due.opens is not None and (opens is None or act.on < opens):
        yield from against(duty.force, Obstacle.TOO_EARLY, duty, needed=duty.met_by, earliest=opens, cadre=cadre)


def _first_possible(world: World, due: Due, on: date) -> date | None:
    """The first day for the next step if this act is taken on the given day."""
    return next((day for day in (on + ONE_DAY * number for number in range(SEARCHED))
                 if due.on(day, world.calendar) >= on), None)


def _excused(world: World, occasion: Occasion) -> bool:
    """Whether a departure on record lets the next step go ahead; from what says MUST nothing does."""
    return occasion.duty.force is not MUST and departed_from(world, occasion)


def _cadre(occasion: Occasion) -> str:
    """The one cadre it concerns; empty where it is a duty of the interview as a whole."""
    return occasion.key.subject if occasion.key.subject in occasion.cadres else ""


def arisen(world: World, regulation: Regulation, duty: Duty, act: Attempt) -> Iterator[Occasion]:
    """Each time a duty has arisen with the interview of an act or on what happened in it, else to the cadre."""
    interview = act.interview
    if duty.each is not None:
        return
    if interview is not None and not duty.on:
        if applies(duty.kinds, interview.kind):
            yield from in_interview(world, regulation, duty, interview)
        return
    asked = Subjects.of((interview.id,) if interview else act.cadres)
    yield from (one for one in occasions(world, regulation, duty, asked)
                if one.interview == (interview.id if interview else ""))
