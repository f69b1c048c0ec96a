"""A Word document with the watermark of an export at the head of every page."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.shared import Pt

from yuetan.paperwork.papers.package import packed, parts_of
from yuetan.wording import say


def stamped(content: bytes, watermark: Mapping[str, str]) -> bytes:
    """The same document, which says by whom, when and under which number it was taken out; alike for alike."""
    document = Document(BytesIO(content))
    text = say("检查导出 {number} · {by} · {on} · 仅供检查，不得扩散", **watermark)
    for section in document.sections:
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            paragraph = header.paragraphs[0]
            paragraph.text = text
            paragraph.alignment = ALIGNED.CENTER
            for run in paragraph.runs:
                run.font.size = Pt(9)
    file = BytesIO()
    document.save(file)
    return packed(parts_of(file.getvalue()))
