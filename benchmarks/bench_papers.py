"""A thousand notices as Word files, beside what else fills a template: zip and Jinja alone, docxtpl, python-docx."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from io import BytesIO

from attrs import evolve
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment

from benchmarks import Promise, Row, Table, side_by_side
from yuetan.paperwork.papers import letter
from yuetan.paperwork.papers.package import packed, parts_of
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.paper import Paper, paper_of
from yuetan.paperwork.papers.template import checked_template
from yuetan.paperwork.papers.writing import notice
from yuetan_lianyungang.regulation import NOTICE

MANY, FEW = 1000, 25  # in one round: those that are quick, and those that are not
ROUNDS = 3
SECOND = 1e9
MEGABYTE = 1024  # in kilobytes, as the system counts
ISSUER = "中共连云港市纪律检查委员会"
DOCUMENT = "word/document.xml"
OURS, PACKED, BARE = "a notice of ours", "zip alone, its text at hand", "docxtpl, a template opened for each"
JINJA, PARAGRAPHS = "zip and Jinja, a template compiled once", "python-docx, the same paragraphs"


def run() -> Iterator[Table]:
    """Measure notices to a thousand people."""
    papers = [_paper(number) for number in range(MANY)]
    notice(papers[0])  # its template is parsed here, once
    template, parts = saved(letter.letter(30, 14)), parts_of(notice(papers[0]))
    works: dict[str, tuple[Callable[[], object], int]] = {
        PACKED: (partial(_each, papers, lambda _: packed(parts)), MANY),
        JINJA: (partial(_each, papers, _with_jinja(template, parts)), MANY),
        OURS: (partial(_each, papers, notice), MANY),
        PARAGRAPHS: (partial(_each, papers[:FEW], partial(_with_paragraphs, template)), FEW),
        BARE: (partial(_each, papers[:FEW], partial(_with_docxtpl, template)), FEW),
        "reading and checking the template": (
            partial(checked_template, template, letter.NAMES, letter.LISTS), 1),
    }
    _each(papers, notice)
    before = _memory()
    times = side_by_side(works, ROUNDS)
    _each(papers, notice)
    yield Table(
        f"{MANY:,} notices; each",
        tuple(Row(name, time, f"{time * MANY / SECOND:.2f} s for {MANY:,}") for name, time in times.items()),
        (Promise("a notice of ours, in docxtpl's", 1, times[OURS] / times[BARE]),
         Promise("a notice of ours, in zip and Jinja alone", 2, times[OURS] / times[JINJA])),
        (f"memory at its highest after {MANY * (ROUNDS + 1):,} more: {_memory() - before:+.1f} MB",))


def _each(papers: list[Paper], write: Callable[[Paper], bytes]) -> None:
    for paper in papers:
        write(paper)


def _paper(number: int) -> Paper:
    values = {"topic": f"履行党风廉政建设责任和个人廉洁从政情况（{number}）", "person": f"干部{number}",
              "date": "2026-03-20", "time": "09:30", "place": "市行政中心3号楼512室"}
    paper = paper_of(NOTICE, values, issuer=ISSUER, signed_on=date(2026, 3, 9), addressee=f"干部{number}同志",
                     citation="《市管领导干部廉政约谈暂行办法》第七条（二）")
    return evolve(paper, number=f"约谈〔2026〕{number + 1}号")


def _values(paper: Paper) -> dict[str, object]:
    return {"issuer": paper.issuer, "number": paper.number, "title": paper.title, "addressee": paper.addressee,
            "lead_in": paper.citation, "closing": "特此通知。", "signed_on": "2026年3月9日",
            "lines": [{"heading": title, "text": text} for title, text in paper.fields]}


def _with_jinja(template: bytes, parts: dict[str, bytes]) -> Callable[[Paper], bytes]:
    source = DocxTemplate(BytesIO(template)).patch_xml(parts_of(template)[DOCUMENT].decode())
    compiled = Environment(autoescape=True).from_string(source)
    return lambda paper: packed({**parts, DOCUMENT: compiled.render(_values(paper)).encode()})


def _with_docxtpl(template: bytes, paper: Paper) -> bytes:
    file = DocxTemplate(BytesIO(template))
    file.render(_values(paper), autoescape=True)
    result = BytesIO()
    file.save(result)
    return result.getvalue()


def _with_paragraphs(template: bytes, paper: Paper) -> bytes:
    document = Document(BytesIO(template))
    for text in (paper.title, paper.addressee, *(title + text for title, text in paper.fields), paper.issuer):
        document.add_paragraph(text)
    return saved(document)


def _memory() -> float:
    """The most this process has had at once, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
