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
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    FromClause,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
)

from yuetan.access.actor import Actor, Role
from yuetan.access.units import lines_above
from yuetan.records.one_state import remembered
from yuetan.records.references import is_kept
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


def sides_on(connection: Connection, on: date, people: Iterable[str] = (), near: Iterable[str] | None = None) -> Sides:
    """Who is kept above on a day, and where some more people work, by a few look-ups, whatever there is.

    With ``near``, of those alone who act at or above one of these units, or one in which one of the people acts or
    works: nobody else is shut to somebody who acts in these units, and the cost depends on how many there are of them.
    """
    named = frozenset(one for one in people if one and is_kept(one))  # what was typed may be no number at all
    return _sides(connection, on, named, None if near is None else frozenset(filter(None, near)))


def sides_of(connection: Connection, on: date, actor: Actor) -> Sides:
    """Who is kept above on a day of those who may be shut to an actor."""
    near = None if runs_the_system(actor) else (grant.unit for grant in actor.granted)
    return sides_on(connection, on, (actor.cadre,), near)


@remembered
def _sides(connection: Connection, on: date, people: frozenset[str], near: frozenset[str] | None) -> Sides:
    posts, acted = _places(connection, (), people, on)
    around = None
    if near is not None:
        begun = near.union(*posts.values(), *acted.values())
        around = frozenset(begun.union(*lines_above(connection, begun, on).values()))
    granted = _granted(connection, on, around)
    of_system = {one.key for one in granted if one.key is not None and not one.unit}
    posts = {**(_places(connection, of_system, (), on)[0] if of_system else {}), **posts}
    acting = defaultdict[int, set[str]](set)
    for one in granted:
        acting[one.account] |= {one.unit} if one.unit else posts.get(one.cadre, frozenset())
    lines = lines_above(connection, {code for some in (*acting.values(), *posts.values()) for code in some}, on)
    openers, organs = defaultdict[str, set[int]](set), set[str]()
    for one in granted:
        if one.role in OPENING:
            openers[one.unit].add(one.account)
        if one.role == Role.DISCIPLINE.value:
            organs.add(one.unit)
    people_granted = {one.account: one for one in granted if one.key is not None and acting[one.account]}
    kept = {one.cadre: KeptAbove(one.key, one.cadre, frozenset(acting[account]), above,
                                 next((code for code in above if code in organs), above[0]))
            for account, one in people_granted.items() if one.key is not None
            and (around is None or not around.isdisjoint(acting[account]))
            and (above := _above(account, acting, openers, lines))}
    every = {one.cadre: frozenset(acting[one.account]) for one in granted if one.cadre}
    return Sides(kept, lines, posts, every)


def _above(account: int, acting: Mapping[int, set[str]], openers: Mapping[str, Iterable[int]],
           lines: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units above all those somebody acts for in which somebody of theirs, and not of these, may open a case."""
    his = acting[account]
    return tuple(code for code in lines.get(min(his), ()) if all(code in lines.get(other, ())[1:] for other in his)
                 and any(not _below(acting[other], his, lines) for other in openers.get(code, ())))


def _below(units: Iterable[str], others: set[str], lines: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether one of some units is, or lies below, one of some others."""
    return any(not others.isdisjoint(lines.get(one, (one,))) for one in units)


def _granted(connection: Connection, on: date, around: frozenset[str] | None) -> tuple[_Granted, ...]:
    """Every role that was granted by a day; of those alone who were granted one in some units, or for the system."""
    asked: dict[str, object] = {"day": on} if around is None else {"day": on, "around": sorted(around)}
    return tuple(_Granted(row.account_id, row.cadre_id, row.staff_number or "", row.role, row.code or "")
                 for row in connection.execute(_ever_granted(everybody=around is None), asked))


@cache
def _ever_granted(*, everybody: bool) -> Select[Any]:
    def agreed(grant: FromClause) -> ColumnElement[bool]:
        return and_(or_(grant.c.granted_by.is_(None), grant.c.agreed_by.is_not(None)),
                    grant.c.since <= bindparam("day", type_=Date()), grant.c.until > grant.c.since)

    other = role_grant.alias("other_grant")
    some = select(unit.c.id).where(unit.c.code.in_(bindparam("around", expanding=True)))
    there = or_(other.c.unit_id.is_(None), other.c.unit_id.in_(some))
    of_these = select(other.c.account_id).where(agreed(other), there)
    return (select(role_grant.c.account_id, account.c.cadre_id, cadre.c.staff_number, role_grant.c.role, unit.c.code)
            .join(account, role_grant.c.account_id == account.c.id)
            .outerjoin(cadre, account.c.cadre_id == cadre.c.id).outerjoin(unit, role_grant.c.unit_id == unit.c.id)
            .where(agreed(role_grant), *(() if everybody else (role_grant.c.account_id.in_(of_these),)))
            .order_by(role_grant.c.id))


def _places(connection: Connection, keys: Iterable[int], people: Iterable[str], on: date,
            ) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The units in which some people, by their keys or staff numbers, work on a day; and those they ever acted for."""
    found = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in connection.execute(_there(), {"some": sorted(keys), "numbers": sorted(people), "day": on}):
        found[row.acts][row.staff_number].add(row.code)
    works, acts = ({number: frozenset(codes) for number, codes in one.items()} for one in found)
    return works, acts


@cache
def _there() -> CompoundSelect[Any]:
    """In which units those of ``some`` keys or ``numbers`` work on a ``day``, or were granted something by then."""
    on = bindparam("day", type_=Date())
    asked = or_(cadre.c.id.in_(bindparam("some", expanding=True)),
                cadre.c.staff_number.in_(bindparam("numbers", expanding=True)))
    held = (select(literal(0).label("acts"), cadre.c.staff_number, unit.c.code)
            .join(appointment, appointment.c.cadre_id == cadre.c.id).join(unit, appointment.c.unit_id == unit.c.id)
            .where(asked, appointment.c.since <= on, appointment.c.until > on))
    granted = (select(literal(1).label("acts"), cadre.c.staff_number, unit.c.code)
               .join(account, account.c.cadre_id == cadre.c.id)
               .join(role_grant, role_grant.c.account_id == account.c.id)
               .join(unit, role_grant.c.unit_id == unit.c.id).where(asked, role_grant.c.since <= on))
    return held.union_all(granted)
