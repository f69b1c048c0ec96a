"""Reads the part of the world that bears on some people, units and interviews: its cost grows with them alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from attrs import field, frozen
from sqlalchemy import Column, Connection, Select, bindparam, select, text

from yuetan.engine.sought import Sought
from yuetan.engine.world import World
from yuetan.records.columns import selected_cadres
from yuetan.records.facts import read_appointments, read_cadres, read_placements, read_portfolios, read_units
from yuetan.records.interviews import INTERVIEWEE, INTERVIEWER, read_events, read_interviews, read_past
from yuetan.records.one_state import remembered
from yuetan.records.tables import (
    appointment,
    cadre,
    interview,
    participant,
    past_talk,
    past_talk_by,
    placement,
    portfolio,
    succession,
    unit,
)
from yuetan.records.units import read_successions
from yuetan.rules.workdays import Calendar

_ENTRUSTED = select(interview.c.id).where(text("interview.entrusted"))  # as the index of these few is written


def _names(some: Iterable[str]) -> frozenset[str]:
    return frozenset(some)


@frozen(kw_only=True)
class About:
    """What a part of the world is to bear on. Staff numbers, codes of units and references of interviews."""

    # concerned: their interviews and what happened to them
    cadres: Collection[str] = field(default=(), converter=_names)
    # only what they hold and oversee
    people: Collection[str] = field(default=(), converter=_names)
    units: Collection[str] = field(default=(), converter=_names)
    interviews: Collection[str] = field(default=(), converter=_names)
    sought: Sought = field(factory=Sought)  # whoever is admitted on the day, with what he holds
    talking: bool = False  # the interviews and the earlier talks that those concerned led, too
    above: bool = False  # what those hold, too, who hold a post where one of all these does, or above


@remembered
def load_slice(connection: Connection, about: About, *, as_of: date, judged_from: date = date.min,
               calendar: Calendar) -> World:
    """Part of the world as of a day: for those it bears on, the engine says in it what it says in the whole.

    Of talks that bear on everybody (quotas per interviewer or pair) it knows those of the people named alone, and all
    that somebody was entrusted with: those count for whoever he talked in place of.
    """
    talks = _keys(connection, interview.c.id, interview.c.reference, about.interviews)
    concerned = _keys(connection, cadre.c.id, cadre.c.staff_number, about.cadres) | _talked_to(connection, talks)
    parts = (INTERVIEWEE, INTERVIEWER) if about.talking else (INTERVIEWEE,)
    talks |= _keys(connection, participant.c.interview_id, participant.c.cadre_id, concerned, parts)
    around = concerned | _talked_to(connection, talks)
    if about.talking:
        talks |= set(connection.execute(_ENTRUSTED).scalars())
        around |= _talked_to_before(connection, concerned)
    home = _keys(connection, appointment.c.unit_id, appointment.c.cadre_id, around)
    home |= _keys(connection, unit.c.id, unit.c.code, about.units)
    home |= _keys(connection, interview.c.unit_id, interview.c.reference, about.interviews)
    arranging = _keys(connection, interview.c.unit_id, interview.c.id, talks)  # what governs there, governs the talk
    above_home = _with_all_above(connection, home)
    people = around | _people(connection, about, talks) | _past_talkers(connection, around)
    people |= _sought(connection, about.sought, above_home, as_of)
    above = _with_all_above(connection, home | _keys(
        connection, appointment.c.unit_id, appointment.c.cadre_id, people))
    people |= _keys(connection, portfolio.c.cadre_id, portfolio.c.unit_id, above_home)
    people |= _keys(connection, appointment.c.cadre_id, appointment.c.unit_id, above if about.above else ())
    overseen = _keys(connection, portfolio.c.unit_id, portfolio.c.cadre_id, people)
    held = _keys(connection, appointment.c.unit_id, appointment.c.cadre_id, people)
    units = _with_all_above(connection, above | overseen | held | arranging)
    return _world(connection, _Found(people, around, units, home, talks), as_of, judged_from, calendar)


@frozen
class _Found:
    """The keys of what is to be read."""

    people: set[int]
    around: set[int]  # of them, whose own events are read: those concerned, and whoever is talked to together with them
    units: set[int]
    home: set[int]  # of these, whose own events are read
    talks: set[int]


def _world(connection: Connection, found: _Found, as_of: date, judged_from: date, calendar: Calendar) -> World:
    cadres = tuple(sorted(read_cadres(connection, found.people), key=lambda one: one.id))
    past = tuple(read_past(connection, {one.id for one in cadres}, found.around))
    events = read_events(connection, as_of=as_of, interviews=found.talks, cadres=found.around, units=found.home)
    return World(
        units=tuple(sorted(read_units(connection, found.units), key=lambda one: one.id)),
        placements=tuple(sorted(read_placements(connection, found.units), key=lambda one: (one.unit, one.since))),
        cadres=cadres, appointments=tuple(read_appointments(connection, found.people)),
        portfolios=tuple(read_portfolios(connection, found.people)),
        successions=tuple(read_successions(connection, found.units)),
        interviews=(*(talk for talk, _ in past), *read_interviews(connection, found.talks)),
        events=(*(held for _, held in past), *events), as_of=as_of, judged_from=judged_from, calendar=calendar)


def _people(connection: Connection, about: About, talks: set[int]) -> set[int]:
    """Everybody with a part in these interviews, and those named."""
    found = _keys(connection, participant.c.cadre_id, participant.c.interview_id, talks)
    return found | _keys(connection, cadre.c.id, cadre.c.staff_number, about.people)


def _sought(connection: Connection, sought: Sought, above: set[int], as_of: date) -> set[int]:
    """Whoever a selector admits on the day: anywhere, or below units that lie above those concerned."""
    found = set[int]()
    if sought.anywhere is not None:
        found |= set(connection.execute(selected_cadres(sought.anywhere, as_of)).scalars())
    for levels, selector in sought.near:
        units = above
        for _ in range(levels):
            units = _keys(connection, placement.c.unit_id, placement.c.parent_id, units)
        found |= set(connection.execute(selected_cadres(selector, as_of, units)).scalars())
    return found


def _talked_to(connection: Connection, talks: set[int]) -> set[int]:
    return _keys(connection, participant.c.cadre_id, participant.c.interview_id, talks, (INTERVIEWEE,))


def _talked_to_before(connection: Connection, talkers: set[int]) -> set[int]:
    """With whom these held the earlier talks, which count for those who hold them as well."""
    return set(connection.execute(_talked_to_by(), {"asked": list(talkers)}).scalars()) if talkers else set()


@cache
def _talked_to_by() -> Select[tuple[int]]:
    numbers = select(cadre.c.staff_number).where(cadre.c.id.in_(bindparam("asked", expanding=True)))
    return (select(past_talk.c.cadre_id).join(past_talk_by, past_talk_by.c.talk_id == past_talk.c.id)
            .where(past_talk_by.c.written.in_(numbers)).distinct())


def _past_talkers(connection: Connection, cadres: set[int]) -> set[int]:
    """Who held the earlier talks with these, where he stands in the roster by now."""
    return set(connection.execute(_talkers_of(), {"asked": list(cadres)}).scalars()) if cadres else set()


@cache
def _talkers_of() -> Select[tuple[int]]:
    written = (select(past_talk_by.c.written).join(past_talk, past_talk_by.c.talk_id == past_talk.c.id)
               .where(past_talk.c.cadre_id.in_(bindparam("asked", expanding=True))))
    return select(cadre.c.id).where(cadre.c.staff_number.in_(written)).distinct()


def _with_all_above(connection: Connection, units: Iterable[int]) -> set[int]:
    """Units, all they ever lay under, and whatever took over from these."""
    known, fresh = set(units), set(units)
    while fresh:
        heirs = _keys(connection, succession.c.successor_id, succession.c.unit_id, fresh)
        above = _keys(connection, placement.c.parent_id, placement.c.unit_id, fresh) - {None}
        fresh = (heirs | above) - known
        known |= fresh
    return known


def _keys(connection: Connection, column: Column[Any], of: Column[Any], asked: Collection[object],
          parts: tuple[str, ...] = ()) -> set[int]:
    """The different values of a column in the rows of those asked for; none, and no query, where nothing was.

    With ``parts``, of participants who play one of these.
    """
    return set(_known_keys(connection, column, of, frozenset(asked), parts)) if asked else set()


@remembered
def _known_keys(connection: Connection, column: Column[Any], of: Column[Any], asked: frozenset[object],
                parts: tuple[str, ...]) -> Sequence[int]:
    return connection.execute(_wanted(column, of, parts), {"asked": list(asked)}).scalars().all()


@cache
def _wanted(column: Column[Any], of: Column[Any], parts: tuple[str, ...]) -> Select[Any]:
    query = select(column).where(of.in_(bindparam("asked", expanding=True))).distinct()
    return query.where(participant.c.part.in_(parts)) if parts else query
