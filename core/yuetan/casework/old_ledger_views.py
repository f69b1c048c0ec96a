"""An old ledger as it is shown: what bringing it in would do or did, and its rows with their flags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from yuetan.casework.old_ledger_rows import LedgerRow


@frozen(kw_only=True)
class Preview:
    """What bringing a ledger in would do: how many rows are new, differ, or are there already; and the flags."""

    new: int = 0
    changed: int = 0
    same: int = 0
    counted: int = 0  # rows that put a talk on record
    flags: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class RowView:
    """A row as it was read, with its flags."""

    row: LedgerRow
    flags: tuple[str, ...]
    counts: bool


@frozen(kw_only=True)
class LedgerView:
    """A workbook that was read, and what became of it."""

    reference: str
    unit: str  # its code
    source: str
    state: str  # kept, applied, undone, discarded
    kept_at: datetime
    preview: Preview
    rows: tuple[RowView, ...] = ()
    more: int = 0  # after which row the next page begins; 0 at the end
