"""Where units lie, as grants look at it: below a unit as far as its organisation goes, and above one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import CTE, Connection, FromClause, Select, exists, literal, select
from sqlalchemy.sql.elements import ColumnElement

from yuetan.records.tables import placement, unit
from yuetan.rules.relations import ANY_DEPTH


@lru_cache(maxsize=256)
def units_below(codes: tuple[str, ...], beginning: frozenset[str], on: date) -> CTE:
    """Units and everything below them on a day, each once, as ``unit``; not what lies below another's ``beginning``.

    It walks down from the units, so that its cost grows with what lies below them. For units that exist on the day it
    says what `yuetan.records.columns.unit_above` says from the other end; one that ended lies where it lay last.
    """
    walk = select(unit.c.id.label("unit")).where(unit.c.code.in_(codes)).cte(recursive=True)
    others = select(unit.c.id).where(unit.c.code.in_(sorted(beginning)))
    down = (select(placement.c.unit_id).join_from(walk, placement, placement.c.parent_id == walk.c.unit)
            .where(_last_placed(placement, on), placement.c.unit_id.not_in(others)))
    return walk.union(down)  # each unit once: should they ever lie in a ring, the walk ends all the same


def keys_below(codes: tuple[str, ...], beginning: frozenset[str], on: date) -> Select[tuple[int]]:
    """The keys of the same units, to look something up by them."""
    return select(units_below(codes, beginning, on).c.unit)


def units_above(connection: Connection, code: str, on: date) -> tuple[str, ...]:
    """A unit and those it lies under on a day, the nearest first, by their codes; nothing for an unknown one."""
    walk = select(unit.c.id.label("unit"), literal(0).label("level")).where(unit.c.code == code).cte(recursive=True)
    up = (select(placement.c.parent_id, walk.c.level + 1).join_from(walk, placement, placement.c.unit_id == walk.c.unit)
          .where(_last_placed(placement, on), placement.c.parent_id.is_not(None), walk.c.level < ANY_DEPTH))
    walk = walk.union(up)
    query = select(unit.c.code).join(walk, unit.c.id == walk.c.unit).order_by(walk.c.level)
    return tuple(dict.fromkeys(connection.execute(query).scalars()))


def _last_placed(table: FromClause, on: date) -> ColumnElement[bool]:
    """Whether it is the last placement of its unit that had begun by a day."""
    later = placement.alias()
    moved = exists().where(later.c.unit_id == table.c.unit_id, later.c.since > table.c.since, later.c.since <= on)
    return (table.c.since <= on) & ~moved
