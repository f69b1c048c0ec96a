"""What a search looks into: written whenever a name, a number or a topic is, in the same transaction.

The two tables are a cache: `rebuild_search` makes them anew out of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from functools import cache

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, TextClause, and_, delete, insert, literal, select, text

from yuetan.engine.finding import LookUp, keys, look_ups, terms
from yuetan.records.tables import cadre, search_key, search_text

Progress = Callable[[int, int], None]
MANY = 2000  # objects at a time
FEW, MOST_COUNTED = 400, 8  # rows under a key as far as they are counted, and keys
_LAST = "\U0010ffff"  # after every character
_SELECTED = "SELECT {}"
_NUMBER = ("(SELECT count(*) FROM (SELECT 1 FROM search_key WHERE "
           "key BETWEEN :low{place} AND :high{place} LIMIT {most}) AS counted)")
_FIRST = "SELECT object_id, {finds}(rest, :rest) FROM search_key WHERE key BETWEEN :low AND :high LIMIT :most"
_LONGER = ("SELECT object_id, CASE WHEN {finds}(rest, :rest) > 0 THEN (SELECT {finds}(t.written, :term) "
           "FROM search_text t WHERE t.sort = :sort AND t.object_id = k.object_id) END "
           "FROM search_key k WHERE key BETWEEN :low AND :high LIMIT :most")
_FINDS = {"sqlite": "instr", "postgresql": "strpos"}  # where a text stands in another: quicker than LIKE
TEXTS = text("SELECT k.object_id, t.written, t.spelled FROM search_key k JOIN search_text t ON t.sort = :sort AND "
             "t.object_id = k.object_id WHERE k.key BETWEEN :low AND :high")
"""The texts of everything that stands under a key."""
_GONE = text("DELETE FROM search_key WHERE key = :key AND object_id = :object_id")


class Sort(IntEnum):
    """What may be found, by its key in a table of its own."""

    CADRE = 1
    UNIT = 2
    INTERVIEW = 3


@frozen
class Text:
    """What an object is found by: lines as they are compared, and words in Latin letters."""

    written: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys it stands under, and what comes next after each."""
        return keys(self.written, self.spelled)


# Looking up


def led_to(connection: Connection, sort: Sort, asked: str, column: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a column holds the key of an object to which every term of what was asked leads; none, for no term.

    It costs what stands under the rarest key of each term.
    """
    asked_for = terms(asked)
    each = [column.in_(under(connection, sort, term)) for term in asked_for]
    return and_(*each) if each else literal(value=False)


def called(connection: Connection, name: str) -> Select[tuple[int]]:
    """The keys of the cadres whose name, as it is now, holds a text."""
    holds = select(cadre.c.id).where(cadre.c.name.icontains(name, autoescape=True))
    return holds if name.isascii() else holds.where(led_to(connection, Sort.CADRE, name, cadre.c.id))


def under(connection: Connection, sort: Sort, term: str) -> Select[tuple[int]] | Sequence[int]:
    """The keys of the objects that go by a folded term: each, where they are few, else by a query.

    What stands under one key that says all of the term is a query, in which nothing comes twice but for a term of one
    character.
    """
    few = few_under(connection, sort, term)
    if few is not None:
        return few
    every = look_ups(term)
    one, number = (every[0], FEW) if len(every) == 1 else _rarest(connection, sort, every)
    if number < FEW:
        rows = connection.execute(TEXTS, {"sort": sort.value, **ends(sort, one)})
        return list({row[0]: None for row in rows if term in row[1]})
    found = select(search_key.c.object_id).where(standing(sort, one))
    if one.says(term):
        return found
    return select(search_text.c.object_id).where(
        search_text.c.sort == sort.value, search_text.c.object_id.in_(found),
        search_text.c.written.contains(term, autoescape=True))


def few_under(connection: Connection, sort: Sort, term: str) -> tuple[int, ...] | None:
    """The keys of the objects that go by a folded term, where few stand under the key it begins with; else None."""
    one, dialect = look_ups(term)[0], connection.dialect.name
    asked = {**ends(sort, one), "rest": _rest(one), "most": FEW}
    if one.says(term):
        rows = connection.execute(_finding(_FIRST, dialect), asked).all()
    elif one.whole and term.startswith(one.key):
        rows = connection.execute(_finding(_LONGER, dialect), {**asked, "sort": sort.value, "term": term}).all()
    else:
        return None
    return tuple(dict.fromkeys([key for key, so in rows if so])) if len(rows) < FEW else None


@cache
def _finding(query: str, dialect: str) -> TextClause:
    return text(query.format(finds=_FINDS[dialect]))


def _rarest(connection: Connection, sort: Sort, every: Sequence[LookUp]) -> tuple[LookUp, int]:
    """The one under which least stands, and how much, as far as it is counted."""
    some = every[:MOST_COUNTED]
    return min(zip(some, counted(connection, sort, some), strict=True), key=lambda found: found[1])


def counted(connection: Connection, sort: Sort, every: Sequence[LookUp]) -> Sequence[int]:
    """How much stands under each of some keys, as far as it is counted."""
    asked = dict[str, str]()
    for place, one in enumerate(every):
        asked |= {f"{end}{place}": key for end, key in ends(sort, one).items()}
    return tuple(connection.execute(_counting(len(every)), asked).one())


@cache
def _counting(many: int) -> TextClause:
    """Counts what stands under so many keys at once; put together once, for it takes longer than to count."""
    return text(_SELECTED.format(", ".join(_NUMBER.format(place=place, most=FEW) for place in range(many))))


def ends(sort: Sort, one: LookUp) -> dict[str, str]:
    """The first and the last key that it may be, as they are kept: the same, where it is one as it is."""
    first = _kept(sort, one.key)
    return {"low": first, "high": first if one.whole else first + _LAST}


def standing(sort: Sort, one: LookUp) -> ColumnElement[bool]:
    """Whether it is a key that is looked for, and what is to come next does."""
    first, last = ends(sort, one).values()
    if not one.whole:
        return search_key.c.key.between(first, last)
    there = search_key.c.key == first
    return and_(there, search_key.c.rest.contains(_rest(one), autoescape=True)) if one.next else there


def _kept(sort: Sort, key: str) -> str:
    return f"{sort.value}{key}"


def _rest(one: LookUp) -> str:
    """What stands in what is kept with a key, where what is to come next does so somewhere."""
    return f"\n{one.next}" if one.next else ""


# Writing


def put_texts(connection: Connection, sort: Sort, wanted: Mapping[int, Text]) -> None:
    """Have these objects be found by these texts, and by nothing they were found by before."""
    objects = sorted(wanted)
    for start in range(0, len(objects), MANY):
        some = {key: wanted[key] for key in objects[start:start + MANY]}
        stored = _stored(connection, sort, some)
        _put(connection, sort, {key: one for key, one in some.items() if stored.get(key) != one}, stored)


def empty(connection: Connection) -> None:
    """Have nothing be found."""
    connection.execute(delete(search_key))
    connection.execute(delete(search_text))


def holds_nothing(connection: Connection) -> bool:
    """Whether nothing can be found, as in records of an earlier version."""
    return connection.execute(select(search_text.c.object_id).limit(1)).first() is None


def _stored(connection: Connection, sort: Sort, objects: Iterable[int]) -> dict[int, Text]:
    query = select(search_text).where(search_text.c.sort == sort.value, search_text.c.object_id.in_(list(objects)))
    return {row.object_id: Text(tuple(row.written.split("\n")) if row.written else (), tuple(row.spelled.split()))
            for row in connection.execute(query)}


def _put(connection: Connection, sort: Sort, changed: Mapping[int, Text], stored: Mapping[int, Text]) -> None:
    gone, fresh = list[tuple[str, int]](), list[tuple[str, int, str]]()
    for key, goes_by in changed.items():
        had, has = (stored[key].keys if key in stored else {}), goes_by.keys
        gone += [(_kept(sort, one), key) for one, rest in had.items() if has.get(one) != rest]
        fresh += [(_kept(sort, one), key, rest) for one, rest in has.items() if had.get(one) != rest]
    _forget(connection, sort, changed.keys() & stored.keys(), gone)
    if changed:
        connection.execute(insert(search_text), [
            {"sort": sort.value, "object_id": key, "written": "\n".join(goes_by.written),
             "spelled": " ".join(goes_by.spelled)} for key, goes_by in changed.items()])
    if fresh:  # in the order of the table
        connection.execute(insert(search_key), [
            {"key": one, "object_id": key, "rest": rest} for one, key, rest in sorted(fresh)])


def _forget(connection: Connection, sort: Sort, objects: Iterable[int], gone: Sequence[tuple[str, int]]) -> None:
    connection.execute(delete(search_text).where(search_text.c.sort == sort.value, search_text.c.object_id.in_(
        sorted(objects))))
    if gone:  # one by one: for a list of pairs SQLite goes through the whole table
        connection.execute(_GONE, [{"key": one, "object_id": key} for one, key in sorted(gone)])
