"""The posts somebody held, as selectors read them: with the type of the unit and the marks of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Row, and_, literal, select

from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.engine.facts import Appointment
from yuetan.engine.posts import Holding
from yuetan.records.tables import appointment, appointment_mark, cadre, unit
from yuetan.rules.selectors import PERSON_LEVEL, Selector


@frozen
class Held:
    """A post somebody held, with the unit it is in."""

    row: Row[Any]
    holding: Holding

    def on(self, day: date) -> bool:
        """Whether he held it on a day."""
        return bool(self.row.since <= day < self.row.until)


@frozen
class _Post:
    """What a selector reads of a post."""

    unit_type: str
    post: str
    rank: int
    manner: str
    party: str
    marks: frozenset[str]


def posts_held(reader: Reader, where: Condition) -> Iterator[Held]:
    """Some of the posts that ever were, those entered first before the others."""
    query = (select(appointment, unit.c.code, unit.c.type, cadre.c.staff_number, cadre.c.party)
             .join(unit, appointment.c.unit_id == unit.c.id).join(cadre, appointment.c.cadre_id == cadre.c.id)
             .where(where).order_by(appointment.c.id))
    rows = reader.connection.execute(query).all()
    marks = _marks(reader, where)
    for row in rows:
        one = Appointment(cadre=row.staff_number, unit=row.code, post=row.post, title=row.title, rank=row.rank,
                          manner=row.manner, marks=marks.get(row.id, ()), decided=row.decided, since=row.since,
                          until=row.until)
        yield Held(row, Holding(one.cadre, one.unit, one.post, one.rank, one.manner, one.marks, row.type, row.party,
                                 one))


def units_with(reader: Reader, where: Condition, admitted: Sequence[Selector]) -> frozenset[int]:
    """The keys of the units of those posts, of some there ever were, that one of some selectors admits by themselves.

    Posts that a selector cannot tell apart are asked of it once; whose they are is looked up where one asks for that.
    """
    of_people = any(PERSON_LEVEL in one.reads for one in admitted)
    by_mark = any(name == "mark" for one in admitted for name, _ in one.names)
    query = (select(appointment.c.id, appointment.c.unit_id, unit.c.type, appointment.c.post, appointment.c.rank,
                    appointment.c.manner, cadre.c.party if of_people else literal(""))
             .join(unit, appointment.c.unit_id == unit.c.id).where(where))
    query = query.join(cadre, appointment.c.cadre_id == cadre.c.id) if of_people else query
    marks, known, found = _marks(reader, where) if by_mark else {}, dict[tuple[Any, ...], bool](), set[int]()
    for key, of_unit, *columns in reader.connection.execute(query).all():
        alike = (*columns, frozenset(marks.get(key, ())))
        if alike not in known:
            post = _Post(*alike)
            known[alike] = any(one.admits(post, (post,)) for one in admitted)
        if known[alike]:
            found.add(of_unit)
    return frozenset(found)


def own_posts(reader: Reader) -> tuple[Held, ...]:
    """The posts the reader himself holds on the day."""
    row = appointment.c
    mine = and_(row.cadre_id == reader.scope.me, row.since <= reader.on, row.until > reader.on)
    return () if reader.scope.me is None else tuple(posts_held(reader, mine))


def _marks(reader: Reader, where: Condition) -> Mapping[int, Sequence[str]]:
    found = defaultdict[int, list[str]](list)
    query = (select(appointment_mark).join(appointment, appointment_mark.c.appointment_id == appointment.c.id)
             .join(cadre, appointment.c.cadre_id == cadre.c.id).where(where))
    for row in reader.connection.execute(query):
        found[row.appointment_id].append(row.mark)
    return found

