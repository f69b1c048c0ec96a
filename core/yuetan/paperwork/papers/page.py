"""An empty page as GB/T 9704-2012 has it: A4, 22 lines of 28 characters, the page's number outside at the foot."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as OpenDocument
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.opc.constants import RELATIONSHIP_TYPE as SORT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from yuetan.paperwork.papers.reading import WORD
from yuetan.paperwork.papers.styles import FANG, HEI, PLAIN, SIZE_4, SONG, fonts, settings, styles

TOP, LEFT, RIGHT, BOTTOM = Mm(37), Mm(28), Mm(26), Mm(35)
FOOT = Mm(25)  # from the sheet's edge: the dashes stand 7 mm below the text
LINE_PITCH = 579  # twips
PAGE_NUMBER = ("begin", " PAGE ", "separate", "1", "end")


def empty_page(*, wide: bool = False) -> OpenDocument:
    """A document of one empty page, with our styles and settings alone; a ``wide`` one lies on its side."""
    document = Document()
    for key in [key for key, one in document.part.rels.items() if one.reltype not in {SORT.STYLES, SORT.SETTINGS}]:
        document.part.rels.pop(key)
    for element, ours in ((document.styles.element, styles()), (document.settings.element, settings(even=True))):
        for child in list(element):
            element.remove(child)
        element.extend(list(ours))
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENTATION.PORTRAIT, Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.right_margin, section.bottom_margin = TOP, LEFT, RIGHT, BOTTOM
    section.header_distance, section.footer_distance, section.gutter = Mm(15), FOOT, Mm(0)
    if wide:
        section.orientation, section.page_width, section.page_height = WD_ORIENTATION.LANDSCAPE, Mm(297), Mm(210)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = LEFT, RIGHT, TOP, BOTTOM
        section.footer_distance = Mm(16)
    _set_grid(document)
    _number(section.footer, ALIGNED.RIGHT)
    _number(section.even_page_footer, ALIGNED.LEFT)
    return document


def saved(document: OpenDocument) -> bytes:
    """The document as a file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def add_run(paragraph: Paragraph, text: str, font: str = FANG, size: float | None = None,
            color: RGBColor | None = None) -> Run:
    """Text in one of our fonts, for Chinese and for Western characters; of the style's size where none is given."""
    run = paragraph.add_run(text)
    run._element.get_or_add_rPr().insert(0, parse_xml(  # noqa: SLF001 - the library has no word for Chinese fonts
        fonts(font).replace("<w:rFonts", f'<w:rFonts xmlns:w="{WORD}"')))
    if size is not None:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color
    return run


def add_tag(document: OpenDocument, tag: str) -> None:
    """A paragraph that holds one tag, and goes with it."""
    add_run(document.add_paragraph(), tag)


def add_marks(document: OpenDocument) -> None:
    """What a paper is marked with, each in a line of its own at the top of the first page: nothing on most."""
    add_tag(document, "{%p for line in marks %}")
    add_run(document.add_paragraph(style="Normal"), "{{ line }}", HEI)
    add_tag(document, "{%p endfor %}")


def add_title_of_table(document: OpenDocument, text: str) -> None:
    """The title of a table, at the top of its page."""
    title = document.add_paragraph(style="Title")
    title.paragraph_format.space_after = Pt(SIZE_4)
    add_run(title, text, SONG)


def _set_grid(document: OpenDocument) -> None:
    section = document.sections[0]._sectPr  # noqa: SLF001 - the library has no word for the grid
    for grid in section.findall(qn("w:docGrid")):
        section.remove(grid)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "lines"), ("linePitch", LINE_PITCH)):
        grid.set(qn(f"w:{name}"), str(value))
    section.append(grid)


def _number(footer: _Footer, side: ALIGNED) -> None:
    """The page's number between dashes, one character from the edge of the text."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style, paragraph.alignment = "footer", side
    if side is ALIGNED.RIGHT:
        paragraph.paragraph_format.right_indent = Pt(SIZE_4)
    else:
        paragraph.paragraph_format.left_indent = Pt(SIZE_4)
    add_run(paragraph, "— ", PLAIN)
    for piece in PAGE_NUMBER:
        run = add_run(paragraph, piece if piece.isdecimal() else "", PLAIN)
        if piece.strip() == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.text = piece
            instruction.set(qn("xml:space"), "preserve")
            run._element.append(instruction)  # noqa: SLF001 - the library has no word for fields
        elif not piece.isdecimal():
            character = OxmlElement("w:fldChar")
            character.set(qn("w:fldCharType"), piece)
            run._element.append(character)  # noqa: SLF001 - see above
    add_run(paragraph, " —", PLAIN)
