"""What somebody asked the desk for: filters on obligations, and on their counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import FromClause, Select, and_, or_, select, true

from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import Asked
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import cadre, obligation, participant, placement, unit

_ROW = obligation.c


def narrowing(reader: Reader, asked: Asked) -> Condition:
    """What was asked for, but for the group."""
    return and_(sort_asked(reader, asked, obligation), *_of_rows(asked))


def sort_asked(reader: Reader, asked: Asked, table: FromClause) -> Condition:
    """The part of it that obligations and their counts can both be asked."""
    return and_(true(), *_of_sorts(reader, asked, table))


def by_sort(asked: Asked) -> bool:
    """Whether that part is all that was asked for."""
    return not (asked.due or asked.name)


def in_unit(reader: Reader, reference: str) -> Select[Any]:
    """The keys of a unit and all below it; none for an unknown one."""
    code = reader.connection.execute(select(unit.c.code).where(unit.c.reference == reference)).scalar()
    return reader.scope.below(code or "")


def _of_sorts(reader: Reader, asked: Asked, table: FromClause) -> Iterator[Condition]:
    if asked.duty:
        yield table.c.duty == asked.duty
    if asked.unit:
        yield table.c.unit_id.in_(in_unit(reader, asked.unit))


def _of_rows(asked: Asked) -> Iterator[Condition]:
    if asked.due:
        yield _ROW.due == asked.due
    if asked.name:
        yield _named(asked.name)


def _named(name: str) -> Condition:
    """Whether it concerns somebody, or a unit, whose name holds some text."""
    people = select(cadre.c.id).where(cadre.c.name.icontains(name, autoescape=True))
    talks = select(participant.c.interview_id).where(
        participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(people))
    units = select(placement.c.unit_id).where(placement.c.name.icontains(name, autoescape=True))
    alone = _ROW.cadre_id.is_(None)
    return or_(_ROW.cadre_id.in_(people), and_(alone, _ROW.interview_id.in_(talks)),
               and_(alone, _ROW.interview_id.is_(None), _ROW.unit_id.in_(units)))
