"""What names a record in an address: opaque, so that it tells nothing and cannot be guessed."""

from __future__ import annotations

import re
import secrets

REFERENCE_BYTES = 16  # 128 random bits, written in 22 characters
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def new_reference() -> str:
    """A new name for a record: 22 letters, digits, ``-`` and ``_``."""
    return secrets.token_urlsafe(REFERENCE_BYTES)


def is_kept(name: str) -> bool:
    """Whether a database could hold a name at all: none holds half a character, nor PostgreSQL a NUL."""
    return not _NOT_KEPT.search(name)
