"""How many obligations an actor may see: of what he is granted, those counted beside the table; of what he is, by row.

What he may see or may not for what he is in a case is little, and is put right row by row. Only where a name or a day
was asked for, which no count knows, is everything looked through.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve
from sqlalchemy import ColumnElement, Integer, Row, and_, case, cast, func, or_, select, true

from yuetan.access.reach import listed
from yuetan.access.reading_mine import STILL, own_keys
from yuetan.access.reading_narrowed import OVER, by_sort, named_widely, narrowing, sort_asked, wants
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import Asked, DueDay
from yuetan.engine.obligations import Status
from yuetan.records.owed import PENDING, counted_due
from yuetan.records.tables import NOWHERE, UNDATED, obligation, obligation_count

SOON = timedelta(days=7)
SORTED = ("regulation", "edition", "duty", "unit_id", "status", "due")
"""By what the counts beside the table tell obligations apart."""

MOST_COUNTED = 99
"""As far as is counted what is over of somebody's own; one more says that there is more."""

MOST_NAMED = 10
"""The same of what is over of those who go by a name."""

Sorts = Iterable[tuple[str, date, int]]
"""A status, the day due (`UNDATED` where none is counted), and how many."""


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


def counts_of(found: Sorts, on: date) -> Mapping[str, int]:
    """How many of what was counted are in each group."""
    numbers = Counter[str]()
    for status, due, number in found:
        numbers[group_of(status, due, on)] += number
    return {name: numbers[name] for name in groups(on)}


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
    """How many there are of each status and due day; a page shows them in more than one place: looked up once.

    What is over of his own, or of a name that many go by, is counted up to a bound, and by no day.
    """
    kept, key = reader.scope.counted, evolve(asked, status="", after="", limit=0)
    if key not in kept:
        kept[key] = tuple(_counted(reader, key) if by_sort(key) else _looked_through(reader, key))
    return kept[key]


def _counted(reader: Reader, asked: Asked) -> Iterator[tuple[str, date, int]]:
    yield from ((status, due, number) for (status, due), number in sums(
        reader, "status", "due", asked=asked).items())


def sums(reader: Reader, *names: str, asked: Asked | None = None, pending: bool = False,
         ) -> Mapping[tuple[Any, ...], int]:
    """How many obligations there are for each combination of columns of the counts, of all or of what was asked for.

    With ``pending``, only of those that are to be done still.
    """
    table, narrowed = obligation_count, Asked(duty=asked.duty, unit=asked.unit, kind=asked.kind) if asked else Asked()
    columns = [table.c[name] for name in names]
    found = Counter[tuple[Any, ...]]()
    only = table.c.status.in_(PENDING) if pending else true()
    query = (select(*columns, cast(func.sum(table.c.number), Integer)).where(
        reader.scope.granted_obligations(table), sort_asked(reader, narrowed, table), only).group_by(*columns))
    for *key, number in reader.connection.execute(query).all():
        found[tuple(key)] += number
    for row in (row for row in _differing(reader, narrowed) if not pending or row.status in PENDING):
        found[tuple(getattr(row, name) for name in names)] += row.difference
    return found


def _differing(reader: Reader, asked: Asked) -> Sequence[Row[Any]]:
    """What he may see or may not for what he is, of each sort asked for: one more or one less."""
    wanted = wants(reader, asked)
    return [row for row in _all_differing(reader) if wanted(row)]


def _all_differing(reader: Reader) -> Sequence[Row[Any]]:
    kept = reader.scope.differing
    if kept:
        return kept[0]
    one, none = _as_number(reader.scope.sees_obligation()), _as_number(reader.scope.granted_obligations(obligation))
    rows = select(*map(_like, SORTED), (one - none).label("difference")).where(
        obligation.c.id.in_(reader.scope.own_obligations)).subquery()
    of = [rows.c[name] for name in SORTED]
    query = select(*of, cast(func.sum(rows.c.difference), Integer).label("difference")).group_by(*of)
    kept.append(reader.connection.execute(query).all())
    return kept[0]


def _like(name: str) -> ColumnElement[Any]:
    """A column of the counts, read off an obligation."""
    if name == "unit_id":
        return func.coalesce(obligation.c.unit_id, NOWHERE).label(name)
    return counted_due().label(name) if name == "due" else obligation.c[name]


def _looked_through(reader: Reader, asked: Asked) -> Iterator[tuple[str, date, int]]:
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


def _as_number(condition: Condition) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
