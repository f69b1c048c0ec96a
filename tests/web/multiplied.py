"""A deployment in which everything that happens, and everybody it happens to, is there several times over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, String, Table, UniqueConstraint, insert, select

from yuetan.records.counted_talks import recount_talks
from yuetan.records.database import Engine, writing
from yuetan.records.tables import metadata

APART = 1_000_000  # between the key of a row and that of its next copy
KEPT = frozenset({
    "succession", "governance", "arrangement", "second_factor", "recovery_code", "sweep", "lease", "anchor",
    "document_stem", "obligation_count", "talk_count", "search_key", "search_text", "done_act", "sealed",
})
"""What governs, and how far the system's own work has come, stays as it is."""
ALONE = {"unit": {("placement", "unit_id")}, "account": {("role_grant", "account_id")}}
"""Of units and accounts there are copies too, but what happens goes on where it did: these columns alone follow."""
NUMBERED = {"interview": "number"}
"""What else than its references no two rows of a table have in common."""


def multiply(records: Engine, times: int) -> None:
    """Add so many copies of each row, each of which refers to the copies of what the row refers to.

    A copy that would be a second of what there can only be one of is left out, and what refers to it.
    """
    tables = [one for one in metadata.sorted_tables if one.name not in KEPT]
    with writing(records) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        rows = {one.name: [dict(row) for row in connection.execute(select(one)).mappings()] for one in tables}
        named = {row[column] for table in tables for column in _named_by(table) for row in rows[table.name]}
        for number in range(1, times + 1):
            copied = {name: {row.get("id") for row in found} for name, found in rows.items()}
            for table in tables:
                _copy(connection, table, rows[table.name], _Copies(number, copied, named))
        recount_talks(connection)


class _Copies:
    """One copy of everything: which it is, the keys of the rows that have one, and all names there are."""

    def __init__(self, number: int, copied: dict[str, set[Any]], named: set[Any]) -> None:
        self.number, self.copied, self.named = number, copied, named

    def of(self, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
        """The copy of a row."""
        return {column.name: self._value(table, column.name, row[column.name]) for column in table.columns}

    def lacks(self, table: Table, row: Mapping[str, Any]) -> bool:
        """Whether a row refers to one that has no copy, where such rows have."""
        return any(row[column.name] is not None and row[column.name] not in self.copied[there]
                   for column in table.columns for key in column.foreign_keys
                   if (there := key.column.table.name) in self.copied and there != table.name
                   and _follows(table, column.name, there))

    def _value(self, table: Table, name: str, value: Any) -> Any:  # noqa: ANN401 - of any column
        column = table.columns[name]
        if NUMBERED.get(table.name) == name:
            return f"{value}~{self.number}"
        for key in column.foreign_keys:
            there = key.column.table.name
            copied = value is not None and value in self.copied.get(there, set())
            return value + self.number * APART if copied and _follows(table, name, there) else value
        if name == "id":
            return value + self.number * APART
        return f"{value}~{self.number}" if isinstance(column.type, String) and value in self.named else value


def _copy(connection: Connection, table: Table, rows: list[dict[str, Any]], copies: _Copies) -> None:
    fresh, uniques = [], list(_uniques(table))
    for row in rows:
        copy = copies.of(table, row)
        if copies.lacks(table, row) or any(all(copy[name] == row[name] for name in some) for some in uniques):
            copies.copied[table.name].discard(row.get("id"))
        else:
            fresh.append(copy)
    if fresh:
        connection.execute(insert(table), fresh)


def _follows(table: Table, column: str, there: str) -> bool:
    """Whether the copy of a row refers by a column to the copy of what the row refers to."""
    return there not in ALONE or (table.name, column) in ALONE[there]


def _uniques(table: Table) -> Iterator[tuple[str, ...]]:
    """What no two rows have in common."""
    yield tuple(one.name for one in table.primary_key.columns)
    yield from ((one.name,) for one in table.columns if one.unique)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(one.name for one in constraint.columns)
    yield from (tuple(one.name for one in index.columns) for index in table.indexes if index.unique)


def _named_by(table: Table) -> Iterator[str]:
    """The columns by whose text others may name a row."""
    for some in _uniques(table):
        if len(some) == 1 and isinstance(table.columns[some[0]].type, String):
            yield some[0]
