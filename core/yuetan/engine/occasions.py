"""Why a duty arises: with an interview, on an event, or in each period; and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yuetan.engine.addressees import reports_to_itself, upward
from yuetan.engine.cases import ActCase
from yuetan.engine.facts import Event, Interview
from yuetan.engine.obligations import Key, Occasion
from yuetan.engine.periodic import periodic, rolling
from yuetan.engine.subjects import Subjects
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.events import PROPOSED, is_overdue
from yuetan.rules.periods import Rolling
from yuetan.rules.procedure import PRE_APPOINTMENT, applies
from yuetan.rules.regulation import Regulation


def occasions(world: World, regulation: Regulation, duty: Duty, asked: Subjects) -> Iterator[Occasion]:
    """Every time a duty has arisen up to the day asked about, for those asked for; each with a key of its own."""
    if isinstance(duty.each, Rolling):
        yield from rolling(world, regulation, duty, duty.each, asked)
    elif duty.each is not None:
        yield from periodic(world, regulation, duty, duty.each, asked)
    elif duty.on:
        yield from {one.key: one for one in _on_events(world, regulation, duty, asked)}.values()
    else:
        yield from _with_interviews(world, regulation, duty, asked)


def in_interview(world: World, regulation: Regulation, duty: Duty, interview: Interview,
                 cause: Event | None = None) -> Iterator[Occasion]:
    """Each time a duty arises with an interview, or on what happened in it: for each interviewee, or once for all.

    What happened to one interviewee is a cause for him alone. An interview in which nothing has happened yet begins on
    the day asked about. A report upward is that of the unit whose case it is.
    """
    since = cause.on if cause else proposed_on(world, interview) or world.as_of
    own = _acting(world, interview, since) if upward(duty) else ""
    if own and reports_to_itself(world, duty, own):
        return
    coming, alone = interview.family == PRE_APPOINTMENT, cause is not None and cause.cadre in interview.to
    cadres = (cause.cadre,) if cause and alone else interview.to
    case = ActCase(world=world, regulation=regulation, day=world.as_of, interview=interview, cadres=cadres,
                   coming=coming, posts_on=since)
    if duty.when is not None and not duty.when.holds(case):
        return
    concerned = tuple(cadre for cadre in cadres
                      if duty.about is None or world.admits(duty.about, cadre, since, coming=coming))
    each = {cadre: (cadre,) for cadre in concerned} if duty.each_interviewee or alone else {interview.id: interview.to}
    for subject, people in each.items() if concerned else ():
        yield Occasion(duty, Key.of(regulation, duty, subject, _cause(interview, cause)), since, interview=interview.id,
                       cadres=people, unit=own, cause=cause)


def proposed_on(world: World, interview: Interview) -> date | None:
    """The day an interview began: its proposal, else its first event; None before anything happened."""
    events = world.events_of(interview=interview.id)
    return next((event.on for event in events if event.code == PROPOSED), events[0].on if events else None)


def _acting(world: World, interview: Interview, on: date) -> str:
    """The unit whose case an interview is; where that is not said, the one in which its organiser sits."""
    return interview.unit or next(iter(world.units_of((interview.organiser,), on)), "")


def _with_interviews(world: World, regulation: Regulation, duty: Duty, asked: Subjects) -> Iterator[Occasion]:
    for interview in asked.interviews(world):
        since = proposed_on(world, interview) if _speaks_of(regulation, duty, interview) else None
        if since is not None and since >= world.judged_from and _governed(world, regulation, interview, since):
            yield from _asked_for(asked, interview, in_interview(world, regulation, duty, interview))


def _on_events(world: World, regulation: Regulation, duty: Duty, asked: Subjects) -> Iterator[Occasion]:
    for event in asked.events(world, duty.on):
        interview = world.interview(event.interview)
        if event.on < world.judged_from or not _in_force(world, regulation, event, interview):
            continue
        if interview is None:
            yield from _outside(world, regulation, duty, event)
        elif _speaks_of(regulation, duty, interview):
            yield from _asked_for(asked, interview, in_interview(world, regulation, duty, interview, event))


def _governed(world: World, regulation: Regulation, interview: Interview, began: date) -> bool:
    """Whether this edition speaks for an interview: it governed the unit whose case it is when it was proposed."""
    return regulation.in_force(began) and (
        world.governs(interview.unit, began) if interview.unit
        else any(world.concerns(None, cadre, began, coming=True) for cadre in interview.to))


def _asked_for(asked: Subjects, interview: Interview, arisen: Iterator[Occasion]) -> Iterator[Occasion]:
    return (one for one in arisen if asked.includes(interview.id, *one.cadres))


def _speaks_of(regulation: Regulation, duty: Duty, interview: Interview) -> bool:
    return (interview.regulation == regulation.code and not interview.imported
            and applies(duty.kinds, interview.kind))


def _in_force(world: World, regulation: Regulation, event: Event, interview: Interview | None) -> bool:
    """Whether this edition speaks for an event: that of its day, but in an interview that of the proposal.

    A duty of this edition that is overdue leads on within it, also after a new edition has come into force.
    """
    if is_overdue(event.code):
        return True
    if interview is None:
        return regulation.in_force(event.on)
    return _governed(world, regulation, interview, proposed_on(world, interview) or event.on)


def _outside(world: World, regulation: Regulation, duty: Duty, event: Event) -> Iterator[Occasion]:
    subject = event.cadre or event.unit
    coming = duty.talk is not None and duty.talk.kind.family == PRE_APPOINTMENT
    fits = _concerns(world, duty, event, coming=coming)
    cadres = (event.cadre,) if event.cadre else ()
    asked_for = duty.when is None or duty.when.holds(ActCase(
        world=world, regulation=regulation, day=world.as_of, cadres=cadres, coming=coming, posts_on=event.on))
    if subject and fits and asked_for and not duty.kinds:
        yield Occasion(duty, Key.of(regulation, duty, subject, _cause(None, event)), event.on,
                       cadres=cadres, unit=event.unit, cause=event)


def _concerns(world: World, duty: Duty, event: Event, *, coming: bool) -> bool:
    """Whether a duty speaks of whom something happened to; what leads on from it speaks of the same."""
    if is_overdue(event.code):
        return duty.about is None or (world.admits(duty.about, event.cadre, event.on, coming=coming) if event.cadre
                                      else world.admits_unit(duty.about, event.unit))
    if event.cadre:
        return world.concerns(duty.about, event.cadre, event.on, coming=coming)
    return (duty.about is None or world.admits_unit(duty.about, event.unit)) and world.governs(event.unit, event.on)


def case_named(cause: str) -> str:
    """The case that a cause names: an interview, or that of the event; empty for a period."""
    name = cause.partition(":")[2]
    return name.rpartition(".")[0] or name


def _cause(interview: Interview | None, event: Event | None) -> str:
    """What tells one cause from another: the interview, or the event by its id, else by its day."""
    if event is None:
        return f"interview:{interview.id}" if interview else ""
    if event.id:
        return f"{event.code}:{event.id}"
    return ":".join(filter(None, (event.code, interview.id if interview else "", event.on.isoformat())))
