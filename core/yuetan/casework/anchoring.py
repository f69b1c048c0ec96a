"""Putting the state of all cases outside, whenever something was written since."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from yuetan.records.anchoring import AnchorError, anchor_now, anything_since
from yuetan.records.database import Engine, reading

__all__ = ["AnchorError", "anchor_new"]


def anchor_new(records: Engine, path: Path, *, at: datetime) -> bool:
    """Put the state of all cases into a file outside where there are events it does not know yet: whether there were.

    Raises what `yuetan.records.anchoring.anchor_now` raises; nothing is kept then.
    """
    with reading(records) as connection:
        if not anything_since(connection):
            return False
    anchor_now(records, path, at=at)
    return True
