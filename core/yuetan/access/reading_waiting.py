"""Since when obligations wait for which no day is named: from the day of their cause, one look-up for all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from yuetan.engine.obligations import Status
from yuetan.records.tables import case_file, event

_TO_DO = frozenset({Status.OPEN.name, Status.WAITING.name})
_OF_INTERVIEW = "interview:"


def waiting_since(connection: Connection, rows: Sequence[Row[Any]]) -> Mapping[int, date]:
    """The day of the cause by the key of the row; left out: what has a day, is settled, or recurs in periods."""
    undated = {row.id: row for row in rows if row.due is None and row.status in _TO_DO}
    opened = {key: row.opened_on for key, row in undated.items() if row.cause.startswith(_OF_INTERVIEW)}
    named = {key: row.cause.rpartition(":")[2] for key, row in undated.items() if key not in opened}
    events = {key: (case, int(number)) for key, name in named.items()
              for case, point, number in (name.rpartition("."),) if point and number.isascii() and number.isdigit()}
    days = _days(connection, set(events.values()))
    return {key: day for key, day in opened.items() if day} | {
        key: days[one] for key, one in events.items() if one in days} | {
        key: day for key, name in named.items() if (day := _day(name))}


def _days(connection: Connection, events: set[tuple[str, int]]) -> Mapping[tuple[str, int], date]:
    """The days of events, by case and sequence, in one look-up."""
    if not events:
        return {}
    query = (select(case_file.c.reference, event.c.sequence, event.c.happened_on).join_from(event, case_file)
             .where(case_file.c.reference.in_({case for case, _ in events}),
                    event.c.sequence.in_({number for _, number in events})))
    return {(row.reference, row.sequence): row.happened_on for row in connection.execute(query)}


def _day(name: str) -> date | None:
    """The day that a derived cause names itself; None for every other."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
