"""Hands a workbook back with its faults marked: cells coloured and commented, and a list of everything in front."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from yuetan.paperwork.roster.faults import RowFault
from yuetan.paperwork.roster.layout import FAULT_LIST
from yuetan.wording import say

RED, YELLOW = (PatternFill("solid", fgColor=colour) for colour in ("FFFFC7CE", "FFFFF2CC"))
WIDTHS = (8, 24, 12, 8, 16, 28, 80)
MOST_COMMENTS = 2000  # each is a drawing of its own: beyond this Excel becomes slow, the colour and the list must do
LONGEST_COMMENT = 1000


def annotate(source: Path, target: Path, faults: Sequence[RowFault], notes: Sequence[RowFault] = ()) -> Path:
    """A copy of a workbook beside it, marked; where ``target`` is taken, the next free name. Gives the path written.

    Every value stays as it was, and no text becomes a formula. Pictures and the like are not carried over.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library cannot carry over
        workbook = load_workbook(source, keep_links=False)
        _mark(workbook, notes, YELLOW)
        _mark(workbook, faults, RED)
        _list(workbook, faults, notes)
        return _save(workbook, target)


def _mark(workbook: Workbook, faults: Iterable[RowFault], fill: PatternFill) -> None:
    reasons: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        if fault.row:
            reasons.setdefault((fault.sheet, fault.cell or f"A{fault.row}"), []).append(fault.reason)
    sheets = {sheet.title.strip(): sheet for sheet in workbook.worksheets}
    for number, ((title, place), of) in enumerate(reasons.items()):
        cell = sheets[title][place] if title in sheets else None
        if isinstance(cell, Cell):  # what is covered by a merged area is not
            cell.fill = fill
            if number < MOST_COMMENTS:
                earlier = [cell.comment.text] if cell.comment and cell.row > 1 else []
                said = "\n".join([*of, *earlier])[:LONGEST_COMMENT]
                cell.comment = Comment(said, say("约谈系统"), height=120, width=320)


def _list(workbook: Workbook, faults: Sequence[RowFault], notes: Sequence[RowFault]) -> None:
    if FAULT_LIST in workbook.sheetnames:  # of an earlier attempt
        del workbook[FAULT_LIST]
    page = workbook.create_sheet(FAULT_LIST, 0)
    titles = (say("类别"), say("文件"), say("工作表"), say("行"), say("列"), say("原值"), say("原因和改法"))
    _line(page, 1, titles)
    for number, width in enumerate(WIDTHS, start=1):
        page.cell(1, number).font = Font(bold=True)
        page.column_dimensions[page.cell(1, number).column_letter].width = width
    listed = [*((say("错误"), fault) for fault in faults), *((say("提示"), note) for note in notes)]
    for row, (what, fault) in enumerate(listed, start=2):
        _line(page, row, (what, fault.file, fault.sheet, str(fault.row or ""), fault.column, fault.value, fault.reason))
        page.cell(row, len(titles)).alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
    workbook.active = page


def _line(page: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = page.cell(row, column, text)
        cell.data_type = "s"  # also where it begins with =
        cell.number_format = "@"


def _save(workbook: Workbook, target: Path) -> Path:
    """Save under the name, or the next that is free, and not before the file is whole."""
    with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".xlsx", delete=False) as file:
        whole = Path(file.name)
    try:
        workbook.save(whole)
        for number in range(1, 10_000):
            chosen = target if number == 1 else target.with_name(f"{target.stem}{number}{target.suffix}")
            try:
                os.link(whole, chosen)  # unlike a renaming, this never replaces a file
            except FileExistsError:
                continue
            except OSError:  # a stick that knows no links
                if not _copied(whole, chosen):
                    continue
            return chosen
        raise FileExistsError(target)
    finally:
        whole.unlink()


def _copied(whole: Path, chosen: Path) -> bool:
    """Copy a whole file to a name that is free; whether it was."""
    try:
        with chosen.open("xb") as copy:
            copy.write(whole.read_bytes())
    except FileExistsError:
        return False
    return True
