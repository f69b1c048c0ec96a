"""Reads a roster's workbook: rows of values, and every cell that could not be read, with its place and the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from attrs import define, field, frozen

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.gate import inspect
from yuetan.paperwork.roster.layout import OWN_SHEETS, SHEETS, Sheet
from yuetan.paperwork.roster.limits import Limits
from yuetan.paperwork.roster.opened import facts_of, opened, rows_of
from yuetan.paperwork.roster.parts import SheetFacts
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.sheet import SheetReader
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say

MOST_MERGED = 20
ALIKE = 0.3
TITLES = frozenset(sheet.title for sheet in SHEETS)

Sink = Callable[[str, Iterator[Row]], None]
"""Is given the rows of a sheet by its title, to be taken while they are read."""


class Meter(Protocol):
    """Is told how far the reading is."""

    def begin(self, rows: int) -> None:
        """There are so many rows to read."""

    def read(self, rows: int) -> None:
        """So many were read since the last time."""


@define
class Reading:
    """What was read: rows by sheet. None is usable where a sheet or a header is amiss: ``misshapen``."""

    report: Report
    rows: dict[str, list[Row]] = field(factory=dict)
    misshapen: bool = False


@frozen
class _Page:
    """A sheet as the library gives it, and what the gate found in it."""

    sheet: Any
    facts: SheetFacts


def read_workbook(path: Path, words: Words, *, limits: Limits | None = None, meter: Meter | None = None,
                  sink: Sink | None = None) -> Reading:
    """The rows of the five sheets, and what is wrong with their cells. With a ``sink`` that is where the rows go.

    Raises `WorkbookRefused` for a file that is not opened at all.
    """
    reading = Reading(Report(path.name, words))
    with _file(path) as file:
        parts = inspect(file, limits or Limits())
        with opened(file) as workbook:
            pages = {str(sheet.title).strip(): _Page(sheet, facts_of(sheet, parts)) for sheet in workbook.worksheets}
            if meter:
                meter.begin(sum(page.facts.rows for title, page in pages.items() if title in TITLES))
            _note_strangers(reading.report, pages)
            for layout in SHEETS:
                rows = _read(reading, layout, pages, meter)
                if sink is None:
                    reading.rows[layout.title] = list(rows)
                else:
                    sink(layout.title, rows)
    return reading


def _read(reading: Reading, layout: Sheet, pages: Mapping[str, _Page], meter: Meter | None,
          ) -> Iterator[Row]:
    report = reading.report
    page = pages.get(layout.title)
    if page is None:
        reading.misshapen = True
        near = get_close_matches(layout.title, set(pages) - TITLES - set(OWN_SHEETS), 1, ALIKE)
        report.fault(layout.title, _missing(layout, near))
        return
    cells = rows_of(page.sheet, page.facts)
    reader = SheetReader(layout, report)
    if not all((_is_open(report, layout, page), reader.header(next(cells, ())))):
        reading.misshapen = True
        return
    yield from reader.rows(cells, meter.read if meter else None)


def _is_open(report: Report, layout: Sheet, page: _Page) -> bool:
    """Whether a sheet lies open to whoever filled it in: nothing hidden, nothing merged."""
    hidden = page.sheet.sheet_state != "visible"
    if hidden:
        report.fault(layout.title, say("工作表是隐藏的，请取消隐藏，看过内容再导入。"))
    for area in page.facts.merged[:MOST_MERGED]:
        report.fault(layout.title, say("{area} 是合并单元格，请取消合并，每格各填各的。", area=area))
    if page.facts.hidden_rows:
        report.note(layout.title, say("有 {count} 行被隐藏或筛选掉了，也在导入之列，请留意。",
                                      count=page.facts.hidden_rows))
    return not hidden and not page.facts.merged


def _missing(layout: Sheet, near: list[str]) -> str:
    if near:
        return say("缺少工作表“{title}”，请把“{near}”改成这个名称。", title=layout.title, near=near[0])
    return say("缺少工作表“{title}”，没有内容也请保留表头，可从模板里复制。", title=layout.title)


def _note_strangers(report: Report, pages: Mapping[str, _Page]) -> None:
    for title, page in pages.items():
        if title not in TITLES.union(OWN_SHEETS) and page.facts.rows:
            report.note(title, say("不是花名册的工作表，没有读取。"))


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise WorkbookRefused(say("打不开文件 {path}，请确认它存在并且可以读取。", path=path)) from error
    with file:
        yield file
