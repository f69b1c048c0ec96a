"""A whole case on paper, to be sealed: the cover for the envelope, then sheet after sheet, each counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.shared import Pt

from yuetan.casework.handing_outside import SHOWN, Said, Sheets, Whole
from yuetan.paperwork.papers.literal import clean
from yuetan.paperwork.papers.page import add_run, add_tag, empty_page, saved
from yuetan.paperwork.papers.styles import FANG, HEI, LINE, SONG
from yuetan.paperwork.papers.template import Template, checked_template

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
WIDTH, LINES = 26, 20  # characters and lines of a sheet: fewer than it holds, so that none runs over
TITLE, SEALED = "密封移交", "密件 · 仅限收件机关启封"
COVER = ("收件机关：{addressee}", "移交凭据：{receipt}", "约谈编号：{number}", "约谈种类：{kind}",
         "正文页数：{pages} 页", "校验码：{hash}")
NOTE = "封装前请核对页数，与登记的页数、校验码一致后密封，骑缝签章。正文打印一次，系统内不再留存。"
NAMES = ("title", "sealed", "note")
LISTS = {"cover": ("text",), "sheets": ("text",)}
NAMED = "密封移交件（{number}）.docx"


def sealed_print(whole: Whole) -> Sheets:
    """The .docx of it with the number of its sheets behind the cover. The same case gives the same file."""
    pages = tuple(_pages(whole))
    whole_hash = sha256("\f".join(pages).encode()).hexdigest()
    said = {"addressee": whole.addressee, "receipt": whole.receipt, "number": whole.number, "kind": whole.kind,
            "pages": str(len(pages)), "hash": whole_hash[:SHOWN]}
    content = _template().filled({
        "title": TITLE, "sealed": SEALED, "note": NOTE, "cover": [{"text": one.format(**said)} for one in COVER],
        "sheets": [{"text": one} for one in pages]}, issuer=whole.unit, on=whole.on)
    return Sheets(content, len(pages), whole_hash)


def name_of(number: str) -> str:
    """What the file is called."""
    return NAMED.format(number=number)


def _pages(whole: Whole) -> Iterator[str]:
    lines = tuple(one for text in _texts(whole) for one in _folded(text))
    yield from ("\n".join(lines[first:first + LINES]) for first in range(0, len(lines), LINES))


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
