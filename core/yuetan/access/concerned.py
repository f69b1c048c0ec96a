"""Whoever acts for a unit is no case of that unit: what is about him lies with the unit above, and its own are blind.

He acts for a unit who was ever granted a role in it, or who runs the whole system and works there. He is *kept above*
where others may open cases in a unit above. This rests on grants and posts alone, never on whether there is a case: so
what the blind are shown is the same with it and without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import field, frozen
from sqlalchemy import Connection, Date, Select, bindparam, or_, select

from yuetan.access.actor import Actor, Role
from yuetan.access.units import lines_above
from yuetan.records.one_state import remembered
from yuetan.records.tables import account, appointment, cadre, role_grant, unit

OPENING = frozenset({Role.CLERK.value, Role.DISCIPLINE.value, Role.HEAD.value})
"""The roles by which somebody may open a case in a unit, and so one about those who act for a unit below."""


@frozen
class KeptAbove:
    """Somebody who acts for units, by their codes, while a unit above has people of its own to open cases in it."""

    key: int
    cadre: str  # his staff number
    acts_for: frozenset[str]
    above: tuple[str, ...]  # the units that may open a case about him, the nearest first
    organ: str  # the one of them to which a lead about him goes: the nearest with a discipline organ


@frozen
class Sides:
    """Everybody who is kept above on a day, and how units lie."""

    kept: Mapping[str, KeptAbove] = field(factory=dict)  # by staff number
    lines: Mapping[str, tuple[str, ...]] = field(factory=dict)  # a unit and those above it, the nearest first
    posts: Mapping[str, frozenset[str]] = field(factory=dict)  # the units somebody works in, by his staff number
    acting: Mapping[str, frozenset[str]] = field(factory=dict)  # those he acts for, whoever is above

    def shut(self, actor: Actor, about: str) -> bool:
        """Whether what is about somebody is shut to an actor: he acts or works where that one acts, or runs the system.

        It never is to himself, who has the rights of whom a case is about.
        """
        one = self.kept.get(about)
        if one is None or (actor.cadre and actor.cadre == about):
            return False
        return self._belongs(actor, one.acts_for) or runs_the_system(actor)

    def shut_among(self, actor: Actor) -> tuple[KeptAbove, ...]:
        """Everybody of whom that is so."""
        return tuple(one for one in self.kept.values() if self.shut(actor, one.cadre))

    def works_there(self, person: str, about: str) -> bool:
        """Whether somebody acts, or works, where another one acts who is kept above: no case about that one is his."""
        one = self.kept.get(about)
        mine = self.posts.get(person, frozenset()) | self.acting.get(person, frozenset())
        return one is not None and self._under(mine, one.acts_for)

    def _belongs(self, actor: Actor, acting: frozenset[str]) -> bool:
        mine = {grant.unit for grant in actor.granted if grant.unit} | self.posts.get(actor.cadre, frozenset())
        return self._under(mine, acting)

    def _under(self, units: Iterable[str], acting: frozenset[str]) -> bool:
        return any(not acting.isdisjoint(self.lines.get(one, (one,))) for one in units)


def runs_the_system(actor: Actor) -> bool:
    """Whether he is granted roles of the whole system alone."""
    return bool(actor.granted) and not any(grant.unit for grant in actor.granted)


@frozen
class _Granted:
    """A role that an account was ever granted."""

    account: int
    key: int | None  # of its cadre
    cadre: str
    role: str
    unit: str


def sides_on(connection: Connection, on: date, people: Iterable[str] = ()) -> Sides:
    """Who is kept above on a day, by three look-ups, whatever there is; and where some more people work."""
    return _sides(connection, on, frozenset(filter(None, people)))


@remembered
def _sides(connection: Connection, on: date, people: frozenset[str]) -> Sides:
    granted = _granted(connection, on)
    posts = _posts(connection, {one.key for one in granted if one.key is not None}, people, on)
    acting = defaultdict[int, set[str]](set)
    for one in granted:
        acting[one.account] |= {one.unit} if one.unit else posts.get(one.cadre, frozenset())
    named = {code for some in (*acting.values(), *posts.values()) for code in some}
    lines = lines_above(connection, named, on)
    organs = {one.unit for one in granted if one.role == Role.DISCIPLINE.value}
    kept = {one.cadre: KeptAbove(one.key, one.cadre, frozenset(acting[one.account]), above,
                                 next((code for code in above if code in organs), above[0]))
            for one in granted if one.key is not None and acting[one.account]
            and (above := _above(one, acting, granted, lines))}
    every = {one.cadre: frozenset(acting[one.account]) for one in granted if one.cadre}
    return Sides(kept, lines, posts, every)


def _above(one: _Granted, acting: Mapping[int, set[str]], granted: Iterable[_Granted],
           lines: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units above all those somebody acts for in which somebody of theirs, and not of these, may open a case."""
    his = acting[one.account]
    first = next(iter(sorted(his)))
    shared = [code for code in lines.get(first, ()) if all(code in lines.get(other, ())[1:] for other in his)]
    able = {other.unit for other in granted if other.role in OPENING and not any(
        his.intersection(lines.get(code, (code,))) for code in acting[other.account])}
    return tuple(code for code in shared if code in able)


def _granted(connection: Connection, on: date) -> tuple[_Granted, ...]:
    return tuple(_Granted(row.account_id, row.cadre_id, row.staff_number or "", row.role, row.code or "")
                 for row in connection.execute(_ever_granted(), {"day": on}))


@cache
def _ever_granted() -> Select[Any]:
    agreed = or_(role_grant.c.granted_by.is_(None), role_grant.c.agreed_by.is_not(None))
    return (select(role_grant.c.account_id, account.c.cadre_id, cadre.c.staff_number, role_grant.c.role, unit.c.code)
            .join(account, role_grant.c.account_id == account.c.id)
            .outerjoin(cadre, account.c.cadre_id == cadre.c.id).outerjoin(unit, role_grant.c.unit_id == unit.c.id)
            .where(agreed, role_grant.c.since <= bindparam("day", type_=Date()),
                   role_grant.c.until > role_grant.c.since)
            .order_by(role_grant.c.id))


def _posts(connection: Connection, keys: Iterable[int], people: Iterable[str], on: date,
           ) -> Mapping[str, frozenset[str]]:
    found = defaultdict[str, set[str]](set)
    for row in connection.execute(_held(), {"some": sorted(keys), "numbers": sorted(people), "day": on}):
        found[row.staff_number].add(row.code)
    return {number: frozenset(codes) for number, codes in found.items()}


@cache
def _held() -> Select[Any]:
    """Who of ``some`` keys or ``numbers`` works in which unit on a ``day``."""
    on = bindparam("day", type_=Date())
    asked = or_(cadre.c.id.in_(bindparam("some", expanding=True)),
                cadre.c.staff_number.in_(bindparam("numbers", expanding=True)))
    return (select(cadre.c.staff_number, unit.c.code).join(appointment, appointment.c.cadre_id == cadre.c.id)
            .join(unit, appointment.c.unit_id == unit.c.id)
            .where(asked, appointment.c.since <= on, appointment.c.until > on))
