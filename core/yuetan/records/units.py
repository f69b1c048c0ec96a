"""Units as they change: where they lie and who takes over from whom, read as facts, and changed from a day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, func, insert, select, update

from yuetan.engine.facts import Appointment, Portfolio, Succession
from yuetan.engine.reorganisations import Changes, taken_over
from yuetan.engine.successions import acting, units_as
from yuetan.engine.tree import Tree
from yuetan.engine.world import World
from yuetan.records.facts import Keys, read_placements, read_units, rows_among
from yuetan.records.search_texts import units_found
from yuetan.records.tables import (
    appointment,
    appointment_mark,
    cadre,
    event,
    placement,
    portfolio,
    succession,
    unit,
)

UNIT_ENDED = "unit_ended"
"""What is told in the case of a unit that ended."""


def read_successions(connection: Connection, keys: Keys = None) -> Iterator[Succession]:
    """Which unit took over from which, in the order of the days: of all units, or from and to some."""
    for row in rows_among(connection, _successions, succession.c.unit_id, keys):
        yield Succession(unit=row.code, successor=row.successor, since=row.since, inherits=row.inherits.split())


@cache
def _successions() -> Select[Any]:
    old, new = unit.alias("old"), unit.alias("new")
    return (select(old.c.code, new.c.code.label("successor"), succession.c.since, succession.c.inherits)
            .select_from(succession).join(old, succession.c.unit_id == old.c.id)
            .join(new, succession.c.successor_id == new.c.id).order_by(succession.c.since, succession.c.id))


def world_of_units(connection: Connection, codes: Collection[str], as_of: date) -> World:
    """Every unit there ever was and where it lay; the posts and portfolios in some of them."""
    keys = keys_of(connection, codes)
    return World(
        units=tuple(read_units(connection)), placements=tuple(read_placements(connection)),
        appointments=tuple(_appointments(connection, keys.values())),
        portfolios=tuple(_portfolios(connection, keys.values())),
        successions=tuple(read_successions(connection)), as_of=as_of)


@frozen(kw_only=True)
class Ended:
    """That a unit ended: the day from which it is no more, and who took over its cases, by code, where somebody did."""

    on: date
    heir: str


def ended_by(connection: Connection, code: str, on: date) -> Ended | None:
    """When a unit ended that is no more on a day; None for one that stands then, or of which no place is known."""
    last = connection.execute(select(func.max(placement.c.until)).join(unit, placement.c.unit_id == unit.c.id)
                              .where(unit.c.code == code)).scalar()
    if last is None or last > on:
        return None
    heir = acting(read_successions(connection), code, on)
    return Ended(on=last, heir="" if heir == code else heir)


def abolished(connection: Connection) -> Mapping[str, date]:
    """The units that a reorganisation ended, by code, with the day from which they are no more."""
    query = (select(unit.c.code, func.max(placement.c.until)).join(placement, placement.c.unit_id == unit.c.id)
             .where(unit.c.id.in_(select(event.c.unit_id).where(event.c.code == UNIT_ENDED))).group_by(unit.c.code))
    return {code: until for code, until in connection.execute(query)}  # noqa: C416 - rows are no pairs to a type checker


def units_as_on(connection: Connection, on: date) -> Mapping[str, str]:
    """Every unit there ever was as what it is on a day: see `yuetan.engine.successions.units_as`."""
    tree = Tree(tuple(read_placements(connection)), ())
    return units_as(tree, tuple(read_successions(connection)), (one.id for one in read_units(connection)), on)


def keys_of(connection: Connection, codes: Collection[str]) -> dict[str, int]:
    """The keys of units by their codes; unknown ones are left out."""
    query = select(unit.c.code, unit.c.id).where(unit.c.code.in_(sorted(set(codes))))
    return {row.code: row.id for row in connection.execute(query)}


def codes_in(connection: Connection, units: Select[tuple[int]]) -> frozenset[str]:
    """The codes of some units, and the staff numbers of everybody who ever held a post in one."""
    codes = select(unit.c.code).where(unit.c.id.in_(units))
    people = select(cadre.c.staff_number).where(cadre.c.id.in_(
        select(appointment.c.cadre_id).where(appointment.c.unit_id.in_(units))))
    return frozenset((*connection.execute(codes).scalars(), *connection.execute(people).scalars()))


def change_units(connection: Connection, world: World, changes: Changes, reorganisation_id: int) -> None:
    """Keep what a reorganisation changes in a world of units; whoever else changes the roster waits meanwhile.

    No row is removed: what stood until the day ends on it, and what stands from then on is added.
    """
    if changes.founded:
        connection.execute(insert(unit), [{"code": one.code, "type": one.type} for one in changes.founded])
    keys = keys_of(connection, {
        *changes.ended, *(name for one in changes.placed for name in (one.unit, one.parent)),
        *(name for one in changes.successions for name in (one.unit, one.successor)),
        *(name for one in changes.posts for name in (one.post.unit, one.to))})
    _place(connection, changes, keys)
    units_found(connection, (keys[one.unit] for one in changes.placed))
    if changes.successions:
        connection.execute(insert(succession), [
            {"unit_id": keys[one.unit], "successor_id": keys[one.successor], "since": one.since,
             "inherits": " ".join(sorted(one.inherits)), "reorganisation_id": reorganisation_id}
            for one in changes.successions])
    _hand_over_posts(connection, tuple(taken_over(world.appointments, changes)), changes, keys)
    _oversee(connection, changes, keys)


def _place(connection: Connection, changes: Changes, keys: Mapping[str, int]) -> None:
    since, column = changes.since, placement.c
    moved = [keys[one] for one in (*changes.ended, *(one.unit for one in changes.placed))]
    connection.execute(update(placement).where(
        column.unit_id.in_(moved), column.since < since, column.until > since).values(until=since))
    if changes.placed:
        connection.execute(insert(placement), [
            {"unit_id": keys[one.unit], "parent_id": keys[one.parent] if one.parent else None, "name": one.name,
             "since": one.since, "until": one.until} for one in changes.placed])


def _hand_over_posts(connection: Connection, begun: Collection[Appointment], changes: Changes,
                     keys: Mapping[str, int]) -> None:
    people, column = _cadres(connection, (one.post.cadre for one in changes.posts)), appointment.c
    for one in changes.posts:
        mine = (column.cadre_id == people[one.post.cadre], column.unit_id == keys[one.post.unit],
                column.post == one.post.post, column.title == one.post.title, column.since == one.post.since)
        connection.execute(update(appointment).where(*mine).values(until=changes.since))
    for post in begun:
        fresh = insert(appointment).values(
            cadre_id=people[post.cadre], unit_id=keys[post.unit], post=post.post, title=post.title, rank=post.rank,
            manner=post.manner, decided=post.decided, since=post.since, until=post.until)
        number = connection.execute(fresh.returning(column.id)).scalar_one()
        if post.marks:
            connection.execute(insert(appointment_mark), [
                {"appointment_id": number, "mark": mark} for mark in sorted(post.marks)])


def _oversee(connection: Connection, changes: Changes, keys: Mapping[str, int]) -> None:
    people = _cadres(connection, (one.cadre for one in (*changes.portfolios, *changes.overseen)))
    for one in changes.portfolios:
        mine = portfolio.c.cadre_id == people[one.cadre], portfolio.c.unit_id == keys[one.unit]
        connection.execute(update(portfolio).where(*mine, portfolio.c.since == one.since).values(until=changes.since))
    if changes.overseen:
        connection.execute(insert(portfolio), [
            {"cadre_id": people[one.cadre], "unit_id": keys[one.unit], "since": one.since, "until": one.until}
            for one in changes.overseen])


def _cadres(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    query = select(cadre.c.staff_number, cadre.c.id).where(cadre.c.staff_number.in_(sorted(set(numbers))))
    return {row.staff_number: row.id for row in connection.execute(query)}


def _appointments(connection: Connection, units: Iterable[int]) -> Iterator[Appointment]:
    here = appointment.c.unit_id.in_(sorted(units))
    marks = defaultdict[int, list[str]](list)
    for row in connection.execute(select(appointment_mark).join(appointment).where(here)):
        marks[row.appointment_id].append(row.mark)
    query = (select(appointment, cadre.c.staff_number, unit.c.code)
             .join(cadre, appointment.c.cadre_id == cadre.c.id).join(unit, appointment.c.unit_id == unit.c.id)
             .where(here).order_by(appointment.c.id))
    for row in connection.execute(query):
        yield Appointment(cadre=row.staff_number, unit=row.code, post=row.post, title=row.title, rank=row.rank,
                          manner=row.manner, marks=marks[row.id], decided=row.decided, since=row.since,
                          until=row.until)


def _portfolios(connection: Connection, units: Iterable[int]) -> Iterator[Portfolio]:
    query = (select(portfolio, cadre.c.staff_number, unit.c.code)
             .join(cadre, portfolio.c.cadre_id == cadre.c.id).join(unit, portfolio.c.unit_id == unit.c.id)
             .where(portfolio.c.unit_id.in_(sorted(units))).order_by(portfolio.c.id))
    for row in connection.execute(query):
        yield Portfolio(cadre=row.staff_number, unit=row.code, since=row.since, until=row.until)
