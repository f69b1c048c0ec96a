"""Whether a column holds one of few keys that a query finds: those of all that somebody may see who may see little.

SQLite asks for them once. PostgreSQL guesses too many of them, and would rather walk through all there is in the order
of the list until it has met the first; so it is given the keys as a list that is found beforehand.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from yuetan.access.written import Written


class Among(Written):
    """Whether a column holds one of the few keys that a query finds."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], keys: CompoundSelect[Any]) -> None:
        super().__init__(column, keys.scalar_subquery())


@compiles(Among)
def _in_query(element: Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    return f"({column} IN {keys})"


@compiles(Among, "postgresql")
def _in_list(element: Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    return f"({column} = ANY (ARRAY{keys}))"
