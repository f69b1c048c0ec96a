"""What is owed: every duty of a regulation, each time it has arisen, with its due day and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from yuetan.engine.facts import Event
from yuetan.engine.fulfilment import counts_for, met
from yuetan.engine.obligations import Obligation, Occasion, Status
from yuetan.engine.occasions import occasions
from yuetan.engine.subjects import Subjects
from yuetan.engine.terms import Term, counted, events_after, term_of
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.events import CLEARED, FILED, HELD, RECORDED, WITHDRAWN, departed
from yuetan.rules.force import MAY
from yuetan.rules.procedure import Step, applies
from yuetan.rules.regulation import Regulation


def obligations(world: World, regulation: Regulation, subjects: Iterable[str] | None = None, *,
                duty: str = "") -> tuple[Obligation, ...]:
    """Everything owed under a settled regulation, in the order of its articles; a duty that says MAY is never owed.

    With ``subjects``, only what concerns these cadres, units or interviews; with ``duty``, only that one. What follows
    from the events is seen where the world has it: see `with_derived`.
    """
    duties = (one for one in regulation.of(Duty) if one.force is not MAY and duty in {"", one.code})
    return tuple(derive(world, regulation, duties, Subjects.of(subjects)))


def offers(world: World, regulation: Regulation, subjects: Iterable[str] | None = None, *,
           duty: str = "") -> tuple[Obligation, ...]:
    """What may be done and was not yet: duties that say MAY, offered and never owed, and so never overdue."""
    duties = (one for one in regulation.of(Duty) if one.force is MAY and duty in {"", one.code})
    found = derive(world, regulation, duties, Subjects.of(subjects))
    return tuple(one for one in found if one.status in {Status.OPEN, Status.WAITING})


def derive(world: World, regulation: Regulation, duties: Iterable[Duty], asked: Subjects) -> Iterator[Obligation]:
    """How each of these duties stands, each time it has arisen for those asked for."""
    for duty in duties:
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
    if term.due is None or term.anchor is None:
        return False
    if not world.calendar.is_provisional(*sorted((term.anchor.on, term.due))):
        return False  # no day it could rest on is open, so there is nothing to trace
    counting = counted(world, regulation, occasion)
    return counting is not None and counting.provisional


def _status(world: World, regulation: Regulation, occasion: Occasion, term: Term, done_on: date | None) -> Status:
    past = term.due is not None and world.as_of > term.due
    if done_on is not None:
        return Status.LATE if term.due is not None and done_on > term.due else Status.DONE
    if departed_from(world, occasion) or _moot(world, regulation, occasion, term) or (past and occasion.newcomer):
        return Status.LAPSED
    if past and occasion.duty.force is not MAY:
        return Status.OVERDUE
    if past and occasion.until is not None:
        return Status.LAPSED  # the period in which it might have been done is over
    return Status.WAITING if term.named and term.due is None else Status.OPEN


def departed_from(world: World, occasion: Occasion) -> bool:
    """Whether it was departed from with the reason on record; without one, a departure settles nothing."""
    return any(event.reason and counts_for(occasion, event)
               for event in events_after(world, occasion, departed(occasion.duty.code)))


def _moot(world: World, regulation: Regulation, occasion: Occasion, term: Term) -> bool:
    """Whether its interview came to an end in such a way that it need not be done any more.

    One withdrawn in time needs nothing more. One that came to its outcome still needs what has begun to run, and what
    the text names no day for once the talk was held.
    """
    if not occasion.interview:
        return False
    if lapses_by_clearing(occasion.duty) and _cleared(world, occasion):
        return True
    events = [event for event in world.events_of(interview=occasion.interview)
              if not event.cadre or event.cadre in occasion.cadres]
    running = term.anchor is not None and not term.anchor.planned
    withdrawn = _withdrawn_on(events, occasion.cadres)
    if withdrawn is not None:
        return not running or term.due is None or withdrawn <= term.due
    begun = running if term.named else any(event.code == HELD for event in events)
    return not begun and not occasion.event and ended(world, regulation, occasion.interview, occasion.cadres)


def lapses_by_clearing(duty: Duty) -> bool:
    """Whether a duty needs not be met any more once an interview cleared whoever was talked to.

    Nothing of it goes into a personal file, nor is anything demanded of him; it is recorded and filed all the same.
    """
    return duty.on != CLEARED and duty.met_by not in {RECORDED, FILED}


def _cleared(world: World, occasion: Occasion) -> bool:
    """Whether its interview cleared all whom it concerns."""
    found = [event for event in world.events_of(interview=occasion.interview) if event.code == CLEARED]
    return bool(found) and all(any(event.cadre in {"", cadre} for event in found) for cadre in occasion.cadres)


def _withdrawn_on(events: Sequence[Event], cadres: tuple[str, ...]) -> date | None:
    """The day by which the talk was withdrawn for each of these; None while it still stands for one of them."""
    days = [next((event.on for event in events if event.code == WITHDRAWN and event.cadre in {"", cadre}), None)
            for cadre in cadres]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def ended(world: World, regulation: Regulation, interview: str, cadres: tuple[str, ...]) -> bool:
    """Whether an interview has come to an end for all of these: withdrawn, or by a step that ends it."""
    talk = world.interview(interview)
    codes = {WITHDRAWN, *(step.code for step in regulation.of(Step)
                          if step.ends and (talk is None or applies(step.kinds, talk.kind)))}
    ends = [event for event in world.events_of(interview=interview) if event.code in codes]
    return bool(ends) and all(any(event.cadre in {"", cadre} for event in ends) for cadre in cadres)
