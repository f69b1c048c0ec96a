"""What a unit's report counts, out of the records: by the units as they lay on the day of each talk.

Each talk counts for one unit alone: the nearest one above it that reports for itself, or has taken over from one that
would. What a unit below has reported to this one is added as it was received, and never counted a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, and_, func, or_, select

from yuetan.access.reading_figures import counted
from yuetan.engine.addressees import addressee
from yuetan.engine.world import World
from yuetan.records.facts import read_placements, read_units
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import event, interview, participant, unit, upward_report
from yuetan.records.talk_counts import TalkCount, talk_counts, talked_to
from yuetan.records.units import read_successions
from yuetan.records.upward_reports import HANDED_IN, KeptReport, kept_reports, owing_units, reports, texts_of
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.regulation import Regulation

PERSONS = "persons."
"""Before the code of a kind, in what a report keeps: how many were talked to."""

ONE_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Asked:
    """What is reported on: a duty for a period or a cause, and the days it tells of, both included."""

    regulation: Regulation
    duty: Duty
    cause: str
    since: date
    until: date

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The fields that the records can count."""
        return tuple(one for one in self.duty.material.fields if one.counted) if self.duty.material else ()


@frozen(kw_only=True)
class Counted:
    """What the records say for the report of one unit."""

    own: tuple[TalkCount, ...]  # of itself, and of those below it that do not report for themselves
    received: tuple[KeptReport, ...]  # what units below have reported to it
    stated: Mapping[str, Mapping[str, str]]  # what those say, by the code of the unit and the field
    missing: tuple[str, ...]  # the codes of the units that owe it a report and have sent none, or were given it back

    def below(self, kinds: Iterable[str]) -> dict[str, int]:
        """How many were talked to in each kind, by what units below have reported to it."""
        return {kind: sum(int(said.get(PERSONS + kind, "0")) for said in self.stated.values()) for kind in kinds}

    def number(self, field: FormField) -> int:
        """The figure of a field: its own, and what those below have stated in the same one."""
        below = sum(int(float(said[field.code])) for said in self.stated.values() if said.get(field.code))
        return sum(one.persons for one in self.own if one.kind in field.counted) + below

    def persons(self, kinds: Iterable[str]) -> dict[str, int]:
        """How many were talked to in each kind, of itself and of those who have reported to it."""
        return {kind: sum(one.persons for one in self.own if one.kind == kind) + number
                for kind, number in self.below(kinds).items()}


def units_world(connection: Connection, on: date) -> World:
    """The units, where they lie and what took over from them, and nothing else."""
    return World(units=tuple(read_units(connection)), placements=tuple(read_placements(connection)),
                 successions=tuple(read_successions(connection)), as_of=on)


def counted_for(connection: Connection, world: World, asked: Asked, code: str) -> Counted:
    """What the records say for one unit's report, up to the day of the world."""
    return counted_for_each(connection, world, asked, (code,))[code]


def counted_for_each(connection: Connection, world: World, asked: Asked, codes: Iterable[str]) -> Mapping[str, Counted]:
    """The same for several units, in as many look-ups as for one."""
    owing = owing_units(connection, asked.regulation.code, asked.duty.code, asked.cause)
    own = own_counts(connection, world, asked, owing)
    wanted = tuple(codes)
    below = _below(world, asked, owing, frozenset(wanted))
    received = _received(connection, asked, {one for some in below.values() for one in some})
    texts = texts_of(connection, received.values())
    stated = {code: texts.get(one.id, {}) for code, one in received.items()}
    found = dict[str, Counted]()
    for code in wanted:
        here = [one for one in below.get(code, ()) if one in received]
        found[code] = Counted(
            own=own.get(code, ()), received=tuple(received[one] for one in here),
            stated={one: stated.get(one, {}) for one in here},
            missing=tuple(one for one in below.get(code, ()) if one not in received))
    return found


def own_counts(connection: Connection, world: World, asked: Asked, owing: Collection[str],
               ) -> Mapping[str, tuple[TalkCount, ...]]:
    """The talks of every unit that reports for itself, by the units as they lay on the day of each talk."""
    if not asked.fields:
        return {}
    codes: dict[int, str] = {row.id: row.code for row in connection.execute(select(unit.c.id, unit.c.code))}
    found = defaultdict[str, list[TalkCount]](list)
    for first, last, whose in _stretches(world, asked.since, min(asked.until, world.as_of), owing):
        for one in talk_counts(connection, asked.regulation.code, select(unit.c.id), first, last):
            if (reporting := whose.get(codes[one.unit_id])) is not None:
                found[reporting].append(one)
    return {code: tuple(some) for code, some in found.items()}


def talks_of(world: World, asked: Asked, owing: Collection[str], code: str) -> Select[Any]:
    """The keys of the talks that are counted as a unit's own."""
    kinds = sorted({kind for one in asked.fields for kind in one.counted})
    where = [and_(talked_to(first, last), interview.c.unit_id.in_(select(unit.c.id).where(
        unit.c.code.in_([one for one, reporting in whose.items() if reporting == code]))))
        for first, last, whose in _stretches(world, asked.since, min(asked.until, world.as_of), owing)]
    return (select(interview.c.id).distinct().join(participant, participant.c.interview_id == interview.c.id)
            .where(participant.c.part == INTERVIEWEE, interview.c.regulation == asked.regulation.code,
                   interview.c.kind.in_(kinds), or_(*where) if where else interview.c.id.is_(None)))


def entered_since(connection: Connection, talks: Select[Any], asked: Asked, at: datetime) -> int:
    """How many of some talks were put on record as held only after a moment."""
    before = select(event.c.interview_id).where(
        event.c.code == HELD, event.c.interview_id.is_not(None), event.c.entered_at <= at,
        event.c.happened_on.between(asked.since, asked.until))
    query = select(func.count()).select_from(interview).where(interview.c.id.in_(talks), interview.c.id.not_in(before))
    return int(connection.execute(query).scalar_one())


def values_of(asked: Asked, found: Counted) -> dict[str, str]:
    """What the records say, by the code of the field: a number, or each kind with its number in words."""
    kinds = {kind for one in asked.fields for kind in one.counted}
    below = (TalkCount(unit_id=0, kind=kind, talks=0, persons=number)
             for kind, number in found.below(kinds).items() if number)
    listed = counted(asked.regulation, list(asked.fields), (*found.own, *below))
    return listed | {one.code: str(found.number(one)) for one in asked.fields if one.type is FieldType.NUMBER}


def _stretches(world: World, since: date, until: date, owing: Collection[str],
               ) -> Iterator[tuple[date, date, Mapping[str, str]]]:
    """The days from one to another, both included, cut where units moved; and for each unit the one that reports it."""
    begun: tuple[date, Mapping[str, str]] | None = None
    for first in (since, *(day for day in world.days_of_tree if since < day <= until)):
        whose = _reporting(world, first, until, owing)
        if begun is not None and begun[1] != whose:
            yield begun[0], first - ONE_DAY, begun[1]
            begun = None
        begun = begun or (first, whose)
    if begun is not None and since <= until:
        yield begun[0], until, begun[1]


def _reporting(world: World, on: date, until: date, owing: Collection[str]) -> Mapping[str, str]:
    """For every unit of a day the one that reports for it at the end: one above it then, or what became of that."""
    heirs = {code: world.acting(code, until) for code in world.units_on(on)}
    found = ((code, next((heirs[one] for one in world.above(code, on) if heirs.get(one) in owing), None))
             for code in heirs)
    return {code: one for code, one in found if one is not None}


def _below(world: World, asked: Asked, owing: Sequence[str], wanted: Collection[str]) -> Mapping[str, list[str]]:
    """For each of some units those that report to it, in order."""
    found = defaultdict[str, list[str]](list)
    for code in owing:
        to = addressee(world, asked.duty, code, min(asked.until, world.as_of))
        if to in wanted:
            found[to].append(code)
    return found


def _received(connection: Connection, asked: Asked, codes: Collection[str]) -> Mapping[str, KeptReport]:
    """What was sent, and not returned, by some units; by their codes."""
    table = upward_report.c
    query = reports().where(
        table.regulation == asked.regulation.code, table.duty == asked.duty.code, table.cause == asked.cause,
        table.state.in_(HANDED_IN), unit.c.code.in_(sorted(codes)))
    return {one.unit: one for one in kept_reports(connection, query)}
