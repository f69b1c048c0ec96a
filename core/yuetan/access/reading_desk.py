"""The desk: what an actor may see of what is owed, the most pressing first, a page at a time, with counts.

A page costs what stands on it, not what stands in the table. Whoever may see much walks the table in the order of the
list, and takes what is his; for whoever may see little, what is his is gathered first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, true

from yuetan.access.pages import Position, page_token, position_of
from yuetan.access.reading_owed import PRESSING, owed_rows, worded
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import Asked, Slice
from yuetan.engine.obligations import Status
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import cadre, obligation, participant, placement, unit

SOON = timedelta(days=7)
MOST = 500  # rows of one page

_ROW = obligation.c


def groups(on: date) -> Mapping[str, Condition]:
    """What each count counts on a day; every obligation belongs to one of them.

    What is open is due today (or was, and the sweep of the day has not been there yet), soon, or later or on no day.
    """
    status, due = obligation.c.status, obligation.c.due
    is_open, undated = status == Status.OPEN.name, due.is_(None)
    return {
        "overdue": status == Status.OVERDUE.name, "today": and_(is_open, due <= on),
        "soon": and_(is_open, due > on, due <= on + SOON), "open": and_(is_open, or_(undated, due > on + SOON)),
        "waiting": status == Status.WAITING.name, "done": status == Status.DONE.name,
        "late": status == Status.LATE.name, "lapsed": status == Status.LAPSED.name,
    }


def desk(reader: Reader, asked: Asked) -> Slice:
    """A page of what was asked for, and how many there are in each group of all that was asked for but the group."""
    limit = max(1, min(asked.limit, MOST))
    narrowed = _narrowed(reader, asked)
    in_group = groups(reader.on).get(asked.status, true())
    after = position_of(reader, asked.after)
    walk = _walked if reader.scope.broad else _gathered
    rows = walk(reader, and_(narrowed, in_group), after, limit + 1)
    shown = worded(reader, rows[:limit])
    more = page_token(shown[-1], PRESSING) if len(rows) > limit else ""
    return Slice(rows=shown, more=more, counts=_counts(reader, narrowed))


def _counts(reader: Reader, narrowed: Condition) -> Mapping[str, int]:
    """How many obligations the actor may see are in each group."""
    known = groups(reader.on)
    group = case(*((condition, name) for name, condition in known.items())).label("in_group")
    visible = reader.scope.obligations()
    query = select(group, func.count()).select_from(obligation).where(visible, narrowed).group_by(group)
    found = dict(reader.connection.execute(query).tuples().all())
    return {name: found.get(name, 0) for name in known}


@frozen
class _Place:
    """Part of the list: what has one status, with a day it is due or without."""

    number: int
    status: str
    dated: bool

    @property
    def holds(self) -> Condition:
        return and_(_ROW.status == self.status, _ROW.due.is_not(None) if self.dated else _ROW.due.is_(None))


_PLACES = tuple(_Place(2 * number + (not dated), status.name, dated)
                for number, status in enumerate(PRESSING) for dated in (True, False))
_number: ColumnElement[int] = case(*((place.holds, place.number) for place in _PLACES))


def _walked(reader: Reader, narrowed: Condition, after: Position | None, limit: int) -> Sequence[Row[Any]]:
    """The page, read part by part in the order of the index until it is full."""
    found = list[Row[Any]]()
    visible = and_(reader.scope.obligations(), narrowed)
    for place in _PLACES[after.place if after else 0:]:
        if len(found) < limit:
            begin = _after(after) if after and after.place == place.number else true()
            query = owed_rows().where(visible, place.holds, begin).order_by(_ROW.due, _ROW.id)
            found += reader.connection.execute(query.limit(limit - len(found)))
    return found


def _gathered(reader: Reader, narrowed: Condition, after: Position | None, limit: int) -> Sequence[Row[Any]]:
    """The page, sorted out of all that the actor may see."""
    begin = or_(_number > after.place, and_(_number == after.place, _after(after))) if after else true()
    query = owed_rows().where(reader.scope.obligations(), narrowed, begin)
    return reader.connection.execute(query.order_by(_number, _ROW.due, _ROW.id).limit(limit)).all()


def _after(position: Position) -> Condition:
    """What comes after a row within its part of the list."""
    if position.due is None:
        return _ROW.id > position.id
    return or_(_ROW.due > position.due, and_(_ROW.due == position.due, _ROW.id > position.id))


def _narrowed(reader: Reader, asked: Asked) -> Condition:
    """What was asked for, but for the group."""
    return and_(true(), *_filters(reader, asked))


def _filters(reader: Reader, asked: Asked) -> Iterator[Condition]:
    if asked.duty:
        yield _ROW.duty == asked.duty
    if asked.due:
        yield _ROW.due == asked.due
    if asked.unit:
        yield _ROW.unit_id.in_(in_unit(reader, asked.unit))
    if asked.name:
        yield _named(asked.name)


def in_unit(reader: Reader, reference: str) -> Select[Any]:
    """The keys of a unit and all below it; none for an unknown one."""
    code = reader.connection.execute(select(unit.c.code).where(unit.c.reference == reference)).scalar()
    return reader.scope.below(code or "")


def _named(name: str) -> Condition:
    """Whether it concerns somebody, or a unit, whose name holds some text."""
    people = select(cadre.c.id).where(cadre.c.name.icontains(name, autoescape=True))
    talks = select(participant.c.interview_id).where(
        participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(people))
    units = select(placement.c.unit_id).where(placement.c.name.icontains(name, autoescape=True))
    alone = _ROW.cadre_id.is_(None)
    return or_(_ROW.cadre_id.in_(people), and_(alone, _ROW.interview_id.in_(talks)),
               and_(alone, _ROW.interview_id.is_(None), _ROW.unit_id.in_(units)))
