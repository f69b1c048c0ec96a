"""An old ledger's workbook: what is read out of it, what is refused, and what comes back marked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from yuetan.paperwork.old_ledger.importing import annotated, read_old_ledger, template
from yuetan.paperwork.old_ledger.layout import COLUMNS, SHEET
from yuetan.paperwork.roster.faults import WorkbookRefused

HEAD = [one.title for one in COLUMNS]
GOOD = ["E002", "", "", "2025-06-10", "", "日常约谈", "J004、陈国栋", "2025-06-05", "已整改", "7号"]


def book(*rows: list[object], head: list[str] | None = None, title: str = SHEET,
         change: Callable[[Workbook], None] | None = None) -> bytes:
    workbook, file = Workbook(), io.BytesIO()
    page = workbook.active
    assert page is not None
    page.title = title
    page.append(head or HEAD)
    for row in rows:
        page.append(row)
    if change:
        change(workbook)
    workbook.save(file)
    return file.getvalue()


def with_(place: int, value: object) -> list[object]:
    return [*GOOD[:place], value, *GOOD[place + 1:]]


def faults(content: bytes) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.cell) for one in read_old_ledger(content, "a.xlsx").faults]


def test_a_row_is_read_as_it_was_written() -> None:
    row, = read_old_ledger(book(list(GOOD)), "a.xlsx").rows
    assert row.content == {"cadre": "E002", "name": "", "unit": "", "on": "2025-06-10", "regulation": "",
                           "kind": "日常约谈", "talkers": "J004、陈国栋", "notified": "2025-06-05",
                           "outcome": "已整改", "paper": "7号"}


@pytest.mark.parametrize(("place", "value", "field", "expected"), [
    (0, 12345.0, "cadre", "12345"), (1, "张　伟", "name", "张伟"), (1, "㐂𠮷", "name", "㐂𠮷"),
    (3, datetime(2025, 6, 10), "on", "2025-06-10"), (3, "2025年6月10日", "on", "2025-06-10"),  # noqa: DTZ001 - a cell
    (3, 20250610, "on", "2025-06-10"), (5, 7, "kind", "7"), (5, "＝甲\t乙", "kind", "＝甲 乙"),
    (6, "甲，乙;丙 、", "talkers", "甲、乙、丙"), (7, "打了电话", "notified", "打了电话"),
    (7, date(2025, 6, 5), "notified", "2025-06-05"), (8, "第一行\n第二行", "outcome", "第一行\n第二行"),
    (8, "身份证320701199001011234", "outcome", "身份证320701********1234"), (9, 2024001.0, "paper", "2024001"),
    (8, "@SUM(A1)", "outcome", "@SUM(A1)"), (8, True, "outcome", "True"),
])
def test_whatever_stands_in_a_cell_is_kept(place: int, value: object, field: str, expected: str) -> None:
    row, = read_old_ledger(book(with_(place, value)), "a.xlsx").rows
    assert row.content[field] == expected


@pytest.mark.parametrize(("row", "expected"), [
    (["", "", "", "2025-06-10"], [(2, "姓名", "B2")]),
    (["E002", "", "", ""], [(2, "约谈日期", "D2")]),
    (["E002", "", "", "去年夏天"], [(2, "约谈日期", "D2")]),
    (["E002", "", "", 45818], [(2, "约谈日期", "D2")]),
    (["E002", "", "", "2025-02-30"], [(2, "约谈日期", "D2")]),
    (["320701199001011234", "", "", "2025-06-10"], [(2, "工号", "A2")]),
    (["", "张3", "", "2025-06-10"], [(2, "姓名", "B2")]),
    (["", "", "", ""] + [""] * 4 + ["只有备注"], [(2, "姓名", "B2"), (2, "约谈日期", "D2")]),
    (with_(8, "长" * 1001), [(2, "结果和备注", "I2")]),
    (with_(8, "=1+1"), [(2, "结果和备注", "I2")]),
    ([*GOOD, "多出来的"], [(2, "", "")]),
])
def test_what_cannot_be_read_at_all_is_an_error_with_its_place(
        row: list[object], expected: list[tuple[int, str, str]]) -> None:
    assert faults(book(row)) == expected


def test_with_one_fault_nothing_is_read() -> None:
    found = read_old_ledger(book(list(GOOD), ["", "", "", "2025-06-10"]), "a.xlsx")
    assert (found.rows, len(found.faults)) == ((), 1)


@pytest.mark.parametrize(("head", "expected"), [
    (["工号码", *HEAD[1:]], [(1, "", ""), (1, "", "")]), (HEAD[:-1], [(1, "", "")]), ([*HEAD, "工号"], [(1, "", "")]),
    ([*HEAD, "心得"], [(1, "", "")]),
])
def test_a_header_that_is_amiss_is_said(head: list[str], expected: list[tuple[int, str, str]]) -> None:
    assert faults(book(list(GOOD), head=head)) == expected


def test_columns_may_stand_in_any_order() -> None:
    row, = read_old_ledger(book(list(reversed(GOOD)), head=list(reversed(HEAD))), "a.xlsx").rows
    assert (row.cadre, row.on) == ("E002", date(2025, 6, 10))


def merged(workbook: Workbook) -> None:
    workbook[SHEET].merge_cells("A1:B1")


def hidden(workbook: Workbook) -> None:
    workbook.create_sheet("x")
    workbook[SHEET].sheet_state = "hidden"


def doctype(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for one in source.infolist():
            part = source.read(one)
            if one.filename == "xl/workbook.xml":
                part = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + part.partition(b"?>")[2]
            target.writestr(one.filename, part)
    return made.getvalue()


@pytest.mark.parametrize(("content", "said"), [
    (b"", "不是 .xlsx"), (b"PK\x03\x04" + b"\0" * 40, "损坏"), (book(list(GOOD), title="别的"), "没有工作表"),
    (book(list(GOOD), change=merged), "合并单元格"), (book(list(GOOD), change=hidden), "隐藏"),
    (doctype(book(list(GOOD))), "DOCTYPE"), (template(), "没有内容"), (book(list(GOOD))[:-200], "损坏"),
])
def test_a_file_that_is_none_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(WorkbookRefused, match=said):
        read_old_ledger(content, "a.xlsx")


def test_the_faults_come_back_in_the_same_workbook() -> None:
    content = book(list(GOOD), ["", "", "", "去年"])
    marked = load_workbook(io.BytesIO(annotated(content, read_old_ledger(content, "a.xlsx").faults)))
    page = marked[SHEET]
    assert [str(cell.fill.fgColor.rgb) for cell in (page["B3"], page["D3"], page["A2"])] == [
        "FFFFC7CE", "FFFFC7CE", "00000000"]
    assert [cell.value for cell in page[2]][:4] == [*GOOD[:1], None, None, "2025-06-10"]


def test_the_template_reads_back_and_is_always_the_same(tmp_path: Path) -> None:
    assert template() == template()
    (tmp_path / "a.xlsx").write_bytes(template())
    assert [cell.value for cell in load_workbook(tmp_path / "a.xlsx")[SHEET][1]] == HEAD
