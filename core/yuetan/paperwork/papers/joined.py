"""Two Word documents of ours as one: the second begins on a new page, with the styles and the margins of the first."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from yuetan.paperwork.papers.package import packed, parts_of
from yuetan.paperwork.papers.page import saved

BODY = "word/document.xml"


def joined(first: bytes, second: bytes) -> bytes:
    """The document; equal documents give equal bytes."""
    whole, added = Document(BytesIO(first)), Document(BytesIO(second))
    whole.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for child in added.element.body:
        if child.tag != qn("w:sectPr"):
            whole.element.body.insert(len(whole.element.body) - 1, deepcopy(child))
    return packed({**parts_of(first), BODY: parts_of(saved(whole))[BODY]})
