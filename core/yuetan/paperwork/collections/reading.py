"""Reads a collection's workbook: rows of texts by field, and every cell that could not be read, with its place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, BinaryIO

from attrs import define, field
from openpyxl.utils import get_column_letter

from yuetan.paperwork.collections.layout import sheet_title
from yuetan.paperwork.roster.cells import BLANKS, Cell, CellFault, is_empty
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.gate import inspect
from yuetan.paperwork.roster.limits import BYTES_PER_MEGABYTE, Limits
from yuetan.paperwork.roster.opened import facts_of, opened, rows_of
from yuetan.paperwork.roster.parts import SheetFacts
from yuetan.rules.papers import Collection, FieldType, FormField
from yuetan.wording import say

LIMITS = Limits(file_bytes=4 * BYTES_PER_MEGABYTE, unzipped_bytes=32 * BYTES_PER_MEGABYTE, rows=20_000,
                elements=200_000, within_rows=1_000_000)
SHOWN = 60  # characters of a value in a fault
SAFE_DIGITS = 15  # Excel keeps no more of a number
ALIKE = 0.5
_SAID = {"是": "yes", "否": "no"}


@define
class Rows:
    """What was read: each row with its number, and what is wrong."""

    file: str
    sheet: str
    rows: list[tuple[int, dict[str, str]]] = field(factory=list)
    faults: list[RowFault] = field(factory=list)
    letters: dict[str, str] = field(factory=dict)  # of the columns, by field

    def fault(self, row: int, column: FormField | None, value: str, reason: str) -> None:
        """Note something that must be corrected."""
        letter = self.letters.get(column.code, "") if column else ""
        self.faults.append(RowFault(self.file, self.sheet, row, column.title if column else "", value[:SHOWN], reason,
                                    f"{letter}{row}" if letter and row else ""))


def read_rows(content: BinaryIO, name: str, rule: Collection) -> Rows:
    """The rows of a workbook; raises `WorkbookRefused` for a file that is not opened at all."""
    read = Rows(name, sheet_title(rule))
    parts = inspect(content, LIMITS)
    with opened(content) as workbook:
        pages = {str(page.title).strip(): page for page in workbook.worksheets}
        page = pages.get(read.sheet) or (workbook.worksheets[0] if len(workbook.worksheets) == 1 else None)
        if page is None:
            raise WorkbookRefused(say("文件里没有工作表“{title}”；请用下载的模板填写。", title=read.sheet))
        read.sheet = str(page.title).strip()
        cells = rows_of(page, _open_facts(page, parts))
        columns = _header(read, rule, next(cells, ()))
        for number, row in enumerate(cells, start=2):
            if columns and not all(map(is_empty, row)):
                read.rows.append((number, _row(read, columns, number, row)))
    return read


def _header(read: Rows, rule: Collection, cells: Sequence[Cell]) -> dict[int, FormField]:
    """The fields by the place of their columns, in whatever order they stand; nothing where a header is amiss."""
    wanted, found, before = {one.title: one for one in rule.fields}, dict[int, FormField](), len(read.faults)
    for place, cell in enumerate(cells):
        title = "" if is_empty(cell) else str(cell.value).strip(BLANKS)
        known = wanted.pop(title, None)
        if known is not None:
            found[place] = known
            read.letters[known.code] = get_column_letter(place + 1)
        elif title:
            near = get_close_matches(title, wanted, 1, ALIKE)
            read.fault(1, None, title, say("表头“{title}”应为“{near}”；请改正。", title=title, near=near[0]) if near
                       else say("没有“{title}”这一列，或写了两次；请删去，或用下载的模板填写。", title=title))
    for title in wanted:
        read.fault(1, None, "", say("第 1 行缺少表头“{title}”，没有内容也请保留这一列。", title=title))
    return found if len(read.faults) == before else {}


def _row(read: Rows, columns: Mapping[int, FormField], number: int, cells: Sequence[Cell]) -> dict[str, str]:
    found = dict[str, str]()
    for place, cell in enumerate(cells):
        if is_empty(cell):
            continue
        column = columns.get(place)
        if column is None:
            read.fault(number, None, str(cell.value), say("{letter} 列没有表头却有内容，请删去或补上表头。",
                                                          letter=get_column_letter(place + 1)))
            continue
        try:
            found[column.code] = _text(cell, column)
        except CellFault as fault:
            read.fault(number, column, str(cell.value), str(fault))
    return found


def _text(cell: Cell, column: FormField) -> str:
    """What a cell says, as it would be typed into a form."""
    value = cell.value
    if cell.data_type == "f":
        raise CellFault(say("这一格是公式，请改成它的结果。"))
    if cell.data_type == "e":
        raise CellFault(say("这一格是错误值，请重新填写。"))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if column.type is FieldType.DATE else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) >= 10**SAFE_DIGITS:
            raise CellFault(say("数字超过15位，Excel 已改动了末尾几位；请把这一列设为文本格式后重新填写。"))
        return str(int(value)) if value == int(value) else str(value)
    text = str(value).replace("_x000D_", "").strip(BLANKS)
    return _SAID.get(text, text) if column.type is FieldType.YES_NO else text


def _open_facts(page: Any, parts: Mapping[str, SheetFacts]) -> SheetFacts:  # noqa: ANN401 - typed only as what is written
    """What the gate saw of a sheet that lies open; `WorkbookRefused` for one that is hidden or has merged cells."""
    facts = facts_of(page, parts)
    if page.sheet_state != "visible":
        raise WorkbookRefused(say("工作表是隐藏的，请取消隐藏，看过内容再导入。"))
    if facts.merged:
        raise WorkbookRefused(say("{area} 是合并单元格，请取消合并，每格各填各的。", area=facts.merged[0]))
    return facts
