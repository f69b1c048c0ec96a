"""Writes the workbook an office copies its old ledger into; every text is written as text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from yuetan.paperwork.old_ledger.layout import COLUMNS, EXPLANATION, SHEET, Holds
from yuetan.wording import say

BEGUN = datetime(2015, 2, 4)  # noqa: DTZ001 - a workbook states when it was made, without a zone: always the same
FONT = {"font_name": "宋体", "font_size": 11}
LARGE = 50_000  # rows from which on none is held in memory


def write_ledger(path: Path | Any, rows: Iterable[Mapping[str, object]] = (), *, large: bool = False) -> None:  # noqa: ANN401 - or a file that is open
    """Write a ledger in the very layout that is read; without rows it is the template. The same gives the same file."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "constant_memory": large}
    with xlsxwriter.Workbook(str(path) if isinstance(path, Path) else path, options) as workbook:
        workbook.set_properties({"title": say("约谈旧台账"), "created": BEGUN})
        text = workbook.add_format({**FONT, "num_format": "@", "text_wrap": True, "valign": "top"})
        day = workbook.add_format({**FONT, "num_format": "yyyy-mm-dd", "valign": "top"})
        page = workbook.add_worksheet(SHEET)
        page.freeze_panes(1, 0)
        for number, column in enumerate(COLUMNS):
            colour = "#CFE2F3" if column.required else "#EFEFEF"
            head = workbook.add_format({**FONT, "bold": True, "border": 1, "align": "center", "bg_color": colour})
            page.set_column(number, number, column.width, day if column.holds is Holds.DATE else text)
            page.write_string(0, number, column.title, head)
            page.write_comment(0, number, column.said(), {"x_scale": 2, "y_scale": 1.2})
        for row, content in enumerate(rows, start=1):
            for number, column in enumerate(COLUMNS):
                value = content.get(column.field, "")
                if isinstance(value, date):
                    page.write_datetime(row, number, value, day)
                elif value:
                    page.write_string(row, number, str(value), text)
        _explain(workbook)


def _explain(workbook: Any) -> None:  # noqa: ANN401 - the library has no types
    page = workbook.add_worksheet(EXPLANATION)
    plain = workbook.add_format({**FONT, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 16, plain)
    page.set_column(1, 1, 90, plain)
    for row, (title, said) in enumerate(_said()):
        page.write_string(row, 0, title, plain)
        page.write_string(row, 1, said, plain)


def _said() -> Iterable[tuple[str, str]]:
    yield say("怎样填"), say("一次约谈、一个被约谈人一行。照原台账填写，不必补齐原来没有的内容。")
    yield say("会怎样"), say("只有没写是谁、没写哪一天，或读不出来的行算错误，有错误就一行也不导入；"
                             "其余的都照录，与制度不合之处标注在行旁，不作拒绝。")
    yield say("再导入"), say("同一行再次导入不会重复；内容改了的按新的记，原来的仍留存。"
                               "启用本系统之后的约谈不在此导入，请在系统中补录。")
    yield from ((column.title, column.said()) for column in COLUMNS)
