"""Why a duty arises: with an interview, on an event, or in each period; and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yuetan.engine.cases import ActCase
from yuetan.engine.facts import Event, Interview
from yuetan.engine.obligations import Key, Occasion
from yuetan.engine.permitted import Occurrence, covering_pairings, owners
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.force import INTERVIEWER, MAY, PAIR, UNIT
from yuetan.rules.periods import Period, Rolling
from yuetan.rules.procedure import PRE_APPOINTMENT, Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector

ONE_DAY = timedelta(days=1)
JOIN = "+"


def occasions(world: World, regulation: Regulation, duty: Duty, subjects: frozenset[str] | None) -> Iterator[Occasion]:
    """Every time a duty has arisen up to the day asked about; for some subjects only, where they are named."""
    if isinstance(duty.each, Rolling):
        yield from _rolling(world, regulation, duty, duty.each, subjects)
    elif duty.each is not None:
        yield from _periodic(world, regulation, duty, duty.each, subjects)
    elif duty.on:
        yield from _on_event(world, regulation, duty, subjects)
    else:
        yield from _with_interview(world, regulation, duty, subjects)


def proposed_on(world: World, interview: Interview) -> date | None:
    """The day an interview began: its proposal, else its first event; None before anything happened."""
    events = world.events_of(interview=interview.id)
    return next((event.on for event in events if event.code == PROPOSED), events[0].on if events else None)


def _key(regulation: Regulation, duty: Duty, subject: str, cause: str) -> Key:
    return Key(regulation.code, regulation.edition, duty.code, subject, cause)


def _with_interview(world: World, regulation: Regulation, duty: Duty,
                    subjects: frozenset[str] | None) -> Iterator[Occasion]:
    for interview in world.interviews:
        if interview.regulation != regulation.code or interview.imported or not applies(duty.kinds, interview.kind):
            continue
        since = proposed_on(world, interview)
        if since is None or not regulation.in_force(since) or since < world.judged_from:
            continue
        yield from _in_interview(world, regulation, duty, interview, since, f"interview:{interview.id}", subjects)


def _in_interview(world: World, regulation: Regulation, duty: Duty, interview: Interview, since: date, cause: str,
                  subjects: frozenset[str] | None) -> Iterator[Occasion]:
    case = ActCase(world=world, day=world.as_of, interview=interview, cadres=interview.to)
    if duty.when is not None and not duty.when.holds(case):
        return
    coming = interview.family == PRE_APPOINTMENT
    concerned = tuple(cadre for cadre in interview.to
                      if duty.about is None or world.admits(duty.about, cadre, since, coming=coming))
    event = cause.split(":")[0] if duty.on else ""
    if not duty.each_interviewee and concerned and _asked(subjects, interview.id, *interview.to):
        yield Occasion(duty, _key(regulation, duty, interview.id, cause), since, interview=interview.id,
                       cadres=interview.to, event=event)
    if duty.each_interviewee:
        for cadre in concerned:
            if _asked(subjects, cadre, interview.id):
                yield Occasion(duty, _key(regulation, duty, cadre, cause), since, interview=interview.id,
                               cadres=(cadre,), event=event)


def _on_event(world: World, regulation: Regulation, duty: Duty, subjects: frozenset[str] | None) -> Iterator[Occasion]:
    for event in world.events_with(duty.on):
        if not regulation.in_force(event.on) or event.on < world.judged_from:
            continue
        cause = f"{event.code}:{event.id or event.interview or event.on.isoformat()}"
        interview = world.interview(event.interview)
        if interview is None:
            yield from _outside(world, regulation, duty, event, cause, subjects)
        elif (interview.regulation == regulation.code and not interview.imported
              and applies(duty.kinds, interview.kind)):
            yield from _in_interview(world, regulation, duty, interview, event.on, cause, subjects)


def _outside(world: World, regulation: Regulation, duty: Duty, event: Event, cause: str,
             subjects: frozenset[str] | None) -> Iterator[Occasion]:
    subject = event.cadre or event.unit
    coming = duty.talk is not None and duty.talk.kind.family == PRE_APPOINTMENT
    fits = duty.about is None or (world.admits(duty.about, event.cadre, event.on, coming=coming) if event.cadre
                                  else world.admits_unit(duty.about, event.unit))
    if subject and not duty.kinds and fits and _asked(subjects, subject):
        yield Occasion(duty, _key(regulation, duty, subject, cause), event.on, cadres=(event.cadre,) if event.cadre else (),
                       unit=event.unit, event=event.code, event_until=event.until)


def _periodic(world: World, regulation: Regulation, duty: Duty, period: Period,
              subjects: frozenset[str] | None) -> Iterator[Occasion]:
    for first, last in _spans(world, regulation, period):
        for subject, newcomer in _owing(world, regulation, duty, first, min(world.as_of, last), subjects):
            cadres, unit = _parties(duty, subject)
            yield Occasion(duty, _key(regulation, duty, subject, period.key((first, last))), first, last,
                           cadres=cadres, unit=unit, newcomer=newcomer and regulation.newcomers)


def _spans(world: World, regulation: Regulation, period: Period) -> Iterator[tuple[date, date]]:
    start = max(world.judged_from, regulation.since or date.min)
    for first, last in period.spans_between(start, world.as_of, world.calendar):
        end = min(last, world.as_of) if last == date.max else last
        if regulation.in_force(end) and last >= start:
            yield first, last


def _owing(world: World, regulation: Regulation, duty: Duty, first: date, on: date,
           subjects: frozenset[str] | None) -> Iterator[tuple[str, bool]]:
    per = duty.talk.per if duty.talk else UNIT if duty.owed_by == UNIT else None
    if per == UNIT:
        yield from ((unit, False) for unit in world.units_on(on)
                    if _asked(subjects, unit) and (duty.about is None or world.admits_unit(duty.about, unit)))
    elif per == PAIR:
        yield from _pairs(world, regulation, duty, on, subjects)
    elif per == INTERVIEWER:
        yield from _talkers(world, regulation, duty, on, subjects)
    else:
        selector = duty.about if duty.talk else duty.owed_by
        for cadre in (one.id for one in world.cadres if subjects is None or one.id in subjects):
            if _covered(world, regulation, duty, selector, cadre, on):
                yield cadre, not _covered(world, regulation, duty, selector, cadre, first)


def _covered(world: World, regulation: Regulation, duty: Duty, selector: object, cadre: str, on: date) -> bool:
    if isinstance(selector, Selector):
        return world.admits(selector, cadre, on)
    if duty.talk is None or not world.posts_of(cadre, on):
        return False
    what = Occurrence(kind=duty.talk.kind.code, cadre=cadre, on=on, grounds=duty.talk.grounds)
    return any(pairing.force is not MAY for pairing in covering_pairings(world, regulation, what))


def _talkers(world: World, regulation: Regulation, duty: Duty, on: date,
             subjects: frozenset[str] | None) -> Iterator[tuple[str, bool]]:
    pairings = [one for one in regulation.of(Pairing) if one.step == HELD and one.force is not MAY
                and duty.talk is not None and applies(one.kinds, duty.talk.kind.code)]
    for cadre in (one.id for one in world.cadres if subjects is None or one.id in subjects):
        if any(world.admits(one.by, cadre, on) for one in pairings) and (
                duty.about is None or world.admits(duty.about, cadre, on)):
            yield cadre, False


def _pairs(world: World, regulation: Regulation, duty: Duty, on: date,
           subjects: frozenset[str] | None) -> Iterator[tuple[str, bool]]:
    if duty.talk is None:
        return
    seen = set[str]()
    for cadre in (one.id for one in world.cadres if world.posts_of(one.id, on)):
        if duty.about is None or world.admits(duty.about, cadre, on):
            what = Occurrence(kind=duty.talk.kind.code, cadre=cadre, on=on, grounds=duty.talk.grounds)
            for admission in owners(world, regulation, what):
                pair = JOIN.join(sorted((cadre, admission.by.cadre)))
                if pair not in seen and _asked(subjects, cadre, admission.by.cadre, pair):
                    seen.add(pair)
                    yield pair, False


def _rolling(world: World, regulation: Regulation, duty: Duty, period: Rolling,
             subjects: frozenset[str] | None) -> Iterator[Occasion]:
    for subject, _ in _owing(world, regulation, duty, world.as_of, world.as_of, subjects):
        cadres, unit = _parties(duty, subject)
        held = sorted({event.on for cadre in cadres for interview, event in world.talks_with(cadre)
                       if duty.talk and interview.kind == duty.talk.kind.code})
        start = max(world.judged_from, regulation.since or date.min, _since(world, regulation, duty, subject))
        for last in (start, *(day for day in held if day > start)):
            yield Occasion(duty, _key(regulation, duty, subject, last.isoformat()), last + ONE_DAY, None, cadres=cadres,
                           unit=unit, last=last)


def _since(world: World, regulation: Regulation, duty: Duty, subject: str) -> date:
    days = sorted({one.since for one in world.appointments if one.cadre == subject and one.since <= world.as_of})
    return next((day for day in days if _covered(world, regulation, duty, duty.about, subject, day)), date.min)


def _parties(duty: Duty, subject: str) -> tuple[tuple[str, ...], str]:
    if (duty.talk.per if duty.talk else duty.owed_by) == UNIT:
        return (), subject
    return tuple(subject.split(JOIN)), ""


def _asked(subjects: frozenset[str] | None, *names: str) -> bool:
    return subjects is None or not subjects.isdisjoint(names)


