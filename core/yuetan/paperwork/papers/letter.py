"""The letter a notice is: the unit's name in red, number, red line, title, text, and who signs it on what day."""

from __future__ import annotations

from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from yuetan.paperwork.papers.page import add_run, add_tag, empty_page
from yuetan.paperwork.papers.reading import WORD
from yuetan.paperwork.papers.styles import CHARACTER, FANG, HEI, LINE, SONG

RED = RGBColor(0xE6, 0x00, 0x00)
NAMES = ("issuer", "number", "title", "addressee", "lead_in", "closing", "signed_on")
LISTS = {"lines": ("heading", "text")}
WIDTH = 28  # characters of a line
SIZES = (36, 30, 26, 22, 20, 18)  # points of the unit's name, the largest that holds it in one line
WIDTH_IN_POINTS = 442
BLOCK = 14  # characters: half of the page, so that a short day ends four characters from the edge


def head_size(issuer: str) -> int:
    """The points the name of a unit is printed in above the line."""
    return next((size for size in SIZES if size * len(issuer) <= WIDTH_IN_POINTS), SIZES[-1])


def signature_indent(issuer: str) -> int:
    """How many characters from the left the block begins in whose middle unit and day stand."""
    return max(WIDTH - max(BLOCK, len(issuer)), 0)


def letter(size: int, indent: int) -> OpenDocument:
    """The letter as a template, the unit's name in so many points, its signature so many characters from the left."""
    document = empty_page()
    head = document.add_paragraph(style="Title")
    head.paragraph_format.line_spacing = Pt(size * 1.5)
    add_run(head, "{{ issuer }}", SONG, size, RED)
    number = document.add_paragraph()
    number.alignment, number.paragraph_format.space_before = ALIGNED.CENTER, Pt(LINE / 2)
    number.paragraph_format.keep_with_next = True
    add_run(number, "{{ number }}")
    number._element.get_or_add_pPr().insert_element_before(parse_xml(  # noqa: SLF001 - the library has no word for lines
        f'<w:pBdr xmlns:w="{WORD}"><w:bottom w:val="single" w:sz="18" w:space="8" w:color="{RED}"/></w:pBdr>'),
        "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    title = document.add_paragraph(style="Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(1.5 * LINE), Pt(LINE / 2)
    add_run(title, "{{ title }}", SONG)
    add_run(document.add_paragraph(style="Salutation"), "{{ addressee }}")
    add_run(document.add_paragraph(style="Body Text"), "{{ lead_in }}")
    add_tag(document, "{%p for line in lines %}")
    line = document.add_paragraph(style="Body Text")
    add_run(line, "{{ line.heading }}", HEI)
    add_run(line, "{{ line.text }}")
    add_tag(document, "{%p endfor %}")
    add_run(document.add_paragraph(style="Closing"), "{{ closing }}")
    for tag, before in (("{{ issuer }}", 2 * LINE), ("{{ signed_on }}", 0)):
        _sign(document, tag, before, indent)
    document.paragraphs[-1].paragraph_format.keep_with_next = False
    return document


def _sign(document: OpenDocument, tag: str, before: float, indent: int) -> None:
    paragraph = document.add_paragraph(style="Signature")
    paragraph.paragraph_format.space_before = Pt(before)
    place = paragraph._element.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - nor for indents in characters
    place.set(qn("w:leftChars"), str(indent * 100))
    place.set(qn("w:left"), f"{indent * CHARACTER:.0f}")
    add_run(paragraph, tag, FANG)
