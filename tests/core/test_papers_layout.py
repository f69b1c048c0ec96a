"""The form of a paper, read back: GB/T 9704-2012."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from paper_samples import A_RECORD, WRITERS, element, opened, paragraphs, parts, rows, written

from yuetan.paperwork.papers.styles import FANG, HEI, KAI, PLAIN, SONG

CLOSINGS = {"特此通知。", "以上记录经核对无误。", "以上内容属实。"}
FONTS = {FANG, HEI, KAI, PLAIN, SONG}
sorts = pytest.mark.parametrize("sort", WRITERS)


def chinese_font(thing: object) -> str:
    found = element(thing).find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if found is None else str(found.get(qn("w:eastAsia")))


@sorts
def test_the_page_is_an_official_one(sort: str) -> None:
    section = opened(written(sort)).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin,
             section.bottom_margin)
    assert [round(size.mm) for size in sizes if size is not None] == [210, 297, 37, 28, 26, 35]


@sorts
def test_a_page_holds_22_lines_of_28_characters(sort: str) -> None:
    document = opened(written(sort))
    style: Any = document.styles["Normal"]
    grid: Any = document.element.body.find(f"{qn('w:sectPr')}/{qn('w:docGrid')}")
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert style.paragraph_format.line_spacing == Pt(28.9)
    assert style.paragraph_format.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    closer = int(style.element.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val"))) / 20
    height, width = Mm(297 - 37 - 35).pt, Mm(210 - 28 - 26).pt
    assert (int(height / 28.9), int(width / (style.font.size.pt + closer))) == (22, 28)


@sorts
def test_every_run_names_its_chinese_font(sort: str) -> None:
    runs = [run for one in paragraphs(opened(written(sort))) for run in one.runs]
    assert len(runs) > 10
    assert {chinese_font(run) for run in runs} <= FONTS


@sorts
def test_every_style_that_text_is_in_names_its_chinese_font(sort: str) -> None:
    document = opened(written(sort))
    used = {str(one.style.name) for one in paragraphs(document) if one.style is not None}
    assert {chinese_font(document.styles[name]) for name in used} <= FONTS


@pytest.mark.parametrize(("text", "font", "size"), [
    ("约谈通知", SONG, 22), ("一、主题：", HEI, 16), ("赵喆䶮同志：", FANG, 16), ("特此通知。", FANG, 16),
    ("约谈〔2026〕7号", FANG, 16),
])
def test_each_place_of_a_notice_has_its_font_and_size(text: str, font: str, size: float) -> None:
    document = opened(written("notice"))
    paragraph, run = next((one, run) for one in document.paragraphs for run in one.runs if run.text == text)
    style: Any = paragraph.style
    assert (font, Pt(size)) == (chinese_font(run), run.font.size or style.font.size)


@sorts
def test_page_numbers_stand_outside_between_dashes(sort: str) -> None:
    document = opened(written(sort))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for foot, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        (paragraph,) = foot.paragraphs
        assert (paragraph.alignment, paragraph.text) == (side, "— 1 —")
        assert [piece.text for piece in element(paragraph).iter(qn("w:instrText"))] == [" PAGE "]
        assert [chinese_font(run) for run in paragraph.runs] == [PLAIN] * len(paragraph.runs)
        style: Any = paragraph.style
        assert style.font.size == Pt(14)


def test_the_head_of_a_long_table_repeats_and_its_rows_may_break() -> None:
    document = opened(written("record", evolve(A_RECORD, fields=(("汇报", "很长的一段。" * 2000),))))
    head, *others = document.tables[-1].rows
    assert element(head).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert [element(row).find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") for row in others] == [None] * len(others)


def test_a_table_is_as_wide_as_the_text() -> None:
    for table in opened(written("record")).tables:
        widths: Any = [cell.width for cell in table.rows[0].cells]
        assert round(sum(width.mm for width in widths)) == 156
        assert not table.autofit


def test_a_record_of_nobody_has_one_table_alone() -> None:
    content = written("record", evolve(A_RECORD, present=()))
    assert len(opened(content).tables) == 1
    assert rows(content)[0] == ["项目", "内容"]


@sorts
def test_the_signature_stays_with_the_last_paragraph(sort: str) -> None:
    document = opened(written(sort))
    texts = [one.text for one in document.paragraphs]
    closing = next(place for place, text in enumerate(texts) if text in CLOSINGS)
    *before, last = document.paragraphs[closing:]
    assert [kept(one) for one in before] == [True] * len(before)
    assert not kept(last)


def kept(paragraph: Paragraph) -> bool:
    own = paragraph.paragraph_format.keep_with_next
    style: Any = paragraph.style
    return bool(style.paragraph_format.keep_with_next if own is None else own)


@sorts
def test_no_style_but_ours_comes_along(sort: str) -> None:
    document = opened(written(sort))
    assert {str(style.name) for style in document.styles} == {
        "Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "Title", "Body Text", "Heading 1",
        "Heading 2", "Salutation", "Closing", "Signature", "Footer", "Table Text", "Table Head"}


@sorts
def test_a_paper_has_no_part_it_does_not_need(sort: str) -> None:
    assert set(parts(written(sort))) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
        "word/footer1.xml", "word/footer2.xml", "word/settings.xml", "word/styles.xml"}
