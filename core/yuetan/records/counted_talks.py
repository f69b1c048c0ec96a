"""How many talks were held of each sort, kept beside them by whatever changes them: a count costs the same at any size.

A talk is held once. What ended in clearing whoever was talked to, is counted nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from yuetan.records.tables import event, interview, participant, talk_count
from yuetan.rules.events import CLEARED, HELD
from yuetan.rules.force import INTERVIEWEE

COUNTED = frozenset({HELD, CLEARED})
"""The events by which a talk comes to be counted, or to be counted no longer."""

_SORT = tuple(column.name for column in talk_count.primary_key.columns)
_INSERT: Mapping[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert, "postgresql": postgresql.insert}


def recount_talks(connection: Connection) -> None:
    """Count every talk anew."""
    talks = _talks().subquery()
    sort = [talks.c[name] for name in _SORT]
    connection.execute(delete(talk_count))
    connection.execute(insert(talk_count).from_select(
        (*_SORT, "talks", "persons"), select(*sort, func.count(), func.sum(talks.c.persons)).group_by(*sort)))


@contextmanager
def counting(connection: Connection, interviews: Collection[int]) -> Iterator[None]:
    """Count what changes of some interviews meanwhile: that they are held or over, whom they are with."""
    before = _counted(connection, interviews)
    yield
    after = _counted(connection, interviews)
    talks, persons = Counter(one[:-1] for one in after), Counter[tuple[Any, ...]]()
    talks.subtract(one[:-1] for one in before)
    for sign, some in ((1, after), (-1, before)):
        for *sort, number in some:
            persons[tuple(sort)] += sign * number
    rows = [dict(zip(_SORT, sort, strict=True)) | {"talks": talks[sort], "persons": persons[sort]}
            for sort in sorted(talks) if talks[sort] or persons[sort]]  # in one order: no two wait in a ring
    if rows:
        into = _INSERT[connection.dialect.name](talk_count)
        more = {name: talk_count.c[name] + into.excluded[name] for name in ("talks", "persons")}
        connection.execute(into.on_conflict_do_update(index_elements=_SORT, set_=more), rows)


def _counted(connection: Connection, interviews: Collection[int]) -> list[tuple[Any, ...]]:
    """What is counted of each of some interviews: its sort, and how many were talked to."""
    return list(map(tuple, connection.execute(_some_talks(), {"some": sorted(interviews)}))) if interviews else []


@cache
def _some_talks() -> Select[Any]:
    return _talks().where(interview.c.id.in_(bindparam("some", expanding=True)))


def _talks() -> Select[Any]:
    """Every talk that counts, by its sort, with the number of those it was held with."""
    row = interview.c
    held = and_(event.c.interview_id == row.id, event.c.code == HELD)
    with_him = and_(participant.c.interview_id == row.id, participant.c.part == INTERVIEWEE.code,
                    or_(event.c.cadre_id.is_(None), event.c.cadre_id == participant.c.cadre_id))
    cleared = event.alias("clearing")
    ended_so = select(cleared.c.id).where(cleared.c.interview_id == row.id, cleared.c.code == CLEARED).exists()
    return (select(func.min(event.c.happened_on).label("held_on"), row.regulation, row.edition, row.kind, row.unit_id,
                   row.ended, func.count(participant.c.id.distinct()).label("persons"))
            .select_from(interview).join(event, held).join(participant, with_him).where(~ended_so).group_by(row.id))
