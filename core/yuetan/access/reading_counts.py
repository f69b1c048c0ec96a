"""How many obligations an actor may see: of what he is granted, those counted beside the table; of what he is, by row.

Only where a name or a day was asked for, which no count knows, is everything looked through.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve
from sqlalchemy import and_, func, or_, select, true

from yuetan.access.reach import listed
from yuetan.access.reading_mine import STILL, own_keys, own_pending
from yuetan.access.reading_narrowed import OVER, by_sort, kinds_asked, named_widely, narrowing, only_mine
from yuetan.access.reading_people import Reader, once
from yuetan.access.reading_sums import sums
from yuetan.access.scope import Condition
from yuetan.access.views import Asked, DueDay
from yuetan.engine.obligations import Status
from yuetan.records.owed import PENDING, counted_due
from yuetan.records.tables import UNDATED, obligation

SOON = timedelta(days=7)
MOST_COUNTED = 99
"""As far as is counted what is over of somebody's own; one more says that there is more."""

MOST_NAMED = 10
"""The same of what is over of those who go by a name."""

Sorts = Iterable[tuple[str, date, int]]
"""A status, the day due (`UNDATED` where none is counted), and how many."""


GROUPS = ("overdue", "today", "soon", "open", "waiting", "done", "late", "lapsed")
"""What is counted; every obligation belongs to one of them, see `group_of`."""


def in_group(name: str, on: date) -> Condition:
    """Whether an obligation belongs to a group on a day.

    What is open is due today (or was, and the sweep of the day has not been there yet), soon, or later or on no day.
    """
    due = obligation.c.due
    soon = {"today": due <= on, "soon": and_(due > on, due <= on + SOON), "open": or_(due.is_(None), due > on + SOON)}
    if name in soon:
        return and_(obligation.c.status == Status.OPEN.name, soon[name])
    return obligation.c.status == name.upper()


def counts_of(found: Sorts, on: date) -> Mapping[str, int]:
    """How many of what was counted are in each group."""
    numbers = Counter[str]()
    for status, due, number in found:
        numbers[group_of(status, due, on)] += number
    return {name: numbers[name] for name in GROUPS}


def due_days(reader: Reader, first: date, last: date) -> Mapping[date, DueDay]:
    """The days from the first to the last, both included, on which something falls due that is not done."""
    found = defaultdict[date, Counter[str]](Counter)
    for status, due, number in sorts(reader, Asked()):
        if status in PENDING and first <= due <= last:
            found[due][status] += number
    return {day: DueDay(count=numbers.total(), overdue=numbers[Status.OVERDUE.name] > 0)
            for day, numbers in found.items() if numbers.total()}


def group_of(status: str, due: date, on: date) -> str:
    """To which group something belongs on a day."""
    if status != Status.OPEN.name:
        return status.lower()
    return "today" if due <= on else "soon" if due <= on + SOON else "open"


def sorts(reader: Reader, asked: Asked) -> Sorts:
    """How many there are of each status and due day of all that was asked for but the group.

    What is over of his own, or of a name that many go by, is counted up to a bound, and by no day.
    """
    return _sorts(reader, evolve(asked, status="", after="", limit=0))


@once
def _sorts(reader: Reader, asked: Asked) -> Sorts:
    return tuple(_counted(reader, asked) if by_sort(asked) else _looked_through(reader, asked))


def _counted(reader: Reader, asked: Asked) -> Iterator[tuple[str, date, int]]:
    found, wanted = Counter[tuple[str, date]](), kinds_asked(reader, asked)
    for regulation, _, duty, status, due, number in sums(reader, asked.unit):
        if wanted(regulation, duty):
            found[status, due] += number
    yield from ((status, due, number) for (status, due), number in found.items())


def _looked_through(reader: Reader, asked: Asked) -> Iterator[tuple[str, date, int]]:
    if only_mine(asked) and (found := own_pending(reader)) is not None:
        yield from _own_over(reader, Asked())
        yield from ((status, due or UNDATED, 1) for _, status, due in found)
        return
    narrowed, wide = narrowing(reader, asked), bool(asked.name) and named_widely(reader, asked.name)
    if asked.mine:
        yield from _own_over(reader, evolve(asked, mine=False))
    elif wide:
        yield from _over(reader, narrowing(reader, asked, row_by_row=True))
    still = obligation.c.status.in_(STILL) if wide and not asked.mine else true()
    rows = select(obligation.c.status, counted_due().label("due")).where(
        reader.scope.obligations(narrowed, still)).subquery()
    query = select(rows.c.status, rows.c.due, func.count()).group_by(rows.c.status, rows.c.due)
    yield from reader.connection.execute(query).tuples()


def _over(reader: Reader, narrowed: Condition) -> Iterator[tuple[str, date, int]]:
    """What is over of what was asked for, as far as it is counted."""
    for status in OVER.values():
        some = select(obligation.c.id).where(reader.scope.obligations(narrowed, obligation.c.status == status.name))
        count = select(func.count()).select_from(some.limit(MOST_NAMED + 1).subquery())
        yield status.name, UNDATED, reader.connection.execute(count).scalar_one()


def _own_over(reader: Reader, asked: Asked) -> Iterator[tuple[str, date, int]]:
    """What is over of his own, as far as it is counted: an office has done more than anybody wants to know."""
    found = own_keys(reader, OVER.values(), narrowing(reader, asked), MOST_COUNTED + 1)
    few = [key for keys in found.values() if len(keys) <= MOST_COUNTED for key in keys]
    seen = and_(obligation.c.id.in_(listed(few)), reader.scope.sees_obligation())
    numbers = select(obligation.c.status, func.count()).where(seen).group_by(obligation.c.status)
    yield from ((status, UNDATED, number) for status, number in reader.connection.execute(numbers)) if few else ()
    yield from ((status.name, UNDATED, len(keys)) for status, keys in found.items() if len(keys) > MOST_COUNTED)
