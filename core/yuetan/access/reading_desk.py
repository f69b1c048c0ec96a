"""The desk: what an actor may see of what is owed, the most pressing first, a page at a time, with counts.

A page costs what stands on it, not what stands in the table. It is read status by status until it is full: whoever may
see much walks the table in the order of the list, and takes what is his; for whoever may see little, what is his of
that status is gathered first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import Row, and_, or_, true

from yuetan.access.pages import Position, page_token, position_of
from yuetan.access.reading_counts import counts, groups
from yuetan.access.reading_narrowed import narrowing
from yuetan.access.reading_owed import PRESSING, owed_rows, worded
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import Asked, Slice
from yuetan.records.tables import obligation

MOST = 500  # rows of one page

_ROW = obligation.c


def desk(reader: Reader, asked: Asked) -> Slice:
    """A page of what was asked for, and how many there are in each group of all that was asked for but the group."""
    limit = max(1, min(asked.limit, MOST))
    narrowed = narrowing(reader, asked)
    to_do = _ROW.status.in_([one.name for one in PRESSING[:3]]) if asked.mine else true()
    in_group = groups(reader.on).get(asked.status, to_do)
    after = position_of(reader, asked.after)
    rows = _walked(reader, and_(narrowed, in_group), after, limit + 1)
    shown = worded(reader, rows[:limit])
    more = page_token(shown[-1], PRESSING) if len(rows) > limit else ""
    return Slice(rows=shown, more=more, counts=counts(reader, asked))


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


def _walked(reader: Reader, narrowed: Condition, after: Position | None, limit: int) -> Sequence[Row[Any]]:
    """The page, read part by part in the order of the index until it is full."""
    found = list[Row[Any]]()
    for place in _PLACES[after.place if after else 0:]:
        if len(found) < limit:
            begin = _after(after) if after and after.place == place.number else true()
            visible = reader.scope.obligations(narrowed, place.holds, begin)
            query = owed_rows().where(visible, place.holds).order_by(_ROW.due, _ROW.id)
            found += reader.connection.execute(query.limit(limit - len(found)))
    return found


def _after(position: Position) -> Condition:
    """What comes after a row within its part of the list."""
    if position.due is None:
        return _ROW.id > position.id
    return or_(_ROW.due > position.due, and_(_ROW.due == position.due, _ROW.id > position.id))
