"""What is done to the system itself: one case for its accounts and one for its governance, each with one chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from yuetan.records.journal import CaseFile, Entry, append, open_case
from yuetan.records.tables import case_file

SYSTEM, GOVERNANCE = "system", "governance"
"""The sorts of the two cases, each of which there is once."""
LOCKS = {SYSTEM: 20150205, GOVERNANCE: 20150206}  # PostgreSQL's names for "one writer at a time" of each


def recorded(connection: Connection, sort: str, code: str, content: Mapping[str, str], *,  # noqa: PLR0913 - an event
             on: date, by: int | None, at: datetime) -> int:
    """Write down what was done in the one case of this sort, which is opened where it is missing: the event's key.

    ``by`` is an account; None says that it was done on the server. Whoever writes next, waits for this transaction.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(select(func.pg_advisory_xact_lock(LOCKS[sort])))
    case = _only_case(connection, sort) or open_case(connection, sort)
    return append(connection, case, Entry(code=code, happened_on=on, content=content), by=by, at=at).id


def _only_case(connection: Connection, sort: str) -> CaseFile | None:
    query = select(case_file).where(case_file.c.sort == sort).order_by(case_file.c.id).limit(1)
    found = connection.execute(query).mappings().first()
    return CaseFile(**found) if found else None
