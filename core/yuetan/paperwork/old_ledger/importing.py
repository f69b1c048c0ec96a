"""An old ledger out of a workbook: read apart, looked over, marked where it cannot be read, and brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import field, frozen

from yuetan.casework.old_ledger import LedgerRow
from yuetan.paperwork.limited import USUAL, Allowance
from yuetan.paperwork.old_ledger.layout import SHEET
from yuetan.paperwork.old_ledger.reading import FAULTS, ROWS, TOTAL, Values, read_ledger
from yuetan.paperwork.old_ledger.template import write_ledger
from yuetan.paperwork.roster.apart import annotate_apart, apart
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.limits import BYTES_PER_MEGABYTE, Limits
from yuetan.wording import say

MOST_ROWS = 200_000
LIMITS = Limits(file_bytes=32 * BYTES_PER_MEGABYTE, unzipped_bytes=192 * BYTES_PER_MEGABYTE, rows=MOST_ROWS + 100)
SERVER = Allowance(longest=60)
"""On the server a ledger of a hundred thousand rows may take its time, part by part."""

Progress = Callable[[int, int], None]
"""Is told how many rows are read, and of how many."""


@frozen(kw_only=True)
class ReadLedger:
    """What a workbook holds: its rows, or what is wrong with it; ``digest`` is the SHA-256 of the file."""

    rows: tuple[LedgerRow, ...] = ()
    faults: tuple[RowFault, ...] = field(default=())
    digest: str = ""


def read_old_ledger(source: Path | bytes, file: str, *, progress: Progress | None = None,
                    allowance: Allowance = USUAL) -> ReadLedger:
    """The rows of a workbook, a file or what is in it. With a fault anywhere there are none.

    Raises `WorkbookRefused` for a file that is not opened at all.
    """
    digest = _digest(source)
    rows, faults, total = list[LedgerRow](), list[RowFault](), 0
    for what, value in apart(read_ledger, source, file, LIMITS, knowing=(RowFault,), allowance=allowance):
        if what == ROWS:
            rows += [_row(number, values) for number, values in value]
        elif what == FAULTS:
            faults += value
        elif what == TOTAL:
            total = value
        if progress:
            progress(min(len(rows), total), total)
    if not rows and not faults:
        raise WorkbookRefused(say("工作表“{title}”里没有内容；请核对是不是这一份。", title=SHEET))
    return ReadLedger(rows=() if faults else tuple(rows), faults=tuple(faults), digest=digest)


def annotated(content: bytes, faults: Sequence[RowFault]) -> bytes:
    """The same workbook with its faults marked."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        source.write_bytes(content)
        return annotate_apart(source, target, faults).read_bytes()


def template() -> bytes:
    """The workbook to fill in."""
    file = BytesIO()
    write_ledger(file)
    return file.getvalue()


def _row(number: int, values: Values) -> LedgerRow:
    said: dict[str, Any] = {**values, "talkers": tuple(values.get("talkers", ()))}
    return LedgerRow(number=number, **said)


def _digest(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        return sha256(source).hexdigest()
    try:
        with source.open("rb") as file:
            found = sha256()
            while chunk := file.read(BYTES_PER_MEGABYTE):
                found.update(chunk)
            return found.hexdigest()
    except OSError as error:
        raise WorkbookRefused(say("打不开文件 {path}，请确认它存在并且可以读取。", path=source)) from error
