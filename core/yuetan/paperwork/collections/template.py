"""Writes a collection as a workbook, in the very layout that is read; empty, it is the template to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from yuetan.paperwork.collections.layout import Column, columns_of, sheet_title
from yuetan.rules.papers import Collection, FieldType
from yuetan.wording import say

BEGUN = datetime(2015, 2, 4)  # noqa: DTZ001 - a workbook states when it was made, without a zone: always the same
LAST_ROW = 5_000
FONT = {"font_name": "宋体", "font_size": 11}
WIDE, NARROW = 48, 16
_SAID = {"yes": "是", "no": "否"}


def workbook_of(rule: Collection, rows: Iterable[Mapping[str, str]] = (), *, tested: bool) -> bytes:
    """A workbook with these rows; every text is written as text, whatever it begins with. The same gives the same."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"title": rule.title, "created": BEGUN})
        page = workbook.add_worksheet(sheet_title(rule))
        page.freeze_panes(1, 0)
        text = workbook.add_format({**FONT, "num_format": "@", "text_wrap": True, "valign": "top"})
        columns = columns_of(rule, tested=tested)
        for number, column in enumerate(columns):
            _head(workbook, page, number, column, text)
        for row, content in enumerate(rows, start=1):
            for number, column in enumerate(columns):
                if said := _cell(column, content.get(column.field.code, "")):
                    page.write_string(row, number, said, text)
    return file.getvalue()


def _cell(column: Column, value: str) -> str:
    return _SAID.get(value, value) if column.field.type is FieldType.YES_NO else value


def _head(workbook: Any, page: Any, number: int, column: Column, text: Any) -> None:  # noqa: ANN401 - published without types
    colour = "#CFE2F3" if column.field.required else "#EFEFEF"
    head = workbook.add_format({**FONT, "bold": True, "border": 1, "align": "center", "bg_color": colour})
    page.set_column(number, number, WIDE if column.field.type is FieldType.LONG_TEXT else NARROW, text)
    page.write_string(0, number, column.field.title, head)
    note = column.note if column.field.required else say("{note}可以留空。", note=column.note)
    page.write_comment(0, number, note, {"x_scale": 2, "y_scale": 1.2})
    if column.field.type is FieldType.CHOICE and sum(map(len, column.field.choices)) < 250:  # noqa: PLR2004 - Excel's own limit
        page.data_validation(1, number, LAST_ROW, number, {"validate": "list", "source": list(column.field.choices)})
