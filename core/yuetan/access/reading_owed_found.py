"""What is to be done about those to whom a text leads, of what somebody may see: the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from attrs import frozen
from sqlalchemy import CompoundSelect, Row, and_, case, literal, or_, select, union, union_all

from yuetan.access.reach import listed
from yuetan.access.reading_interviews_found import held_with, talks_with
from yuetan.access.reading_owed import PRESSING, owed_rows, worded
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import OwedRow
from yuetan.records.each_row import of_each
from yuetan.records.owed import PENDING
from yuetan.records.search_hits import Hits, hits_of
from yuetan.records.searching import Sort
from yuetan.records.tables import cadre, obligation, unit

WALKED = 3000  # obligations of one status looked at in order before everything that goes by a text is gathered

_ROW, _HIM, _IT = obligation.c, cadre.alias("him"), unit.alias("it")
_STATUSES = tuple(one.name for one in PRESSING if one.name in PENDING)


def owed_found(reader: Reader, asked: str, limit: int) -> tuple[OwedRow, ...]:
    """What is to be done about such people and by such units."""
    people, units = (hits_of(reader.connection, sort, asked) for sort in (Sort.CADRE, Sort.UNIT))
    if not (people.some or units.some):
        return ()
    looked = _Looked(reader, people, units)
    pending, keys = _ROW.status.in_(PENDING), looked.keys(limit)
    if keys is not None and not keys:
        return ()
    so = looked.each() if keys is None else _ROW.id.in_(listed(keys))
    order = case(*((_ROW.status == name, place) for place, name in enumerate(_STATUSES)))
    query = owed_rows().where(reader.scope.obligations(pending, so))
    return worded(reader, reader.connection.execute(
        query.order_by(order, _ROW.due.is_(None), _ROW.due, _ROW.id).limit(limit)).all())


@frozen(eq=False)
class _Looked:
    """What is looked for."""

    reader: Reader
    people: Hits
    units: Hits

    def keys(self, limit: int) -> Sequence[int] | None:
        """Those among which the first so many are; None where what he may see is fewer."""
        if self.people.few is not None:
            return self.reader.connection.execute(self._gathered()).scalars().all()
        if not self.reader.scope.broad:
            return None
        found = self._walked(limit)
        return self.reader.connection.execute(self._gathered()).scalars().all() if found is None else found

    def _gathered(self) -> CompoundSelect[tuple[int]]:
        """The keys of all that is about them, whoever may see it."""
        connection, pending = self.reader.connection, _ROW.status.in_(PENDING)
        numbers = select(cadre.c.staff_number).where(self.people.all(connection, cadre.c.id))
        codes = select(unit.c.code).where(self.units.all(connection, unit.c.id))
        ways = [_ROW.subject.in_(numbers), and_(
            _ROW.interview_id.in_(talks_with(self.reader, self.people)),
            or_(_ROW.cadre_id.is_(None), self.people.all(connection, _ROW.cadre_id)))] if self.people.some else []
        ways += [and_(_ROW.subject.in_(codes), _ROW.cadre_id.is_(None), _ROW.interview_id.is_(None))] if (
            self.units.some) else []
        return union(*(select(_ROW.id).where(pending, one) for one in ways))

    def each(self) -> Condition:
        """Whether it is about them, asked of each by itself."""
        named = select(literal(1)).where(_HIM.c.staff_number == _ROW.subject, self.people.each(_HIM.c.id))
        of_unit = select(literal(1)).where(_IT.c.code == _ROW.subject, self.units.each(_IT.c.id))
        return or_(of_each(named),
                   and_(or_(_ROW.cadre_id.is_(None), self.people.each(_ROW.cadre_id)),
                        held_with(self.people, _ROW.interview_id)),
                   and_(_ROW.cadre_id.is_(None), _ROW.interview_id.is_(None), of_each(of_unit)))

    def _walked(self, limit: int) -> Sequence[int] | None:
        """The keys of the first so many, looked for in the order of the list; None where that would be long."""
        found, ends = list[int](), {(row.part, row.place): row for row in self.reader.connection.execute(_ends())}
        for number, part in enumerate(_parts()):
            if (number, 0) not in ends or len(found) == limit:
                continue
            end = ends.get((number, WALKED))
            so = (self.each(),) if end is None else (self.each(), _before(end))
            query = select(_ROW.id).where(part, self.reader.scope.obligations(*so)).order_by(_ROW.due, _ROW.id)
            found += self.reader.connection.execute(query.limit(limit - len(found))).scalars()
            if end is not None and len(found) < limit:
                return None
        return found


def _parts() -> Iterator[Condition]:
    """The parts of the list, one after another: what has one status, with a day it is due or without."""
    for status in _STATUSES:
        yield and_(_ROW.status == status, _ROW.due.is_not(None))
        yield and_(_ROW.status == status, _ROW.due.is_(None))


@cache
def _ends() -> CompoundSelect[Any]:
    """Of each part of the list the first row, and the one up to which it is looked at, as far as they are there."""
    rows = [(number, place, select(_ROW.due, _ROW.id).where(part).order_by(_ROW.due, _ROW.id).limit(1).offset(place))
            for number, part in enumerate(_parts()) for place in (0, WALKED)]
    return union_all(*(select(literal(number).label("part"), literal(place).label("place"), one.due, one.id)
                       for number, place, query in rows for one in (query.subquery().c,)))


def _before(end: Row[Any]) -> Condition:
    """What comes before a row in its part of the list."""
    before: Condition = _ROW.id < end.id
    if end.due is not None:
        before = and_(_ROW.due <= end.due, or_(_ROW.due < end.due, before))
    return before
