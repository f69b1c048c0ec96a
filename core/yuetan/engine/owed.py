"""What is owed: every duty of a regulation, each time it has arisen, with its due day and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from yuetan.engine.fulfilment import met
from yuetan.engine.obligations import Obligation, Occasion, Status
from yuetan.engine.occasions import occasions
from yuetan.engine.terms import Term, counted, term_of
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.events import WITHDRAWN, departed
from yuetan.rules.force import MAY
from yuetan.rules.procedure import Step
from yuetan.rules.regulation import Regulation


def obligations(world: World, regulation: Regulation, subjects: Iterable[str] | None = None) -> tuple[Obligation, ...]:
    """Everything owed under a settled regulation, in the order of its articles; a duty that says MAY is never owed.

    With ``subjects``, only what concerns these cadres, units or interviews.
    """
    return tuple(_derived(world, regulation, subjects, may=False))


def offers(world: World, regulation: Regulation, subjects: Iterable[str] | None = None) -> tuple[Obligation, ...]:
    """What may be done and was not yet: duties that say MAY, offered and never owed."""
    return tuple(one for one in _derived(world, regulation, subjects, may=True)
                 if one.status in {Status.OPEN, Status.WAITING, Status.OVERDUE})


def _derived(world: World, regulation: Regulation, subjects: Iterable[str] | None, *, may: bool) -> Iterator[Obligation]:
    asked = None if subjects is None else frozenset(subjects)
    for duty in regulation.of(Duty):
        if (duty.force is MAY) is may:
            for occasion in occasions(world, regulation, duty, asked):
                if (one := judged(world, regulation, occasion)) is not None:
                    yield one


def judged(world: World, regulation: Regulation, occasion: Occasion) -> Obligation | None:
    """How one duty stands; None where it fell due before anything was to be judged."""
    term = term_of(world, regulation, occasion)
    if term.due is not None and term.due < world.judged_from:
        return None
    found = met(world, regulation, occasion)
    done_on = found.event.on if found else None
    return Obligation(occasion.key, occasion.duty, _status(world, regulation, occasion, term, done_on), term.due,
                      term.opens, _provisional(world, regulation, occasion, term), done_on, occasion.newcomer, occasion)


def _provisional(world: World, regulation: Regulation, occasion: Occasion, term: Term) -> bool:
    if term.due is None or term.anchor is None or not world.calendar.is_provisional(*sorted((term.anchor.on, term.due))):
        return False  # no day it could rest on is open, so there is nothing to trace
    counting = counted(world, regulation, occasion)
    return counting is not None and counting.provisional


def _status(world: World, regulation: Regulation, occasion: Occasion, term: Term, done_on: date | None) -> Status:
    if done_on is not None:
        return Status.LATE if term.due is not None and done_on > term.due else Status.DONE
    past = term.due is not None and world.as_of > term.due
    if (past and occasion.newcomer) or _settled(world, regulation, occasion, term):
        return Status.LAPSED
    if past:
        return Status.OVERDUE
    return Status.WAITING if term.named and term.due is None else Status.OPEN


def _settled(world: World, regulation: Regulation, occasion: Occasion, term: Term) -> bool:
    """Whether it was departed from with a reason on record, or its interview ended before its term began to run."""
    events = [*(world.events_of(interview=occasion.interview) if occasion.interview else ()),
              *(event for cadre in occasion.cadres for event in world.events_of(cadre=cadre)),
              *(world.events_of(unit=occasion.unit) if occasion.unit else ())]
    if any(event.code == departed(occasion.duty.code) and event.on >= occasion.since
           and event.counts_for in {"", occasion.key.cause} for event in events):
        return True
    running = term.anchor is not None and not term.anchor.planned
    return bool(occasion.interview) and not running and not occasion.event and ended(
        world, regulation, occasion.interview)


def ended(world: World, regulation: Regulation, interview: str) -> bool:
    """Whether an interview has come to an end: withdrawn, or by a step that ends it."""
    ends = {WITHDRAWN, *(step.code for step in regulation.of(Step) if step.ends)}
    return any(event.code in ends for event in world.events_of(interview=interview))
