"""One XML part of a workbook, walked once by a plain parser: whether it is harmless, and what a worksheet holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers.expat import ParserCreate

from attrs import Factory, define, frozen

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.wording import say

BYTES_PER_MEGABYTE = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
WORKSHEET, ROW, CELL, MERGED = (f"{MAIN} {name}" for name in ("worksheet", "row", "c", "mergeCell"))
CONTENT = frozenset(f"{MAIN} {name}" for name in ("v", "f", "is"))
STRICT_ROOTS = (f"{STRICT} worksheet", f"{STRICT} workbook")
PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
LAST_ROW = 1_048_576


@frozen(kw_only=True)
class Limits:
    """How much is read at most: the defaults hold a prefecture of a hundred thousand cadres."""

    file_bytes: int = 64 * BYTES_PER_MEGABYTE
    unzipped_bytes: int = 512 * BYTES_PER_MEGABYTE
    parts: int = 1000
    rows: int = 500_000  # that hold anything, in all sheets together
    columns: int = 64


@define
class SheetFacts:
    """What a worksheet holds: rows and columns with content, merged areas, hidden rows."""

    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    merged: list[str] = Factory(list)


class Budget:
    """What may still be read of a file."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes = 0
        self.rows = 0

    def add_bytes(self, count: int) -> None:
        """Count what was unzipped; raises `WorkbookRefused` once it is too much."""
        self.bytes += count
        if self.bytes > self.limits.unzipped_bytes:
            raise too_big(self.limits)

    def add_row(self) -> None:
        """Count a row that holds something; raises `WorkbookRefused` once there are too many."""
        self.rows += 1
        if self.rows > self.limits.rows:
            raise WorkbookRefused(say("有内容的行超过 {limit} 行，请拆成几个文件分次导入。", limit=self.limits.rows))


def too_big(limits: Limits) -> WorkbookRefused:
    """The refusal of what grows beyond its limit when it is unzipped."""
    return WorkbookRefused(say(
        "文件解压后超过 {limit} MB 或部件过多，不像正常的花名册；请另存一份，或拆成几个文件分次导入。",
        limit=limits.unzipped_bytes // BYTES_PER_MEGABYTE))


def walk(chunks: Iterable[bytes], budget: Budget) -> SheetFacts | None:
    """What a part holds where it is a worksheet, else None. Raises `WorkbookRefused`, or the parser's own error."""
    walker = _Walk(budget)
    for chunk in chunks:
        budget.add_bytes(len(chunk))
        walker.parser.Parse(chunk, False)  # noqa: FBT003 - the parser's own signature
    walker.parser.Parse(b"", True)  # noqa: FBT003
    return walker.facts


class _Walk:
    """The handlers of one parser. Only a worksheet's elements are looked at; other parts are merely well-formed."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.facts: SheetFacts | None = None
        self.row = self.column = 0
        self.counted = False
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.root

    def doctype(self, *_: object) -> None:
        raise WorkbookRefused(say(
            "文件里夹带了 DOCTYPE 声明，正常的工作簿不会有，为安全起见不予读取；请在 Excel 里新建模板后粘贴数据。"))

    def root(self, name: str, _attributes: dict[str, str]) -> None:
        if name in STRICT_ROOTS:
            raise WorkbookRefused(say("这是“严格 Open XML”格式，请另存为普通的“Excel 工作簿（.xlsx）”。"))
        self.facts = SheetFacts() if name == WORKSHEET else None
        self.parser.StartElementHandler = self.element if self.facts else None

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == CELL:
            self.cell(attributes.get("r"))
        elif name in CONTENT:
            self.content()
        elif name == ROW:
            self.begin_row(attributes)
        elif name == MERGED and self.facts:
            self.facts.merged.append(attributes.get("ref", ""))

    def begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.row + 1))
        if not self.row < number <= LAST_ROW:
            raise WorkbookRefused(say(
                "工作表里第 {row} 行之后的行号乱了，文件可能损坏；请在 Excel 里打开确认后重新保存。", row=self.row))
        self.row, self.column, self.counted = number, 0, False
        if self.facts and attributes.get("hidden") in {"1", "true"}:
            self.facts.hidden_rows += 1

    def cell(self, place: str | None) -> None:
        column, row = _place(place) if place else (self.column + 1, self.row)
        if row != self.row or column <= self.column:
            raise WorkbookRefused(say(
                "工作表里第 {row} 行的单元格次序乱了，文件可能损坏；请在 Excel 里打开确认后重新保存。", row=self.row))
        self.column = column

    def content(self) -> None:
        if self.facts is None:
            return
        if not self.counted:
            self.counted = True
            self.budget.add_row()
            self.facts.rows += 1
            self.facts.last_row = self.row
        if self.column > self.facts.last_column:
            self.facts.last_column = self.column
            if self.column > self.budget.limits.columns:
                raise WorkbookRefused(say("第 {row} 行在第 {limit} 列之后还有内容，请删去表格右侧多余的内容。",
                                          row=self.row, limit=self.budget.limits.columns))


def _place(place: str) -> tuple[int, int]:
    found = PLACE.fullmatch(place)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])
