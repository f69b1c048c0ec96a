"""The log of readings: who asked to see or do what, whether it was given, and why; never what was in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from yuetan.records.tables import read_log
from yuetan.records.values import NAME_LENGTH

__all__ = ["GIVEN", "REFUSED", "log_reading"]

GIVEN, REFUSED = "given", "refused"


def log_reading(connection: Connection, *, by: int, at: datetime, action: str, of: str, outcome: str,  # noqa: PLR0913 - a row has so many columns
                reason: str = "") -> None:
    """Log one reading or its refusal: ``of`` is a reference; ``by`` is an account, 0 for whoever has not signed in."""
    row = {"at": at, "account_id": by or None, "action": action, "object": of, "outcome": outcome,
           "reason": reason[:NAME_LENGTH]}
    connection.execute(insert(read_log).values(row))
