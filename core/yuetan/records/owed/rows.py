"""Rows of the table of what is owed, as values: made from what the engine says, and compared with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from attrs import asdict, frozen
from sqlalchemy import ColumnElement, Connection, Row, Select, select

from yuetan.engine.obligations import Key, Obligation
from yuetan.records.tables import appointment, cadre, interview, obligation, unit

T = TypeVar("T")
Values = dict[str, Any]

NAMES = ("regulation", "edition", "duty", "subject", "cause")  # what makes two obligations one
STANDING = ("status", "due", "opens", "provisional", "done_on", "newcomer")  # how one stands: a change is kept
PLACES = ("cadre_id", "unit_id", "interview_id")  # where it is looked for: no change that anybody need know of
CONTENT = (*STANDING, *PLACES)
MANY = 5000  # names in one look-up: databases bound how many parameters a statement takes


@frozen
class Stored:
    """A row as it stands in the table."""

    id: int
    values: Values


@frozen
class _Post:
    unit_id: int
    since: date
    until: date


@frozen
class _Interview:
    id: int
    unit_id: int


@frozen
class Surrogates:
    """The surrogate keys of whom and what some obligations speak of."""

    cadres: Mapping[str, int]
    units: Mapping[str, int]
    interviews: Mapping[str, _Interview]
    posts: Mapping[int, Sequence[_Post]]  # of each cadre, in the order they were entered

    def row(self, one: Obligation, as_of: date) -> Values:
        """The columns of an obligation, all but its surrogate key, as of the day it was asked for."""
        return asdict(one.key) | {
            "status": one.status.name, "due": one.due, "opens": one.opens, "provisional": one.provisional,
            "done_on": one.done_on, "newcomer": one.newcomer} | self._places(one, as_of)

    def _places(self, one: Obligation, as_of: date) -> Values:
        occasion = one.occasion
        assert occasion is not None  # noqa: S101 - every obligation the engine derives has one
        alone = self.cadres.get(occasion.cadres[0]) if len(occasion.cadres) == 1 else None
        if occasion.interview:
            case = self.interviews[occasion.interview]
            return {"cadre_id": alone, "unit_id": case.unit_id, "interview_id": case.id}
        day = min(as_of, occasion.until) if occasion.until else as_of
        of_unit = self.units.get(occasion.unit) if not occasion.cadres else None
        return {"cadre_id": alone, "unit_id": of_unit or self._unit_of(alone, day), "interview_id": None}

    def _unit_of(self, cadre_id: int | None, day: date) -> int | None:
        posts = self.posts.get(cadre_id, ()) if cadre_id is not None else ()
        return next((post.unit_id for post in posts if post.since <= day < post.until), None)


def surrogates(connection: Connection, owed: Iterable[Obligation]) -> Surrogates:
    """Look up the surrogate keys that the rows of some obligations need; the cost depends on these alone."""
    occasions = [one.occasion for one in owed if one.occasion is not None]
    cadres = dict(_pairs(connection, select(cadre.c.staff_number, cadre.c.id), cadre.c.staff_number,
                         (one.cadres[0] for one in occasions if len(one.cadres) == 1)))
    units = dict(_pairs(connection, select(unit.c.code, unit.c.id), unit.c.code, (one.unit for one in occasions)))
    interviews = {row.reference: _Interview(row.id, row.unit_id) for row in looked_up(
        connection, select(interview.c.reference, interview.c.id, interview.c.unit_id), interview.c.reference,
        (one.interview for one in occasions))}
    of_nobody_else = (cadres[one.cadres[0]] for one in occasions
                      if len(one.cadres) == 1 and not one.interview and one.cadres[0] in cadres)
    posts = defaultdict[int, list[_Post]](list)
    for row in sorted(looked_up(connection, select(appointment), appointment.c.cadre_id, of_nobody_else),
                      key=lambda row: int(row.id)):
        posts[row.cadre_id].append(_Post(row.unit_id, row.since, row.until))
    return Surrogates(cadres, units, interviews, posts)


def key_of(row: Mapping[str, Any]) -> Key:
    """The key of a row."""
    return Key(*(row[name] for name in NAMES))


def stored_rows(connection: Connection, column: ColumnElement[Any], among: Iterable[object],
                *where: ColumnElement[bool]) -> Iterator[Stored]:
    """The stored obligations of which a column has one of some values."""
    for row in looked_up(connection, select(obligation).where(*where), column, among):
        yield stored(row)


def stored(row: Row[Any]) -> Stored:
    """A row of the table as a value."""
    values = dict(row._mapping)  # noqa: SLF001 - public in all but name, to keep clear of the names of columns
    return Stored(values.pop("id"), values)


def looked_up(connection: Connection, query: Select[Any], column: ColumnElement[Any],
              among: Iterable[object]) -> Iterator[Row[Any]]:
    """The rows of a query of which a column has one of some values; those that are empty are left out."""
    for some in in_parts(sorted({one for one in among if one})):  # type: ignore[type-var] # all of one sort
        yield from connection.execute(query.where(column.in_(some)))


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, at most so many at a time as one statement may take."""
    return (values[first:first + MANY] for first in range(0, len(values), MANY))


def _pairs(connection: Connection, query: Select[tuple[str, int]], column: ColumnElement[Any],
           among: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((name, number) for name, number in looked_up(connection, query, column, among))
