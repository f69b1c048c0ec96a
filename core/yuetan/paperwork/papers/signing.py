"""Who signs below a paper: somebody by hand, on a line; or the unit, with the day."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt

from yuetan.paperwork.papers.grid import FULL
from yuetan.paperwork.papers.page import add_run
from yuetan.paperwork.papers.styles import CHARACTER, FANG, KAI, LINE, SIZE_4, SIZE_SMALL_4

LINE_ENDS = Mm(92)
NOTE_LINE = 18
ON_A_LINE = "＿＿＿＿＿"
BY_HAND, DAY = "（签名）：", "年　　月　　日"
GAP = "　" * 6  # to sign in


def add_signature(document: OpenDocument, signer: str) -> None:
    """The title of a signer, a line to sign on, and the day: the one he names, or to be written in by hand."""
    title, tag, rest = signer.partition("{{")
    line = document.add_paragraph(style="Closing")
    line.paragraph_format.space_before = Pt(LINE / 2)
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(LINE_ENDS, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    stops.add_tab_stop(Mm(FULL), WD_TAB_ALIGNMENT.RIGHT)
    add_run(line, f"{title}{BY_HAND}", FANG)
    for text in ("\t", "\t", tag + rest or DAY):
        add_run(line, text, FANG)


def add_unit_and_day(document: OpenDocument, indent: int, unit: str, day: str) -> None:
    """The unit and under it the day, in the middle of a block so many characters from the left."""
    for tag, before in ((unit, 2 * LINE), (day, 0)):
        paragraph = document.add_paragraph(style="Signature")
        paragraph.paragraph_format.space_before = Pt(before)
        place = paragraph._element.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - no word for indents in characters
        place.set(qn("w:leftChars"), str(indent * 100))
        place.set(qn("w:left"), f"{indent * CHARACTER:.0f}")
        add_run(paragraph, tag, FANG)
    document.paragraphs[-1].paragraph_format.keep_with_next = False


def add_note(document: OpenDocument, text: str) -> None:
    """A note in small letters; nothing where there is none."""
    if text:
        note = document.add_paragraph(style="Table Text")
        note.paragraph_format.space_before = Pt(SIZE_4 / 2)
        note.paragraph_format.line_spacing = Pt(NOTE_LINE)
        add_run(note, text, KAI, SIZE_SMALL_4)


def add_signers_of_page(document: OpenDocument, titles: Sequence[str]) -> None:
    """Who signs at the foot of every page, above its number."""
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer):
        _add_signers(footer, titles)


def _add_signers(footer: _Footer, titles: Sequence[str]) -> None:
    above = footer.paragraphs[0].insert_paragraph_before()
    above.style, above.alignment = "footer", ALIGNED.LEFT
    add_run(above, "　".join(f"{title}签名：{ON_A_LINE}" for title in titles), FANG, SIZE_SMALL_4)
