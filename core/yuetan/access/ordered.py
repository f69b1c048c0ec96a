"""Lists in an order that goes on after any row of theirs: pages that cost the same wherever they begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, and_, tuple_

from yuetan.access.scope import Condition


@frozen(eq=False)
class Order:
    """An order: by the first of its columns, then by the next; none of them NULL, together never the same twice."""

    columns: tuple[ColumnElement[Any], ...]
    falling: bool = False

    @property
    def clauses(self) -> Sequence[ColumnElement[Any]]:
        """What a query is to be ordered by."""
        return [one.desc() if self.falling else one for one in self.columns]

    def after(self, values: Sequence[Any]) -> Condition:
        """Whether a row comes after the one whose columns hold these values."""
        row, last, first = tuple_(*self.columns), tuple_(*values), self.columns[0]
        if self.falling:
            return and_(first <= values[0], row < last)
        return and_(first >= values[0], row > last)  # the first by itself, too, so that its index is begun there
