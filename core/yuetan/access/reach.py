"""How far grants reach on a day: the units below those they name, read once, so that no statement walks the tree.

What is asked in SQL is then a list of keys, or the few that are not among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import field, frozen
from sqlalchemy import ColumnElement, Connection, Date, Integer, Select, bindparam, cast, false, null, select
from sqlalchemy.sql.elements import BindParameter

from yuetan.access.units import has_heir, last_placed, took_over
from yuetan.records.tables import NOWHERE, placement, succession, unit
from yuetan.records.unit_state import while_units_stay

Keys = frozenset[int]


@frozen
class Reach:
    """The units below some, by their keys, and how they lie; see `yuetan.access.units.units_below`."""

    begun: Mapping[str, int] = field(factory=dict, hash=False)  # those asked for, by their codes
    codes: Mapping[int, str] = field(factory=dict, hash=False)  # of all of them, by their keys
    placed: Mapping[int, tuple[int, ...]] = field(factory=dict, hash=False)  # those that lie in a unit
    former: Mapping[int, tuple[int, ...]] = field(factory=dict, hash=False)  # those whose cases a unit took over
    every: Keys = frozenset()  # every unit there is
    _found: dict[tuple[tuple[str, ...], frozenset[str]], Keys] = field(init=False, factory=dict, eq=False)
    _whole: dict[Keys, Keys] = field(init=False, factory=dict, eq=False)
    _others: dict[Keys, Keys] = field(init=False, factory=dict, eq=False)
    _keys: Mapping[str, int] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_keys", {code: key for key, code in self.codes.items()})

    def below(self, codes: tuple[str, ...], beginning: frozenset[str]) -> Keys:
        """Some of those asked for with all below them; not what lies below another's ``beginning``."""
        asked = codes, beginning.intersection(self._keys)
        if asked not in self._found:
            self._found[asked] = self._walked(*asked)
        return self._found[asked]

    def under(self, code: str) -> Keys | None:
        """A unit with all below it, whoever's it is; None for one that is not among these."""
        key = self._keys.get(code)
        return None if key is None else frozenset(_spread(self._all(frozenset({key})), self.former, ()))

    def _walked(self, codes: Iterable[str], beginning: Collection[str]) -> Keys:
        begun = frozenset(self.begun[code] for code in codes if code in self.begun)
        others = {self._keys[code] for code in beginning}
        placed = self._all(begun) - _spread(others - begun, self.placed, begun)  # each lies in one unit alone
        return frozenset(_spread(placed, self.former, others)) if self.former else placed

    def _all(self, begun: Keys) -> Keys:
        if begun not in self._whole:
            self._whole[begun] = frozenset(_spread(begun, self.placed, ()))
        return self._whole[begun]

    def among(self, column: ColumnElement[int], keys: Keys) -> ColumnElement[bool]:
        """Whether a column holds one of some units: by these, or by all others where those are fewer."""
        if not keys:
            return false()
        if keys not in self._others:
            self._others[keys] = (self.every - keys) | {NOWHERE}  # what is counted as in no unit is in none of these
        others = self._others[keys]
        return column.not_in(listed(others)) if len(others) < len(keys) else column.in_(listed(keys))


def reach_of(connection: Connection, codes: Iterable[str], on: date) -> Reach:
    """How far some units reach downwards on a day, by three look-ups; what they cost grows with what lies below."""
    asked = tuple(sorted(set(codes)))
    return _reach(connection, asked, on) if asked else Reach()


@while_units_stay
def _reach(connection: Connection, asked: tuple[str, ...], on: date) -> Reach:
    begun, names = dict[str, int](), dict[int, str]()
    placed, former = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for upper, key, code in connection.execute(_below(), {"codes": asked, "day": on}).all():
        names[key] = code
        if upper is None:
            begun[code] = key
        else:
            placed[upper].append(key)
    for heir, key, code in connection.execute(_took_over(), {"day": on}).all():
        names[key] = code
        former[heir].append(key)
    every = frozenset(connection.execute(select(unit.c.id)).scalars().all())
    return Reach(begun, names, {key: tuple(some) for key, some in placed.items()},
                 {key: tuple(some) for key, some in former.items()}, every)


@cache
def _below() -> Select[Any]:
    """All units below those of some ``codes`` on a ``day``, with that in which each lies; they themselves in none."""
    codes: BindParameter[str] = bindparam("codes", expanding=True)
    on = bindparam("day", type_=Date())
    walk = select(cast(null(), Integer).label("upper"), unit.c.id.label("unit")).where(unit.c.code.in_(codes)).cte(
        recursive=True)
    walk = walk.union(
        select(placement.c.parent_id, placement.c.unit_id)
        .join_from(walk, placement, placement.c.parent_id == walk.c.unit)
        .where(last_placed(placement, on), ~has_heir(placement.c.unit_id, on)))  # a ring of units ends, too
    return select(walk.c.upper, unit.c.id, unit.c.code).join(unit, unit.c.id == walk.c.unit)


@cache
def _took_over() -> Select[Any]:
    """All units whose cases others had taken over by a ``day``, with those that had."""
    return select(succession.c.successor_id, unit.c.id, unit.c.code).join(
        unit, unit.c.id == succession.c.unit_id).where(took_over(succession, bindparam("day", type_=Date())))


def listed(keys: Iterable[int]) -> BindParameter[int]:
    """Keys to be looked for, written into the statement: there is no bound to how many, nor is one of them compiled."""
    return bindparam(None, sorted(keys), type_=Integer(), expanding=True, literal_execute=True)


def _spread(begun: Iterable[int], leads: Mapping[int, Iterable[int]], others: Collection[int]) -> set[int]:
    """All to which some lead, directly or not, with these themselves."""
    found = set(begun)
    ahead = list(found) if leads else []
    while ahead:
        for one in leads.get(ahead.pop(), ()):
            if one not in found and one not in others:
                found.add(one)
                ahead.append(one)
    return found
