"""People and units as pages name them: a few look-ups for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from attrs import evolve, frozen
from sqlalchemy import Connection, and_, or_, select

from yuetan.access.scope import INTERVIEWS, Scope
from yuetan.access.views import Person
from yuetan.engine.posts import post_in_words
from yuetan.engine.successions import acting
from yuetan.plugins import Plugins
from yuetan.records.one_state import known_in, remembered
from yuetan.records.tables import appointment, cadre, placement, unit
from yuetan.records.units import keys_of, read_successions
from yuetan.rules.terms import Vocabulary

P = ParamSpec("P")
T = TypeVar("T")
LONGEST_CHOICE = 400  # units to choose among: a longer list helps nobody
MANY = 5000  # values in one look-up: databases bound how many parameters a statement takes


@frozen
class Reader:
    """One reading: within a transaction, what its actor may see, and the plugins."""

    connection: Connection
    scope: Scope
    plugins: Plugins

    @property
    def vocabulary(self) -> Vocabulary:
        """What words are called."""
        return self.plugins.vocabulary

    @property
    def on(self) -> date:
        """The day it is read for."""
        return self.scope.on


def once(look_up: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Reader, P], T]:
    """What is looked up for an actor once in one state of the records for the same question, which must be hashable.

    It is given out again and must not be changed; see `yuetan.records.one_state`.
    """
    @wraps(look_up)
    def found(reader: Reader, /, *asked: P.args, **more: P.kwargs) -> T:
        known = known_in(reader.connection, (look_up, reader.scope))
        key = (asked, tuple(sorted(more.items())))
        if key not in known:
            known[key] = look_up(reader, *asked, **more)
        return cast("T", known[key])
    return found


@frozen
class People:
    """People as the reader may see them named, by their keys and by their staff numbers."""

    by_key: Mapping[int, Person]
    by_number: Mapping[str, Person]


def people_of(reader: Reader, keys: Iterable[int] = (), numbers: Iterable[str] = (), *, on: date | None = None,
              ) -> People:
    """Some people with the post each holds on the day (the first entered), and the address of those he may look up."""
    return _people_of(reader, frozenset(keys), frozenset(numbers), on)


@once
def _people_of(reader: Reader, keys: frozenset[int], numbers: frozenset[str], on: date | None) -> People:
    rows = [row for some, more in _in_parts(keys, numbers) for row in reader.connection.execute(
        select(cadre, reader.scope.cadres().label("seen")).where(
            or_(cadre.c.id.in_(some), cadre.c.staff_number.in_(more)))).all()]
    posts = _posts(reader, [row.id for row in rows], on or reader.on)
    found = {row.id: Person(name=row.name, cadre=row.staff_number, reference=row.reference if row.seen else "",
                            post=posts.get(row.id, "")) for row in rows}
    return People(found, {person.cadre: person for person in found.values()})


def playing(person: Person, part: str) -> Person:
    """The same person in a part."""
    return evolve(person, part=part)


def unit_names(connection: Connection, keys: Iterable[int], on: date) -> Mapping[int, str]:
    """What units are called on a day; one that did not exist then, as it was last called by then, or first of all."""
    return {key: called_on(names, on) for key, names in names_ever(connection, keys).items()}


def taken_over_by(connection: Connection, code: str, on: date) -> str:
    """What the unit is called that has taken over the cases of one by a day; empty where none has."""
    heir = acting(tuple(read_successions(connection)), code, on)
    if heir == code:
        return ""
    keys = keys_of(connection, (heir,))
    return unit_names(connection, keys.values(), on).get(keys[heir], heir)


def names_ever(connection: Connection, keys: Iterable[int]) -> Mapping[int, Sequence[tuple[date, str]]]:
    """Every name of units with the day since when, in order."""
    return _names_ever(connection, frozenset(keys))


@remembered
def _names_ever(connection: Connection, keys: frozenset[int]) -> Mapping[int, Sequence[tuple[date, str]]]:
    ever = defaultdict[int, list[tuple[date, str]]](list)
    for some in _parts(sorted(keys)):
        query = select(placement.c.unit_id, placement.c.since, placement.c.name).where(placement.c.unit_id.in_(some))
        for row in connection.execute(query.order_by(placement.c.since)).all():
            ever[row.unit_id].append((row.since, row.name))
    return dict(ever)


def called_on(names: Sequence[tuple[date, str]], on: date) -> str:
    """The name of a day among all there were; before the first, that one; empty where there is none at all."""
    return next((name for since, name in reversed(names) if since <= on), names[0][1] if names else "")


def units_of(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The references and names of the units the actor is granted, in the order of their codes: the first 400."""
    below = reader.scope.in_units(unit.c.id, INTERVIEWS)
    rows = reader.connection.execute(
        select(unit.c.id, unit.c.reference, unit.c.code, placement.c.name)
        .outerjoin(placement, and_(placement.c.unit_id == unit.c.id, placement.c.since <= reader.on,
                                   placement.c.until > reader.on))
        .where(below).order_by(unit.c.code).limit(LONGEST_CHOICE)).all()
    elsewhen = unit_names(reader.connection, [row.id for row in rows if row.name is None], reader.on)
    return tuple((row.reference, row.name or elsewhen.get(row.id, row.code))
                 for row in sorted(rows, key=lambda row: str(row.code)))


def _posts(reader: Reader, keys: Sequence[int], on: date) -> Mapping[int, str]:
    """The post each holds on the day, in words."""
    held = [row for some in _parts(keys) for row in reader.connection.execute(
        select(appointment.c.cadre_id, appointment.c.unit_id, appointment.c.post, appointment.c.title)
        .where(appointment.c.cadre_id.in_(some), appointment.c.since <= on, appointment.c.until > on)
        .order_by(appointment.c.id.desc())).all()]
    first = {row.cadre_id: row for row in held}
    names = unit_names(reader.connection, [row.unit_id for row in first.values()], on)
    return {key: post_in_words(names.get(row.unit_id, ""), row.title or reader.vocabulary.title("post", row.post))
            for key, row in first.items()}


def _in_parts(keys: Iterable[int], numbers: Iterable[str]) -> Iterable[tuple[Sequence[int], Sequence[str]]]:
    yield from ((some, ()) for some in _parts(sorted(set(keys))))
    yield from (((), some) for some in _parts(sorted(set(numbers))))


def _parts(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[first:first + MANY] for first in range(0, len(values), MANY))
