"""Whether a column holds one of few keys that a query finds: his own talks, those that rest on a lead about him.

SQLite asks for them once. PostgreSQL guesses of a query within a condition that half of all rows are in it, and reckons
with asking it again for each row; so it is given the keys as a list that is found beforehand.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from yuetan.access.written import Written


class Among(Written):
    """Whether a column holds one of the few keys that a query finds."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], keys: Select[Any]) -> None:
        super().__init__(column, keys.scalar_subquery())


@compiles(Among)
def _in_query(element: Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    return f"({column} IN {keys})"


@compiles(Among, "postgresql")
def _in_list(element: Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    return f"({column} = ANY (ARRAY{keys}))"
