"""Which talks count towards a quota: by kind, by who talked to whom, and in whose place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from yuetan.engine.chronicle import Talk
from yuetan.engine.credits import credit_of
from yuetan.engine.permitted import Occurrence, candidates, owners
from yuetan.engine.world import World
from yuetan.rules.duties import Duty, Quota
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, PAIR, UNIT
from yuetan.rules.procedure import PRE_APPOINTMENT, Kind
from yuetan.rules.regulation import Regulation


def counts_talkers(regulation: Regulation) -> bool:
    """Whether talks are counted for those who hold them."""
    return any(duty.talk is not None and duty.talk.per in {INTERVIEWER, PAIR} for duty in regulation.of(Duty))


def counting_talks(world: World, regulation: Regulation, quota: Quota, cadres: tuple[str, ...], unit: str,
                   ) -> Iterator[Talk]:
    """The talks held so far that count towards a quota of these cadres or this unit, in whatever period, in order."""
    for interview, event in _of_parties(world, regulation, quota, cadres, unit):
        talk = (interview, event)
        if _of_kind(world, regulation, quota, talk, _counted_with(world, quota, talk, cadres, unit)) and (
                interview.together or not quota.together) and _with_whom(world, quota, talk, cadres, unit) and (
                not quota.by_owner or _by_owner(world, regulation, quota, talk, cadres)):
            yield talk


def counts_as(world: World, regulation: Regulation, talk: Talk, cadre: str, kind: Kind) -> bool:
    """Whether a talk with a cadre is of a kind of this regulation, or is credited as one."""
    interview = talk[0]
    if interview.regulation == regulation.code:
        return interview.kind == kind.code
    return credit_of(world, regulation, talk, cadre, (kind,)) is not None


def _of_kind(world: World, regulation: Regulation, quota: Quota, talk: Talk, cadres: Iterable[str]) -> bool:
    """Whether a talk is of a kind that counts, or is credited as one with one of these cadres."""
    interview = talk[0]
    if interview.regulation == regulation.code:
        return any(interview.kind == kind.code for kind in quota.counting)
    return any(credit_of(world, regulation, talk, cadre, quota.counting) is not None for cadre in cadres)


def _counted_with(world: World, quota: Quota, talk: Talk, cadres: tuple[str, ...], unit: str) -> Iterator[str]:
    """Those talked to with whom a talk may count: of a unit, those of it that day; of people counted, these."""
    if quota.per == UNIT:
        yield from present_of(world, talk, unit)
    else:
        yield from (one for one in present(talk) if quota.per == INTERVIEWER or one in cadres)


def occurrence(quota: Quota, cadre: str, on: date) -> Occurrence:
    """A talk that is owed to a cadre, as pairings look at it on a day."""
    return Occurrence(kind=quota.kind.code, cadre=cadre, on=on, grounds=quota.grounds,
                      coming=quota.kind.family == PRE_APPOINTMENT)


def present(talk: Talk) -> tuple[str, ...]:
    """Those talked to: the one the event is about, else all interviewees."""
    interview, event = talk
    return (event.cadre,) if event.cadre else interview.to


def present_of(world: World, talk: Talk, unit: str) -> tuple[str, ...]:
    """Those talked to who held a post in a unit that day."""
    return tuple(cadre for cadre in present(talk) if unit in world.units_of((cadre,), talk[1].on))


def _with_whom(world: World, quota: Quota, talk: Talk, cadres: tuple[str, ...], unit: str) -> bool:
    """Whether one of those a quota looks for was talked to; of a unit, by a post he held there that day."""
    if quota.whom is None:
        return True
    on = talk[1].on
    if quota.per == UNIT:
        return any(quota.whom.admits(post, posts) for cadre in present_of(world, talk, unit)
                   for posts in (world.posts_of(cadre, on),) for post in posts if post.unit == unit)
    concerned = set(present(talk)).intersection(cadres) if quota.per == INTERVIEWEE else present(talk)
    return any(world.admits(quota.whom, cadre, on) for cadre in concerned)


def _of_parties(world: World, regulation: Regulation, quota: Quota, cadres: tuple[str, ...], unit: str,
                ) -> Iterator[Talk]:
    if quota.per == UNIT:
        found = (talk for cadre in world.members(unit) for talk in world.talks_with(cadre)
                 if present_of(world, talk, unit))
    elif quota.per == INTERVIEWER:
        found = (talk for cadre in cadres for talk in (*world.talks_by(cadre), *world.entrusted_talks())
                 if cadre in _talkers(world, regulation, quota, talk))
    elif quota.per == PAIR:
        found = (talk for one, other in (cadres, cadres[::-1]) for talk in world.talks_with(other)
                 if one in _talkers(world, regulation, quota, talk))
    else:
        yield from (talk for cadre in cadres for talk in world.talks_with(cadre))
        return
    yield from sorted({id(talk[1]): talk for talk in found}.values(), key=lambda talk: talk[1].on)


def _talkers(world: World, regulation: Regulation, quota: Quota, talk: Talk) -> set[str]:
    """For whom a talk counts: those who talked, but in place of the entrusted one whoever may have entrusted him."""
    interview, event = talk
    if not interview.entrusted or not interview.by:
        return set(interview.by)
    entrusted, *others = interview.by
    found = {one for cadre in present(talk)
             for one in principals(world, regulation, occurrence(quota, cadre, event.on), entrusted)}
    return {*(found or {entrusted}), *others}


def principals(world: World, regulation: Regulation, what: Occurrence, entrusted: str) -> frozenset[str]:
    """Whoever may have entrusted somebody with a talk: those in whose place a pairing lets such as him talk."""
    return frozenset(one.by.cadre for one in candidates(world, regulation, what) if one.pairing.deputy is not None
                     and world.admits(one.pairing.deputy, entrusted, what.on))


def _by_owner(world: World, regulation: Regulation, quota: Quota, talk: Talk, cadres: tuple[str, ...]) -> bool:
    """Whether one of those who owe the talk held it with somebody it is counted for."""
    talkers = _talkers(world, regulation, quota, talk)
    concerned = set(present(talk)).intersection(cadres) or present(talk)
    return any(one.by.cadre in talkers for cadre in concerned
               for one in owners(world, regulation, occurrence(quota, cadre, talk[1].on)))
