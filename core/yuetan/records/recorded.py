"""What is done to the system itself: one case for its accounts and one for its governance, each with one chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select

from yuetan.records.journal import CaseFile, Entry, append, open_case
from yuetan.records.tables import case_file

SYSTEM, GOVERNANCE = "system", "governance"
"""The sorts of the two cases, each of which there is once."""


def recorded(connection: Connection, sort: str, code: str, content: Mapping[str, str], *,  # noqa: PLR0913 - an event
             on: date, by: int | None, at: datetime) -> int:
    """Write down what was done in the one case of this sort, which is opened where it is missing: the event's key.

    ``by`` is an account; None says that it was done on the server. Whoever writes next, waits for this transaction.
    """
    case = _only_case(connection, sort) or _first_case(connection, sort)
    return append(connection, case, Entry(code=code, happened_on=on, content=content), by=by, at=at).id


def _only_case(connection: Connection, sort: str) -> CaseFile | None:
    query = select(case_file).where(case_file.c.sort == sort).order_by(case_file.c.id).limit(1).with_for_update()
    found = connection.execute(query).mappings().first()
    return CaseFile(**found) if found else None


def _first_case(connection: Connection, sort: str) -> CaseFile:
    """The case, opened by one alone; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE case_file IN SHARE ROW EXCLUSIVE MODE")
    return _only_case(connection, sort) or open_case(connection, sort)
