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
from yuetan.rules.conditions import Condition, Happened, Staffed, Talked
from yuetan.rules.conditions_of_talks import Talkers
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.parts import inside
from yuetan.rules.procedure import PRE_APPOINTMENT, Guard, Kind, Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.testing.kit.subject import Edition, Subject

EARLIER, MOST_COMPANY, MOST_TALKERS, MOST_TRIED = timedelta(days=30), 3, 2, 6


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
    """The casts around one interviewee: none where the rules would not let anybody propose it."""
    alone = Interview(id="draft", kind=kind.code, regulation=regulation.code, family=kind.family, to=(cadre,),
                      grounds=grounds)
    if _refusing(world, regulation, alone, PROPOSED):
        return
    able = _able(world, regulation, kind, alone)
    for talker in able[:MOST_TRIED]:
        seated = _staffed(world, regulation, evolve(alone, by=(talker,)), able)
        if seated is None:
            continue
        for organiser in _organisers(world, regulation, seated)[:MOST_TRIED]:
            interview = evolve(seated, organiser=organiser)
            if not _refusing(world, regulation, interview, PROPOSED):
                yield Cast(world=world, kind=kind, interview=interview)
                break


def _able(world: World, regulation: Regulation, kind: Kind, alone: Interview) -> list[str]:
    """Those who may talk: as the pairings say, and anybody else where none speaks of it."""
    what = Occurrence(kind=kind.code, cadre=alone.to[0], on=world.as_of, grounds=alone.grounds,
                      coming=kind.family == PRE_APPOINTMENT)
    if any(one.step == HELD and applies(one.kinds, kind.code) for one in regulation.of(Pairing)):
        return [one.by.cadre for one in candidates(world, regulation, what)]
    return [one.id for one in world.cadres if one.id not in alone.to and world.posts_of(one.id, world.as_of)]


def _organisers(world: World, regulation: Regulation, draft: Interview) -> tuple[str, ...]:
    """Those who may propose it: as a pairing says, else whoever works with the talkers, else anybody."""
    what = Occurrence(kind=draft.kind, cadre=draft.to[0], on=world.as_of, step=PROPOSED, grounds=draft.grounds,
                      talkers=draft.by)
    able = (one.by.cadre for one in candidates(world, regulation, what))
    near = (one for unit in world.units_of(draft.by, world.as_of) for one in world.members(unit))
    every = dict.fromkeys((*able, *near, *(one.id for one in world.cadres)))
    return tuple(one for one in every if one not in draft.to and world.posts_of(one, world.as_of))


def _staffed(world: World, regulation: Regulation, alone: Interview, able: list[str]) -> Interview | None:
    """The interview with so many people that nothing which can be said today refuses its talk; None without them."""
    spare = [one.id for one in world.cadres if one.id not in {*alone.to, *alone.by}
             and world.posts_of(one.id, world.as_of)]
    interview = evolve(alone, recorder=spare[-1] if spare else "")
    for by in dict.fromkeys((interview.by, tuple(dict.fromkeys((*interview.by, *able)))[:MOST_TALKERS])):
        company = tuple[str, ...]()
        for _ in range(MOST_COMPANY + 1):
            against = _at_the_table(world, regulation, evolve(interview, by=by, company=company))
            if not against:
                return evolve(interview, by=by, company=company)
            left = [one for one in spare if one not in {*company, *by}]
            if not left:
                break
            helping = (one for one in left if len(_at_the_table(world, regulation, evolve(
                interview, by=by, company=(*company, one)))) < len(against))
            company = (*company, next(helping, left[0]))
    return None


def _at_the_table(world: World, regulation: Regulation, interview: Interview) -> tuple[Objection, ...]:
    """What refuses the talk for want of people: nothing that is still to happen would make it good."""
    return tuple(one for one in _refusing(world, regulation, interview, HELD)
                 if one.obstacle in {Obstacle.PAIRING, Obstacle.COMPANY} or (isinstance(one.rule, Guard) and any(
                     isinstance(part, Staffed | Talkers) for part in inside(one.rule.needs, Condition))))


def _refusing(world: World, regulation: Regulation, interview: Interview, step: str) -> tuple[Objection, ...]:
    """What refuses a step today."""
    act = Attempt(step=step, on=world.as_of, interview=interview, actor=interview.organiser)
    return tuple(one for one in attempt(world, regulation, act)
                 if one.ruling is Ruling.REFUSED and one.obstacle is not Obstacle.FIELD)


def first_day(world: World) -> date:
    """The day an interview is planned for: far enough ahead for any notice."""
    return world.calendar.next_workday(world.as_of + EARLIER)
