"""What a scan is that somebody brings: by its content, whatever it is called, and looked at in a process of its own."""

from __future__ import annotations

from yuetan.casework.attachments import Looked
from yuetan.paperwork.limited import TooMuch, limited
from yuetan.paperwork.papers.scan_content import JPEG, PDF, PNG, NotTaken, look_within
from yuetan.wording import say

BEGINS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}


def look(content: bytes) -> Looked:
    """What a file is, or what is wrong with it, in words."""
    sort = next((sort for begins, sort in BEGINS.items() if content.startswith(begins)), "")
    if not sort:
        return Looked(wrong=say("只收 PDF、JPEG、PNG 文件；请把签字材料扫描成其中一种。"))
    try:
        (pages,) = limited(look_within, content, sort, raising=(NotTaken,))
    except NotTaken as refused:
        return Looked(wrong=str(refused))
    except (TooMuch, OSError, RuntimeError, ValueError):
        return Looked(wrong=say("文件打不开，或者太复杂；请重新扫描后再上传。"))
    return Looked(sort=sort, pages=pages)
