"""The desk: what an actor may see of what is owed, the most pressing first, a page at a time, with counts.

A page costs what stands on it, not what stands in the table. It is read status by status until it is full. How much of
each falls due on which day is counted before: from that follows between which days a page lies, and only there it is
looked for. Whoever may see much walks these days in the order of the list, and takes what is his; for whoever may see
little, what is his of them is gathered first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Row, and_, or_, true

from yuetan.access.pages import Position, page_token, position_of
from yuetan.access.reach import listed
from yuetan.access.reading_counts import GROUPS, counts_of, group_of, in_group, sorts
from yuetan.access.reading_mine import STILL, Own, own_first, own_pending
from yuetan.access.reading_narrowed import OVER, narrowing, only_mine
from yuetan.access.reading_owed import PRESSING, owed_rows, worded
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import Asked, Slice
from yuetan.records.owed import PENDING
from yuetan.records.tables import UNDATED, obligation

MOST = 500  # rows of one page

_ROW = obligation.c


def desk(reader: Reader, asked: Asked) -> Slice:
    """A page of what was asked for, and how many there are in each group of all that was asked for but the group."""
    limit = max(1, min(asked.limit, MOST))
    page = _Page(reader, asked, _numbers(reader, asked))
    rows = page.walked(position_of(reader, asked.after), limit + 1)
    shown = worded(reader, rows[:limit])
    more = page_token(shown[-1], PRESSING) if len(rows) > limit else ""
    return Slice(rows=shown, more=more, counts=counts_of(sorts(reader, asked), reader.on))


@frozen
class _Place:
    """Part of the list: what has one status, with a day it is due or without."""

    number: int
    status: str
    dated: bool

    @property
    def by_day(self) -> Condition:
        """Whether an obligation is due on a day, or on none, as those in this part are."""
        return _ROW.due.is_not(None) if self.dated else _ROW.due.is_(None)


_PLACES = tuple(_Place(2 * number + (not dated), status.name, dated)
                for number, status in enumerate(PRESSING) for dated in (True, False))

_PLACE = {(place.status, place.dated): place.number for place in _PLACES}

Numbers = Mapping[str, Mapping[date, int]]
"""For each status how many of what was asked for fall due on each day, in order; `UNDATED` where none is counted."""


def _numbers(reader: Reader, asked: Asked) -> Numbers:
    found: dict[str, Counter[date]] = {place.status: Counter() for place in _PLACES}
    for status, due, number in sorts(reader, asked):
        if number > 0 and _is_asked_for(reader, asked, status, due):
            found[status][due] += number
    return {status: dict(sorted(days.items())) for status, days in found.items()}


def _is_asked_for(reader: Reader, asked: Asked, status: str, due: date) -> bool:
    """Whether what has a status and a due day is in the group that was asked for, if one was."""
    if asked.status in GROUPS:
        return group_of(status, due, reader.on) == asked.status
    return status in STILL or not asked.mine


@frozen(eq=False)
class _Page:
    """A page that is looked for."""

    reader: Reader
    asked: Asked
    numbers: Numbers

    def walked(self, after: Position | None, limit: int) -> Sequence[Row[Any]]:
        """Its rows, read part by part in the order of the index until it is full."""
        found = list[Row[Any]]()
        if only_mine(self.asked) and not self._own_over and (own := own_pending(self.reader)) is not None:
            return self._listed(own, after, limit)
        asked = evolve(self.asked, mine=False) if self._own_over else self.asked
        narrowed = narrowing(self.reader, asked, row_by_row=True)
        for place in _PLACES[after.place if after else 0:]:
            begun = after if after and after.place == place.number else None
            missing = limit - len(found)
            if missing and (within := self._within(place, begun, missing)) is not None:
                found += self._looked_for(place.status, and_(narrowed, place.by_day, *within), missing)
        return found

    def _listed(self, own: Own, after: Position | None, limit: int) -> Sequence[Row[Any]]:
        """The same of what was looked up of his own."""
        order = {key: (_PLACE[status, due is not None], due or UNDATED, key) for key, status, due in own
                 if _is_asked_for(self.reader, self.asked, status, due or UNDATED)}
        begun = (after.place, after.due or UNDATED, after.id) if after else (-1,)
        keys = sorted((key for key in order if order[key] > begun), key=order.__getitem__)[:limit]
        return sorted(self._rows(_ROW.id.in_(listed(keys)), limit), key=lambda row: order[row.id])

    @property
    def _own_over(self) -> bool:
        """Whether it is of what is over of his own: as far as that is counted, it is counted without the day."""
        return self.asked.mine and self.asked.status in OVER

    def _within(self, place: _Place, begun: Position | None, missing: int) -> tuple[Condition, ...] | None:
        """Where in a part of the list so many rows lie; None where there are none."""
        after = () if begun is None else (_after(begun),)
        numbers = self.numbers[place.status]
        if place.status not in PENDING:  # no day is counted of what is over
            return after if numbers else None
        if not place.dated:
            return after if UNDATED in numbers else None
        first = begun.due if begun and begun.due else date.min
        days = [(day, number) for day, number in numbers.items() if first <= day < UNDATED]
        return (*after, _ROW.due.between(*_full(days, first, missing))) if days else None

    def _looked_for(self, status: str, so: Condition, missing: int) -> Sequence[Row[Any]]:
        """The first rows of a status that are so, of those he may see."""
        if not self._own_over:
            group = self.asked.status
            of_group = in_group(group, self.reader.on) if group in GROUPS else true()
            so = and_(_ROW.status == status, of_group, so)
            return self._rows(and_(self.reader.scope.obligations(so), so), missing)
        over, seen = OVER[self.asked.status], self.reader.scope.sees_obligation()
        keys = own_first(self.reader, over, so, missing)
        rows = self._rows(and_(_ROW.id.in_(listed(keys)), seen), len(keys))
        if len(rows) < len(keys):  # some are none of his to see: then only those that are come first
            rows = self._rows(_ROW.id.in_(listed(own_first(self.reader, over, and_(so, seen), missing))), missing)
        return rows[:missing]

    def _rows(self, wanted: Condition, most: int) -> Sequence[Row[Any]]:
        query = owed_rows().where(wanted).order_by(_ROW.due, _ROW.id)
        return self.reader.connection.execute(query.limit(most)).all()


def _full(days: Sequence[tuple[date, int]], begun: date, missing: int) -> tuple[date, date]:
    """The first and last day between which so many rows lie; of the day a page begins with some may be shown before."""
    for day, number in days:
        missing -= number if day > begun else 0
        if missing <= 0:
            return days[0][0], day
    return days[0][0], days[-1][0]


def _after(position: Position) -> Condition:
    """What comes after a row within its part of the list."""
    if position.due is None:
        return _ROW.id > position.id
    return or_(_ROW.due > position.due, and_(_ROW.due == position.due, _ROW.id > position.id))
