"""What is to stand in the table of obligations beside what stands there, in sets: what changed is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Select,
    String,
    and_,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    true,
    update,
)

from yuetan.engine.obligations import Status
from yuetan.records.owed.changes import APPEARED, LAPSED, MET, OVER, OVERDUE, REDATED, REOPENED, SETTLED, WITHDRAWN
from yuetan.records.owed.rows import CONTENT, NAMES, PLACES, STANDING
from yuetan.records.owed.scratch import INDEX_OWED, analyzed, differing, owed
from yuetan.records.tables import obligation, obligation_change
from yuetan.records.tables.base import Moment

Value = ColumnElement[Any]
SAME = and_(*(owed.c[name] == obligation.c[name] for name in NAMES))
COLUMNS = (*NAMES, *CONTENT)
DIFFERING = ("obligation_id", *COLUMNS, "was", "due_was", "stands")
NOTHING = ""  # the status of what was not there before, or is not any more
CHANGE = (*NAMES, "at", "as_of", "change", "was", "became", "due_was", "due_became", "why")


@frozen(kw_only=True)
class Occasion:
    """When and why a sweep compares: kept with every change."""

    at: datetime
    as_of: date
    why: str
    codes: Sequence[str] | None  # the regulations whose rows it is about; None for all there are


def kept_changes(connection: Connection, why: Occasion) -> int:
    """Find what differs, and keep what changes once it is put right: how many changes there are."""
    connection.execute(delete(differing))
    _find_new_and_changed(connection)
    if _more_stand(connection, why):
        connection.exec_driver_sql(INDEX_OWED)
        _find_gone(connection, why)
    analyzed(connection, differing)
    return _keep(connection, select(
        *(differing.c[name] for name in NAMES), *_when(why), _name_of(differing.c.was, differing.c.status),
        differing.c.was, differing.c.status, differing.c.due_was, differing.c.due, literal(why.why, String))
        .where(~differing.c.stands))


def put_right(connection: Connection) -> None:
    """Change the table where it was found to differ, and nothing else."""
    is_gone = differing.c.status == NOTHING
    connection.execute(delete(obligation).where(obligation.c.id.in_(
        select(differing.c.obligation_id).where(is_gone))))
    connection.execute(update(obligation).where(obligation.c.id == differing.c.obligation_id).values(
        {name: differing.c[name] for name in CONTENT}))
    fresh = select(*(differing.c[name] for name in COLUMNS)).where(differing.c.obligation_id.is_(None))
    connection.execute(insert(obligation).from_select(COLUMNS, fresh))


def put_anew(connection: Connection) -> None:
    """Empty the table and fill it again."""
    connection.execute(delete(obligation))
    connection.execute(insert(obligation).from_select(COLUMNS, select(*(owed.c[name] for name in COLUMNS))))


def keep_appeared(connection: Connection, why: Occasion) -> int:
    """Keep that everything appeared in a table in which nothing stood: how many there are."""
    return _keep(connection, select(
        *(obligation.c[name] for name in NAMES), *_when(why), literal(APPEARED, String), literal(NOTHING, String),
        obligation.c.status, cast(null(), Date), obligation.c.due, literal(why.why, String)).where(_asked_for(why)))


def _find_new_and_changed(connection: Connection) -> None:
    stands = and_(*(obligation.c[name].is_not_distinct_from(owed.c[name]) for name in STANDING))
    elsewhere = or_(*(obligation.c[name].is_distinct_from(owed.c[name]) for name in PLACES))
    query = (select(obligation.c.id, *(owed.c[name] for name in COLUMNS), func.coalesce(obligation.c.status, NOTHING),
                    obligation.c.due, and_(obligation.c.id.is_not(None), stands))
             .select_from(owed.outerjoin(obligation, SAME))
             .where(or_(obligation.c.id.is_(None), ~stands, elsewhere)))
    connection.execute(insert(differing).from_select(DIFFERING, query))


def _find_gone(connection: Connection, why: Occasion) -> None:
    columns: dict[str, Value] = {name: obligation.c[name] for name in COLUMNS} | {
        "status": literal(NOTHING, String), "due": cast(null(), Date)}
    query = select(obligation.c.id, *columns.values(), obligation.c.status, obligation.c.due, false()).where(
        _asked_for(why), ~exists(select(owed.c.duty).where(SAME).correlate(obligation)))
    connection.execute(insert(differing).from_select(DIFFERING, query))


def _more_stand(connection: Connection, why: Occasion) -> bool:
    """Whether more stands in the table than was worked out."""
    stand = connection.execute(select(func.count()).select_from(obligation).where(_asked_for(why))).scalar_one()
    worked_out = connection.execute(select(func.count()).select_from(owed)).scalar_one()
    new = connection.execute(select(func.count()).select_from(differing).where(
        differing.c.obligation_id.is_(None))).scalar_one()
    return bool(stand > worked_out - new)


def _asked_for(why: Occasion) -> ColumnElement[bool]:
    return true() if why.codes is None else obligation.c.regulation.in_(why.codes)


def _keep(connection: Connection, query: Select[Any]) -> int:
    statement = insert(obligation_change).from_select(CHANGE, query)
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount


def _when(why: Occasion) -> tuple[Value, Value]:
    return literal(why.at, Moment()), literal(why.as_of, Date())


def _name_of(was: Value, became: Value) -> Value:
    """The same as `yuetan.records.owed.changes.name_of`."""
    met, over = became.in_(MET), was.in_(OVER)
    named = case(
        (was == NOTHING, APPEARED), (became == NOTHING, WITHDRAWN), (was == became, REDATED),
        (and_(met, was.in_(MET)), REDATED), (met, SETTLED), (became == Status.LAPSED.name, LAPSED), (over, REOPENED),
        (became == Status.OVERDUE.name, OVERDUE), else_=REDATED)
    return cast(named, String)
