"""What somebody takes away as a file is logged: what it was, and how many rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from yuetan.access.actor import Actor
from yuetan.records.database import Engine, writing
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.wording import say

ACTION = "export.make"


class Exports:
    """The log of what was taken away. ``now`` gives an aware moment."""

    def __init__(self, records: Engine, now: Callable[[], datetime]) -> None:
        self._records, self._now = records, now

    def took(self, actor: Actor, what: str, rows: int) -> None:
        """Log that somebody took a file with so many rows: ``what`` names it, at most 64 characters of it."""
        with writing(self._records) as connection:
            log_reading(connection, by=actor.account, at=self._now(), action=ACTION, of=what[:LONGEST], outcome=GIVEN,
                        reason=say("共 {count} 行", count=rows))


LONGEST = 64
