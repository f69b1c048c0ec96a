"""The workbook to fill in: headers, notes, lists to choose from, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import load_workbook
from roster_workbooks import HEADERS, KINDS, ROSTER, VOCABULARY, WORDS, examine, places

from yuetan.paperwork.roster.explanation import EXAMPLES
from yuetan.paperwork.roster.layout import SHEETS, Sheet
from yuetan.paperwork.roster.rows import roster_of
from yuetan.paperwork.roster.words import TalkKind, talk_kinds
from yuetan.paperwork.roster.writing import write_roster, write_template
from yuetan.records.values import Roster
from yuetan.rules import Kind, Regulation
from yuetan.rules.rule import Clause


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "花名册模板.xlsx"
    write_template(path, WORDS)
    return path


def test_the_template_has_the_five_sheets_an_explanation_and_the_words(template: Path) -> None:
    assert load_workbook(template).sheetnames == ["说明", *HEADERS, "词表"]


def test_the_template_reads_as_an_empty_roster(template: Path) -> None:
    reading = examine(template)
    assert (places(reading.report.all()), places(reading.report.notes)) == ([], [])
    assert roster_of(reading.rows, WORDS) == Roster()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_every_header_has_a_note(template: Path, sheet: Sheet) -> None:
    page = load_workbook(template)[sheet.title]
    notes = {cell.value: cell.comment.text for cell in page[1] if cell.comment}
    assert notes == {column.title: column.said() for column in sheet.columns}


def test_the_last_day_is_said_not_to_be_the_end(template: Path) -> None:
    header = {cell.value: cell for cell in load_workbook(template)["任职"][1]}
    comment = header["免职日期"].comment
    assert comment is not None
    assert comment.text.startswith("不再担任的第一天，而不是最后一天")


@pytest.mark.parametrize(("sheet", "column", "words"), [
    ("单位", "C", ["市委", "市委办局", "市委部委"]),
    ("干部", "C", ["中共党员", "民主党派", "无党派和群众"]),
    ("任职", "D", ["主要负责人", "副职", "班子成员", "中层干部", "工作人员"]),
    ("任职", "E", ["科员及以下", "副科级", "正科级", "副处级", "正处级", "副厅级", "正厅级"]),
    ("任职", "F", ["正式任职", "主持工作", "代理", "兼任", "挂职", "借调"]),
    ("既往约谈", "B", ["市管领导干部廉政约谈暂行办法", "廉政约谈制度"]),
    ("既往约谈", "C", ["日常约谈", "警示约谈", "提醒约谈"]),
])
def test_a_column_of_words_offers_those_that_are_known(
        template: Path, sheet: str, column: str, words: list[str]) -> None:
    book = load_workbook(template)
    offered = {str(one.sqref).split(":")[0]: str(one.formula1) for one in book[sheet].data_validations.dataValidation}
    listed, place = offered[f"{column}2"].split("!")
    assert [cell.value for row in book[listed][place.replace("$", "")] for cell in row] == words


@pytest.mark.parametrize(("sheet", "column", "expected"), [
    ("干部", 1, "@"), ("任职", 1, "@"), ("任职", 2, "@"), ("任职", 9, "yyyy-mm-dd"), ("分管", 3, "yyyy-mm-dd"),
])
def test_numbers_are_kept_as_text_and_days_as_days(template: Path, sheet: str, column: int, expected: str) -> None:
    columns = load_workbook(template)[sheet].column_dimensions.values()
    assert [one.number_format for one in columns if (one.min or 0) <= column <= (one.max or 0)] == [expected]


def test_examples_fit_their_sheets_and_stand_in_the_explanation_alone(template: Path) -> None:
    assert {title: {len(row) for row in rows} for title, rows in EXAMPLES.items()} == {
        sheet.title: {len(sheet.columns)} for sheet in SHEETS}
    book = load_workbook(template)
    assert {title: book[title].max_row for title in HEADERS} == dict.fromkeys(HEADERS, 1)
    shown = {str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value}
    assert {text for rows in EXAMPLES.values() for row in rows for text in row if text} <= shown


def test_a_roster_written_reads_back_as_it_was(tmp_path: Path) -> None:
    write_roster(tmp_path / "a.xlsx", ROSTER, WORDS)
    reading = examine(tmp_path / "a.xlsx")
    assert (places(reading.report.all()), roster_of(reading.rows, WORDS)) == ([], ROSTER)


def test_a_large_roster_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yuetan.paperwork.roster.writing.LARGE", 1)
    test_a_roster_written_reads_back_as_it_was(tmp_path)


@pytest.mark.parametrize("title", [
    "=1+1", "+副局长", "-副局长", "@x", "http://example.org", "0012", "2024-03-01", "1e5",
])
def test_text_is_written_as_text_whatever_it_looks_like(tmp_path: Path, title: str) -> None:
    roster = evolve(ROSTER, appointments=tuple(evolve(one, title=title) for one in ROSTER.appointments))
    write_roster(tmp_path / "a.xlsx", roster, WORDS)
    assert {one.title for one in roster_of(examine(tmp_path / "a.xlsx").rows, WORDS).appointments} == {title}


def test_the_same_roster_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_roster(tmp_path / name, ROSTER, WORDS)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_kinds_of_talk_come_from_the_regulations() -> None:
    regulation = Regulation(code="small", title="小办法", rules=(
        Clause("1", "种类"), Kind("routine", "日常约谈", clause="1"),
        Kind("letter", "函询", family="reminder", clause="1")))
    assert talk_kinds([regulation]) == (
        TalkKind("small", "小办法", "routine", "日常约谈"), TalkKind("small", "小办法", "letter", "函询", "reminder"))


def test_words_are_those_of_the_vocabulary() -> None:
    assert WORDS.vocabulary is VOCABULARY
    assert WORDS.kinds == KINDS
