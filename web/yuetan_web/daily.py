"""The sweep of each new day, beside the pages: what was due yesterday is overdue today though nobody acted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from yuetan.casework.sweeping import sweep_today
from yuetan_web.shell import Shell

PAUSE = 60.0  # seconds between two looks at the clock
_log = logging.getLogger(__name__)


@contextmanager
def sweeping_daily(shell: Shell, pause: float = PAUSE) -> Iterator[None]:
    """Sweep once on every new day for as long as a block runs, also where several servers keep the same records.

    A sweep that fails is logged and tried again.
    """
    ended = Event()

    def look() -> None:
        while not ended.wait(pause):
            try:
                sweep_today(shell.records, shell.plugins, at=shell.now())
            except Exception:  # noqa: BLE001 - whatever it was, the pages go on, and it is tried again
                _log.exception("the sweep of the day failed")

    thread = Thread(target=look, name="daily sweep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=pause)
