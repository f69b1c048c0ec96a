"""What somebody asked the desk for: filters on obligations, and on their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import FromClause, Row, Select, and_, or_, select, true, union

from yuetan.access.reach import listed
from yuetan.access.reading_mine import own_tasks
from yuetan.access.reading_people import MANY, Reader, once
from yuetan.access.scope import Condition
from yuetan.access.views import Asked
from yuetan.engine.obligations import Status
from yuetan.records.each_row import of_each
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.searching import called
from yuetan.records.tables import cadre, obligation, participant, placement, unit
from yuetan.rules.duties import Duty

OVER = {"done": Status.DONE, "late": Status.LATE, "lapsed": Status.LAPSED}
"""The groups of what nobody has to do any more."""

SURNAME = 500
"""So many people share no more than a surname: what is theirs is met everywhere, and not gathered."""

_ROW = obligation.c
_ALONE = _ROW.cadre_id.is_(None)


@frozen(eq=False)
class Named:
    """Whether an obligation concerns those who go by a name, and whether those are too many to be told one by one."""

    so: Condition
    each: Condition  # the same, best asked of some rows until there are enough
    wide: bool


def narrowing(reader: Reader, asked: Asked, *, row_by_row: bool = False) -> Condition:
    """What was asked for, but for the group; with ``row_by_row`` best asked of some rows until there are enough."""
    return and_(sort_asked(reader, asked, obligation), *_of_rows(reader, asked, row_by_row=row_by_row))


def sort_asked(reader: Reader, asked: Asked, table: FromClause) -> Condition:
    """The part of it that obligations and their counts can both be asked."""
    return and_(true(), *_of_sorts(reader, asked, table))


def wants(reader: Reader, asked: Asked) -> Callable[[Row[Any]], bool]:
    """The same, to be asked of a row that was read."""
    of_kind = kinds_asked(reader, asked)
    units = set(reader.connection.execute(in_unit(reader, asked.unit)).scalars()) if asked.unit else None
    return lambda row: (units is None or row.unit_id in units) and of_kind(row.regulation, row.duty)


def kinds_asked(reader: Reader, asked: Asked) -> Callable[[str, str], bool]:
    """The same, but for the unit, to be asked of the codes of a regulation and a duty."""
    if not asked.duty and not asked.kind:
        return lambda *_: True
    of_kind, duties = _talks_of(reader, asked.kind)
    return lambda regulation, duty: ((not asked.duty or duty == asked.duty)
                                     and (not asked.kind or (regulation == of_kind and duty in duties)))


def by_sort(asked: Asked) -> bool:
    """Whether that part is all that was asked for."""
    return not (asked.due or asked.until or asked.name or asked.mine)


def only_mine(asked: Asked) -> bool:
    """Whether his own was asked for, and of it nothing more than a group."""
    return asked.mine and not (asked.duty or asked.kind or asked.unit or asked.name or asked.due or asked.until)


def in_unit(reader: Reader, reference: str) -> Select[Any]:
    """The keys of a unit and all below it; none for an unknown one."""
    code = reader.connection.execute(select(unit.c.code).where(unit.c.reference == reference)).scalar()
    return reader.scope.below(code or "")


def _of_sorts(reader: Reader, asked: Asked, table: FromClause) -> Iterator[Condition]:
    if asked.duty:
        yield table.c.duty == asked.duty
    if asked.kind:
        yield _asking_for(reader, table, asked.kind)
    if asked.unit:
        yield table.c.unit_id.in_(in_unit(reader, asked.unit))


def _asking_for(reader: Reader, table: FromClause, kind: str) -> Condition:
    """Whether a talk of a kind is asked for, given as ``REGULATION:KIND``."""
    regulation, duties = _talks_of(reader, kind)
    return and_(table.c.regulation == regulation, table.c.duty.in_(duties))


def _talks_of(reader: Reader, kind: str) -> tuple[str, Sequence[str]]:
    """The regulation a kind is of, and the duties that ask for a talk of it."""
    regulation, _, code = kind.partition(":")
    return regulation, sorted({duty.code for one in reader.scope.rules.regulations if one.code == regulation
                               for duty in one.of(Duty) if duty.talk is not None and duty.talk.kind.code == code})


def _of_rows(reader: Reader, asked: Asked, *, row_by_row: bool) -> Iterator[Condition]:
    if asked.mine:
        yield own_tasks(reader)
    if asked.until:
        yield _ROW.due.between(asked.due or date.min, asked.until)
    elif asked.due:
        yield _ROW.due == asked.due
    if asked.name:
        named = _looked_up(reader, asked.name)
        yield named.each if row_by_row else named.so


def named_widely(reader: Reader, name: str) -> bool:
    """Whether more go by a name than can be looked for one by one."""
    return _looked_up(reader, name).wide


@once
def _looked_up(reader: Reader, name: str) -> Named:
    """What concerns somebody, or a unit, whose name holds some text.

    A name that few go by is looked for at once: whoever walked the table in order would find it nowhere for long.
    """
    people, scope = called(reader.connection, name), reader.scope
    if scope.broad and len(reader.connection.execute(people.limit(SURNAME + 1)).all()) > SURNAME:
        return _of_a_surname(name, people)
    units = select(placement.c.unit_id).where(placement.c.name.icontains(name, autoescape=True))
    talks = select(participant.c.interview_id).where(
        participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(people))
    ways = (_ROW.cadre_id.in_(people), and_(_ALONE, _ROW.interview_id.in_(talks)),
            and_(_ALONE, _ROW.interview_id.is_(None), _ROW.unit_id.in_(units)))
    found = union(*(select(_ROW.id).where(one) for one in ways)) if scope.broad else select(_ROW.id).where(
        scope.obligations(or_(*ways)))
    keys = reader.connection.execute(found.limit(MANY + 1)).scalars().all()
    so = _ROW.id.in_(listed(keys)) if len(keys) <= MANY else or_(*ways)
    return Named(so, so, wide=False)


def _of_a_surname(name: str, people: Select[tuple[int]]) -> Named:
    """What concerns one of very many, asked of each obligation by itself, or by looking them all up before."""
    holds, of_row = cadre.c.name.icontains(name, autoescape=True), participant.c.interview_id == _ROW.interview_id
    himself = of_each(select(cadre.c.id).where(cadre.c.id == _ROW.cadre_id, holds))
    beside = of_each(select(cadre.c.id).join(participant, participant.c.cadre_id == cadre.c.id).where(
        of_row, participant.c.part == INTERVIEWEE, holds))
    talk = select(participant.c.id).where(
        of_row, participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(people)).exists()
    units = select(placement.c.unit_id).where(placement.c.name.icontains(name, autoescape=True))
    of_unit = and_(_ALONE, _ROW.interview_id.is_(None), _ROW.unit_id.in_(units))
    return Named(or_(_ROW.cadre_id.in_(people), of_unit, and_(_ALONE, talk)),
                 or_(himself, of_unit, and_(_ALONE, beside)), wide=True)
