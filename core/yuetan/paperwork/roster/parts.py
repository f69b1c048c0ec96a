"""One XML part of a workbook, walked once by a plain parser: whether it is harmless, and what a worksheet holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers.expat import ParserCreate

from attrs import Factory, define

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.limits import Budget
from yuetan.wording import say

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
WORKSHEET, ROW, CELL, MERGED = (f"{MAIN} {name}" for name in ("worksheet", "row", "c", "mergeCell"))
CONTENT = frozenset(f"{MAIN} {name}" for name in ("v", "f", "is"))
STRICT_ROOTS = (f"{STRICT} worksheet", f"{STRICT} workbook")
DEPTHS = {ROW: 3, CELL: 4, **dict.fromkeys(CONTENT, 5)}  # worksheet > sheetData > row > c > v
DEEPEST = 64
MOST_IN_A_ROW = 100_000  # elements; the library keeps those of one row at a time
PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
LAST_ROW = 1_048_576


@define
class SheetFacts:
    """What a worksheet holds: rows and columns with content, merged areas, hidden rows."""

    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    merged: list[str] = Factory(list)


def walk(chunks: Iterable[bytes], budget: Budget) -> SheetFacts | None:
    """What a part holds where it is a worksheet, else None. Raises `WorkbookRefused`, or the parser's own error."""
    walker = _Walk(budget)
    for chunk in chunks:
        budget.add_bytes(len(chunk))
        walker.parser.Parse(chunk, False)  # noqa: FBT003 - the parser's own signature
    walker.parser.Parse(b"", True)  # noqa: FBT003
    return walker.facts


class _Walk:
    """The handlers of one parser. Only in a worksheet is it looked at which elements there are."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.facts: SheetFacts | None = None
        self.depth = self.row = self.column = self.in_row = 0
        self.row_is_open = self.has_content = False
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end

    def doctype(self, *_: object) -> None:
        raise WorkbookRefused(say(
            "文件里夹带了 DOCTYPE 声明，正常的工作簿不会有，为安全起见不予读取；请在 Excel 里新建模板后粘贴数据。"))

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.root(name)
        if self.facts is not None and (depth := DEPTHS.get(name)):
            if self.depth != depth:
                raise _odd()
            self.element(name, attributes, self.facts)
        elif name == MERGED and self.facts is not None:
            self.facts.merged.append(attributes.get("ref", ""))
        if self.row_is_open and self.depth > DEPTHS[ROW]:
            self.in_row += 1
        else:
            self.budget.add_element()
        if self.depth > DEEPEST or self.in_row > MOST_IN_A_ROW:
            raise _odd()

    def end(self, _name: str) -> None:
        if self.depth == DEPTHS[ROW] and self.row_is_open:
            self.row_is_open = False
            self.budget.add_within_rows(self.in_row)
        self.depth -= 1

    def root(self, name: str) -> None:
        if name in STRICT_ROOTS:
            raise WorkbookRefused(say("这是“严格 Open XML”格式，请另存为普通的“Excel 工作簿（.xlsx）”。"))
        self.facts = SheetFacts() if name == WORKSHEET else None

    def element(self, name: str, attributes: dict[str, str], facts: SheetFacts) -> None:
        if name == CELL:
            self.cell(attributes.get("r"))
        elif name == ROW:
            self.begin_row(attributes, facts)
        else:
            self.content(facts)

    def begin_row(self, attributes: dict[str, str], facts: SheetFacts) -> None:
        number = int(attributes.get("r", self.row + 1))
        if not self.row < number <= LAST_ROW:
            raise WorkbookRefused(say(
                "工作表里第 {row} 行之后的行号乱了，文件可能损坏；请在 Excel 里打开确认后重新保存。", row=self.row))
        self.row, self.column, self.in_row, self.row_is_open, self.has_content = number, 0, 0, True, False
        facts.hidden_rows += attributes.get("hidden") in {"1", "true"}

    def cell(self, place: str | None) -> None:
        column, row = _place(place) if place else (self.column + 1, self.row)
        if row != self.row or column <= self.column:
            raise WorkbookRefused(say(
                "工作表里第 {row} 行的单元格次序乱了，文件可能损坏；请在 Excel 里打开确认后重新保存。", row=self.row))
        self.column = column

    def content(self, facts: SheetFacts) -> None:
        if not self.has_content:
            self.has_content = True
            self.budget.add_row()
            facts.rows += 1
            facts.last_row = self.row
        facts.last_column = max(facts.last_column, self.column)
        if self.column > self.budget.limits.columns:
            raise WorkbookRefused(say("第 {row} 行在第 {limit} 列之后还有内容，请删去表格右侧多余的内容。",
                                      row=self.row, limit=self.budget.limits.columns))


def _odd() -> WorkbookRefused:
    return WorkbookRefused(say("文件的内部结构不像正常保存的工作簿，请下载新的模板，把数据粘贴过去再导入。"))


def _place(place: str) -> tuple[int, int]:
    found = PLACE.fullmatch(place)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])
