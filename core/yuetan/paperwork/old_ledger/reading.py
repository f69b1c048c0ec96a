"""Reads an old ledger's workbook: what each row says, and the rows that cannot be read at all, with what to do."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import define, field
from openpyxl.utils import get_column_letter

from yuetan.paperwork.limited import Give
from yuetan.paperwork.old_ledger.layout import COLUMNS, LONGEST_OUTCOME, SHEET, Column, Holds, column_of
from yuetan.paperwork.roster.cells import BLANKS, Cell, CellFault, is_empty
from yuetan.paperwork.roster.codes import code, masked
from yuetan.paperwork.roster.dates import day
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.gate import inspect
from yuetan.paperwork.roster.limits import Limits
from yuetan.paperwork.roster.opened import facts_of, opened, rows_of
from yuetan.paperwork.roster.texts import SEPARATORS, UNSEEN, name
from yuetan.records.values import NAME_LENGTH, TITLE_LENGTH
from yuetan.wording import say

ALIKE, SHOWN, SAFE_DIGITS, AT_ONCE = 0.5, 60, 15, 500
MOST_FAULTS = 10_000
TOTAL, ROWS, FAULTS = "total", "rows", "faults"
NUMBER, NAME, DAY = (column_of(one).title for one in ("cadre", "name", "on"))
Values = dict[str, Any]


@define
class Reader:
    """Reads one sheet. What is wrong is noted with its place."""

    file: str
    faults: list[RowFault] = field(factory=list)
    letters: dict[str, str] = field(factory=dict)

    def header(self, cells: Sequence[Cell]) -> dict[int, Column]:
        """The columns by their places, in whatever order they stand; nothing where the header is amiss."""
        wanted, found = {one.title: one for one in COLUMNS}, dict[int, Column]()
        for place, cell in enumerate(cells):
            title = "" if is_empty(cell) else str(cell.value).strip(BLANKS)
            if known := wanted.pop(title, None):
                found[place] = known
                self.letters[known.title] = get_column_letter(place + 1)
            elif title:
                near = get_close_matches(title, wanted, 1, ALIKE)
                self.fault(1, "", title, say("表头“{title}”应为“{near}”；请改正。", title=title, near=near[0]) if near
                           else say("没有“{title}”这一列，或写了两次；请删去，或用下载的模板填写。", title=title))
        for title in wanted:
            self.fault(1, "", "", say("第 1 行缺少表头“{title}”，没有内容也请保留这一列。", title=title))
        return {} if self.faults else found

    def row(self, number: int, columns: Mapping[int, Column], cells: Sequence[Cell]) -> Values | None:
        """What a row says; None where it cannot be read, which is noted."""
        values, before = Values(), len(self.faults)
        for place, cell in enumerate(cells):
            if is_empty(cell):
                continue
            column = columns.get(place)
            if column is None:
                self.fault(number, "", _shown(cell), say("{letter} 列没有表头却有内容，请删去或补上表头。",
                                                         letter=get_column_letter(place + 1)))
                continue
            try:
                values[column.field] = _value(cell, column)
            except CellFault as fault:
                self.fault(number, column.title, _shown(cell), str(fault))
        spoilt = {one.column for one in self.faults[before:]}
        if not values.keys() & {"cadre", "name"} and not spoilt & {NUMBER, NAME}:
            self.fault(number, NAME, "", say("没有写是谁；请填工号，或填姓名和单位。"))
        if "on" not in values and DAY not in spoilt:
            self.fault(number, DAY, "", say("没有写哪一天约谈；请补上日期，如 2026-03-01。"))
        return values if len(self.faults) == before else None

    def fault(self, row: int, column: str, value: str, reason: str) -> None:
        """Note something that must be corrected."""
        letter = self.letters.get(column, "")
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(RowFault(self.file, SHEET, row, column, value, reason,
                                        f"{letter}{row}" if letter and row else ""))


def read_ledger(give: Give, content: bytes | Path, file: str, limits: Limits) -> None:
    """Hand over how many rows there are, the rows part by part, and the faults; `WorkbookRefused` for what is none."""
    with BytesIO(content) if isinstance(content, bytes) else content.open("rb") as workbook_file:
        parts = inspect(workbook_file, limits)
        with opened(workbook_file) as workbook:
            pages = {str(page.title).strip(): page for page in workbook.worksheets}
            page = pages.get(SHEET)
            if page is None:
                raise WorkbookRefused(say("文件里没有工作表“{title}”；请用下载的模板填写。", title=SHEET))
            facts = facts_of(page, parts)
            if page.sheet_state != "visible":
                raise WorkbookRefused(say("工作表是隐藏的，请取消隐藏，看过内容再导入。"))
            if facts.merged:
                raise WorkbookRefused(say("{area} 是合并单元格，请取消合并，每格各填各的。", area=facts.merged[0]))
            give((TOTAL, max(facts.rows - 1, 0)))
            reader = Reader(file)
            _hand_over(give, _rows(reader, rows_of(page, facts)))
            give((FAULTS, reader.faults))


def _rows(reader: Reader, cells: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[int, Values]]:
    columns = reader.header(next(cells, ()))
    for number, row in enumerate(cells, start=2):
        if columns and not all(map(is_empty, row)) and (values := reader.row(number, columns, row)) is not None:
            yield number, values


def _hand_over(give: Give, rows: Iterator[tuple[int, Values]]) -> None:
    some = list[tuple[int, Values]]()
    for one in rows:
        some.append(one)
        if len(some) >= AT_ONCE:
            give((ROWS, some))
            some = []
    give((ROWS, some))


def _value(cell: Cell, column: Column) -> object:
    if cell.data_type == "f":
        raise CellFault(say("是公式。请复制后选择性粘贴为“数值”，只留结果。"))
    if cell.data_type == "e":
        raise CellFault(say("是错误值，请重新填写。"))
    return _READING[column.holds](cell, column)


def _notice(cell: Cell) -> str:
    """The day of the notice, or what stands there where that is none."""
    try:
        return day(cell).isoformat()
    except CellFault:
        return _written(cell, NAME_LENGTH)


def _written(cell: Cell, longest: int, *, lines: bool = False) -> str:
    """Whatever stands in a cell, as text: what nobody can see becomes a blank; identity numbers are masked."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, float) and math.isfinite(value) and value == int(value) and abs(value) < 10**SAFE_DIGITS:
        value = int(value)
    text = str(getattr(value, "text", value)).replace("_x000D_", "").replace("\r\n", "\n").strip(BLANKS)
    if len(text) > longest:
        raise CellFault(say("太长（{length} 个字），最多 {limit} 个字。", length=len(text), limit=longest))
    return masked("".join(one if one.isprintable() or (lines and one == "\n") or not _unseen(one) else " "
                          for one in text))


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN


def _shown(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, datetime | date):
        value = value.isoformat()
    return masked(str(getattr(value, "text", value)))[:SHOWN]


_READING: Mapping[Holds, Callable[[Cell, Column], object]] = {
    Holds.CODE: lambda cell, column: code(cell, column.title),
    Holds.NAME: lambda cell, _: name(cell),
    Holds.DATE: lambda cell, _: day(cell),
    Holds.NOTICE: lambda cell, _: _notice(cell),
    Holds.TALKERS: lambda cell, _: [piece for one in SEPARATORS.split(_written(cell, LONGEST_OUTCOME))
                                    if (piece := one.strip(BLANKS)[:NAME_LENGTH])],
    Holds.LONG: lambda cell, _: _written(cell, LONGEST_OUTCOME, lines=True),
    Holds.WRITTEN: lambda cell, _: _written(cell, TITLE_LENGTH),
}
