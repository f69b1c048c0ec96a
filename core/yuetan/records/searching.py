"""What a search looks into: written whenever a name, a number or a topic is, in the same transaction.

The two tables are a cache: `rebuild_search` makes them anew out of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, literal, select, union_all
from sqlalchemy import tuple_ as together

from yuetan.engine.finding import LookUp, keys, look_ups, terms
from yuetan.records.tables import search_key, search_text

Progress = Callable[[int, int], None]
MANY = 2000  # objects at a time
FEW = 400  # rows under a key: as far as they are counted
_LAST = "\U0010ffff"  # after every character


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
    def keys(self) -> frozenset[str]:
        """The keys it stands under."""
        return keys(self.written, self.spelled)


# Looking up


def led_to(connection: Connection, sort: Sort, asked: str, column: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a column holds the key of an object to which every term of what was asked leads; none, for no term.

    It costs what stands under the rarest key of each term.
    """
    asked_for = terms(asked)
    under = [column.in_(_under(connection, sort, term)) for term in asked_for]
    return and_(*under) if under else literal(value=False)


def _under(connection: Connection, sort: Sort, term: str) -> Select[tuple[int]]:
    """The keys of the objects that go by a term."""
    every = look_ups(term)
    one = every[0] if len(every) == 1 else _rarest(connection, sort, every)
    found = select(search_key.c.object_id).where(search_key.c.sort == sort.value, _beginning(one))
    if one.says(term):
        return found
    return select(search_text.c.object_id).where(
        search_text.c.sort == sort.value, search_text.c.object_id.in_(found),
        search_text.c.written.contains(term, autoescape=True))


def _rarest(connection: Connection, sort: Sort, every: Sequence[LookUp]) -> LookUp:
    """The one under which least stands, as far as it is counted."""
    counted = [select(literal(place).label("place"), func.count().label("number")).select_from(
        select(search_key.c.object_id).where(search_key.c.sort == sort.value, _beginning(one)).limit(FEW).subquery())
        for place, one in enumerate(every)]
    rows = connection.execute(union_all(*counted)).all()
    return every[min(rows, key=lambda row: (row.number, row.place)).place]


def _beginning(one: LookUp) -> ColumnElement[bool]:
    column = search_key.c.key
    return column == one.key if one.whole else and_(column >= one.key, column < one.key + _LAST)


# Writing


def put_texts(connection: Connection, sort: Sort, wanted: Mapping[int, Text]) -> None:
    """Have these objects be found by these texts, and by nothing they were found by before."""
    objects = sorted(wanted)
    for start in range(0, len(objects), MANY):
        some = {key: wanted[key] for key in objects[start:start + MANY]}
        stored = _stored(connection, sort, some)
        _put(connection, sort, {key: text for key, text in some.items() if stored.get(key) != text}, stored)


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
    gone, fresh = list[tuple[str, int]](), list[tuple[str, int]]()
    for key, text in changed.items():
        had, has = stored[key].keys if key in stored else frozenset[str](), text.keys
        gone += [(one, key) for one in had - has]
        fresh += [(one, key) for one in has - had]
    _forget(connection, sort, changed.keys() & stored.keys(), gone)
    if changed:
        connection.execute(insert(search_text), [
            {"sort": sort.value, "object_id": key, "written": "\n".join(text.written),
             "spelled": " ".join(text.spelled)} for key, text in changed.items()])
    if fresh:  # in the order of the table
        connection.execute(insert(search_key), [
            {"sort": sort.value, "key": one, "object_id": key} for one, key in sorted(fresh)])


def _forget(connection: Connection, sort: Sort, objects: Iterable[int], gone: Sequence[tuple[str, int]]) -> None:
    connection.execute(delete(search_text).where(search_text.c.sort == sort.value, search_text.c.object_id.in_(
        sorted(objects))))
    for start in range(0, len(gone), MANY):
        connection.execute(delete(search_key).where(search_key.c.sort == sort.value, together(
            search_key.c.key, search_key.c.object_id).in_(gone[start:start + MANY])))
