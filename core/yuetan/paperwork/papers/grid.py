"""Tables as papers have them: drawn in full, each cell as wide as its column, a row for every item of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document as OpenDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from yuetan.paperwork.papers.page import add_run
from yuetan.paperwork.papers.styles import FANG, HEI, KAI, SIZE_4

FULL = 156  # mm, the width of the text
ROW = Mm(12)


def drawn(document: OpenDocument, widths: Sequence[float]) -> Table:
    """A table without rows, its columns so many millimetres wide."""
    found: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    found.alignment, found.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(found.columns, widths, strict=True):
        column.width = Mm(width)
    return found


def new_row(table: Table, least: Length | None = None) -> _Row:
    """One row more, so tall at least."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # the library has forgotten to say what it returns
    if least is not None:
        row.height, row.height_rule = least, WD_ROW_HEIGHT_RULE.AT_LEAST
    return row


def fill(cell: _Cell, text: str, style: str = "Table Text", font: str = FANG) -> Paragraph:
    """Text in the middle of a cell's height."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    add_run(paragraph, text, font)
    return paragraph


def add_head(table: Table, titles: Iterable[str]) -> _Row:
    """The titles of the columns, again at the top of every page."""
    head = new_row(table)
    for cell, text in zip(head.cells, titles, strict=True):
        fill(cell, text, "Table Head", HEI)
    keep_whole(head, repeated=True)
    return head


def keep_whole(row: _Row, *, repeated: bool = False) -> None:
    """The row is not torn apart at the foot of a page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no word for rows that repeat
    for name in ("cantSplit", "tblHeader") if repeated else ("cantSplit",):
        properties.append(OxmlElement(f"w:{name}"))


def loop(table: Table, listed: str, item: str, tags: Sequence[str], centred: Sequence[int]) -> _Row:
    """A row for every item of a list."""
    fill(new_row(table).cells[0], f"{{%tr for {item} in {listed} %}}")
    row = new_row(table, ROW)
    for place, tag in enumerate(tags):
        filled = fill(row.cells[place], tag)
        if place in centred:
            filled.alignment = ALIGNED.CENTER
    fill(new_row(table).cells[0], "{%tr endfor %}")
    return row


def set_widths(table: Table) -> None:
    """Every cell says its own width too: not every program reads that of the columns."""
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width


def add_caption(document: OpenDocument, left: str, right: str, width: float = FULL) -> None:
    """What stands above a table on its left and on its right."""
    line = document.add_paragraph(style="Table Text")
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_after = Pt(SIZE_4 / 4)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    for text in (left, "\t", right):
        add_run(line, text, KAI)
