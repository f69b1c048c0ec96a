"""How tall the rows of a form are: one that has room fills its page, one that is a little too tall is made to fit."""

from __future__ import annotations

from yuetan.paperwork.papers.boxes import WIDTH, boxes
from yuetan.paperwork.papers.styles import LINE, SIZE_4, TABLE_LINE
from yuetan.paperwork.papers.tagging import BOXED
from yuetan.rules.layouts import TAG, Band, Form, Tall
from yuetan.rules.papers import Material

PAGE = 612.0  # points of the text's height, but for a line more somewhere
SHORT_ROW = 35.5  # of a row that holds one line, with its borders
WITHIN_ROW = 7.0  # above and below the text of a row, with its borders
TITLE = LINE * 2  # where it keeps to the lines of the page
SIGNATURE, NOTE, FOOT = LINE * 1.5, 26.0, 18.0
NOTE_CHARACTERS = 36  # of a line of a note
LEAST, MOST, TIGHT = TABLE_LINE * 0.6, TABLE_LINE * 2, 10.0  # points for a line of a tall row
STEP = 0.5


def share_of_lines(layout: Form, material: Material, *, roomy: bool) -> float:
    """The points that each line of the tall rows gets, so that the form fills its page.

    Where that is too little to write on, a ``roomy`` one fills its pages, and another is as long as what it says.
    """
    pages, share = _pages(layout, material, LEAST), LEAST
    if pages > 1 and not roomy:
        return TIGHT
    while share + STEP <= MOST and _pages(layout, material, share + STEP) <= pages:
        share += STEP
    return share


def _pages(layout: Form, material: Material, share: float) -> int:
    """How many pages the blank form takes: no row of it is torn, nor what stands below the table."""
    caption = TABLE_LINE + SIZE_4 / 4 if any(layout.caption) else 0
    closing = SIZE_4 + LINE * (1 + len(layout.closing) // 26) if layout.closing else 0
    note = NOTE * (1 + len(layout.note) // NOTE_CHARACTERS) if layout.note else 0
    below = closing + SIGNATURE * len(layout.signed_by) + note
    whole, filled, pages = PAGE - (FOOT if layout.each_page else 0), TITLE + SIZE_4 + caption, 1
    band = 0.0
    rows = ((_height(one, material, share), isinstance(one, Band)) for one in layout.rows)
    for height, waits in (*rows, (below, False)):
        if waits:  # for the row below it, with which it stays
            band = height
            continue
        if filled + band + height > whole:
            filled, pages = 0, pages + 1
        filled, band = filled + band + height, 0.0
    return pages


def _height(row: tuple[str, ...] | Band | Tall, material: Material, share: float) -> float:
    """Of a row of one line, of the several that its choices take, or of a tall one."""
    if isinstance(row, Tall):
        held = 2 * TABLE_LINE + LINE if row.signed else (1 + row.title.count("\n")) * TABLE_LINE
        return max(row.lines * share, held) + WITHIN_ROW
    if isinstance(row, Band):
        return SHORT_ROW
    options = {one.code: boxes(one, "").count("\n") for one in material.fields if one.type in BOXED}
    found, wide = TAG.fullmatch(row[-1]), len(row) == len(("title", "text"))
    more = (options.get(found[1], 0) if found else len(TAG.sub("", row[-1])) // WIDTH) if wide else 0
    return max(SHORT_ROW, (1 + max(more, *(text.count("\n") for text in row[::2]))) * TABLE_LINE + WITHIN_ROW)
