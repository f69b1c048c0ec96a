"""The parts of a letter: the unit's name in red, number, red line, title, numbered lines."""

from __future__ import annotations

from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from yuetan.paperwork.papers.page import add_run, add_tag
from yuetan.paperwork.papers.reading import WORD
from yuetan.paperwork.papers.styles import HEI, LINE, SONG

RED = RGBColor(0xE6, 0x00, 0x00)
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


def add_red_head(document: OpenDocument, size: int, issuer: str, number: str) -> None:
    """The unit's name in so many points, the number, and the red line below them."""
    head = document.add_paragraph(style="Title")
    head.paragraph_format.line_spacing = Pt(size * 1.5)
    add_run(head, issuer, SONG, size, RED)
    line = document.add_paragraph()
    line.alignment, line.paragraph_format.space_before = ALIGNED.CENTER, Pt(LINE / 2)
    line.paragraph_format.keep_with_next = True
    add_run(line, number)
    line._element.get_or_add_pPr().insert_element_before(parse_xml(  # noqa: SLF001 - the library has no word for lines
        f'<w:pBdr xmlns:w="{WORD}"><w:bottom w:val="single" w:sz="18" w:space="8" w:color="{RED}"/></w:pBdr>'),
        "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def add_title(document: OpenDocument, text: str, before: float) -> None:
    """The title, so many points below what stands above it."""
    title = document.add_paragraph(style="Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(before), Pt(LINE / 2)
    add_run(title, text, SONG)


def add_lines(document: OpenDocument) -> None:
    """Each of the ``lines`` in a paragraph of its own, its heading in bold type before it."""
    add_tag(document, "{%p for line in lines %}")
    line = document.add_paragraph(style="Body Text")
    add_run(line, "{{ line.heading }}", HEI)
    add_run(line, "{{ line.text }}")
    add_tag(document, "{%p endfor %}")
