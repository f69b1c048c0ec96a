"""The form of a paper, read back: GB/T 9704-2012."""

from __future__ import annotations

from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from paper_samples import A_LEDGER, ISSUER, SAMPLES, element, opened, paragraphs, parts, written

from yuetan.paperwork.papers.styles import FANG, HEI, KAI, PLAIN, SONG

FONTS = {FANG, HEI, KAI, PLAIN, SONG}
sorts = pytest.mark.parametrize("sort", SAMPLES)


def chinese_font(thing: object) -> str:
    found = element(thing).find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if found is None else str(found.get(qn("w:eastAsia")))


@sorts
def test_the_page_is_an_official_one(sort: str) -> None:
    section = opened(written(sort)).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin,
             section.bottom_margin)
    expected = [297, 210, 28, 37, 35, 26] if sort == "ledger" else [210, 297, 37, 28, 26, 35]
    assert expected == [round(size.mm) for size in sizes if size is not None]


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
    document = opened(written("ledger", A_LEDGER.saying(what="很长的一段。" * 2000)))
    head, *others = document.tables[-1].rows
    assert element(head).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert [element(row).find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") for row in others] == [None] * len(others)


@pytest.mark.parametrize(("sort", "width"), [("record", 156), ("form", 156), ("ledger", 225)])
def test_a_table_is_as_wide_as_the_text(sort: str, width: int) -> None:
    (table,) = opened(written(sort)).tables
    for row in element(table).iter(qn("w:tr")):
        widths = [int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) for cell in row.iter(qn("w:tc"))]
        assert round(sum(widths) / 1440 * 25.4) == width
    assert not table.autofit


def test_a_short_row_is_not_torn_and_a_tall_one_may_be() -> None:
    pairs, *_, tall = opened(written("record")).tables[0].rows
    torn = [element(row).find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in (pairs, tall)]
    assert torn == [False, True]


@pytest.mark.parametrize(("sort", "signed"), [
    ("notice", ["特此通知。", ISSUER, "2026年3月9日"]),
    ("record", ["以上记录经核对无误。", "约谈对象（签名）：\t\t年　　月　　日", "约谈人（签名）：\t\t年　　月　　日",
                "记录人（签名）：\t\t年　　月　　日"]),
])
def test_the_signature_stays_with_the_last_paragraph(sort: str, signed: list[str]) -> None:
    *before, last = opened(written(sort)).paragraphs[-len(signed):]
    assert signed == [one.text for one in (*before, last)]
    assert [kept(one) for one in before] == [True] * len(before)
    assert not kept(last)


def test_a_heading_stays_with_its_text() -> None:
    headings = [one for one in opened(written("statement")).paragraphs if one.text.startswith(("一、", "二、"))]
    assert [(one.text, kept(one)) for one in headings if one.style] == [("一、问题", True), ("二、措施", True)]


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
