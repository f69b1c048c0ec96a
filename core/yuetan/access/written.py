"""Conditions that are written for the database by ourselves, and told from others by what they are made of."""

from __future__ import annotations

from typing import Self

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType, inv


class Written(FunctionElement[bool]):
    """A condition that stands in brackets as it is written: nothing need be put around it."""

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002
        """Itself."""
        return self

    def _negate(self) -> ColumnElement[bool]:
        return UnaryExpression(self, operator=inv)
