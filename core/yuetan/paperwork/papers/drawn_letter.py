"""A letter as its layout says: with the unit's name in red or without, its paragraphs, and who signs."""

from __future__ import annotations

from docx.document import Document as OpenDocument
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm

from yuetan.paperwork.papers.grid import FULL
from yuetan.paperwork.papers.letter import add_lines, add_red_head, add_title
from yuetan.paperwork.papers.page import add_marks, add_run, add_tag, empty_page
from yuetan.paperwork.papers.signing import add_note, add_signature, add_unit_and_day
from yuetan.paperwork.papers.styles import HEI, LINE
from yuetan.paperwork.papers.tagging import BLANK, LINES, SHOWN, tagged
from yuetan.rules.layouts import Heading, Letter, Listed, Written


def draw_letter(layout: Letter, title: str, size: int, indent: int) -> OpenDocument:
    """The letter as a template: the unit's name in so many points, its signature so many characters from the left."""
    document = empty_page()
    add_marks(document)
    if layout.headed:
        add_red_head(document, size, "{{ unit }}", "{{ document_number }}")
    add_title(document, title, 1.5 * LINE if layout.headed else 0)
    if layout.to:
        add_run(document.add_paragraph(style="Salutation"), tagged(layout.to))
    for part in layout.body:
        _add(document, part)
    if layout.closing:
        add_run(document.add_paragraph(style="Closing"), tagged(layout.closing))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    for signer in layout.signed_by:
        add_signature(document, tagged(signer))
    if not layout.signed_by:
        add_unit_and_day(document, indent, "{{ unit }}", "{{ signed_on }}")
    add_note(document, tagged(layout.note))
    return document


def _add(document: OpenDocument, part: str | Heading | Listed | Written) -> None:
    if isinstance(part, Heading):
        _add_heading(document, part.text)
    elif isinstance(part, Listed):
        add_lines(document)
    elif isinstance(part, Written):
        _add_written(document, part)
    else:
        add_run(document.add_paragraph(style="Body Text"), tagged(part))


def _add_heading(document: OpenDocument, text: str) -> None:
    heading = document.add_paragraph(style="heading 1")
    heading.paragraph_format.keep_with_next = True
    add_run(heading, tagged(text), HEI)


def _add_written(document: OpenDocument, part: Written) -> None:
    """The heading, the lines of the text, and lines to write on: each only where there are any."""
    if part.heading:
        add_tag(document, f"{{%p for line in {part.field}{SHOWN} %}}")
        _add_heading(document, part.heading)
        add_tag(document, "{%p endfor %}")
    add_tag(document, f"{{%p for line in {part.field}{LINES} %}}")
    add_run(document.add_paragraph(style="Body Text"), "{{ line }}")
    add_tag(document, "{%p endfor %}")
    add_tag(document, f"{{%p for line in {part.field}{BLANK} %}}")
    ruled = document.add_paragraph(style="Normal")
    ruled.paragraph_format.tab_stops.add_tab_stop(Mm(FULL), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    add_run(ruled, "{{ line }}")
    add_tag(document, "{%p endfor %}")
