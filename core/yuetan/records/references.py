"""What names a record in an address: opaque, so that it tells nothing and cannot be guessed."""

from __future__ import annotations

import secrets

REFERENCE_BYTES = 16  # 128 random bits, written in 22 characters


def new_reference() -> str:
    """A new name for a record: 22 letters, digits, ``-`` and ``_``."""
    return secrets.token_urlsafe(REFERENCE_BYTES)
