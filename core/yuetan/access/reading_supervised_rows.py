"""Obligations as a supervisor sees them one by one: what, of which unit, by when; never whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, and_, false, or_, select

from yuetan.access.reading_counts import SOON as WEEK
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.reading_waiting import waiting_since
from yuetan.access.scope import Condition
from yuetan.access.supervised import Supervised
from yuetan.access.supervision_views import (
    LATE,
    OPEN,
    OVERDUE,
    PLANS,
    PROBLEMS,
    SOON,
    UNDATED,
    WAITING,
    SupervisedRow,
    SupervisedRows,
)
from yuetan.access.titles import title_of
from yuetan.engine.obligations import Status
from yuetan.records.owed.dialects import unindexed
from yuetan.records.tables import interview, obligation
from yuetan.rules.duties import Duty
from yuetan.rules.force import UNIT

MOST_PAGES = 1000
_ROW = obligation.c
_SETTLED = (Status.DONE.name, Status.LATE.name, Status.LAPSED.name)


def rows_of(reader: Reader, over: Supervised, code: str, group: str, page: int, limit: int) -> SupervisedRows:  # noqa: PLR0913, PLR0917 - what a page is of
    """A page of the obligations of a group in a unit and below that the reader supervises, the oldest first."""
    number = max(1, min(page, MOST_PAGES))
    query = (select(obligation, interview.c.number, interview.c.kind, interview.c.opened_on)
             .outerjoin(interview, _ROW.interview_id == interview.c.id)
             .where(reader.scope.rules.known(obligation), over.of_unit(_ROW.unit_id, code), _of_group(reader, group),
                    ~over.hidden())
             .order_by(*_order(group)).limit(limit + 1).offset((number - 1) * limit))
    rows = reader.connection.execute(query).all()
    shown = rows[:limit]
    units = unit_names(reader.connection, {row.unit_id for row in shown if row.unit_id}, reader.on)
    since = waiting_since(reader.connection, shown)
    return SupervisedRows(rows=tuple(_row(reader, row, units.get(row.unit_id, ""), since.get(row.id)) for row in shown),
                          more=len(rows) > limit)


def of_units(reader: Reader, code: str, edition: str, duty: str) -> bool:
    """Whether a duty is one of units themselves to hand something in for a period."""
    return _is_plan(reader.scope.rules.duty(code, edition, duty))


def _is_plan(duty: Duty) -> bool:
    return duty.owed_by == UNIT and duty.each is not None and duty.talk is None


def _is_problem(duty: Duty) -> bool:
    return duty.each is None and bool(duty.on) and duty.talk is None


def _of_group(reader: Reader, group: str) -> Condition:
    is_open, week = _ROW.status == Status.OPEN.name, reader.on + WEEK
    pending = or_(_ROW.status == Status.OVERDUE.name, and_(is_open, _ROW.due <= week))
    outside = and_(_ROW.interview_id.is_(None), _ROW.cadre_id.is_(None))
    known = {
        OVERDUE: _ROW.status == Status.OVERDUE.name, SOON: and_(is_open, _ROW.due <= week),
        OPEN: and_(is_open, _ROW.due > week), UNDATED: and_(is_open, _ROW.due.is_(None)),
        WAITING: _ROW.status == Status.WAITING.name, LATE: _ROW.status == Status.LATE.name,
        PLANS: and_(pending, _duties(reader, plans=True)),
        PROBLEMS: and_(outside, _ROW.status != Status.WAITING.name, _duties(reader, plans=False)),
    }
    return known.get(group, false())


def _order(group: str) -> tuple[Any, ...]:
    """The oldest first; of problems those that are settled last, and of these the last settled first."""
    if group == PROBLEMS:
        return _ROW.done_on.is_not(None), _ROW.done_on.desc(), _ROW.id
    if group == WAITING:
        return (unindexed(_ROW.id),)
    return (_ROW.id,) if group == UNDATED else (_ROW.due, _ROW.id)


def _duties(reader: Reader, *, plans: bool) -> Condition:
    """Whether an obligation rests on a duty of units: for a period, or on what was found in one."""
    return or_(false(), *_named(reader, plans=plans))


def _named(reader: Reader, *, plans: bool) -> Iterator[Condition]:
    for one in reader.scope.rules.regulations:
        some = [duty.code for duty in one.of(Duty) if (_is_plan(duty) if plans else _is_problem(duty))]
        if some:
            yield and_(_ROW.regulation == one.code, _ROW.edition == one.edition, _ROW.duty.in_(some))


def _row(reader: Reader, row: Row[Any], unit: str, since: Any) -> SupervisedRow:  # noqa: ANN401 - a day, or none
    rules = reader.scope.rules
    regulation, duty = rules.regulation(row.regulation, row.edition), rules.duty(row.regulation, row.edition, row.duty)
    kind = regulation.kind(row.kind) if row.kind else None
    return SupervisedRow(
        regulation=regulation, duty=duty, unit=unit, group=_group_of(reader, row), due=row.due, done_on=row.done_on,
        since=since, kind=kind.title if kind else "", number=row.number or "",
        cause=title_of(regulation, duty.on) if duty.on and not row.interview_id else "",
        settled=row.status in _SETTLED)


def _group_of(reader: Reader, row: Row[Any]) -> str:
    if row.status == Status.OPEN.name:
        return UNDATED if row.due is None else SOON if row.due <= reader.on + WEEK else OPEN
    return str(row.status).lower()
