"""The table a record or a report is: title, unit and day, who was there, what is filled in, and who signs."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as OpenDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from yuetan.paperwork.papers.page import add_run, add_tag, empty_page
from yuetan.paperwork.papers.styles import FANG, HEI, KAI, LINE, SIZE_4, SONG

NAMES = ("title", "issuer", "number", "closing", "signed_on")
LISTS = {"people": ("part", "names", "other_part", "other_names"), "rows": ("title", "text"), "signatures": ()}
FULL = 156  # mm
PEOPLE, FIELDS = (32, 46, 32, 46), (32, 124)
ROW = Mm(12)


def table(*, people: bool) -> OpenDocument:
    """The record as a template, with or without a table of those who were there."""
    document = empty_page()
    title = document.add_paragraph(style="Title")
    title.paragraph_format.space_after = Pt(SIZE_4)
    add_run(title, "{{ title }}", SONG)
    _add_line(document, "{{ issuer }}", "{{ number }}")
    if people:
        _add_people(document)
        gap = document.add_paragraph(style="Table Text")
        gap.paragraph_format.line_spacing = Pt(SIZE_4 / 2)
    _add_fields(document)
    closing = document.add_paragraph(style="Closing")
    closing.paragraph_format.space_before = Pt(SIZE_4)
    add_run(closing, "{{ closing }}")
    add_tag(document, "{%p for signature in signatures %}")
    _add_signature(document)
    add_tag(document, "{%p endfor %}")
    day = document.add_paragraph(style="Signature")
    day.alignment, day.paragraph_format.space_before = ALIGNED.RIGHT, Pt(LINE / 2)
    day.paragraph_format.keep_with_next = False
    add_run(day, "{{ signed_on }}")
    return document


def _add_line(document: OpenDocument, left: str, right: str) -> None:
    line = document.add_paragraph(style="Table Text")
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_after = Pt(SIZE_4 / 4)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(FULL), WD_TAB_ALIGNMENT.RIGHT)
    add_run(line, left, KAI)
    add_run(line, "\t", KAI)
    add_run(line, right, KAI)


def _add_people(document: OpenDocument) -> None:
    drawn = _drawn(document, PEOPLE)
    _loop(drawn, "people", "person",
          ("{{ person.part }}", "{{ person.names }}", "{{ person.other_part }}", "{{ person.other_names }}"),
          centred=(0, 1, 2, 3))


def _add_fields(document: OpenDocument) -> None:
    drawn = _drawn(document, FIELDS)
    head = _new_row(drawn)
    for cell, text in zip(head.cells, ("项目", "内容"), strict=True):
        _fill(cell, text, "Table Head", HEI)
    properties = head._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no word for rows that repeat
    for name in ("cantSplit", "tblHeader"):
        properties.append(OxmlElement(f"w:{name}"))
    _loop(drawn, "rows", "row", ("{{ row.title }}", "{{ row.text }}"), centred=(0,))


def _drawn(document: OpenDocument, widths: Sequence[int]) -> Table:
    drawn: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
    return drawn


def _loop(drawn: Table, listed: str, item: str, tags: Sequence[str], centred: Sequence[int]) -> None:
    _fill(_new_row(drawn).cells[0], f"{{%tr for {item} in {listed} %}}", "Table Text", FANG)
    row = _new_row(drawn)
    row.height, row.height_rule = ROW, WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, tag in enumerate(tags):
        filled = _fill(row.cells[place], tag, "Table Text", FANG)
        if place in centred:
            filled.alignment = ALIGNED.CENTER
    _fill(_new_row(drawn).cells[0], "{%tr endfor %}", "Table Text", FANG)
    _set_widths(drawn)


def _new_row(drawn: Table) -> _Row:
    row: _Row = drawn.add_row()  # type: ignore[no-untyped-call] # the library has forgotten to say what it returns
    return row


def _set_widths(drawn: Table) -> None:
    """Every cell says its own width too: not every program reads that of the columns."""
    for row in drawn.rows:
        for cell, column in zip(row.cells, drawn.columns, strict=True):
            cell.width = column.width


def _fill(cell: _Cell, text: str, style: str, font: str) -> Paragraph:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    add_run(paragraph, text, font)
    return paragraph


def _add_signature(document: OpenDocument) -> None:
    """A title, a line to sign on, and the day to be written in by hand."""
    line = document.add_paragraph(style="Closing")
    line.paragraph_format.space_before = Pt(LINE / 2)
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(105), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    stops.add_tab_stop(Mm(FULL), WD_TAB_ALIGNMENT.RIGHT)
    add_run(line, "{{ signature }}（签名）：", FANG)
    for text in ("\t", "\t", "年　　月　　日"):
        add_run(line, text, FANG)
