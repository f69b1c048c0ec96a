"""A unit with what lies below it: what lies under each unit right below, so that figures can be added up by those."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen
from sqlalchemy import Connection, literal, select

from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.units import last_placed
from yuetan.records.tables import placement, unit

DEEPEST = 30  # levels: should units ever lie in a ring, the walk ends all the same


@frozen(kw_only=True)
class Branch:
    """A unit right below another."""

    key: int
    code: str
    reference: str
    name: str
    parts: bool  # whether anything lies below it


@frozen(kw_only=True)
class Branches:
    """A unit on a day: the units right below it in the order of their codes, and under which of them each unit lies."""

    key: int
    code: str
    reference: str
    name: str
    below: tuple[Branch, ...]
    under: Mapping[int, int]  # the key of a branch by the key of every unit in it; the unit itself is in none

    def branch_of(self, key: int) -> int:
        """The key of the branch a unit lies in; that of the unit itself for itself."""
        return self.under.get(key, self.key)


def branches(reader: Reader, reference: str) -> Branches | None:
    """A unit with what lies below it, whoever's it is; None where there is none of this reference."""
    row = reader.connection.execute(select(unit).where(unit.c.reference == reference)).first()
    if row is None:
        return None
    under = _under(reader.connection, row.id, reader.on)
    keys = sorted(set(under.values()))
    names = unit_names(reader.connection, (row.id, *keys), reader.on)
    query = select(unit).where(unit.c.id.in_(keys)).order_by(unit.c.code)
    with_parts = {branch for key, branch in under.items() if key != branch}
    return Branches(
        key=row.id, code=row.code, reference=row.reference, name=names.get(row.id, row.code), under=under,
        below=tuple(Branch(key=one.id, code=one.code, reference=one.reference, name=names.get(one.id, one.code),
                           parts=one.id in with_parts) for one in reader.connection.execute(query)))


def _under(connection: Connection, key: int, on: date) -> Mapping[int, int]:
    """By every unit below one the unit right below that it lies in, on a day."""
    first = (select(placement.c.unit_id.label("unit"), placement.c.unit_id.label("branch"), literal(1).label("level"))
             .where(placement.c.parent_id == key, last_placed(placement, on)))
    walk = first.cte(recursive=True)
    down = (select(placement.c.unit_id, walk.c.branch, walk.c.level + 1)
            .join_from(walk, placement, placement.c.parent_id == walk.c.unit)
            .where(last_placed(placement, on), walk.c.level < DEEPEST))
    walk = walk.union(down)
    query = select(walk.c.unit, walk.c.branch).order_by(walk.c.level.desc())
    return {row.unit: row.branch for row in connection.execute(query).all() if row.unit != key}
