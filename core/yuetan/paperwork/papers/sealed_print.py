"""A whole case on paper, to be sealed: the cover for the envelope, then sheet after sheet, each counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256

from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.shared import Pt

from yuetan.casework.handing_outside import SHOWN, Said, Sheets, Whole
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.literal import clean
from yuetan.paperwork.papers.page import add_run, add_tag, empty_page, saved
from yuetan.paperwork.papers.pdf import MOST, NotPrinted, Printer
from yuetan.paperwork.papers.styles import FANG, HEI, LINE, SONG
from yuetan.paperwork.papers.template import Template, checked_template
from yuetan.rules.layouts import Letter, Written
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.wording import say

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
WIDTH, LINES = 26, 20  # characters and lines of a sheet: fewer than it holds, so that none runs over
TITLE, SEALED = "密封移交", "密件 · 仅限收件机关启封"
COVER = ("收件机关：{addressee}", "移交凭据：{receipt}", "约谈编号：{number}", "约谈种类：{kind}",
         "正文页数：{pages} 页", "校验码：{hash}")
NOTE = "封装前请核对页数，与登记的页数、校验码一致后密封，骑缝签章。正文打印一次，系统内不再留存。"
NAMES = ("title", "sealed", "note")
LISTS = {"cover": ("text",), "sheets": ("text",)}
NAMED = "密封移交件（{number}）"
PDF_LINES = 14  # of a sheet as PDF, under the number of the sheet
MATERIAL = Material("sealed_print", TITLE, clause="", fields=(
    FormField("heading", "标题"), FormField("text", "正文", FieldType.LONG_TEXT)))
SHEET = Letter("sealed_print", title="{heading}", body=(Written("text"),))


def sealed_print(whole: Whole, by: Printer | None = None) -> Sheets:
    """It with the number of its sheets behind the cover: a PDF where there is a printer, else a .docx.

    The same case gives the same file. Raises `NotPrinted` where a character has no font, or it is too long for a PDF.
    """
    pages = tuple(_pages(whole, PDF_LINES if by else LINES))
    whole_hash = sha256("\f".join(pages).encode()).hexdigest()
    said = {"addressee": whole.addressee, "receipt": whole.receipt, "number": whole.number, "kind": whole.kind,
            "pages": str(len(pages)), "hash": whole_hash[:SHOWN]}
    cover = [one.format(**said) for one in COVER]
    if by is not None:
        return Sheets(_as_pdf(whole, cover, pages, by), len(pages), whole_hash)
    content = _template().filled({
        "title": TITLE, "sealed": SEALED, "note": NOTE, "cover": [{"text": one} for one in cover],
        "sheets": [{"text": one} for one in pages]}, issuer=whole.unit, on=whole.on)
    return Sheets(content, len(pages), whole_hash)


def name_of(number: str, ending: str) -> str:
    """What the file is called."""
    return NAMED.format(number=number) + ending


def _as_pdf(whole: Whole, cover: Sequence[str], pages: Sequence[str], by: Printer) -> bytes:
    """The cover and every sheet, each on a page of its own."""
    if len(pages) >= MOST:
        raise NotPrinted(say("案卷太长，不能印成一个 PDF；请改用 Word 文件打印。"))
    texts = [(TITLE, "\n".join((SEALED, *cover, NOTE))),
             *((f"第{number}页，共{len(pages)}页", text) for number, text in enumerate(pages, start=1))]
    return by.printed([Paper(layout=SHEET, material=MATERIAL, entries=({"heading": heading, "text": text},),
                             on=whole.on) for heading, text in texts])


def _pages(whole: Whole, lines_of_sheet: int) -> Iterator[str]:
    lines = tuple(one for text in _texts(whole) for one in _folded(text))
    yield from ("\n".join(lines[first:first + lines_of_sheet]) for first in range(0, len(lines), lines_of_sheet))


def _texts(whole: Whole) -> Iterator[str]:
    yield from (f"约谈编号：{whole.number}", f"约谈种类：{whole.kind}", f"约谈对象：{'、'.join(whole.people)}",
                f"主题：{whole.topic}", f"地点：{whole.place}", "")
    for one in whole.said:
        yield from _entry(one)


def _entry(one: Said) -> Iterator[str]:
    yield f"第{one.number}条　{one.on.isoformat()}　{one.title}"
    yield from (f"{title}：{text}" for title, text in one.fields)
    yield ""


def _folded(text: str) -> Iterator[str]:
    for line in clean(text).split("\n"):
        yield line[:WIDTH]
        yield from (line[first:first + WIDTH] for first in range(WIDTH, len(line), WIDTH))


@cache
def _template() -> Template:
    return checked_template(saved(_sheet()), NAMES, LISTS)


def _sheet() -> OpenDocument:
    document = empty_page()
    for tag, font, style in (("{{ sealed }}", HEI, "Table Text"), ("{{ title }}", SONG, "Title")):
        line = document.add_paragraph(style=style)
        line.alignment, line.paragraph_format.space_before = ALIGNED.CENTER, Pt(4 * LINE)
        add_run(line, tag, font)
    add_tag(document, "{%p for line in cover %}")
    line = document.add_paragraph(style="Table Text")
    line.paragraph_format.space_before = Pt(LINE)
    add_run(line, "{{ line.text }}", FANG)
    add_tag(document, "{%p endfor %}")
    note = document.add_paragraph(style="Table Text")
    note.paragraph_format.space_before = Pt(2 * LINE)
    add_run(note, "{{ note }}", FANG)
    add_tag(document, "{%p for sheet in sheets %}")
    sheet = document.add_paragraph(style="Table Text")
    sheet.paragraph_format.page_break_before = True
    add_run(sheet, "{{ sheet.text }}", FANG)
    add_tag(document, "{%p endfor %}")
    return document
