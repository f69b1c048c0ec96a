"""Reads a roster's workbook: rows of values, and every cell that could not be read, with its place and the reason."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO

from attrs import define, field
from openpyxl import load_workbook

from yuetan.paperwork.roster.cells import Cell
from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.gate import damaged, inspect
from yuetan.paperwork.roster.layout import OWN_SHEETS, SHEETS, Sheet
from yuetan.paperwork.roster.parts import Limits, SheetFacts
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.sheet import SheetReader
from yuetan.paperwork.roster.words import Words
from yuetan.wording import say

MOST_MERGED = 20
Tick = Callable[[int], None]


@define
class Reading:
    """What was read: rows by title of their sheet. Where ``misshapen``, a sheet or column is amiss: nothing is usable."""

    report: Report
    rows: dict[str, list[Row]] = field(factory=dict)
    misshapen: bool = False


def read_workbook(path: Path, words: Words, *, limits: Limits | None = None, begin: Tick = lambda rows: None,
                  tick: Tick = lambda rows: None) -> Reading:
    """The rows of the five sheets, and what is wrong with their cells.

    ``begin`` is told how many rows there are, ``tick`` how many were read since it was told last. Raises
    `WorkbookRefused` for a file that is not opened at all.
    """
    reading = Reading(Report(path.name, words))
    with _file(path) as file:
        _read(reading, file, words, limits or Limits(), begin, tick)
    return reading


def _read(reading: Reading, file: BinaryIO, words: Words, limits: Limits, begin: Tick, tick: Tick) -> None:
    parts = inspect(file, limits)
    with _opened(file) as workbook:
        sheets = {str(sheet.title).strip(): (sheet, _facts(sheet, parts)) for sheet in workbook.worksheets}
        wanted = {sheet.title for sheet in SHEETS}
        begin(sum(facts.rows for title, (_, facts) in sheets.items() if title in wanted))
        _note_strangers(reading.report, {title: facts for title, (_, facts) in sheets.items()})
        for layout in SHEETS:
            if layout.title not in sheets:
                near = get_close_matches(layout.title, set(sheets) - wanted - set(OWN_SHEETS), 1, 0.3)
                reading.report.fault(layout.title, _missing(layout, near))
                reading.misshapen = True
                continue
            sheet, facts = sheets[layout.title]
            reading.rows[layout.title] = _read_sheet(reading, layout, sheet, facts, words, tick)


def _read_sheet(reading: Reading, layout: Sheet, sheet: Any, facts: SheetFacts, words: Words,  # noqa: ANN401, PLR0913
                tick: Tick) -> list[Row]:
    report = reading.report
    before = len(report.faults)
    if sheet.sheet_state != "visible":
        report.fault(layout.title, say("工作表是隐藏的，请取消隐藏，看过内容再导入。"))
    for area in facts.merged[:MOST_MERGED]:
        report.fault(layout.title, say("{area} 是合并单元格，请取消合并，每格各填各的。", area=area))
    if facts.hidden_rows:
        report.note(layout.title, say("有 {count} 行被隐藏或筛选掉了，也在导入之列，请留意。", count=facts.hidden_rows))
    cells = _cells(sheet, facts)
    reader = SheetReader(layout, words, report)
    reader.header(next(cells, ()))
    if len(report.faults) > before or report.unlisted:
        reading.misshapen = True
        return []
    return list(reader.rows(cells, tick))


def _missing(layout: Sheet, near: list[str]) -> str:
    if near:
        return say("缺少工作表“{title}”，请把“{near}”改成这个名称。", title=layout.title, near=near[0])
    return say("缺少工作表“{title}”，没有内容也请保留表头，可从模板里复制。", title=layout.title)


def _note_strangers(report: Report, sheets: Mapping[str, SheetFacts]) -> None:
    known = {layout.title for layout in SHEETS} | set(OWN_SHEETS)
    for title, facts in sheets.items():
        if title not in known and facts.rows:
            report.note(title, say("不是花名册的工作表，没有读取。"))


def _facts(sheet: Any, parts: Mapping[str, SheetFacts]) -> SheetFacts:  # noqa: ANN401
    # the library says nowhere else which part of the file a sheet is
    facts = parts.get(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001
    if facts is None:
        raise damaged()
    return facts


def _cells(sheet: Any, facts: SheetFacts) -> Iterator[tuple[Cell, ...]]:  # noqa: ANN401
    """The rows of a sheet, as far as the gate saw anything; what it did not see is not there."""
    if not facts.rows:
        return
    rows = sheet.iter_rows(min_row=1, max_row=facts.last_row, min_col=1, max_col=facts.last_column)
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except Exception as error:  # the library raises whatever it stumbles over
            raise damaged() from error


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise WorkbookRefused(say("打不开文件 {path}，请确认它存在并且可以读取。", path=path)) from error
    with file:
        yield file


@contextmanager
def _opened(file: BinaryIO) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features it will not keep, such as pictures: nothing is written here
        try:
            workbook = load_workbook(file, read_only=True, keep_links=False)
        except Exception as error:  # the library raises whatever it stumbles over
            raise damaged() from error
        try:
            yield workbook
        finally:
            workbook.close()
