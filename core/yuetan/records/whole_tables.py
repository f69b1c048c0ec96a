"""Every row of every table: out of one database as of one state, and into another, of whichever dialect, that is empty.

What goes over names its columns, so that it can be put into tables as an earlier program had made them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Date, LargeBinary, column, func, insert, inspect, select, table
from sqlalchemy.types import NULLTYPE, TypeEngine

from yuetan.records.tables import Moment, metadata, unit_state

AT_ONCE = 5000
"""Rows that are held at a time, and put in together."""


@frozen
class Rows:
    """Some rows of a table, in the order of their keys."""

    table: str
    columns: tuple[str, ...]
    values: Sequence[Sequence[Any]]


def every_row(connection: Connection) -> Iterator[Rows]:
    """All that there is, what is referred to before what refers to it; not what a database notes for itself alone."""
    for one in metadata.sorted_tables:
        if one is unit_state:
            continue
        query = select(one).order_by(*one.primary_key.columns).execution_options(yield_per=AT_ONCE)
        for part in connection.execute(query).partitions():
            yield Rows(one.name, tuple(one.columns.keys()), part)


def put_rows(connection: Connection, every: Iterable[Rows]) -> None:
    """Put rows into tables that are empty, and have the database go on after them."""
    if connection.dialect.name != "postgresql":
        for rows in every:
            types = [_type_of(one) for one in zip(*rows.values, strict=True)]
            into = table(rows.table, *map(column, rows.columns, types))
            connection.execute(insert(into), [dict(zip(rows.columns, row, strict=True)) for row in rows.values])
        return
    for rows in every:
        _copy(connection.connection.cursor(), rows)
    _go_on_after(connection)


def lines_of(rows: Rows) -> Iterator[str]:
    """Rows as lines of text: first which table and columns, then one for each row."""
    yield json.dumps({"table": rows.table, "columns": rows.columns})
    for row in rows.values:
        yield json.dumps([_written(one) for one in row], ensure_ascii=False)


def rows_in(lines: Iterable[str]) -> Iterator[Rows]:
    """What `lines_of` wrote."""
    name, columns, values = "", (), list[list[Any]]()
    for line in lines:
        read = json.loads(line)
        if isinstance(read, dict):
            if values:
                yield Rows(name, columns, values)
            name, columns, values = read["table"], tuple(read["columns"]), []
        else:
            values.append([_read(one) for one in read])
    if values:
        yield Rows(name, columns, values)


def _copy(cursor: Any, rows: Rows) -> None:  # noqa: ANN401 - of psycopg, which need not be installed
    """Have PostgreSQL take rows in its own way: a province goes over in minutes, not in hours.

    A moment is given in UTC, and what PostgreSQL reads for a column without zones is the time as it is given.
    """
    with cursor.copy(f'COPY "{rows.table}" ({", ".join(rows.columns)}) FROM STDIN') as copy:
        for row in rows.values:
            copy.write_row(row)


def _go_on_after(connection: Connection) -> None:
    """Have PostgreSQL give keys after those that were put in, and know at once how much there is of what."""
    for name in inspect(connection).get_table_names():
        if any(one["name"] == "id" for one in inspect(connection).get_columns(name)):
            highest = connection.execute(select(func.max(table(name, column("id")).c.id))).scalar()
            if highest is not None:
                connection.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), highest)))
    connection.exec_driver_sql("ANALYZE")


def _type_of(values: Iterable[Any]) -> TypeEngine[Any]:
    """As what values of a column are put in: by themselves, for the column may be one that is no more."""
    some = next((one for one in values if one is not None), None)
    if isinstance(some, datetime):
        return Moment()
    if isinstance(some, date):
        return Date()
    return LargeBinary() if isinstance(some, bytes | memoryview) else NULLTYPE


def _written(value: Any) -> Any:  # noqa: ANN401 - any value of a column
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return {"b": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _read(value: Any) -> Any:  # noqa: ANN401 - any value of a column
    if not isinstance(value, dict):
        return value
    if "at" in value:
        return datetime.fromisoformat(value["at"])
    return date.fromisoformat(value["on"]) if "on" in value else base64.b64decode(value["b"])
