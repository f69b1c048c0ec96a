"""Where units lie, as grants look at it: below a unit as far as its organisation goes, and above one.

A unit that ended lies in the one that took over its cases, also where that lies elsewhere; where none did, it lies
where it lay last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import CTE, BindParameter, Connection, Date, FromClause, Select, bindparam, exists, literal, select
from sqlalchemy.sql.elements import ColumnElement

from yuetan.engine.successions import CASES
from yuetan.records.one_state import known_in
from yuetan.records.tables import placement, succession, unit
from yuetan.rules.relations import ANY_DEPTH

Day = date | BindParameter[date]
"""A day, or where it is put into a statement that is made once."""


@lru_cache(maxsize=256)
def units_below(codes: tuple[str, ...], beginning: frozenset[str], on: date) -> CTE:
    """Units and everything below them on a day, each once, as ``unit``; not what lies below another's ``beginning``.

    It walks down from the units, so that its cost grows with what lies below them. For units that exist on the day it
    says what `yuetan.records.columns.unit_above` says from the other end.
    """
    walk = select(unit.c.id.label("unit")).where(unit.c.code.in_(codes)).cte(recursive=True)
    others = select(unit.c.id).where(unit.c.code.in_(sorted(beginning)))
    down = (select(placement.c.unit_id).join_from(walk, placement, placement.c.parent_id == walk.c.unit)
            .where(last_placed(placement, on), ~has_heir(placement.c.unit_id, on), placement.c.unit_id.not_in(others)))
    walk = walk.union(down)  # each unit once: should they ever lie in a ring, the walk ends all the same
    found = select(walk.c.unit).cte(recursive=True)
    former = (select(succession.c.unit_id).join_from(found, succession, succession.c.successor_id == found.c.unit)
              .where(took_over(succession, on), succession.c.unit_id.not_in(others)))
    return found.union(former)


def keys_below(codes: tuple[str, ...], beginning: frozenset[str], on: date) -> Select[tuple[int]]:
    """The keys of the same units, to look something up by them."""
    return select(units_below(codes, beginning, on).c.unit)


def units_above(connection: Connection, code: str, on: date) -> tuple[str, ...]:
    """A unit and those it lies under on a day, the nearest first, by their codes; nothing for an unknown one."""
    return lines_above(connection, (code,), on).get(code, ())


def lines_above(connection: Connection, codes: Iterable[str], on: date) -> Mapping[str, tuple[str, ...]]:
    """For each of some units what `units_above` says of it, by one look-up; an unknown one is left out."""
    asked, known = frozenset(codes), known_in(connection, ("lines", on))
    if unknown := asked - known.keys():
        known.update(dict.fromkeys(unknown, ()) | _lines(connection, unknown, on))
    return {code: known[code] for code in asked if known[code]}


def _lines(connection: Connection, codes: frozenset[str], on: date) -> dict[str, tuple[str, ...]]:
    found = defaultdict[str, dict[str, None]](dict)
    for row in connection.execute(_above(), {"codes": sorted(codes), "day": on}):
        found[row.begun].setdefault(row.code)
    return {code: tuple(line) for code, line in found.items()}


@cache
def _above() -> Select[tuple[str, str]]:
    """The units above some ``codes`` on a ``day``, the nearest first, each with the one from which it was found."""
    codes: BindParameter[str] = bindparam("codes", expanding=True)
    on, start = bindparam("day", type_=Date()), unit.alias("start")
    heirs = (select(start.c.code.label("begun"), start.c.id.label("unit"), literal(0).label("level"))
             .where(start.c.code.in_(codes)).cte(recursive=True))
    heirs = heirs.union(
        select(heirs.c.begun, succession.c.successor_id, heirs.c.level + 1)
        .join_from(heirs, succession, succession.c.unit_id == heirs.c.unit)
        .where(took_over(succession, on), heirs.c.level < ANY_DEPTH))
    walk = (select(heirs.c.begun, heirs.c.unit, heirs.c.level.label("level")).where(~has_heir(heirs.c.unit, on))
            .cte(recursive=True))
    walk = walk.union(
        select(walk.c.begun, placement.c.parent_id, walk.c.level + 1)
        .join_from(walk, placement, placement.c.unit_id == walk.c.unit)
        .where(last_placed(placement, on), placement.c.parent_id.is_not(None), walk.c.level < ANY_DEPTH))
    everything = select(heirs).union(select(walk)).subquery()
    return (select(everything.c.begun, unit.c.code).join(unit, unit.c.id == everything.c.unit)
            .order_by(everything.c.level))


def last_placed(table: FromClause, on: Day) -> ColumnElement[bool]:
    """Whether it is the last placement of its unit that had begun by a day."""
    later = placement.alias()
    moved = exists().where(later.c.unit_id == table.c.unit_id, later.c.since > table.c.since, later.c.since <= on)
    return (table.c.since <= on) & ~moved


def has_heir(of: ColumnElement[int], on: Day) -> ColumnElement[bool]:
    """Whether another unit took over the cases of one by a day."""
    heir = succession.alias()
    return exists().where(heir.c.unit_id == of, took_over(heir, on))


def took_over(table: FromClause, on: Day) -> ColumnElement[bool]:
    """Whether a unit had taken over the cases of another by a day."""
    return (table.c.since <= on) & table.c.inherits.contains(CASES)
