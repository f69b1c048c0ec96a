"""Reads one sheet: its header, then row after row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from yuetan.paperwork.roster.cells import BLANKS, Cell, CellFault, is_empty
from yuetan.paperwork.roster.layout import Column, Holds, Sheet
from yuetan.paperwork.roster.parsers import Parser, parser_of, shown
from yuetan.paperwork.roster.report import Report, Row
from yuetan.wording import say

ALIKE = 0.5
STEP = 200  # rows between two reports of progress


class SheetReader:
    """The reader of one sheet. What is wrong goes to the report; a row that has a fault is given back all the same."""

    def __init__(self, layout: Sheet, report: Report) -> None:
        self.layout = layout
        self.report = report
        self.places: list[tuple[int, Column, Parser]] = []
        self.without_header: list[int] = []
        self.marks: Counter[str] = Counter()

    def header(self, cells: Sequence[Cell]) -> bool:
        """Find the columns by their titles, in whatever order they stand; False where anything is amiss."""
        columns = {column.title: column for column in self.layout.columns}
        found: dict[str, int] = {}
        reasons: list[tuple[str, str]] = []
        for place, cell in enumerate(cells):
            title = "" if is_empty(cell) else str(cell.value).strip(BLANKS)
            if not title:
                self.without_header.append(place)
            elif title in columns and title not in found:
                found[title] = place
            else:
                reasons.append((title, _unusable(title, columns.keys() - found.keys(), twice=title in found)))
        reasons += [("", say("第 1 行缺少表头“{title}”，没有内容也请保留这一列。", title=title))
                    for title in columns if title not in found]
        for title, place in found.items():
            self.report.letters[self.layout.title, title] = get_column_letter(place + 1)
        for title, reason in reasons:
            self.report.fault(self.layout.title, reason, row=1, column=title, value=title)
        self.places = [(place, columns[title], parser_of(columns[title], self.report.words))
                       for title, place in found.items()]
        return not reasons

    def rows(self, cells: Iterator[tuple[Cell, ...]], tick: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Every row below the header that holds anything; ``tick`` is told how many were read since the last time."""
        waiting = 1  # the header
        for number, row in enumerate(cells, start=2):
            if any(cell.value is not None for cell in row):
                waiting += 1
                if not all(map(is_empty, row)):
                    yield self._row(number, row)
            if tick and waiting >= STEP:
                tick(waiting)
                waiting = 0
        self._note_marks()
        if tick:
            tick(waiting)

    def _row(self, number: int, cells: tuple[Cell, ...]) -> Row:
        row = Row(number, {})
        for place, column, parse in self.places:
            cell = cells[place]
            try:
                row.values[column.field] = value = _value(cell, column, parse)
            except CellFault as fault:
                self._fault(row, str(fault), cell, column.title)
            else:
                self._remark(number, column, cell, value)
        for place in self.without_header:
            if not is_empty(cells[place]):
                letter = get_column_letter(place + 1)
                self._fault(row, say("{letter} 列没有表头却有内容，请删去或补上表头。", letter=letter), cells[place])
        return row

    def _fault(self, row: Row, reason: str, cell: Cell, column: str = "") -> None:
        row.faulty = True
        self.report.fault(self.layout.title, reason, row=row.number, column=column, value=shown(cell))

    def _remark(self, number: int, column: Column, cell: Cell, value: object) -> None:
        """Say what was read otherwise than it was written."""
        if column.holds is Holds.NAME and value != str(cell.value).strip(BLANKS):
            self.report.note(self.layout.title, say("姓名按“{name}”导入，中间的空格略去。", name=value), row=number,
                             column=column.title, value=shown(cell))
        if isinstance(value, frozenset):
            self.marks.update(value)

    def _note_marks(self) -> None:
        """Say once of each mark that no regulation looks at it: it may be misspelt."""
        known = self.report.words.titles("mark")
        for mark, count in sorted(self.marks.items()) if known else ():
            if self.report.words.title("mark", mark) not in known:
                self.report.note(self.layout.title, say(
                    "标记“{mark}”（{count} 行）照原样导入，但现有制度只用到：{known}。", mark=mark, count=count,
                    known=say("、").join(known)))


def _value(cell: Cell, column: Column, parse: Parser) -> object:
    if is_empty(cell):
        if column.required:
            raise CellFault(say("不能为空。"))
        return None
    if cell.data_type == "f":
        raise CellFault(say("是公式。请复制后选择性粘贴为“数值”，只留结果。"))
    if cell.data_type == "e":
        raise CellFault(say("是错误值，请重新填写。"))
    return parse(cell)


def _unusable(title: str, missing: set[str], *, twice: bool) -> str:
    near = get_close_matches(title, sorted(missing), 1, ALIKE)
    if twice:
        return say("表头“{title}”出现了两次，请删去一列。", title=title)
    if near:
        return say("不认识表头“{title}”，请改为“{near}”。", title=title, near=near[0])
    return say("不认识表头“{title}”，请删去这一列或改用模板里的表头。", title=title)
