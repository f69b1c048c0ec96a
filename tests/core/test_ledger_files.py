"""Ledgers as files: whatever anybody typed stands in a workbook as text, and nothing of it is ever worked out."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from yuetan.access.ledger_views import TableRow, TableView
from yuetan.access.reading_old_talks import LEDGER, OldTalk
from yuetan.access.views import Person
from yuetan.paperwork.ledgers.columns import Shown, cells_of, columns_of, form_of
from yuetan.paperwork.ledgers.imported import imported_paper
from yuetan.paperwork.ledgers.ledger import table_paper
from yuetan.paperwork.ledgers.workbook import LONGEST, Sheet, workbook
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.drawn_ledger import FULL
from yuetan.paperwork.papers.joined import joined
from yuetan.paperwork.papers.materials import as_word
from yuetan.rules import Clause, FieldType, FormField, Kind, Material, Regulation
from yuetan.rules.layouts import Column, Ledger
from yuetan.rules.ledgers import GENERIC, LedgerForm

LONGEST_DAY = 22  # mm: 2026.11.20 in the small type of a table, with the margins of its cell
TEXT, COUNT = Shown("对象", 3, short=False), Shown("人次", 3, short=True, counts="talks")
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠SUM", "=cmd|' /C calc'!A0",
           "{=1}", '=HYPERLINK("http://example.org")', "http://example.org", "'=1", "%0A=1", "1e9", "00012",
           "2026-03-09", "TRUE", "#N/A")


def read(content: bytes) -> list[list[tuple[object, str]]]:
    page = load_workbook(BytesIO(content)).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_is_text_and_survives(text: str) -> None:
    rows = read(workbook(Sheet(title=text, columns=(TEXT, COUNT), sums=(text, text), notes=(text,)), [(text, text)]))
    wanted = text.replace("\r", "\n")
    assert [rows[place][0] for place in (0, 2, 3, 5)] == [(wanted, "s")] * 4
    assert rows[2][1] == ((wanted, "s"))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), max_size=5))
@settings(max_examples=30, deadline=None)
def test_any_text_survives_and_none_is_a_formula(texts: list[str]) -> None:
    rows = read(workbook(Sheet(title="台账", columns=(TEXT,)), [(one,) for one in texts]))
    assert {sort for row in rows for _, sort in row} <= {"s", "n"}
    assert len([row for row in rows[2:] if row[0][0]]) == len([one for one in texts if one])


def test_only_a_count_of_our_own_is_a_number() -> None:
    rows = read(workbook(Sheet(title="统计表", columns=(TEXT, COUNT)), [("12", "12"), ("", ""), ("٣", "٣")]))
    assert [row[1] for row in rows[2:]] == [(12, "n"), (None, "n"), ("٣", "s")]
    assert rows[2][0] == ("12", "s")


def test_a_text_longer_than_a_cell_takes_is_cut() -> None:
    rows = read(workbook(Sheet(title="台账", columns=(TEXT,)), [("长" * (LONGEST + 9),)]))
    assert len(str(rows[2][0][0])) == LONGEST


def test_the_same_ledger_is_the_same_file() -> None:
    sheet = Sheet(title="台[账]：/一", columns=(TEXT,))
    assert workbook(sheet, [("甲",)]) == workbook(sheet, iter([("甲",)]))


def test_columns_say_what_their_layout_says() -> None:
    values = {"row": "3", "person": "马文慧", "date": "2026-03-09"}
    assert cells_of(GENERIC, values)[:6] == ("3", "", "", "马文慧", "", "2026.3.9")
    assert [one.title for one in columns_of(GENERIC) if one.short] == ["序号", "约谈日期", "通知日期", "归档日期"]


def test_two_days_in_one_column_are_left_out_together() -> None:
    form = LedgerForm(GENERIC.material, Ledger("ledger", columns=(Column("起止", "{date}—{filed_on}"),)))
    assert cells_of(form, {}) == ("",)
    assert cells_of(form, {"date": "2026-03-09"}) == ("2026.3.9—",)


def test_a_paper_that_counts_and_is_no_ledger_has_a_column_for_each_figure() -> None:
    paper = Material("summary", "报告", clause="1", fields=(
        FormField("talks", "人次", FieldType.NUMBER, counted=("routine",)), FormField("remarks", "说明")))
    regulation = Regulation(code="small", title="小办法", rules=(Clause("1", "报告"),))
    columns = columns_of(form_of(regulation, paper))
    assert [(one.title, one.counts) for one in columns] == [("单位", ""), ("人次", "talks")]


@pytest.mark.parametrize("layouts", [(), (Ledger("summary", columns=(
    Column("填报部门", "{unit}"), Column("人次", "{talks}"))),)], ids=["no layout of its own", "a ledger"])
def test_a_table_as_a_paper_names_the_unit_of_every_row(layouts: tuple[Ledger, ...]) -> None:
    fields = (FormField("unit", "填报部门", FieldType.UNIT),) if layouts else ()
    paper = Material("summary", "统计表", clause="1", fields=(
        *fields, FormField("talks", "人次", FieldType.NUMBER, counted=("routine",))))
    regulation = Regulation(code="small", title="小办法", layouts=layouts, rules=(
        Clause("1", "统计"), Kind("routine", "日常约谈", clause="1"), paper))
    rows = [TableRow(unit=name, name=name, values={"talks": count}) for name, count in (("市委", "1"), ("市政府", "2"))]
    view = TableView(regulation=regulation, material=paper, unit="r", name="市委", since=date(2026, 1, 1),
                     until=date(2026, 3, 9), rows=tuple(rows), total=TableRow(unit="r", name="", values={"talks": "3"}))
    made = Document(BytesIO(table_paper(view, on=date(2026, 3, 9)).content))
    assert [[cell.text for cell in row.cells] for row in made.tables[-1].rows][1:] == [
        ["市委", "1"], ["市政府", "2"], ["合计", "3"]]
    assert "起止日期：2026年1月1日至2026年3月9日。" in [one.text for one in made.paragraphs]


def test_the_ledger_of_a_unit_has_room_for_its_days() -> None:
    shares = {one.title: one.width for one in columns_of(GENERIC)}
    narrowest = min(shares[title] for title in ("约谈日期", "通知日期", "归档日期"))
    assert FULL * narrowest / sum(shares.values()) >= LONGEST_DAY


def test_imported_talks_follow_a_ledger_on_a_page_of_their_own() -> None:
    talk = OldTalk(on=date(2025, 5, 6), kind="日常约谈", regulation="小办法", talkers="陈国栋", source=LEDGER,
                   person=Person(name="马文慧", post="副局长"))
    first = Paper(layout=GENERIC.layout, material=GENERIC.material, entries=[{"person": "丁小龙"}], on=date(2026, 3, 9))
    both = [as_word(one) for one in (first, imported_paper([talk], date(2026, 3, 9), {"unit": "市纪委监委"}))]
    whole = Document(BytesIO(joined(*both)))
    assert joined(*both) == joined(*both)
    assert [[cell.text for cell in table.rows[1].cells if cell.text] for table in whole.tables] == [
        ["1", "丁小龙"], ["1", "旧台账导入", "2025.5.6", "日常约谈", "《小办法》", "马文慧", "副局长", "陈国栋"]]
    assert (len(whole.sections), whole.element.xml.count('w:type="page"')) == (1, 1)
