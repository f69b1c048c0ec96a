"""What goes on beside the pages: each day's sweep, reminders and statistics, and the state of all cases put outside.

What was due yesterday is overdue today though nobody acted: without the sweep the desk would be of another day.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from yuetan.casework.anchoring import anchor_new
from yuetan.casework.publishing import publish_today
from yuetan.casework.reminding.daily import remind_today
from yuetan.casework.reminding.messages import send_messages
from yuetan.casework.sweeping import sweep_today
from yuetan.paperwork.outgoing import senders
from yuetan_web.shell import Shell

PAUSE = 60.0  # seconds between two looks
_log = logging.getLogger(__name__)


@contextmanager
def working_beside(shell: Shell, anchor: Path | None = None, pause: float = PAUSE) -> Iterator[None]:
    """Sweep and remind once on every new day, and with ``anchor`` put outside what was written since.

    It goes on for as long as a block runs. Several servers may do so over the same records. What fails is logged and
    tried again.
    """
    ended = Event()
    sending = senders(shell.reminding)
    works: list[Callable[[], object]] = [lambda: sweep_today(shell.records, shell.plugins, at=shell.now())]
    works += [lambda: remind_today(shell.records, shell.plugins, shell.reminding, now=shell.now),
              lambda: send_messages(shell.records, shell.plugins, shell.reminding, sending, now=shell.now)]
    works += [shell.drafts.forget_old, lambda: publish_today(shell.records, shell.plugins, at=shell.now())]
    if anchor is not None:
        works.append(lambda: anchor_new(shell.records, anchor, at=shell.now()))

    def look() -> None:
        while not ended.wait(pause):
            for work in works:
                try:
                    work()
                except Exception:  # noqa: BLE001 - whatever it was, the pages go on, and it is tried again
                    _log.exception("what goes on beside the pages failed")

    thread = Thread(target=look, name="beside the pages", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=pause)
