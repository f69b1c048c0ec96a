"""What changed in what is owed: appeared, redated, settled, reopened, became overdue, lapsed, or was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from yuetan.engine.obligations import Key, Status
from yuetan.records.owed.rows import STANDING, key_of

APPEARED, REDATED, SETTLED, REOPENED, OVERDUE, LAPSED, WITHDRAWN = (
    "appeared", "redated", "settled", "reopened", "overdue", "lapsed", "withdrawn")

HANDED_OVER = "handed_over"
"""That it is somebody else's task, and stands as it stood, see `yuetan.records.owed.handing`."""

MET = (Status.DONE.name, Status.LATE.name)
OVER = (*MET, Status.LAPSED.name)


@frozen
class Change:
    """One obligation that stands otherwise than before. Where it appeared it was nothing, withdrawn it became that."""

    key: Key
    change: str
    was: str
    became: str
    due_was: date | None
    due_became: date | None


def change_between(was: Mapping[str, Any] | None, became: Mapping[str, Any] | None) -> Change | None:
    """What changed between two rows of one key; None where it stands as it did."""
    row = became or was
    if row is None or (was and became and all(was[name] == became[name] for name in STANDING)):
        return None
    before, after = was["status"] if was else "", became["status"] if became else ""
    return Change(key_of(row), name_of(before, after), before, after, was["due"] if was else None,
                  became["due"] if became else None)


def name_of(was: str, became: str) -> str:
    """What a change of status is called; empty where there was nothing before, or is nothing any more.

    Where the status stays, and where something open goes on being open, it was redated.
    """
    if not was or not became:
        return WITHDRAWN if was else APPEARED
    if was == became:
        return REDATED
    if became in MET:
        return REDATED if was in MET else SETTLED
    if became == Status.LAPSED.name:
        return LAPSED
    if was in OVER:
        return REOPENED
    return OVERDUE if became == Status.OVERDUE.name else REDATED
