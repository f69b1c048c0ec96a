"""Who could play the parts of an interview: found among the people of a plugin's own stories, by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from attrs import evolve, frozen

from yuetan.engine.attempts import Attempt, Objection, Obstacle, Ruling
from yuetan.engine.checks import attempt
from yuetan.engine.facts import Event, Interview
from yuetan.engine.permitted import Occurrence, candidates
from yuetan.engine.world import World
from yuetan.rules.conditions import Happened, Talked
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard, Kind, Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.testing.kit.subject import Edition, Subject

EARLIER, MOST_COMPANY, MOST_TALKERS = timedelta(days=30), 3, 2


@frozen(kw_only=True)
class Cast:
    """An interview that may be proposed, with everybody in it, and the world it is proposed in."""

    world: World  # as of the day of the proposal; with what has to have happened by then, and no other business
    kind: Kind
    interview: Interview


def casts(subject: Subject, edition: Edition, kind: Kind) -> Iterator[Cast]:
    """Every cast for a kind of interview that the rules admit, of as many worlds as the stories have."""
    seen = list[object]()
    for story in subject.stories_of(edition):
        people = (story.world.units, story.world.cadres, story.world.appointments, story.world.portfolios)
        if people not in seen:
            seen.append(people)
            day = story.world.calendar.next_workday(story.world.as_of)
            yield from _within(evolve(story.world, as_of=day, interviews=(), events=(), judged_from=day - EARLIER * 12),
                               edition.settled, kind)


def _within(world: World, regulation: Regulation, kind: Kind) -> Iterator[Cast]:
    for cadre in world.cadres:
        for grounds in _grounds(regulation, kind) if world.posts_of(cadre.id, world.as_of) else ():
            before = _with_causes(world, regulation, kind, cadre.id)
            yield from islice(_around(before, regulation, kind, cadre.id, grounds), 1)


def _grounds(regulation: Regulation, kind: Kind) -> tuple[tuple[str, ...], ...]:
    """No ground, and each that a kind or a pairing lists."""
    places = dict.fromkeys((*filter(None, (kind.grounds,)), *(
        place for one in regulation.of(Pairing) if applies(one.kinds, kind.code) for place in one.grounds)))
    listed = (clause.at for clause in regulation.of(Clause) for place in places
              if f"{clause.at}.".startswith(f"{place}.") and clause.at != kind.grounds)
    return (), *((one,) for one in dict.fromkeys(listed))


def _with_causes(world: World, regulation: Regulation, kind: Kind, cadre: str) -> World:
    """The world in which happened to a cadre what has to have happened before such an interview is proposed."""
    needed = tuple(one.needs for one in regulation.of(Guard) if one.step == PROPOSED and applies(one.kinds, kind.code))
    day, events, talks = world.as_of - timedelta(days=1), list[Event](), list[Interview]()
    for number, talked in enumerate(inside(needed, Talked)):
        other = regulation.kind(talked.kind)
        talks.append(Interview(id=f"before-{number}", kind=talked.kind, regulation=regulation.code, to=(cadre,),
                               family=other.family if other else "routine", imported=True))
        events.append(Event(code=HELD, on=world.as_of - EARLIER, interview=f"before-{number}"))
        events += [Event(code=talked.since, on=world.as_of - EARLIER * 2, cadre=cadre)] if talked.since else []
    events += [Event(code=one.event, on=day, cadre=cadre) for one in dict.fromkeys(inside(needed, Happened))]
    return evolve(world, interviews=tuple(talks), events=tuple(events))


def _around(world: World, regulation: Regulation, kind: Kind, cadre: str, grounds: tuple[str, ...]) -> Iterator[Cast]:
    what = Occurrence(kind=kind.code, cadre=cadre, on=world.as_of, grounds=grounds,
                      coming=kind.family == "pre_appointment")
    able = [one.by.cadre for one in candidates(world, regulation, what)]
    if not any(one.step == HELD and applies(one.kinds, kind.code) for one in regulation.of(Pairing)):
        able = [one.id for one in world.cadres if one.id != cadre]
    for talkers in ((one,) for one in able):
        draft = Interview(id="draft", kind=kind.code, regulation=regulation.code, family=kind.family, to=(cadre,),
                          by=talkers, grounds=grounds)
        for organiser in _organisers(world, regulation, draft):
            interview = evolve(draft, organiser=organiser, recorder=_recorder(world, draft, organiser))
            staffed = _staffed(world, regulation, interview, able)
            if staffed is not None and not _refusing(world, regulation, staffed, PROPOSED):
                yield Cast(world=world, kind=kind, interview=staffed)
                break


def _organisers(world: World, regulation: Regulation, draft: Interview) -> tuple[str, ...]:
    """Those who may propose it: as a pairing says, else whoever works with the talkers, else anybody."""
    what = Occurrence(kind=draft.kind, cadre=draft.to[0], on=world.as_of, step=PROPOSED, grounds=draft.grounds,
                      talkers=draft.by)
    able = (one.by.cadre for one in candidates(world, regulation, what))
    near = (one for unit in world.units_of(draft.by, world.as_of) for one in world.members(unit))
    every = dict.fromkeys((*able, *near, *(one.id for one in world.cadres)))
    return tuple(one for one in every if one not in draft.to and world.posts_of(one, world.as_of))


def _recorder(world: World, draft: Interview, organiser: str) -> str:
    others = (one.id for one in world.cadres if one.id not in {*draft.to, *draft.by, organiser})
    return next((one for one in others if world.posts_of(one, world.as_of)), organiser)


def _staffed(world: World, regulation: Regulation, interview: Interview, able: list[str]) -> Interview | None:
    """The interview with so many people that nothing of what can be said today refuses its talk; None without them."""
    spare = [one.id for one in world.cadres if one.id not in {*interview.to, *interview.by}
             and world.posts_of(one.id, world.as_of)]
    for by in {interview.by: None, tuple(dict.fromkeys((*interview.by, *able)))[:MOST_TALKERS]: None}:
        company = tuple[str, ...]()
        for _ in range(MOST_COMPANY + 1):
            draft = evolve(interview, by=by, company=company)
            against = _refusing(world, regulation, draft, HELD, at_the_table=True)
            if not against:
                return draft
            left = [one for one in spare if one not in {*company, *by}]
            if not left:
                break
            helping = (one for one in left if len(_refusing(world, regulation, evolve(
                draft, company=(*company, one)), HELD, at_the_table=True)) < len(against))
            company = (*company, next(helping, left[0]))
    return None


def _refusing(world: World, regulation: Regulation, interview: Interview, step: str, *, at_the_table: bool = False,
              ) -> tuple[Objection, ...]:
    """What refuses a step; only for want of people at the table, where that is asked."""
    act = Attempt(step=step, on=world.as_of, interview=interview, actor=interview.organiser)
    table = {Obstacle.PAIRING, Obstacle.COMPANY}
    return tuple(one for one in attempt(world, regulation, act) if one.ruling is Ruling.REFUSED and (
        not at_the_table or one.obstacle in table or (one.obstacle is Obstacle.GUARD and _about_people(one))))


def _about_people(one: Objection) -> bool:
    """Whether a guard is not passed for want of people: nothing that is still to happen would let it pass."""
    return isinstance(one.rule, Guard) and not [*inside(one.rule.needs, Happened)]


def first_day(world: World) -> date:
    """The day an interview is planned for: far enough ahead for any notice."""
    return world.calendar.next_workday(world.as_of + EARLIER)
