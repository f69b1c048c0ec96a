"""The business of a generated city that no roster carries: talks under way, papers handed in, most talks held in time.

It knows no regulation by name: it walks the steps and duties of whichever is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from random import Random

from attrs import evolve, field, frozen

from yuetan.engine.explain import owners_of
from yuetan.engine.facts import Event, Interview
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Obligation, Status
from yuetan.engine.owed import obligations
from yuetan.engine.permitted import Occurrence, candidates, owners
from yuetan.engine.world import World
from yuetan.rules.conditions import Happened as After
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard, Kind, Step, applies
from yuetan.rules.regulation import Regulation

SEED = 20150204
TALKED, HANDED_IN, LATE, STOOD, REPORTED, MISSED_STEP = 0.985, 0.955, 0.035, 0.7, 0.6, 0.12  # shares
ONE_TALK_FOR = 25  # cadres: as many talks are under way
EARLIEST, LATEST = -45, 24  # days from today on which they are held
STEP_DAYS, CAUSE_DAYS, PLANNED_DAYS = 4, 12, 6


@frozen
class Happened:
    """What is added to a world."""

    interviews: tuple[Interview, ...] = ()
    events: tuple[Event, ...] = ()

    def in_unit(self, unit: str) -> Happened:
        """The same, where the talks are the cases of a unit."""
        return Happened(tuple(evolve(one, unit=unit) for one in self.interviews), self.events)

    def within(self, world: World) -> World:
        """The world in which this happened too; nothing of it lies ahead of the day the world is looked at."""
        events = tuple(one for one in self.events if one.on <= world.as_of)
        return evolve(world, interviews=(*world.interviews, *self.interviews), events=(*world.events, *events))


def with_business(world: World, regulations: Iterable[Regulation], seed: int = SEED) -> World:
    """The same city with its business done as offices do it: mostly in time, some late, some not at all.

    The same world and seed give the same business. The regulations need not be settled: their defaults are taken.
    """
    return with_business_of(world, (Jurisdiction(regulation=one.under({}), judged_from=world.judged_from)
                                    for one in regulations if one.in_force(world.as_of)), {}, seed)


def with_business_of(world: World, jurisdictions: Iterable[Jurisdiction], offices: Mapping[str, str],
                     seed: int = SEED) -> World:
    """The same of what governs where; ``offices`` names the unit that arranges the talks under each regulation."""
    random = Random(seed)  # noqa: S311 - nothing here is secret
    for one in jurisdictions:
        office, under = offices.get(one.regulation.code, ""), world.under(one)
        for happened in (*_discharged(under, one.regulation, random), *_under_way(under, one.regulation, random)):
            world = happened.in_unit(office).within(world)
    return world


def _discharged(world: World, regulation: Regulation, random: Random) -> Iterator[Happened]:
    listeners = _listeners(world, regulation)
    for number, one in enumerate(obligations(world, regulation), start=1):
        if one.occasion is None:
            continue
        if one.duty.talk is not None and one.status is Status.OVERDUE and random.random() < TALKED:
            yield _talk(world, regulation, one, f"earlier-{regulation.code}-{number}", random, listeners)
        elif one.duty.talk is None and one.occasion.unit and (on := _handed_in_on(world, one, random)) is not None:
            event = Event(code=one.duty.met_by, on=on, unit=one.occasion.unit, counts_for=one.key.cause)
            yield Happened(events=(event,))


def _handed_in_on(world: World, one: Obligation, random: Random) -> date | None:
    if one.due is None:
        return world.as_of - timedelta(days=random.randint(30, 600)) if random.random() < STOOD else None
    if one.status is not Status.OVERDUE:
        return None
    chance = random.random()
    if chance < HANDED_IN:
        return one.due - timedelta(days=random.randint(0, 18))
    return one.due + timedelta(days=random.randint(1, 12)) if chance < HANDED_IN + LATE else None


def _talk(world: World, regulation: Regulation, one: Obligation, name: str, random: Random,  # noqa: PLR0913, PLR0917
          listeners: _Listeners) -> Happened:
    """A talk of the period gone by, taken over as held: nothing more is asked of it."""
    occasion, duty = one.occasion, one.duty
    if occasion is None or duty.talk is None or occasion.until is None or not occasion.cadres:
        return Happened()
    first = max(occasion.since, occasion.until - timedelta(days=300))
    on = world.calendar.next_workday(first + timedelta(days=random.randint(0, (occasion.until - first).days - 7)))
    to, by = occasion.cadres, tuple(owner.cadre for owner in owners_of(world, regulation, occasion) if owner.cadre)[:1]
    if duty.talk.per == INTERVIEWER:  # it is owed by whoever talks: with somebody he may talk to
        by = to
        to = listeners.with_whom(by[0], on, random)
    elif duty.talk.per != INTERVIEWEE:
        to = ()
    if not to:
        return Happened()
    talk = Interview(id=name, kind=duty.talk.kind.code, regulation=regulation.code, family=duty.talk.kind.family,
                     to=to, by=by, imported=True)
    return Happened((talk,), (Event(code=HELD, on=on, interview=name),))


@frozen
class _Listeners:
    """Whom everybody may talk to who owes talks for himself, and on which days somebody was talked to already."""

    of: Mapping[str, tuple[str, ...]]
    _talked: set[tuple[str, date]] = field(init=False, factory=set)

    def with_whom(self, talker: str, on: date, random: Random) -> tuple[str, ...]:
        """One of them whom nobody talked to that day; nobody where there is none."""
        free = [one for one in self.of.get(talker, ()) if (one, on) not in self._talked]
        if not free:
            return ()
        found = random.choice(free)
        self._talked.add((found, on))
        return (found,)


def _listeners(world: World, regulation: Regulation) -> _Listeners:
    """Whom everybody may talk to who owes talks for himself: by talker, as of the day of the world."""
    kinds = {duty.talk.kind.code for duty in regulation.of(Duty) if duty.talk and duty.talk.per == INTERVIEWER}
    found = defaultdict[str, list[str]](list)
    for cadre in world.cadres if kinds else ():
        if world.concerns(None, cadre.id, world.as_of):
            for kind in sorted(kinds):
                for one in owners(world, regulation, Occurrence(kind=kind, cadre=cadre.id, on=world.as_of)):
                    found[one.by.cadre].append(cadre.id)
    return _Listeners({talker: tuple(some) for talker, some in found.items()})


def _under_way(world: World, regulation: Regulation, random: Random) -> Iterator[Happened]:
    kinds = regulation.of(Kind)
    people = [cadre.id for cadre in world.cadres if world.concerns(None, cadre.id, world.as_of)]
    random.shuffle(people)
    wanted = max(len(people) // ONE_TALK_FOR, len(kinds))
    for number in range(wanted if kinds else 0):
        kind = kinds[number % len(kinds)]
        day = world.as_of + timedelta(days=EARLIEST + (LATEST - EARLIEST) * number // wanted)
        held = world.calendar.next_workday(day)
        cadre = next((one for one in people if _talkers(world, regulation, kind, one)), None)
        if cadre is not None:
            people.remove(cadre)
            name = f"{regulation.code}-{held.year}-{number + 1:03d}"
            talk = _planned(world, regulation, kind, cadre, held, name)
            yield Happened((talk,), tuple(_procedure(world, regulation, talk, held, random)))


def _talkers(world: World, regulation: Regulation, kind: Kind, cadre: str) -> tuple[str, ...]:
    what = Occurrence(kind=kind.code, cadre=cadre, on=world.as_of)
    return tuple(one.by.cadre for one in owners(world, regulation, what) if one.by.cadre != cadre)


def _planned(world: World, regulation: Regulation, kind: Kind, cadre: str, held: date, name: str) -> Interview:  # noqa: PLR0913, PLR0917
    """One talk: who talks, who arranges it, and for when it is planned, if it is near."""
    by = _talkers(world, regulation, kind, cadre)[:1]
    what = Occurrence(kind=kind.code, cadre=cadre, on=world.as_of, step=PROPOSED, talkers=by)
    arranged = [one.by.cadre for one in candidates(world, regulation, what) if one.by.cadre not in {cadre, *by}]
    near = held <= world.as_of + timedelta(days=PLANNED_DAYS)
    return Interview(id=name, kind=kind.code, regulation=regulation.code, family=kind.family, to=(cadre,), by=by,
                     organiser=arranged[0] if arranged else "", recorder=arranged[-1] if arranged else "",
                     planned=held if near else None)


def _procedure(world: World, regulation: Regulation, talk: Interview, held: date, random: Random) -> Iterator[Event]:
    """What caused a talk, its steps, and the papers that followed; some of them forgotten."""
    steps = _in_order(regulation, talk.kind)
    days = {code: _step_day(world, held, steps.index(code) - steps.index(HELD)) for code in steps}
    for code in steps:
        if code in {PROPOSED, HELD} or random.random() >= MISSED_STEP:
            yield Event(code=code, on=days[code], interview=talk.id, to=INTERVIEWEE.code)
    duties = regulation.of(Duty)
    before = min(days.values()) - timedelta(days=CAUSE_DAYS)
    for code in sorted({duty.on for duty in duties if duty.on and duty.talk and duty.talk.kind.code == talk.kind}):
        yield Event(code=code, on=before, cadre=talk.to[0])
    for duty in duties:
        of_the_talk = duty.talk is None and duty.each is None and not duty.on and applies(duty.kinds, talk.kind)
        if of_the_talk and duty.met_by not in steps and random.random() < REPORTED:
            yield Event(code=duty.met_by, on=held + timedelta(days=random.randint(8, 22)), interview=talk.id)


def _in_order(regulation: Regulation, kind: str) -> list[str]:
    """The steps of a kind that end nothing, as its articles have them; what must come before the talk stands before."""
    steps = [step.code for step in regulation.of(Step) if applies(step.kinds, kind) and not step.ends]
    first = {one.met_by for one in regulation.of(Duty) if one.due and one.due.anchor == HELD and one.due.count <= 0}
    first |= {one.event for guard in regulation.of(Guard) if guard.step == HELD for one in inside(guard.needs, After)}
    talk = steps.index(HELD)
    ahead = [code for code in steps if steps.index(code) < talk or code in first]
    return [*ahead, HELD, *(code for code in steps if code not in {*ahead, HELD})]


def _step_day(world: World, held: date, steps_from_talk: int) -> date:
    """So many steps before or after the talk, on a working day; papers of the talk itself follow at once."""
    if steps_from_talk >= 0:
        return world.calendar.add_workdays(held, steps_from_talk)
    return world.calendar.next_workday(held + timedelta(days=STEP_DAYS * steps_from_talk))
