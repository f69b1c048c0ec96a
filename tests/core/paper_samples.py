"""Papers for the tests of papers, and Word files read back or spoilt."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from yuetan.paperwork.papers.page import empty_page, saved
from yuetan.paperwork.papers.paper import Paper, paper_of
from yuetan.paperwork.papers.writing import form, notice, record
from yuetan_lianyungang.regulation import NOTICE, RECORD, REPORT

ISSUER = "中共连云港市纪律检查委员会"
SIGNED_ON = date(2026, 3, 9)
CITATION = "《市管领导干部廉政约谈暂行办法》第七条（二）"
TOPIC = {"topic": "履行党风廉政建设责任情况", "person": "赵喆䶮", "date": "2026-03-20", "time": "09:30",
         "place": "市行政中心3号楼512室"}
A_NOTICE = paper_of(NOTICE, TOPIC, issuer=ISSUER, signed_on=SIGNED_ON, number="约谈〔2026〕7号",
                    addressee="赵喆䶮同志", citation=CITATION)
A_RECORD = paper_of(
    RECORD, {"topic": "招投标管理", "reason": "苗头性问题", "account": "如实汇报", "measures": "一是……\n二是……"},
    issuer=ISSUER, signed_on=SIGNED_ON, number="约谈〔2026〕7号", citation=CITATION,
    present=(("约谈人", "李堃"), ("约谈对象", "赵喆䶮"), ("记录人员", "马骁")), signatures=("约谈人", "约谈对象"))
A_REPORT = paper_of(REPORT, {"problem": "超标准接待", "measures": "完善制度"}, issuer="市住房和城乡建设局",
                    signed_on=SIGNED_ON, addressee=ISSUER, signatures=("报告人",))
WRITERS = {"notice": (notice, A_NOTICE), "record": (record, A_RECORD), "form": (form, A_REPORT)}

EMPTY = saved(empty_page())


def written(sort: str, paper: Paper | None = None) -> bytes:
    """A sample of a sort, or another paper written as one."""
    writer, sample = WRITERS[sort]
    return writer(paper or sample)


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
