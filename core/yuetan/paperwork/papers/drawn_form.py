"""A form as its layout says: a table of titles and what stands beside them, and who signs."""

from __future__ import annotations

from docx.document import Document as OpenDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from yuetan.paperwork.papers.form_height import share_of_lines
from yuetan.paperwork.papers.grid import ROW, add_caption, drawn, fill, keep_whole, new_row
from yuetan.paperwork.papers.page import add_marks, add_run, add_title_of_table, empty_page
from yuetan.paperwork.papers.signing import DAY, GAP, add_note, add_signature, add_signers_of_page
from yuetan.paperwork.papers.styles import HEI, LINE, SIZE_4
from yuetan.paperwork.papers.tagging import SHOWN, in_cell, may_go, tagged
from yuetan.rules.layouts import Band, Form, Tall
from yuetan.rules.papers import Material

WIDTHS = (28, 46, 28, 54)  # mm: a title and a text, twice


def draw_form(layout: Form, title: str, material: Material, *, roomy: bool) -> OpenDocument:
    """The form as a template; a ``roomy`` one is for writing by hand."""
    document = empty_page()
    add_marks(document)
    add_title_of_table(document, title)
    if any(layout.caption):
        add_caption(document, tagged(layout.caption[0]), tagged(layout.caption[1]))
    table, share = drawn(document, WIDTHS), share_of_lines(layout, material, roomy=roomy)
    for row in layout.rows:
        if isinstance(row, Band):
            _add_band(table, tagged(row.text))
            continue
        goes = may_go(row, material)
        if goes:
            fill(new_row(table).cells[0], f"{{%tr for line in {goes}{SHOWN} %}}")
        if isinstance(row, Tall):
            _add_tall(table, row, material, share)
        else:
            _add_pairs(table, row, material)
        if goes:
            fill(new_row(table).cells[0], "{%tr endfor %}")
    add_note(document, tagged(layout.note))
    if layout.closing:
        closing = document.add_paragraph(style="Closing")
        closing.paragraph_format.space_before = Pt(SIZE_4)
        add_run(closing, tagged(layout.closing))
    for signer in layout.signed_by:
        add_signature(document, tagged(signer))
    document.paragraphs[-1].paragraph_format.keep_with_next = False
    if layout.each_page:
        add_signers_of_page(document, layout.each_page)
    return document


def _add_pairs(table: Table, texts: tuple[str, ...], material: Material) -> None:
    row = new_row(table, ROW)
    keep_whole(row)
    cells = [row.cells[0], row.cells[1], row.cells[2], row.cells[3]]
    if len(texts) < len(WIDTHS):
        cells = [cells[0], cells[1].merge(cells[3])]
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        title = place % 2 == 0
        filled = fill(cell, tagged(text) if title else in_cell(text, material))
        filled.alignment = ALIGNED.CENTER if title or len(texts) > 2 else ALIGNED.LEFT  # noqa: PLR2004 - a pair
    _set_widths(cells)


def _add_tall(table: Table, tall: Tall, material: Material, share: float) -> None:
    row = new_row(table, Pt(tall.lines * share))
    cells = [row.cells[0], row.cells[1].merge(row.cells[3])]
    fill(cells[0], tagged(tall.title)).alignment = ALIGNED.CENTER
    fill(cells[1], in_cell(tall.text, material))
    cells[1].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP if tall.text else WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    if tall.signed:
        below = cells[1].add_paragraph(style="Table Text")
        below.alignment, below.paragraph_format.space_before = ALIGNED.RIGHT, Pt(LINE)
        add_run(below, f"{tagged(tall.signed)}：{GAP}{DAY}")
    _set_widths(cells)


def _add_band(table: Table, text: str) -> None:
    row = new_row(table, ROW)
    keep_whole(row)
    cell = row.cells[0].merge(row.cells[3])
    fill(cell, text, "Table Head", HEI)
    _set_widths([cell])


def _set_widths(cells: list[_Cell]) -> None:
    """Each cell says its own width, a merged one that of all it covers."""
    widths = {1: (sum(WIDTHS),), 2: (WIDTHS[0], sum(WIDTHS[1:])), 4: WIDTHS}[len(cells)]
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
