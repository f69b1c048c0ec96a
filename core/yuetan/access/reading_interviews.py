"""A list of the interviews an actor may see, those entered last first, or in the order that was asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, true

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
from yuetan.records.each_row import of_each
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.searching import called
from yuetan.records.tables import cadre, event, interview, obligation, participant, unit

MOST = 500  # rows of one page
SOME = 2000  # talks with those of a name that are looked up: among more, whoever sees much soon meets the first
RUNNING, ENDED = "running", "ended"  # what a list may be narrowed to besides the codes of steps
SORTS = ("opened", "number", "kind", "unit", "planned")
"""By what a list may be in order."""

LATEST = Order((interview.c.id,), falling=True)
_CODE = select(unit.c.code).where(unit.c.id == interview.c.unit_id).scalar_subquery()
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
    limit, where, found = max(1, min(limit, MOST)), and_(true(), *_filters(reader, narrowed)), list[InterviewRow]()
    for part in _from(reader, tuple(_parts(reader, narrowed)), after):
        found += interview_rows(reader, and_(part.so, where), limit + 1 - len(found), part.order)
        if len(found) > limit:
            return tuple(found[:limit]), found[limit - 1].reference
    return tuple(found), ""


@frozen(eq=False)
class _Part:
    """A part of a list, in an order."""

    so: Condition
    order: Order


def _parts(reader: Reader, narrowed: Narrowed) -> Iterator[_Part]:
    """A list, part by part: whoever may see much is given those with a day by its index, the others after all days.

    How far an interview has come is none of the orders: whom it is about is not to find it out by asking.
    """
    row, falling, walked = interview.c, narrowed.falling, reader.scope.broad and narrowed.state in {"", ENDED}
    if narrowed.sort == "planned" and walked:
        dated = _Part(row.planned.is_not(None), Order((row.planned, row.id), falling))
        undated = _Part(row.planned.is_(None), Order((row.id,), falling))
        yield from (undated, dated) if falling else (dated, undated)
        return
    by: ColumnElement[Any] | None = {
        "number": row.number, "kind": row.kind, "planned": func.coalesce(row.planned, FOREVER),
        "unit": unit.c.code if walked else _CODE}.get(narrowed.sort)
    if by is not None and not walked and narrowed.sort in {"number", "kind"}:
        by = by + ""  # those that are in one state are few, as are those he sees: they are gathered, and by no index
    yield _Part(true(), Order((row.id,) if by is None else (by, row.id), falling))


def _from(reader: Reader, parts: Sequence[_Part], reference: str) -> Sequence[_Part]:
    """What comes after an interview that the actor may see; everything, after any other."""
    for number, part in enumerate(parts if reference else ()):
        named, order = and_(part.so, interview.c.reference == reference), part.order
        query = _in(order, select(*order.columns).select_from(interview)).where(reader.scope.interviews(named))
        last = reader.connection.execute(query).first()
        if last is not None:
            return (_Part(and_(part.so, order.after(last)), order), *parts[number + 1:])
    return parts


def interview_rows(reader: Reader, where: Condition, limit: int, order: Order = LATEST, *, dues: bool = True,
                   ) -> tuple[InterviewRow, ...]:
    """The interviews an actor may see among some; without an order, those entered last first.

    Without ``dues`` they do not say what is due in them.
    """
    himself = reader.scope.is_with_him(interview.c.id).label("about_himself")
    query = (_in(order, select(interview, himself)).where(reader.scope.interviews(where))
             .order_by(*order.clauses).limit(limit))
    rows = reader.connection.execute(query).all()
    if not rows:
        return ()
    mine = [row.id for row in rows if row.about_himself]
    units = unit_names(reader.connection, {row.unit_id for row in rows}, reader.on)
    found = _Found(reader, _talkees(reader, rows), units, _dues(reader, rows) if dues else {}, told(reader, mine))
    return tuple(found.row(row) for row in rows)


def _in(order: Order, query: Select[Any]) -> Select[Any]:
    """A query for interviews with what they are put in order by; the units in their order, and then those of each."""
    return query.join(unit, unit.c.id + 0 == interview.c.unit_id) if unit.c.code in order.columns else query


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
    mine, state = reader.scope.is_with_him(interview.c.id), narrowed.state
    if state in {RUNNING, ENDED}:
        yield interview.c.ended.is_(state == ENDED)
    elif state:  # how far an interview about himself has come is not to be found out by asking
        yield and_(interview.c.state == state, ~mine)
    if narrowed.planned:
        yield interview.c.planned == narrowed.planned
    if narrowed.unit:
        yield interview.c.unit_id.in_(in_unit(reader, narrowed.unit))
    if narrowed.name:
        yield _with(reader, narrowed.name, mine)


def _with(reader: Reader, name: str, mine: Condition) -> Condition:
    """Whether somebody is talked to whose name holds a text; of those about himself, whether he is called so.

    By the talks, where these are few or he sees little, else of each by itself: whoever walked the list would find few
    nowhere for long.
    """
    people = called(reader.connection, name)
    talks = select(participant.c.interview_id).where(participant.c.part == INTERVIEWEE,
                                                     participant.c.cadre_id.in_(people))
    himself = and_(mine, people.where(cadre.c.id == reader.scope.me).exists())
    keys = reader.connection.execute(talks.limit(SOME + 1)).scalars().all()
    if len(keys) <= SOME:
        about_him = reader.connection.execute(reader.scope.concerned).scalars()
        return and_(interview.c.id.in_(listed({*keys, *about_him})), or_(~mine, himself))
    if not reader.scope.broad:
        return or_(and_(~mine, interview.c.id.in_(talks)), himself)
    so_called = people.where(cadre.c.id == participant.c.cadre_id).exists()
    with_one = select(literal(1)).where(participant.c.interview_id == interview.c.id,
                                        participant.c.part == INTERVIEWEE, so_called)
    return or_(and_(~mine, of_each(with_one)), himself)


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
