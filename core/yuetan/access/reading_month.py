"""A month of the desk: on which days how much falls due that is still to be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from yuetan.access.reading_people import Reader
from yuetan.access.views import DueDay
from yuetan.engine.obligations import Status
from yuetan.records.tables import obligation

_ROW = obligation.c
_PENDING = (Status.OVERDUE.name, Status.OPEN.name)


def due_days(reader: Reader, first: date, last: date) -> Mapping[date, DueDay]:
    """The days from the first to the last, both included, on which something falls due that is not done."""
    visible = reader.scope.obligations()
    query = (select(_ROW.due, _ROW.status, func.count().label("count")).select_from(obligation)
             .where(visible, _ROW.status.in_(_PENDING), _ROW.due.between(first, last)).group_by(_ROW.due, _ROW.status))
    found = defaultdict[date, dict[str, int]](dict)
    for row in reader.connection.execute(query):
        found[row.due][row.status] = row[2]
    return {day: DueDay(count=sum(counts.values()), overdue=Status.OVERDUE.name in counts)
            for day, counts in found.items()}
