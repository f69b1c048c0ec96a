"""A ledger as its layout says: a wide table on its side, one row for each entry, its head on every page."""

from __future__ import annotations

from docx.document import Document as OpenDocument
from docx.shared import Mm, Pt
from docx.table import Table

from yuetan.paperwork.papers.grid import add_caption, add_head, drawn, loop, set_widths
from yuetan.paperwork.papers.page import add_marks, add_run, add_title_of_table, empty_page
from yuetan.paperwork.papers.signing import add_note
from yuetan.paperwork.papers.styles import SIZE_4, SIZE_5
from yuetan.paperwork.papers.tagging import ENTRIES, tagged
from yuetan.rules.layouts import Column, Ledger

FULL = 297 - 37 - 35  # mm
SMALL_LINE = Pt(16)
ROW = Mm(9.5)
BETWEEN = "　" * 8
SHORT = 4  # shares of the width: what stands in a wider column begins at its left


def draw_ledger(layout: Ledger, title: str) -> OpenDocument:
    """The ledger as a template."""
    document = empty_page(wide=True)
    add_marks(document)
    add_title_of_table(document, title)
    if any(layout.caption):
        add_caption(document, tagged(layout.caption[0]), tagged(layout.caption[1]), FULL)
    table = drawn(document, _widths(layout.columns))
    add_head(table, [tagged(one.title) for one in layout.columns])
    short = [place for place, one in enumerate(layout.columns) if one.width < SHORT]
    loop(table, ENTRIES, "entry", [tagged(one.text, "entry") for one in layout.columns], centred=short).height = ROW
    set_widths(table)
    _set_small(table)
    if layout.signed_by:
        line = document.add_paragraph(style="Table Text")
        line.paragraph_format.space_before = Pt(SIZE_4)
        add_run(line, BETWEEN.join(f"{tagged(one)}：" for one in layout.signed_by))
    add_note(document, tagged(layout.note))
    return document


def _widths(columns: tuple[Column, ...]) -> tuple[float, ...]:
    """Millimetres, by the shares of the columns."""
    whole = sum(one.width for one in columns)
    return tuple(FULL * one.width / whole for one in columns)


def _set_small(table: Table) -> None:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.line_spacing = SMALL_LINE
                for run in paragraph.runs:
                    run.font.size = Pt(SIZE_5)
