"""What is wrong with a workbook: said as data, cell by cell, or as one reason why it is not opened at all."""

from __future__ import annotations

from attrs import frozen

from yuetan.wording import say


@frozen
class RowFault:
    """One thing to correct, or to know of: in which file, sheet, row and column, what stood there, what to do.

    Rows count from 1, the header's own; ``row`` is 0 where the whole sheet is meant, and ``column`` empty where the
    whole row is. ``cell`` is the place as Excel names it (``C5``), empty where there is none.
    """

    file: str
    sheet: str
    row: int
    column: str
    value: str
    reason: str
    cell: str = ""

    def __str__(self) -> str:
        """The place and the reason, in a sentence."""
        if not self.row:
            return say("“{sheet}”：{reason}", sheet=self.sheet, reason=self.reason)
        if not self.column:
            return say("“{sheet}”第 {row} 行：{reason}", sheet=self.sheet, row=self.row, reason=self.reason)
        return say("“{sheet}”第 {row} 行“{column}”（{cell}）：{reason}", sheet=self.sheet, row=self.row,
                   column=self.column, cell=self.cell, reason=self.reason)


class WorkbookRefused(Exception):  # noqa: N818 - an answer to the sender, not a failure of the program
    """A file that is not read at all: not a workbook, damaged, protected, or built to do harm. Says what to do."""
