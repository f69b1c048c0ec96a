"""How many obligations there are of each sort, kept beside them: counts on a page cost the same at any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, case, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from yuetan.engine.obligations import Status
from yuetan.records.tables import NOWHERE, UNDATED, obligation, obligation_count

PENDING = (Status.OPEN.name, Status.OVERDUE.name)  # counted by the day they are due; all others whatever their day is
_SORT = ("unit_id", "regulation", "edition", "duty", "status", "due")
_INSERT: Mapping[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert, "postgresql": postgresql.insert}

Values = Mapping[str, Any]


def recount(connection: Connection) -> None:
    """Count everything anew."""
    sorts = select(
        func.coalesce(obligation.c.unit_id, NOWHERE).label("unit_id"), obligation.c.regulation, obligation.c.edition,
        obligation.c.duty, obligation.c.status, counted_due().label("due")).subquery()
    connection.execute(delete(obligation_count))
    connection.execute(insert(obligation_count).from_select(
        (*_SORT, "number"), select(*sorts.c, func.count()).group_by(*sorts.c)))


def count_changed(connection: Connection, before: Iterable[Values], after: Iterable[Values]) -> None:
    """Count that some rows are gone and others have come; what was changed is among both."""
    difference = Counter(map(_sort, after))
    difference.subtract(map(_sort, before))
    rows = [dict(zip(_SORT, sort, strict=True)) | {"number": number}
            for sort, number in sorted(difference.items()) if number]  # in one order, so that two never wait in a ring
    if rows:
        into = _INSERT[connection.dialect.name](obligation_count)
        more = obligation_count.c.number + into.excluded.number
        connection.execute(into.on_conflict_do_update(index_elements=_SORT, set_={"number": more}), rows)


def counted_due() -> ColumnElement[date]:
    """The day by which an obligation is counted."""
    pending = obligation.c.status.in_(PENDING)
    return func.coalesce(case((pending, obligation.c.due)), UNDATED)


def _sort(row: Values) -> tuple[Any, ...]:
    due = row["due"] if row["status"] in PENDING else None
    return (row["unit_id"] or NOWHERE, row["regulation"], row["edition"], row["duty"], row["status"], due or UNDATED)
