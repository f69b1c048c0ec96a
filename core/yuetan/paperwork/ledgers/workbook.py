"""A ledger, or a table that counts, as a workbook: written row by row, every value as text or as a number of our own.

Nothing that anybody typed is ever a formula, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from attrs import frozen

from yuetan.paperwork.ledgers.columns import Shown
from yuetan.paperwork.papers.literal import clean
from yuetan.wording import say

BEGUN = datetime(2015, 2, 4)  # noqa: DTZ001 - a workbook states when it was made, without a zone: always the same
FONT = {"font_name": "宋体", "font_size": 10}
CHARACTERS = 4  # of width for each share of a column
LONGEST = 32_000  # characters of a cell: Excel takes no more than 32,767
A4 = 9
_SHEET_UNFIT = str.maketrans("", "", "[]:*?/\\'")
LONGEST_SHEET = 31


@frozen(kw_only=True)
class Sheet:
    """What one sheet says: above the columns its title, below the rows what they add up to and who took it when."""

    title: str
    columns: tuple[Shown, ...]
    sums: tuple[str, ...] = ()  # what stands in the last row, under the columns; none where nothing is added up
    notes: tuple[str, ...] = ()


Rows = Iterable[Sequence[str]]


def workbook(sheet: Sheet, rows: Rows, *more: tuple[Sheet, Rows]) -> bytes:
    """The workbook, with ``more`` sheets behind. Rows are taken one by one: any number of them takes little room."""
    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": sheet.title, "created": BEGUN})
        for one, some in ((sheet, rows), *more):
            page = book.add_worksheet(one.title.translate(_SHEET_UNFIT)[:LONGEST_SHEET] or say("台账"))
            _set_up(page, one)
            written = _Written(book, page, one)
            written.head()
            for row in some:
                written.row(row)
            written.foot()
    return file.getvalue()


def _set_up(page: Any, sheet: Sheet) -> None:  # noqa: ANN401 - published without types
    page.freeze_panes(2, 0)
    page.repeat_rows(0, 1)
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    for place, one in enumerate(sheet.columns):
        page.set_column(place, place, one.width * CHARACTERS)


class _Written:
    """A sheet being written, from its first row down."""

    def __init__(self, book: Any, page: Any, sheet: Sheet) -> None:  # noqa: ANN401
        self.page, self.sheet, self.number = page, sheet, 0
        cell = {**FONT, "border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
        self.title = book.add_format({**FONT, "bold": True, "font_size": 14})
        self.bold = book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#EFEFEF"})
        self.text = book.add_format(cell)
        self.short = book.add_format({**cell, "align": "center"})
        self.figure = book.add_format({**cell, "align": "center", "num_format": "0"})
        self.plain = book.add_format(FONT)

    def head(self) -> None:
        self.page.write_string(0, 0, clean(self.sheet.title), self.title)
        for place, one in enumerate(self.sheet.columns):
            self.page.write_string(1, place, one.title, self.bold)
        self.number = 2

    def row(self, cells: Sequence[str]) -> None:
        for place, (one, value) in enumerate(zip(self.sheet.columns, cells, strict=True)):
            self._cell(place, value, one)
        self.number += 1

    def foot(self) -> None:
        if self.sheet.sums:
            self.row(self.sheet.sums)
        for number, note in enumerate(self.sheet.notes, start=self.number + 1):
            self.page.write_string(number, 0, clean(note), self.plain)

    def _cell(self, place: int, value: str, column: Shown) -> None:
        if column.counts and value.isascii() and value.isdigit() and value == str(int(value)):
            self.page.write_number(self.number, place, int(value), self.figure)
        elif value:
            look = self.short if column.short else self.text
            self.page.write_string(self.number, place, clean(value)[:LONGEST], look)
        else:
            self.page.write_blank(self.number, place, None, self.text)
