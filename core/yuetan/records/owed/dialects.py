"""What SQLite and PostgreSQL say differently."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction, ReturnTypeFromArgs


class earliest(GenericFunction[date]):  # noqa: N801 - it is called like any function of SQL
    """The earliest of some days; those that are not there are left out."""

    type = Date()
    inherit_cache = True


class unindexed(ReturnTypeFromArgs[Any]):  # noqa: N801 - as above
    """A column as it is, by which nothing is looked up: SQLite knows too little to tell which index narrows most."""

    inherit_cache = True


@compiles(earliest)
def _earliest(one: earliest, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - whatever the compiler passes
    return f"least({compiler.process(one.clauses, **how)})"


@compiles(earliest, "sqlite")
def _earliest_in_sqlite(one: earliest, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    last = f"'{date.max}'"  # SQLite knows no earliest where one of them is not there
    days = ", ".join(f"coalesce({compiler.process(day, **how)}, {last})" for day in one.clauses)
    return f"nullif(min({days}), {last})"


@compiles(unindexed)
def _as_it_is(one: unindexed, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return compiler.process(one.clauses, **how)


@compiles(unindexed, "sqlite")
def _as_it_is_in_sqlite(one: unindexed, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return f"+{compiler.process(one.clauses, **how)}"
