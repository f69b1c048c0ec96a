"""Notices and records as Word files and as PDF, beside what else makes them: zip and Jinja, docxtpl, typst alone."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment
from typst import Compiler

from benchmarks import Promise, Row, Table, side_by_side
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.materials import changed, render, template_of
from yuetan.paperwork.papers.package import packed, parts_of
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.pdf import printer
from yuetan.paperwork.papers.plain import layout_of
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
HUNDRED = 100
EACH, ALL = "a notice of ours, each its own file", "a notice of ours, all in one file"
ALONE, TOGETHER = "typst alone, a compiler used again", "typst alone, one document"
PLAIN = """\
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: ("Noto Serif CJK SC",), size: 16pt)
#for one in json(bytes(sys.inputs.papers)) [
  #align(center, text(size: 30pt, one.unit))
  #align(center, one.number)
  #one.person\\同志：

  根据#one.citation\\，现通知如下：

  一、主题：#one.topic

  二、日期：#one.date

  三、时间：#one.time

  四、地点：#one.place

  #align(right, one.unit)
  #pagebreak(weak: true)
]
"""
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
    """Measure notices to a thousand people, and the records of their talks; then notices as PDF."""
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
    yield from _pdf()


def _pdf() -> Iterator[Table]:
    """Measure notices to a hundred people as PDF, beside typst alone with as plain a program as says the same."""
    papers = [_paper(_said(number)) for number in range(HUNDRED)]
    with TemporaryDirectory() as folder:
        program = Path(folder) / "plain.typ"
        program.write_text(PLAIN, encoding="utf-8")
        plain = Compiler(str(program), root=folder)
        given = [json.dumps([{**one.facts, **one.entries[0]}], ensure_ascii=False) for one in papers]
        together = json.dumps([{**one.facts, **one.entries[0]} for one in papers], ensure_ascii=False)
        works: dict[str, tuple[Callable[[], object], int]] = {
            ALONE: (lambda: [plain.compile(format="pdf", sys_inputs={"papers": one}) for one in given], HUNDRED),
            TOGETHER: (lambda: plain.compile(format="pdf", sys_inputs={"papers": together}), HUNDRED),
            EACH: (lambda: [printer().printed([one]) for one in papers], HUNDRED),
            ALL: (lambda: printer().printed(papers), HUNDRED),
        }
        for work, _ in works.values():
            work()  # every font is read once
        before = _memory()
        times = side_by_side(works, ROUNDS)
    yield Table(
        f"{HUNDRED} notices as PDF/A; each",
        tuple(Row(name, time, f"{time * HUNDRED / SECOND:.2f} s for {HUNDRED}") for name, time in times.items()),
        (Promise("all of ours in one file, in typst's, a compiler used again", 1.5, times[ALL] / times[ALONE]),
         Promise("each of ours, in typst's, a compiler used again", 2.5, times[EACH] / times[ALONE])),
        (f"memory at its highest after {2 * HUNDRED * ROUNDS:,} more: {_memory() - before:+.1f} MB",))


def _paper(said: Said) -> Paper:
    return Paper(layout=layout_of(SETTLED, NOTICE), material=NOTICE, entries=(said.values,), facts=said.facts, on=ON)


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
