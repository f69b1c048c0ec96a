"""What whoever keeps watch may do: read what was done to the system and what was looked at, and verify the chains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.administering import demand
from yuetan.casework.errors import Unfit
from yuetan.records.anchoring import Anchored, AnchorError, read_anchors
from yuetan.records.audit_log import ACTS, EXPORTS, READINGS, SIGN_INS, LogAsked, LogLine, log_lines
from yuetan.records.database import Engine, reading, writing
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.records.verifying import Extent, Fault, extent_of, verify
from yuetan.wording import say

__all__ = ["ACTS", "EXPORTS", "PAGE", "READINGS", "SIGN_INS", "Audits", "LogAsked", "LogLine", "Verified"]

PAGE, CHUNK, MOST = 50, 500, 100_000  # lines of a page, taken at once, and of a file
VERIFY = "audit.verify"


@frozen(kw_only=True)
class Verified:
    """What was verified, against how many anchors outside (None: against none), and every fault that was found."""

    extent: Extent
    anchors: int | None
    faults: tuple[Fault, ...]


@frozen(eq=False)
class Audits:
    """Reading the logs and verifying, over one database; ``now`` gives an aware moment."""

    records: Engine
    now: Callable[[], datetime]

    def lines(self, actor: Actor, asked: LogAsked) -> tuple[tuple[LogLine, ...], int]:
        """Fifty lines of a log, the latest first, and after which of them the next page begins; 0 at the end."""
        demand(actor, Role.AUDIT)
        with reading(self.records) as connection:
            found = log_lines(connection, asked, actor.account, PAGE + 1)
        return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else 0

    def every_line(self, actor: Actor, asked: LogAsked) -> Iterator[LogLine]:
        """All of them, at most 100,000, page after page; that they were taken is logged before the first."""
        demand(actor, Role.AUDIT)
        with writing(self.records) as connection:
            log_reading(connection, by=actor.account, at=self.now(), action="export.make", of=f"audit.{asked.log}",
                        outcome=GIVEN)
        for _ in range(MOST // CHUNK):
            with reading(self.records) as connection:
                found = log_lines(connection, asked, actor.account, CHUNK)
            yield from found
            if len(found) < CHUNK:
                return
            asked = evolve(asked, after=found[-1].id)

    def verify(self, actor: Actor, anchor: Path | None, progress: Callable[[int, int], None]) -> Verified:
        """Verify every chain, and what stands outside where that is known; that it was done is logged.

        Raises `Unfit` where what stands outside is damaged or cannot be read.
        """
        demand(actor, Role.AUDIT)
        outside = _anchors(anchor)
        with reading(self.records) as connection:
            extent, read = extent_of(connection), 0

            def told(more: int) -> None:
                nonlocal read
                read += more
                progress(read, extent.events)
            faults = verify(connection, outside, progress=told)
        with writing(self.records) as connection:
            log_reading(connection, by=actor.account, at=self.now(), action=VERIFY, of="", outcome=GIVEN,
                        reason=say("{count} 处不符", count=len(faults)))
        return Verified(extent=extent, anchors=None if outside is None else len(outside), faults=faults)


def _anchors(path: Path | None) -> tuple[Anchored, ...] | None:
    if path is None or not path.exists():
        return None
    try:
        return read_anchors(path)
    except (AnchorError, OSError) as error:
        raise Unfit({"": str(error)}) from error
