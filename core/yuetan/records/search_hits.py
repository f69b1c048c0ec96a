"""What goes by a text: few objects, which are known at once, or many, each of which is told by its own text.

Few are looked for among all there is. Of many the first that somebody may see are soon met, so that whoever looks for
those asks each row by itself, and stops when he has enough.
"""

from __future__ import annotations

import re
from functools import cached_property

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, false, literal, or_, select

from yuetan.engine.finding import LookUp, look_ups, matches, terms
from yuetan.records.each_row import of_each
from yuetan.records.one_state import remembered
from yuetan.records.searching import FEW, MOST_COUNTED, TEXTS, Sort, counted, ends, few_under, led_to, standing
from yuetan.records.tables import search_key, search_text

_ITS_TEXT = search_text.alias("its_text")


@frozen(eq=False, slots=False)
class Hits:
    """The objects of a sort to which every term of a text leads."""

    sort: Sort
    asked: str
    few: tuple[int, ...] | None = ()  # their keys; None where they are many
    rarest: LookUp | None = None  # where they are many: the key under which least of them may stand

    @property
    def some(self) -> bool:
        """Whether there are any."""
        return self.few != ()

    def each(self, column: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether a column holds one of them, asked of each row by itself."""
        if self.few is not None:
            return column.in_(self.few) if self.few else false()
        return of_each(select(literal(1)).where(
            _ITS_TEXT.c.sort == self.sort.value, _ITS_TEXT.c.object_id == column, _said(_ITS_TEXT, self.asked)))

    def all(self, connection: Connection, column: ColumnElement[int]) -> ColumnElement[bool]:
        """The same, where all of them are gathered first."""
        return self.each(column) if self.few is not None else led_to(connection, self.sort, self.asked, column)

    @cached_property
    def in_order(self) -> Select[tuple[int]] | None:
        """Where they are many and stand under one key in the order of their own keys: these, to be put in order."""
        return _under(self.sort, self.asked, self.rarest) if self.rarest and self.rarest.whole else None

    def latest(self, connection: Connection, up_to: int) -> tuple[Hits, int] | None:
        """Where they are many and stand under keys that begin alike: those with the highest keys of their own.

        And from which one on they are all of them, among those up to one; None where that is not so easily told.
        """
        one = self.rarest
        if one is None or one.whole or terms(self.asked) != (one.key,):
            return None
        key = search_key.c.object_id
        found = connection.execute(select(key).where(standing(self.sort, one), key <= up_to)
                                   .order_by(key.desc()).limit(FEW)).scalars().all()
        return Hits(self.sort, self.asked, tuple(dict.fromkeys(found))), found[-1] if len(found) == FEW else 0


@remembered
def hits_of(connection: Connection, sort: Sort, asked: str) -> Hits:
    """What goes by every term of a text; nothing, where there is no term."""
    asked_for = terms(asked)
    if not asked_for:
        return Hits(sort, asked)
    few = few_under(connection, sort, asked_for[0]) if len(asked_for) == 1 else None
    if few is not None:
        return Hits(sort, asked, few)
    every = [one for term in asked_for for one in look_ups(term)[:MOST_COUNTED]]
    numbers = counted(connection, sort, every)
    rarest, number = min(zip(every, numbers, strict=True), key=lambda found: (found[1], not found[0].whole))
    if number < FEW:
        rows = connection.execute(TEXTS, {"sort": sort.value, **ends(sort, rarest)})
        return Hits(sort, asked, tuple(dict.fromkeys(
            key for key, written, spelled in rows if _matches(asked, written.split("\n"), spelled.split()))))
    if asked_for != (rarest.key,):
        found = connection.execute(_under(sort, asked, rarest).distinct().limit(FEW)).scalars().all()
        if len(found) < FEW:
            return Hits(sort, asked, tuple(found))
    return Hits(sort, asked, None, rarest)


def _matches(asked: str, written: list[str], spelled: list[str]) -> bool:
    return all(matches(term, written, spelled) for term in terms(asked))


def _under(sort: Sort, asked: str, one: LookUp) -> Select[tuple[int]]:
    """The objects under a key to which every term of a text leads."""
    found, asked_for = select(search_key.c.object_id).where(standing(sort, one)), terms(asked)
    if len(asked_for) == 1 and one.says(asked_for[0]):
        return found
    return found.join(search_text, and_(search_text.c.sort == sort.value,
                                        search_text.c.object_id == search_key.c.object_id)).where(
        _said(search_text, asked))


def _said(table: FromClause, asked: str) -> ColumnElement[bool]:
    """Whether a row of texts goes by every term, as `yuetan.engine.finding.matches` says it."""
    return and_(*(_says(table, term) for term in terms(asked)))


def _says(table: FromClause, term: str) -> ColumnElement[bool]:
    written, spelled = table.c.written, table.c.spelled
    if not term.isascii():
        return written.contains(term, autoescape=True)
    if not term[0].isalnum():
        return false()  # no word begins so
    so = re.escape(term)
    return or_(and_(written.contains(term, autoescape=True), written.regexp_match(f"(^|[^0-9a-z]){so}")),
               and_(spelled.contains(term, autoescape=True), spelled.regexp_match(f"(^| ){so}")))
