"""Papers as PDF: what the Word file says, in the form of official papers, with every character there is a font for."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from attrs import evolve
from docx.oxml.ns import qn
from paper_samples import FACTS, SAMPLES, SIGNED_ON, element, opened

from yuetan.paperwork.papers.content import Paper, composed
from yuetan.paperwork.papers.materials import as_word
from yuetan.paperwork.papers.pdf import NotPrinted, Printer, printer
from yuetan.paperwork.papers.plain import layout_of
from yuetan.paperwork.papers.twins import TWINS, Twin
from yuetan.plugins import load
from yuetan.rules import FieldType, FormField, Material
from yuetan.rules.layouts import Layout

RARE = "㐂𠮷喆堃玥珺昇䶮𠅤"
OWN_WORDS = ("（签名）：", "签名：＿＿＿＿＿", "年　　月　　日")  # of signatures, drawn by each writer in its own way
REGULATIONS = [one.under({}) for one in load().regulations]
MATERIALS = [(layout_of(regulation, one), one) for regulation in REGULATIONS for one in regulation.of(Material)]
PAPERS = [*MATERIALS, *((one.layout, one.material) for one in TWINS.values())]
IDS = [f"{place}-{material.code}" for place, (_, material) in enumerate(PAPERS)]


def example(field: FormField) -> str:
    """Something that a field of its type may say."""
    match field.type:
        case FieldType.DATE:
            return "2026-03-20"
        case FieldType.TIME:
            return "09:30"
        case FieldType.YES_NO:
            return "yes"
        case FieldType.CHOICE:
            return field.choices[0]
        case FieldType.NUMBER:
            return "3"
    return f"{field.title}之一\n{field.title}之二" if field.type is FieldType.LONG_TEXT else f"某{field.title}"


def paper(sort: str, *, blank: bool = False, **fields: str) -> Paper:
    one = SAMPLES[sort]
    entries = (fields,) if fields else one.entries
    return Paper(layout=one.layout, material=one.material, on=SIGNED_ON, entries=() if blank else entries,
                 facts={} if blank else one.facts)


def texts(value: object) -> Iterator[str]:
    """Every text of composed content, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for code, one in value.items() if code != "sort" for text in texts(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in texts(one))


def characters(text: str) -> list[str]:
    """A text as it is compared: its characters but blanks, in no order."""
    for words in OWN_WORDS:
        text = text.replace(words, "")
    return sorted(one for one in text if not one.isspace())


def said_in_word(content: bytes) -> str:
    document = opened(content)
    found = [one.text or "" for one in element(document).body.iter(qn("w:t"))]
    return "".join(found)


def drawn(content: bytes) -> set[str]:
    """The characters that a PDF says it has glyphs for."""
    found = set[str]()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            continue
        for codes in re.findall(rb"<[0-9A-Fa-f]{2,4}> ?<([0-9A-Fa-f]{4,})>", text):
            found |= set(bytes.fromhex(codes.decode()).decode("utf-16-be", "ignore"))
    return found


def said_in_all(paper: Paper) -> str:
    """All that a composed paper says in its body."""
    content = composed(paper)
    left_out = {"each_page"}  # at the foot
    if content["sort"] != "letter" or not content["headed"]:
        left_out |= {"issuer", "number"}
    if content["sort"] == "letter" and content["signed_by"]:
        left_out |= {"unit", "day"}
    return "".join(texts({code: part for code, part in content.items() if code not in left_out}))


@pytest.mark.parametrize(("layout", "material"), MATERIALS, ids=IDS[:len(MATERIALS)])
def test_pdf_and_word_say_the_same(layout: Layout, material: Material) -> None:
    said = {one.code: example(one) for one in material.fields}
    one = Paper(layout=layout, material=material, entries=(said,), facts=FACTS, on=SIGNED_ON)
    assert characters(said_in_all(one)) == characters(said_in_word(as_word(one)))


@pytest.mark.parametrize("twin", TWINS.values(), ids=TWINS)
def test_what_is_filled_in_by_hand_says_the_same_too(twin: Twin) -> None:
    one = Paper(layout=twin.layout, material=twin.material, facts=FACTS, on=SIGNED_ON, by_hand=True)
    assert characters(said_in_all(one)) == characters(said_in_word(as_word(one)))


def test_every_material_of_every_regulation_prints() -> None:
    papers = [Paper(layout=layout, material=material, facts=FACTS, on=SIGNED_ON,
                    entries=({one.code: example(one) for one in material.fields},)) for layout, material in PAPERS]
    blanks = [evolve(one, entries=(), by_hand=True) for one in papers]
    content = printer().printed([*papers, *blanks])
    assert content.startswith(b"%PDF-")
    assert len(papers) * 2 <= len(re.findall(rb"/Type ?/Page\b", content))


def test_it_is_the_official_page() -> None:
    content = printer().printed([paper("notice"), paper("ledger")])
    boxes = [tuple(round(float(one)) for one in found.split())
             for found in re.findall(rb"/MediaBox ?\[([^\]]+)\]", content)]
    assert boxes == [(0, 0, 595, 842), (0, 0, 842, 595)]


def test_it_is_made_for_keeping() -> None:
    content = printer().printed([paper("notice")])
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content


def test_it_tells_of_the_unit_and_the_day_alone() -> None:
    content = printer().printed([paper("notice")])
    assert FACTS["unit"].encode() in content
    assert set(re.findall(rb"D:[0-9]{14}", content)) == {b"D:20260309000000"}
    assert b"/tmp" not in content
    assert b"/home" not in content


@pytest.mark.parametrize("sort", SAMPLES)
def test_equal_papers_are_equal_bytes(sort: str) -> None:
    assert Printer().printed([paper(sort)]) == printer().printed([paper(sort)])


def test_rare_characters_have_glyphs() -> None:
    said = evolve(paper("notice"), facts={**FACTS, "interviewee": RARE, "unit": f"{RARE}纪委"},
                  entries=({"person": RARE, "topic": RARE},))
    assert set(RARE) <= drawn(printer().printed([said]))


@pytest.mark.parametrize("character", ["\U0003fff0", "\U0003fff1"])
def test_a_character_without_a_font_is_named_and_nothing_is_printed(character: str) -> None:
    with pytest.raises(NotPrinted, match=f"没有字体能印出“{character}”"):
        printer().printed([paper("notice", topic=f"甲{character}乙", person="赵喆")])


@pytest.mark.parametrize("hostile", [
    '#read("/etc/passwd")', "$x^2$ *粗* _斜_ <a> @b // c /* d */", '#{sys.inputs} "]) \\u{41}', "{{ person }} {code}",
    "= 标题\n- 列\n+ 项\t末"])
def test_what_a_paper_says_is_never_markup(hostile: str) -> None:
    content = printer().printed([paper("notice", topic=hostile, person="赵喆")])
    wanted = {one for one in hostile if not one.isspace()}
    assert wanted <= drawn(content)
    assert "root" not in drawn(content) or "root" in hostile


def test_marks_stand_above_the_paper() -> None:
    marked = evolve(paper("notice"), marks=("000001", "内部"))
    assert composed(marked)["marks"] == ["000001", "内部"]
    assert [one.text for one in opened(as_word(marked)).paragraphs][:2] == ["000001", "内部"]


def test_printing_from_several_threads_mixes_nothing() -> None:
    wanted = [evolve(paper("notice"), on=date(2026, 3, day)) for day in range(1, 9)]
    alone = [printer().printed([one]) for one in wanted]
    with ThreadPoolExecutor(4) as together:
        assert alone == list(together.map(lambda one: printer().printed([one]), wanted))


def test_no_paper_and_too_many_are_refused() -> None:
    for papers in ([], [paper("notice")] * 301):
        with pytest.raises(ValueError, match="papers are printed at once"):
            printer().printed(papers)
