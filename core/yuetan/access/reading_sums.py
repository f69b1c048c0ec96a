"""What is counted beside the table of obligations, as far as an actor may see it.

What he may see or may not for what he is in a case is little, and is put right row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Result, Row, and_, case, cast, func, select

from yuetan.access.reading_narrowed import sort_asked, wants
from yuetan.access.reading_people import Reader, once
from yuetan.access.scope import Condition
from yuetan.access.views import Asked
from yuetan.records.owed import PENDING, counted_due
from yuetan.records.tables import NOWHERE, obligation, obligation_count

SORTED = ("regulation", "edition", "duty", "unit_id", "status", "due")
"""By what the counts beside the table tell obligations apart."""

Sum = tuple[str, str, str, str, date, int]
"""The regulation, edition, duty, status and due day of some obligations (`UNDATED`: none is counted), and how many."""


def sums(reader: Reader, unit: str = "") -> Sequence[Sum]:
    """How many obligations there are by duty, status and due day, of all or of a unit with all below it; in parts.

    What a page shows of them is added up from this.
    """
    return _sums(reader, unit)


@once
def _sums(reader: Reader, unit: str) -> Sequence[Sum]:
    asked, rules, table = Asked(unit=unit), reader.scope.rules, obligation_count.c
    columns = (table.regulation, table.edition, table.duty, table.status, table.due)
    counted = _counted(reader, columns, sort_asked(reader, asked, obligation_count)).tuples()
    return (*(one for one in counted if rules.knows(*one[:3])),
            *((row.regulation, row.edition, row.duty, row.status, row.due, row.difference)
              for row in _differing(reader, asked)))


def pending_in_units(reader: Reader) -> Iterator[tuple[int, str, int]]:
    """How many obligations that are to be done still there are in each unit, of each status; in parts."""
    table = obligation_count.c
    known = reader.scope.rules.known(obligation_count)
    yield from _counted(reader, (table.unit_id, table.status), and_(table.status.in_(PENDING), known)).tuples()
    yield from ((row.unit_id, row.status, row.difference) for row in _differing(reader, Asked())
                if row.status in PENDING)


def _counted(reader: Reader, columns: Sequence[ColumnElement[Any]], so: Condition) -> Result[Any]:
    """What is counted for combinations of columns, in the units where he is granted to see it."""
    number = cast(func.sum(obligation_count.c.number), Integer)
    granted = reader.scope.in_his_units(obligation_count)
    return reader.connection.execute(select(*columns, number).where(granted, so).group_by(*columns))


def _differing(reader: Reader, asked: Asked) -> Sequence[Row[Any]]:
    """What he may see or may not for what he is, of each sort asked for: one more or one less."""
    wanted = wants(reader, asked)
    return [row for row in _all_differing(reader) if wanted(row)]


@once
def _all_differing(reader: Reader) -> Sequence[Row[Any]]:
    one, none = _as_number(reader.scope.sees_obligation()), _as_number(reader.scope.granted_obligations(obligation))
    rows = select(*map(_like, SORTED), (one - none).label("difference")).where(
        obligation.c.id.in_(reader.scope.own_obligations)).subquery()
    of = [rows.c[name] for name in SORTED]
    difference = cast(func.sum(rows.c.difference), Integer).label("difference")
    query = select(*of, difference).group_by(*of).having(difference != 0)
    return reader.connection.execute(query).all()


def _like(name: str) -> ColumnElement[Any]:
    """A column of the counts, read off an obligation."""
    if name == "unit_id":
        return func.coalesce(obligation.c.unit_id, NOWHERE).label(name)
    return counted_due().label(name) if name == "due" else obligation.c[name]


def _as_number(condition: Condition) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
