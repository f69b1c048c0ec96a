"""Papers for the tests of papers, and Word files read back or spoilt."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from attrs import evolve, frozen
from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from yuetan.paperwork.papers.materials import render_with
from yuetan.paperwork.papers.page import empty_page, saved
from yuetan.paperwork.papers.plain import plain_form, plain_notice, plain_record
from yuetan.rules import FieldType, FormField, Material
from yuetan.rules.layouts import Column, Layout, Ledger, Letter, Written
from yuetan_lianyungang.regulation import NOTICE, RECORD, REPORT

ISSUER = "中共连云港市纪律检查委员会"
SIGNED_ON = date(2026, 3, 9)
CITATION = "《市管领导干部廉政约谈暂行办法》第七条（二）"
FACTS = {"unit": ISSUER, "number": "约谈〔2026〕7号", "citation": CITATION, "kind": "警示约谈", "interviewee": "赵喆䶮",
         "interviewee_post": "市住房和城乡建设局副局长", "interviewer": "李堃", "recorder": "马骁",
         "signed_on": "2026年3月9日"}


@frozen
class Sample:
    """A paper, how it is laid out, and what is said in it."""

    layout: Layout
    material: Material
    entries: tuple[Mapping[str, str], ...]
    facts: Mapping[str, str] = FACTS

    def saying(self, **fields: str) -> Sample:
        """The same with these fields alone."""
        return evolve(self, entries=(fields,))


TOPIC = {"topic": "履行党风廉政建设责任情况", "person": "赵喆䶮", "date": "2026-03-20", "time": "09:30",
         "place": "市行政中心3号楼512室"}
A_NOTICE = Sample(plain_notice(NOTICE), NOTICE, (TOPIC,))
A_RECORD = Sample(plain_record(RECORD), RECORD, (
    {"topic": "招投标管理", "reason": "苗头性问题", "account": "如实汇报", "measures": "一是……\n二是……"},))
A_FORM = Sample(plain_form(REPORT), REPORT, ({"problem": "超标准接待", "measures": "完善制度"},))
A_STATEMENT = Sample(Letter("rectification_report", to="{unit}：", signed_by=("报告人",), body=(
    "现报告如下：", Written("problem", "一、问题"), Written("measures", "二、措施"), Written("results", "三、落实"))),
    REPORT, ({"problem": "超标准接待", "measures": "一是……\n二是……"},))
ROWS = Material("rows", "台账", clause="7", fields=(
    FormField("who", "姓名", FieldType.CADRE), FormField("day", "日期", FieldType.DATE), FormField("what", "情况")))
A_LEDGER = Sample(Ledger("rows", columns=(
    Column("序号", "{row}"), Column("姓名", "{who}", 2), Column("日期", "{day}", 2), Column("情况", "{what}", 5)),
    signed_by=("填报人",)), ROWS, ({"who": "赵喆䶮", "day": "2026-03-20", "what": "已谈"}, {"who": "李堃"}))
SAMPLES = {"notice": A_NOTICE, "record": A_RECORD, "form": A_FORM, "statement": A_STATEMENT, "ledger": A_LEDGER}

EMPTY = saved(empty_page())


def written(sort: str, sample: Sample | None = None) -> bytes:
    """A sample of a sort, or another paper."""
    one = sample or SAMPLES[sort]
    return render_with(one.layout, one.material, one.entries, facts=one.facts, on=SIGNED_ON)


def blank(sort: str) -> bytes:
    """The same paper with nothing in it, to be filled in by hand."""
    one = SAMPLES[sort]
    return render_with(one.layout, one.material, facts={}, on=SIGNED_ON)


def element(thing: object) -> Any:  # noqa: ANN401 - its own library does not type it
    """The XML that something of a Word file stands for."""
    return thing._element  # type: ignore[attr-defined] # noqa: SLF001 - the library has no word for much of it


def opened(content: bytes) -> OpenDocument:
    return Document(BytesIO(content))


def lines(content: bytes) -> list[str]:
    """The paragraphs outside tables that hold anything."""
    return [one.text for one in opened(content).paragraphs if one.text]


def rows(content: bytes, table: int = -1) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(content).tables[table].rows]


def paragraphs(document: OpenDocument) -> Iterator[Paragraph]:
    """Every paragraph, those in cells and at the foot of pages too."""
    section = document.sections[0]
    for part in (document, section.footer, section.even_page_footer):
        for one in element(part).iter(qn("w:p")):
            yield Paragraph(one, part)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def file_of(content: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return file.getvalue()


def template(*texts: str) -> bytes:
    """A Word file with these paragraphs, as somebody makes one."""
    document = opened(EMPTY)
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def table_template(*cells: Iterable[str]) -> bytes:
    document = opened(EMPTY)
    texts = [list(row) for row in cells]
    drawn = document.add_table(rows=len(texts), cols=len(texts[0]))
    for row, written_in in zip(drawn.rows, texts, strict=True):
        for cell, text in zip(row.cells, written_in, strict=True):
            cell.text = text
    return saved(document)
