"""Wrong passwords under names that have no account: counted like those of accounts, so that no lock tells of one."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from attrs import field, frozen

MOST = 100_000
"""Names that are remembered; then the one that was tried longest ago is forgotten."""


@frozen(eq=False)
class UnknownNames:
    """What is kept of them while the program runs: no name, which may have been a password, but what is made of it."""

    most: int  # wrong passwords that are borne
    lasting: timedelta  # a lock
    _tried: OrderedDict[bytes, tuple[int, datetime | None]] = field(init=False, factory=OrderedDict, repr=False)
    _key: bytes = field(init=False, factory=lambda: secrets.token_bytes(32), repr=False)
    _alone: Lock = field(init=False, factory=Lock, repr=False)

    def locked(self, name: str, at: datetime) -> datetime | None:
        """Until when a name is locked; None where it is not."""
        with self._alone:
            _, until = self._tried.get(self._kept(name), (0, None))
        return until if until is not None and at < until else None

    def failed(self, name: str, at: datetime) -> datetime | None:
        """Count a wrong password; until when the name is locked by it, where it was the last that is borne."""
        kept = self._kept(name)
        with self._alone:
            failures, until = self._tried.pop(kept, (0, None))
            last = failures + 1 >= self.most
            self._tried[kept] = (0, at + self.lasting) if last else (failures + 1, until)
            if len(self._tried) > MOST:
                self._tried.popitem(last=False)
        return at + self.lasting if last else None

    def _kept(self, name: str) -> bytes:
        return hmac.digest(self._key, name.encode(errors="replace"), "sha256")
