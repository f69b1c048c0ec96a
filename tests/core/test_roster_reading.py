"""What the cells of a roster's workbook may hold, and what is said of those that hold something else."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from roster_workbooks import (
    GOOD,
    HEADERS,
    KINDS,
    MARCH,
    ROSTER,
    VOCABULARY,
    WORDS,
    examine,
    places,
    with_cell,
    workbook,
)

from yuetan.engine.facts import FOREVER
from yuetan.paperwork.roster.read import read_workbook
from yuetan.paperwork.roster.rows import roster_of
from yuetan.paperwork.roster.words import Words
from yuetan.rules.terms import Term, Vocabulary

IDENTITY = "11010119900307871X"
DATE_NEEDED = "不是日期，请写成 2026-03-01。"
CODE_NEEDED = "{}只能由汉字、半角字母和数字组成，中间可以有点、下划线和短横线，请改写。"
UNSEEN = "含有看不见的字符、换行或乱码（U+{}），请删去后重新填写。"


def test_a_good_workbook_reads_as_the_roster_it_holds(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx"))
    assert places(reading.report.all()) == []
    assert places(reading.report.notes) == []
    assert roster_of(reading.rows, WORDS) == ROSTER


def test_empty_rows_between_are_passed_over(tmp_path: Path) -> None:
    rows = {title: [[None], *of, ["  ", "　"]] for title, of in GOOD.items()}
    reading = examine(workbook(tmp_path / "a.xlsx", rows))
    assert roster_of(reading.rows, WORDS) == ROSTER


@pytest.mark.parametrize("written", [
    "2024-03-01", "2024.3.1", "2024/3/1", "2024年3月1日", "20240301", "2024-3-1", " 2024.03.01 ", 20240301, 20240301.0,
    datetime(2024, 3, 1), date(2024, 3, 1), "2024-03-01 00:00:00",  # noqa: DTZ001 - what a cell holds
])
def test_a_day_may_be_written_in_the_usual_ways(tmp_path: Path, written: object) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("任职", 2, "任职日期", written)))
    assert places(reading.report.all()) == []
    assert roster_of(reading.rows, WORDS).appointments[0].since == MARCH


def test_the_serial_number_of_a_day_counts_in_a_cell_formatted_as_a_date(tmp_path: Path) -> None:
    def formatted(book: Workbook) -> None:
        cell = book["任职"].cell(2, HEADERS["任职"].index("任职日期") + 1)
        cell.value, cell.number_format = 45352, "yyyy/m/d"

    reading = examine(workbook(tmp_path / "a.xlsx", more=formatted))
    assert roster_of(reading.rows, WORDS).appointments[0].since == MARCH


@pytest.mark.parametrize(("written", "shown", "reason"), [
    (45352, "45352", "是数字不是日期，请把单元格设为日期格式，或写成 2026-03-01。"),
    (2024.3, "2024.3", "是数字不是日期，请把单元格设为日期格式，或写成 2026-03-01。"),
    ("2024.03", "2024.03", "只有年月，请补上是哪一天，如 2026-03-01。"),
    ("2024年3月", "2024年3月", "只有年月，请补上是哪一天，如 2026-03-01。"),
    ("202403", "202403", "只有年月，请补上是哪一天，如 2026-03-01。"),
    ("24-3-1", "24-3-1", DATE_NEEDED),
    ("去年三月", "去年三月", DATE_NEEDED),
    ("2024-3.1", "2024-3.1", DATE_NEEDED),
    ("2024-02-30", "2024-02-30", "没有这一天，请核对月份和日子。"),
    ("2023年2月29日", "2023年2月29日", "没有这一天，请核对月份和日子。"),
    ("0024-03-01", "0024-03-01", "年份应在 1900 到 2199 之间，请核对；没有结束的留空。"),
    ("9999-12-31", "9999-12-31", "年份应在 1900 到 2199 之间，请核对；没有结束的留空。"),
    (datetime(2024, 3, 1, 8, 30), "2024-03-01 08:30:00", "日期带有时刻，请只留日期。"),  # noqa: DTZ001
    (True, "TRUE", DATE_NEEDED),
    (None, "", "不能为空。"),
    ("　", "　", "不能为空。"),
])
def test_what_is_no_day_is_refused(tmp_path: Path, written: object, shown: str, reason: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("任职", 3, "任职日期", written)))
    assert places(reading.report.all()) == [("任职", 3, "任职日期", shown, reason)]


@pytest.mark.parametrize(("sheet", "row", "column", "written", "shown", "reason"), [
    ("干部", 2, "姓名", None, "", "不能为空。"),
    ("干部", 2, "姓名", 123, "123", "应为文字，请把单元格设为文本格式后重新填写。"),
    ("干部", 2, "姓名", "例一2", "例一2", "姓名里有数字，请核对。"),
    ("干部", 2, "姓名", "例 Ann", "例 Ann", "姓名里有多余的空格，请去掉。"),
    ("干部", 2, "姓名", "例\u200b一", "例\u200b一", UNSEEN.format("200B")),
    ("干部", 2, "姓名", "例\n一", "例\n一", UNSEEN.format("000A")),
    ("干部", 2, "姓名", "例\ufffd", "例\ufffd", UNSEEN.format("FFFD")),
    ("干部", 2, "姓名", "例\u202e一", "例\u202e一", UNSEEN.format("202E")),
    ("干部", 2, "姓名", "辻\U000e0100", "辻\U000e0100", UNSEEN.format("E0100")),
    ("干部", 2, "姓名", "例\ue815", "例\ue815", "含有自造字（U+E815），别的电脑上显示不出来，请换成字库里的字。"),
    ("干部", 2, "姓名", "例" * 101, "例" * 101, "太长（101 个字），最多 100 个字。"),
    ("干部", 2, "政治面貌", "党员", "党员", "“党员”不在可用的词里，请改为下列之一：中共党员、民主党派、无党派和群众。"),
    ("单位", 3, "单位类型", "委办局", "委办局", "“委办局”不在可用的词里，请改为下列之一：市委办局、市委、市委部委。"),
    ("任职", 3, "职级", "处级", "处级",
     "“处级”不在可用的词里，请改为下列之一：正处级、副处级、正科级、科员及以下、副科级、副厅级、正厅级。"),
    ("任职", 3, "职级", 4, "4", "应为文字，请把单元格设为文本格式后重新填写。"),
    ("任职", 3, "标记", "市管、、重点", "市管、、重点", "顿号多了或中间空着，请核对。"),
    ("任职", 3, "标记", "管" * 65, "管" * 65, f"“{'管' * 65}”太长，最多 64 个字。"),
    ("任职", 3, "职务名称", "长" * 32_767, "长" * 300 + "……", "太长（32767 个字），最多 200 个字。"),
    ("任职", 3, "职务名称", "长" * 201, "长" * 201, "太长（201 个字），最多 200 个字。"),
    ("任职", 3, "单位编码", "S 2", "S 2", CODE_NEEDED.format("单位编码")),
    ("任职", 3, "单位编码", "Ｓ２", "Ｓ２", CODE_NEEDED.format("单位编码")),
    ("任职", 3, "工号", 2.5, "2.5", "工号不能是小数或负数，请把单元格设为文本格式后重新填写。"),
    ("任职", 3, "工号", -2, "-2", "工号不能是小数或负数，请把单元格设为文本格式后重新填写。"),
    ("任职", 3, "工号", 123456789012345678, "1.234567890123457e+17",
     "数字超过15位，Excel 已改动了末尾几位；请把工号一列设为文本格式后重新填写。"),
    ("任职", 3, "工号", False, "FALSE", "工号应为文字，请把单元格设为文本格式后重新填写。"),
    ("既往约谈", 2, "制度", "没有的办法", "没有的办法",
     "“没有的办法”不在可用的词里，请改为下列之一：市管领导干部廉政约谈暂行办法、廉政约谈制度。"),
    ("既往约谈", 2, "约谈种类", "日常", "日常", "“日常”不在可用的词里，请改为下列之一：日常约谈、警示约谈、提醒约谈。"),
])
def test_a_cell_that_cannot_be_read_says_what_to_do(  # noqa: PLR0913, PLR0917 - a row of the table
        tmp_path: Path, sheet: str, row: int, column: str, written: object, shown: str, reason: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell(sheet, row, column, written)))
    assert [fault for fault in places(reading.report.all()) if fault[:3] == (sheet, row, column)] == [
        (sheet, row, column, shown, reason)]


@pytest.mark.parametrize(("sheet", "row", "column", "titled"), [
    ("干部", 2, "工号", "工号"), ("任职", 3, "工号", "工号"), ("单位", 2, "单位编码", "单位编码"),
    ("既往约谈", 2, "约谈人工号", "工号"), ("既往约谈", 2, "被约谈人工号", "被约谈人工号"),
])
@pytest.mark.parametrize("written", [IDENTITY, IDENTITY.lower(), f" {IDENTITY} "])
def test_an_identity_number_is_refused_and_not_repeated(  # noqa: PLR0913, PLR0917
        tmp_path: Path, sheet: str, row: int, column: str, titled: str, written: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell(sheet, row, column, written)))
    place = (sheet, row, column)
    found = next(fault for fault in reading.report.all() if (fault.sheet, fault.row, fault.column) == place)
    assert found.reason == f"像是居民身份证号。系统不保存身份证号，请改用本机关的人事编号作{titled}。"
    assert found.value.strip().upper() == "110101********871X"


@pytest.mark.parametrize("number", [7, 7.0, "7"])
def test_a_short_number_is_a_staff_number_too(tmp_path: Path, number: object) -> None:
    rows = with_cell("干部", 2, "工号", number)
    reading = read_workbook(workbook(tmp_path / "a.xlsx", rows), WORDS)
    assert reading.rows["干部"][0].values["cadre"] == "7"


@pytest.mark.parametrize("formula", ["=A2", "=1+1", '=HYPERLINK("http://example.org","x")'])
def test_a_formula_is_refused(tmp_path: Path, formula: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("干部", 3, "姓名", formula)))
    assert places(reading.report.all()) == [
        ("干部", 3, "姓名", formula, "是公式。请复制后选择性粘贴为“数值”，只留结果。")]


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    def as_text(book: Workbook) -> None:
        book["任职"]["C3"].data_type = "s"

    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("任职", 3, "职务名称", "=副局长"), more=as_text))
    assert roster_of(reading.rows, WORDS).appointments[1].title == "=副局长"


def test_an_error_value_is_refused(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("干部", 3, "姓名", "#REF!")))
    assert places(reading.report.all()) == [("干部", 3, "姓名", "#REF!", "是错误值，请重新填写。")]


@pytest.mark.parametrize("name", ["㐂一", "𠮷田", "欧阳例一", "阿依古丽·例", "喆堃", "Ann Lee", "〇一"])
def test_a_name_is_kept_as_it_was_written(tmp_path: Path, name: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("干部", 2, "姓名", f" {name}　")))
    assert roster_of(reading.rows, WORDS).cadres[0].name == name
    assert places(reading.report.notes) == []


@pytest.mark.parametrize("written", ["例　一", "例  一", "例 一", "𠮷　㐂"])
def test_blanks_within_a_name_are_left_out_and_that_is_said(tmp_path: Path, written: str) -> None:
    name = written[0] + written[-1]
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("干部", 2, "姓名", written)))
    assert roster_of(reading.rows, WORDS).cadres[0].name == name
    assert places(reading.report.notes) == [("干部", 2, "姓名", written, f"姓名按“{name}”导入，中间的空格略去。")]


@pytest.mark.parametrize(("written", "expected"), [
    ("市管", {"市管"}), ("市管、重点", {"市管", "重点"}), ("市管，重点；市管", {"市管", "重点"}),
    ("市管 ; 重点", {"市管", "重点"}), (None, set()),
])
def test_marks_are_an_open_set_between_separators(tmp_path: Path, written: str | None, expected: set[str]) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("任职", 3, "标记", written)))
    assert roster_of(reading.rows, WORDS).appointments[1].marks == expected


def test_a_mark_that_no_regulation_looks_at_is_said_once(tmp_path: Path) -> None:
    words = Words(Vocabulary((*VOCABULARY.terms, Term("mark", "city_managed", "市管"))), KINDS)
    rows = with_cell("任职", 2, "标记", "关键岗位")
    reading = read_workbook(workbook(tmp_path / "a.xlsx", rows), words)
    assert places(reading.report.notes) == [
        ("任职", 0, "", "", "标记“关键岗位”（2 行）照原样导入，但现有制度只用到：市管。")]
    assert [row.values["marks"] for row in reading.rows["任职"]] == [{"关键岗位"}, {"city_managed", "关键岗位"}]


@pytest.mark.parametrize(("written", "expected"), [
    ("市管领导干部廉政约谈暂行办法", "lianyungang"), ("《市管领导干部廉政约谈暂行办法》", "lianyungang"),
    ("lianyungang", "lianyungang"),
])
def test_a_regulation_goes_by_its_title_or_its_code(tmp_path: Path, written: str, expected: str) -> None:
    reading = examine(workbook(tmp_path / "a.xlsx", with_cell("既往约谈", 2, "制度", written)))
    assert roster_of(reading.rows, WORDS).past_talks[0].regulation == expected


def test_an_end_that_is_empty_never_comes(tmp_path: Path) -> None:
    roster = roster_of(examine(workbook(tmp_path / "a.xlsx")).rows, WORDS)
    assert {one.until for one in roster.appointments} == {FOREVER}


def test_a_fault_says_where_it_is(tmp_path: Path) -> None:
    reading = examine(workbook(tmp_path / "花名册.xlsx", with_cell("任职", 3, "任职日期", "2024.03")))
    fault = reading.report.all()[0]
    assert (fault.file, fault.cell, str(fault)) == (
        "花名册.xlsx", "I3", "“任职”第 3 行“任职日期”（I3）：只有年月，请补上是哪一天，如 2026-03-01。")
