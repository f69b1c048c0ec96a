"""The sheets of a roster's workbook and their headers: what may differ from the template, and what may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook
from roster_workbooks import GOOD, HEADERS, ROSTER, WORDS, examine, places, with_row, workbook

from yuetan.paperwork.roster.rows import roster_of


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    headers = {title: list(reversed(of)) for title, of in HEADERS.items()}
    rows = {title: [list(reversed(row)) for row in of] for title, of in GOOD.items()}
    assert roster_of(examine(workbook(tmp_path / "a.xlsx", rows, headers)).rows, WORDS) == ROSTER


@pytest.mark.parametrize(("sheet", "change", "expected"), [
    ("干部", lambda header: header[:2], ("", "第 1 行缺少表头“政治面貌”，没有内容也请保留这一列。")),
    ("干部", lambda header: [*header, "备注"], ("备注", "不认识表头“备注”，请删去这一列或改用模板里的表头。")),
    ("干部", lambda header: [*header, "姓名"], ("姓名", "表头“姓名”出现了两次，请删去一列。")),
    ("任职", lambda header: [one if one != "免职日期" else "免职时间" for one in header],
     ("免职时间", "不认识表头“免职时间”，请改为“免职日期”。")),
])
def test_a_header_that_is_amiss_is_named(
        tmp_path: Path, sheet: str, change: Callable[[list[str]], list[str]], expected: tuple[str, str]) -> None:
    headers = HEADERS | {sheet: change(HEADERS[sheet])}
    reading = examine(workbook(tmp_path / "a.xlsx", GOOD, headers))
    assert reading.misshapen
    assert (sheet, 1, *expected) in [(one.sheet, one.row, one.column, one.reason) for one in reading.report.all()]


def test_headers_may_have_blanks_around_them(tmp_path: Path) -> None:
    headers = HEADERS | {"干部": [" 工号", "姓名　", "政治面貌\n"]}
    assert roster_of(examine(workbook(tmp_path / "a.xlsx", GOOD, headers)).rows, WORDS) == ROSTER


def test_what_stands_in_a_column_without_a_header_is_not_lost_in_silence(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_row("干部", "0003", "例三", "中共党员", None, "借调中")))
    assert places(reading.report.all()) == [("干部", 4, "", "借调中", "E 列没有表头却有内容，请删去或补上表头。")]


def test_an_empty_sheet_lacks_its_headers(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", GOOD, HEADERS | {"分管": []}))
    assert [fault.reason for fault in reading.report.all()] == [
        f"第 1 行缺少表头“{title}”，没有内容也请保留这一列。" for title in HEADERS["分管"]]


@pytest.mark.parametrize(("renamed", "reason"), [
    ("任职情况", "缺少工作表“任职”，请把“任职情况”改成这个名称。"),
    ("Sheet3", "缺少工作表“任职”，没有内容也请保留表头，可从模板里复制。"),
])
def test_a_sheet_that_is_missing_is_named(tmp_path: Path, renamed: str, reason: str) -> None:
    headers = {renamed if title == "任职" else title: of for title, of in HEADERS.items()}
    rows = {renamed if title == "任职" else title: of for title, of in GOOD.items()}
    reading = examine(workbook(tmp_path / "a.xlsx", rows, headers))
    assert (reading.misshapen, places(reading.report.all())) == (True, [("任职", 0, "", "", reason)])
    assert places(reading.report.notes) == [(renamed, 0, "", "", "不是花名册的工作表，没有读取。")]


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", more=lambda book: book["干部"].merge_cells("A2:A3")))
    assert (reading.misshapen, places(reading.report.all())) == (
        True, [("干部", 0, "", "", "A2:A3 是合并单元格，请取消合并，每格各填各的。")])


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused(tmp_path: Path, state: Literal["hidden", "veryHidden"]) -> None:
    def hide(book: Workbook) -> None:
        book["分管"].sheet_state = state

    reading = examine(workbook(tmp_path / "a.xlsx", more=hide))
    assert places(reading.report.all()) == [("分管", 0, "", "", "工作表是隐藏的，请取消隐藏，看过内容再导入。")]


def test_hidden_rows_are_read_and_that_is_said(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["干部"].row_dimensions[2].hidden = True

    reading = examine(workbook(tmp_path / "a.xlsx", more=hide))
    assert roster_of(reading.rows, WORDS) == ROSTER
    assert places(reading.report.notes) == [("干部", 0, "", "", "有 1 行被隐藏或筛选掉了，也在导入之列，请留意。")]


def test_sheets_of_ours_that_hold_no_data_are_passed_over(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        for title in ("说明", "词表", "错误清单"):
            book.create_sheet(title).append(["x"])

    assert places(examine(workbook(tmp_path / "a.xlsx", more=add)).report.notes) == []
