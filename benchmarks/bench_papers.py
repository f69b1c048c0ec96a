"""A thousand notices and records as Word files, beside what else fills a template: zip and Jinja, docxtpl and more."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from io import BytesIO

from attrs import frozen
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment

from benchmarks import Promise, Row, Table, side_by_side
from yuetan.paperwork.papers.materials import changed, render, template_of
from yuetan.paperwork.papers.package import packed, parts_of
from yuetan.paperwork.papers.page import saved
from yuetan_lianyungang.regulation import NOTICE, RECORD, REGULATION

MANY, FEW = 1000, 25  # in one round: those that are quick, and those that are not
ROUNDS = 3
SECOND = 1e9
MEGABYTE = 1024  # in kilobytes, as the system counts
ON = date(2026, 3, 9)
DOCUMENT = "word/document.xml"
OURS, PACKED, BARE = "a notice of ours", "zip alone, its text at hand", "docxtpl, a template opened for each"
JINJA, PARAGRAPHS = "zip and Jinja, a template compiled once", "python-docx, the same paragraphs"
FORM, BLANK = "a record of ours, a table", "the same to be filled in by hand"
LISTED = ("topic", "date", "time", "place")
SETTLED = REGULATION.under({})


@frozen
class Said:
    """What one notice says."""

    facts: Mapping[str, str]
    values: Mapping[str, str]

    @property
    def tags(self) -> dict[str, object]:
        """The same by the tags of the template."""
        lines = [{"heading": f"{code}：", "text": self.values[code]} for code in LISTED]
        return {**self.facts, "document_number": self.facts["number"], **self.values, "lines": lines}


def run() -> Iterator[Table]:
    """Measure notices to a thousand people, and the records of their talks."""
    papers = [_said(number) for number in range(MANY)]
    template, parts = template_of(SETTLED, NOTICE), parts_of(_notice(papers[0]))  # and ours is parsed, once
    works: dict[str, tuple[Callable[[], object], int]] = {
        PACKED: (partial(_each, papers, lambda _: packed(parts)), MANY),
        JINJA: (partial(_each, papers, _with_jinja(template, parts)), MANY),
        OURS: (partial(_each, papers, _notice), MANY),
        FORM: (partial(_each, papers, partial(_record, by_hand=False)), MANY),
        BLANK: (partial(_each, papers, partial(_record, by_hand=True)), MANY),
        PARAGRAPHS: (partial(_each, papers[:FEW], partial(_with_paragraphs, template)), FEW),
        BARE: (partial(_each, papers[:FEW], partial(_with_docxtpl, template)), FEW),
        "drawing a template from its layout": (partial(template_of, SETTLED, NOTICE), 1),
        "reading and checking the template": (partial(changed, SETTLED, NOTICE, template), 1),
    }
    _each(papers, _notice)
    before = _memory()
    times = side_by_side(works, ROUNDS)
    _each(papers, _notice)
    yield Table(
        f"{MANY:,} notices and records; each",
        tuple(Row(name, time, f"{time * MANY / SECOND:.2f} s for {MANY:,}") for name, time in times.items()),
        (Promise("a notice of ours, in docxtpl's", 1, times[OURS] / times[BARE]),
         Promise("a notice of ours, in zip and Jinja alone", 2, times[OURS] / times[JINJA])),
        (f"memory at its highest after {MANY * (ROUNDS + 1):,} more: {_memory() - before:+.1f} MB",))


def _each(papers: list[Said], write: Callable[[Said], bytes]) -> None:
    for paper in papers:
        write(paper)


def _said(number: int) -> Said:
    facts = {"unit": "中共连云港市纪律检查委员会", "number": f"约谈〔2026〕{number + 1}号", "kind": "日常约谈",
             "citation": "《市管领导干部廉政约谈暂行办法》第七条（二）", "interviewee": f"干部{number}",
             "interviewer": "李堃", "signed_on": "2026年3月9日"}
    values = {"topic": f"履行党风廉政建设责任和个人廉洁从政情况（{number}）", "person": f"干部{number}",
              "date": "2026-03-20", "time": "09:30", "place": "市行政中心3号楼512室"}
    return Said(facts, values)


def _notice(paper: Said) -> bytes:
    return render(SETTLED, NOTICE, [paper.values], facts=paper.facts, on=ON)


def _record(paper: Said, *, by_hand: bool) -> bytes:
    said = {"topic": paper.values["topic"], "reason": "苗头性问题", "account": "如实汇报。" * 50}
    return render(SETTLED, RECORD, [said], facts=paper.facts, on=ON, by_hand=by_hand)


def _with_jinja(template: bytes, parts: dict[str, bytes]) -> Callable[[Said], bytes]:
    source = DocxTemplate(BytesIO(template)).patch_xml(parts_of(template)[DOCUMENT].decode())
    compiled = Environment(autoescape=True).from_string(source)
    return lambda paper: packed({**parts, DOCUMENT: compiled.render(paper.tags).encode()})


def _with_docxtpl(template: bytes, paper: Said) -> bytes:
    file = DocxTemplate(BytesIO(template))
    file.render(paper.tags, autoescape=True)
    result = BytesIO()
    file.save(result)
    return result.getvalue()


def _with_paragraphs(template: bytes, paper: Said) -> bytes:
    document = Document(BytesIO(template))
    for text in (*paper.facts.values(), *paper.values.values()):
        document.add_paragraph(text)
    return saved(document)


def _memory() -> float:
    """The most this process has had at once, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
