"""A list of the interviews an actor may see, those entered last first, or in the order that was asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Row, and_, case, func, or_, select, true

from yuetan.access.ordered import Order
from yuetan.access.reach import listed
from yuetan.access.reading_fields import TOLD
from yuetan.access.reading_narrowed import in_unit
from yuetan.access.reading_owed import PRESSING
from yuetan.access.reading_people import Reader, people_of, playing, unit_names
from yuetan.access.scope import Condition
from yuetan.access.titles import title_of
from yuetan.access.views import InterviewRow, Person
from yuetan.engine.facts import FOREVER
from yuetan.engine.obligations import Status
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.searching import called
from yuetan.records.tables import cadre, event, interview, obligation, participant, unit

MOST = 500  # rows of one page
RUNNING, ENDED = "running", "ended"  # what a list may be narrowed to besides the codes of steps
SORTS = ("opened", "number", "kind", "unit", "planned")
"""By what a list may be in order."""

LATEST = Order((interview.c.id,), falling=True)
_PENDING = (Status.OVERDUE.name, Status.OPEN.name)

Rows = Sequence[Row[Any]]


@frozen(kw_only=True)
class Narrowed:
    """What a list is narrowed to; an empty value leaves it open."""

    state: str = ""
    unit: str = ""  # the reference of a unit, with all below
    name: str = ""
    planned: date | None = None
    sort: str = "opened"  # one of `SORTS`
    falling: bool = True


def interviews(reader: Reader, narrowed: Narrowed, after: str, limit: int) -> tuple[tuple[InterviewRow, ...], str]:
    """A page of them, and the reference after which the next begins; see `yuetan.access.door.Access.interviews`."""
    limit, order = max(1, min(limit, MOST)), _order(narrowed)
    where = and_(true(), *_filters(reader, narrowed), *_after(reader, order, after))
    found = interview_rows(reader, where, limit + 1, order)
    return found[:limit], found[limit - 1].reference if len(found) > limit else ""


def _order(narrowed: Narrowed) -> Order:
    """How far an interview has come is none of the orders: whom it is about is not to find it out by asking."""
    row = interview.c
    by = {"number": row.number, "kind": row.kind, "planned": func.coalesce(row.planned, FOREVER),
          "unit": select(unit.c.code).where(unit.c.id == row.unit_id).scalar_subquery()}.get(narrowed.sort)
    return Order((row.id,) if by is None else (by, row.id), narrowed.falling)


def interview_rows(reader: Reader, where: Condition, limit: int, order: Order = LATEST) -> tuple[InterviewRow, ...]:
    """The interviews an actor may see among some; without an order, those entered last first."""
    himself = interview.c.id.in_(reader.scope.concerned).label("about_himself")
    query = (select(interview, himself).where(where, reader.scope.interviews(where)).order_by(*order.clauses)
             .limit(limit))
    rows = reader.connection.execute(query).all()
    if not rows:
        return ()
    mine = [row.id for row in rows if row.about_himself]
    units = unit_names(reader.connection, {row.unit_id for row in rows}, reader.on)
    found = _Found(reader, _talkees(reader, rows), units, _dues(reader, rows), told(reader, mine))
    return tuple(found.row(row) for row in rows)


@frozen
class _Found:
    """What was looked up for some interviews, by their keys."""

    reader: Reader
    talkees: Mapping[int, Sequence[Person]]
    units: Mapping[int, str]  # by the key of the unit
    dues: Mapping[int, Row[Any]]
    told: Mapping[int, str]

    def row(self, row: Row[Any]) -> InterviewRow:
        """One interview as the list shows it."""
        regulation = self.reader.scope.rules.regulation(row.regulation, row.edition)
        kind, due = regulation.kind(row.kind), self.dues.get(row.id)
        assert kind is not None  # noqa: S101 - an interview is of a kind of its edition
        return InterviewRow(
            reference=row.reference, number=row.number, regulation=regulation, kind=kind,
            interviewees=tuple(self.talkees.get(row.id, ())), unit=self.units.get(row.unit_id, ""),
            state=title_of(regulation, self.told.get(row.id, row.state)), planned=row.planned, opened_on=row.opened_on,
            ended=row.ended, due=due.due if due else None, status=Status[due.status] if due else None)


def told(reader: Reader, mine: Sequence[int]) -> Mapping[int, str]:
    """The last step that the actor was told of, for each of some interviews about himself."""
    query = (select(interview.c.id, event.c.code).join(event, event.c.case_id == interview.c.case_id)
             .where(interview.c.id.in_(mine), told_to(reader), event.c.code.in_(TOLD)).order_by(event.c.sequence))
    return {row.id: row.code for row in reader.connection.execute(query)} if mine else {}


def told_to(reader: Reader) -> Condition:
    """Whether the actor, who is talked to, is told of an event: it concerns all or him, and serves nobody else."""
    of = event.c
    about_him = or_(of.cadre_id.is_(None), of.cadre_id == reader.scope.me)
    return and_(about_him, or_(of.addressee == INTERVIEWEE, and_(of.code.in_(TOLD), of.addressee == "")))


def _filters(reader: Reader, narrowed: Narrowed) -> Iterator[Condition]:
    mine, state = interview.c.id.in_(reader.scope.concerned), narrowed.state
    if state in {RUNNING, ENDED}:
        yield interview.c.ended.is_(state == ENDED)
    elif state:  # how far an interview about himself has come is not to be found out by asking
        yield and_(interview.c.state == state, ~mine)
    if narrowed.planned:
        yield interview.c.planned == narrowed.planned
    if narrowed.unit:
        yield interview.c.unit_id.in_(in_unit(reader, narrowed.unit))
    if narrowed.name:
        people = called(reader.connection, narrowed.name)
        talks = select(participant.c.interview_id).where(participant.c.part == INTERVIEWEE,
                                                         participant.c.cadre_id.in_(people))
        himself = people.where(cadre.c.id == reader.scope.me).exists()
        yield or_(and_(~mine, interview.c.id.in_(talks)), and_(mine, himself))


def _after(reader: Reader, order: Order, reference: str) -> Iterator[Condition]:
    """What comes after an interview that the actor may see; everything, after any other."""
    if reference:
        named = interview.c.reference == reference
        query = select(*order.columns).where(named, reader.scope.interviews(named))
        last = reader.connection.execute(query).first()
        yield order.after(last) if last is not None else true()


def _talkees(reader: Reader, rows: Rows) -> Mapping[int, Sequence[Person]]:
    """The interviewees; of an interview about the actor himself, he alone."""
    himself = {row.id for row in rows if row.about_himself}
    query = (select(participant.c.interview_id, participant.c.cadre_id)
             .where(participant.c.interview_id.in_([row.id for row in rows]), participant.c.part == INTERVIEWEE)
             .order_by(participant.c.place, participant.c.id))
    parts = [one for one in reader.connection.execute(query)
             if one.interview_id not in himself or one.cadre_id == reader.scope.me]
    people = people_of(reader, (one.cadre_id for one in parts)).by_key
    found = defaultdict[int, list[Person]](list)
    for one in parts:
        found[one.interview_id].append(playing(people[one.cadre_id], INTERVIEWEE))
    return found


def _dues(reader: Reader, rows: Rows) -> Mapping[int, Row[Any]]:
    """Of each interview the most pressing obligation with a day that the actor may see."""
    of = obligation.c
    order = case(*((of.status == one.name, number) for number, one in enumerate(PRESSING)))
    of_these = of.interview_id.in_(listed(row.id for row in rows))
    query = (select(of.interview_id, of.status, of.due)
             .where(reader.scope.obligations(of_these, of.status.in_(_PENDING), of.due.is_not(None)))
             .order_by(order.desc(), of.due.desc(), of.id.desc()))  # the last one stays
    return {row.interview_id: row for row in reader.connection.execute(query)}
