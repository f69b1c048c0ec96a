"""Reads one sheet: its header, then row after row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from yuetan.paperwork.roster.cells import BLANKS, Cell, CellFault, Parser, is_empty, parser_of, shown
from yuetan.paperwork.roster.layout import Column, Holds, Sheet
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say

ALIKE = 0.5
STEP = 200  # rows between two reports of progress


class SheetReader:
    """The reader of one sheet. What is wrong goes to the report; a row that has a fault is given back all the same."""

    def __init__(self, layout: Sheet, words: Words, report: Report) -> None:
        self.layout = layout
        self.words = words
        self.report = report
        self.places: list[tuple[int, Column, Parser]] = []
        self.without_header: set[int] = set()

    def header(self, cells: Sequence[Cell]) -> None:
        """Find the columns by their titles, in whatever order they stand."""
        titles = {column.title: column for column in self.layout.columns}
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            title = "" if is_empty(cell) else str(cell.value).strip(BLANKS)
            if not title:
                self.without_header.add(place)
            elif title in found:
                self._at_header(title, say("表头“{title}”出现了两次，请删去一列。", title=title))
            elif title not in titles:
                near = get_close_matches(title, set(titles) - set(found), 1, ALIKE)
                self._at_header(title, say("不认识表头“{title}”，请改为“{near}”。", title=title, near=near[0]) if near
                                else say("不认识表头“{title}”，请删去这一列或改用模板里的表头。", title=title))
            else:
                found[title] = place
                self.report.letters[self.layout.title, title] = get_column_letter(place + 1)
        for title in titles:
            if title not in found:
                self._at_header("", say("第 1 行缺少表头“{title}”，没有内容也请保留这一列。", title=title))
        self.places = [(found[title], column, parser_of(column, self.words)) for title, column in titles.items()
                       if title in found]

    def rows(self, cells: Iterator[tuple[Cell, ...]], tick: Callable[[int], None]) -> Iterator[Row]:
        """Every row below the header that holds anything."""
        waiting = 1  # the header
        for number, row in enumerate(cells, start=2):
            if any(cell.value is not None for cell in row):
                waiting += 1
                if waiting >= STEP:
                    tick(waiting)
                    waiting = 0
                if not all(map(is_empty, row)):
                    yield self._row(number, row)
        tick(waiting)

    def _row(self, number: int, cells: tuple[Cell, ...]) -> Row:
        row = Row(number, {})
        for place, column, parse in self.places:
            cell = cells[place]
            try:
                row.values[column.field] = self._value(cell, column, parse)
            except CellFault as fault:
                row.faulty = True
                self.report.fault(self.layout.title, str(fault), row=number, column=column.title, value=shown(cell))
            else:
                self._remark(number, column, cell, row.values[column.field])
        for place in self.without_header:
            if not is_empty(cells[place]):
                row.faulty = True
                self.report.fault(self.layout.title, say("{letter} 列没有表头却有内容，请删去或补上表头。",
                                                         letter=get_column_letter(place + 1)),
                                  row=number, value=shown(cells[place]))
        return row

    def _value(self, cell: Cell, column: Column, parse: Parser) -> object:
        if is_empty(cell):
            if column.required:
                raise CellFault(say("不能为空。"))
            return None
        if cell.data_type == "f":
            raise CellFault(say("是公式。请复制后选择性粘贴为“数值”，只留结果。"))
        if cell.data_type == "e":
            raise CellFault(say("是错误值，请重新填写。"))
        return parse(cell)

    def _remark(self, number: int, column: Column, cell: Cell, value: object) -> None:
        """Say what was read otherwise than it was written, or may not mean what it seems to."""
        if column.holds is Holds.NAME and value != str(cell.value).strip(BLANKS):
            self.report.note(self.layout.title, say("姓名按“{name}”导入，中间的空格略去。", name=value), row=number,
                             column=column.title, value=shown(cell))
        if column.holds is Holds.MARKS and isinstance(value, frozenset):
            known = self.words.titles("mark")
            titles = {self.words.title("mark", mark) for mark in value}
            for mark in sorted(titles.difference(known)) if known else ():
                self.report.note(self.layout.title, say("标记“{mark}”照原样导入，但现有制度只用到：{known}。", mark=mark,
                                                        known="、".join(known)),
                                 row=number, column=column.title, value=shown(cell))

    def _at_header(self, title: str, reason: str) -> None:
        self.report.fault(self.layout.title, reason, row=1, column=title, value=title)
