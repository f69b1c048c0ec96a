"""Collects what is found wrong with a workbook while it is read and checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import define, field

from yuetan.paperwork.roster.faults import RowFault
from yuetan.paperwork.roster.layout import Sheet
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say

MOST_LISTED = 10_000


@define
class Row:
    """One row of a sheet: its number, what its cells hold where they could be read, whether anything is wrong in it."""

    number: int
    values: dict[str, Any]
    faulty: bool = False


@define
class Report:
    """The faults and notes of one file. Beyond `MOST_LISTED` they are counted, and no longer listed."""

    file: str
    words: Words
    faults: list[RowFault] = field(factory=list)
    notes: list[RowFault] = field(factory=list)
    unlisted: int = 0
    letters: dict[tuple[str, str], str] = field(factory=dict)  # of the columns, by title of sheet and column

    def fault(self, sheet: str, reason: str, *, row: int = 0, column: str = "", value: str = "") -> None:
        """Note something that must be corrected."""
        if len(self.faults) >= MOST_LISTED:
            self.unlisted += 1
            return
        self.faults.append(self._at(sheet, row, column, value, reason))

    def note(self, sheet: str, reason: str, *, row: int = 0, column: str = "", value: str = "") -> None:
        """Note something the user should know of, though it stops nothing."""
        if len(self.notes) < MOST_LISTED:
            self.notes.append(self._at(sheet, row, column, value, reason))

    def wrong(self, sheet: Sheet, row: Row, name: str, reason: str) -> None:
        """Note a fault in a row that was read, at the column of that name."""
        row.faulty = True
        column, value = sheet.column(name), row.values.get(name)
        written = self.words.title(column.of, value) if column.of and value is not None else _shown(value)
        self.fault(sheet.title, reason, row=row.number, column=column.title, value=written)

    def all(self) -> tuple[RowFault, ...]:
        """Every fault listed, by place, and at the end how many more there are."""
        listed = tuple(self.faults)
        if self.unlisted:
            more = say("另有 {count} 处错误没有列出，请先改正列出的再导入。", count=self.unlisted)
            listed += (RowFault(self.file, listed[-1].sheet, 0, "", "", more),)
        return listed

    def _at(self, sheet: str, row: int, column: str, value: str, reason: str) -> RowFault:
        letter = self.letters.get((sheet, column), "")
        return RowFault(self.file, sheet, row, column, value, reason, f"{letter}{row}" if letter and row else "")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, frozenset | tuple):
        return "、".join(sorted(value))
    return value.isoformat() if isinstance(value, date) else str(value)
