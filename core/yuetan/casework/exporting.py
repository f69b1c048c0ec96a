"""What somebody takes away as a file is logged: what it was, and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from yuetan.access.actor import Actor
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.wording import say

ACTION = "export.make"
LONGEST = 64  # characters of what names it


class Exports:
    """The log of what was taken away. ``now`` gives an aware moment."""

    def __init__(self, records: Engine, now: Callable[[], datetime]) -> None:
        self._records, self._now = records, now

    def took(self, actor: Actor, what: str, rows: int) -> None:
        """Log that somebody took a file with so many rows: ``what`` names it, at most 64 characters of it."""
        with writing(self._records) as connection:
            log_taken(connection, actor, what, say("共 {count} 行", count=rows), self._now())

    def took_papers(self, actor: Actor, case: str, titles: str) -> None:
        """Log that somebody took papers of a case, by its reference and what they are called."""
        with writing(self._records) as connection:
            log_taken(connection, actor, case, titles, self._now())


def log_taken(connection: Connection, actor: Actor, what: str, how_much: str, at: datetime) -> None:
    """Log one taking away, within a transaction of the caller's."""
    log_reading(connection, by=actor.account, at=at, action=ACTION, of=what[:LONGEST], outcome=GIVEN, reason=how_much)
