"""Secrets planted in a lead, unmistakable wherever they turn up: who informed, his telephone, how it was worded.

``spilt(data)`` names those that stand in some bytes, however they were written. The name has characters outside GBK
and outside the basic plane of Unicode, as real names have.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

NAME = "欧阳㐂𠮷"
TELEPHONE = "13987654321"
WORDING = "局长贾某去年腊月廿三夜里在望海楼三号包间收下老钱用茶叶盒装着的两捆现金"
SOURCE = {"name": NAME, "contact": TELEPHONE, "other": "住凤凰巷拾柒号后院"}

RUN = 12
SECRETS = {
    "name": NAME, "telephone": TELEPHONE, "other": SOURCE["other"],
    **{f"wording {start}": WORDING[start:start + RUN] for start in range(0, len(WORDING) - RUN + 1, RUN)},
}


def spilt(data: bytes) -> list[str]:
    """The secrets that stand in some bytes, and how they are written there."""
    lower = data.lower()
    return [f"{secret} as {how}" for secret, text in SECRETS.items() for how, written in ways_of_writing(text)
            if (written.lower() in lower if how.startswith("hex") else written in data)]


def ways_of_writing(text: str) -> Iterator[tuple[str, bytes]]:
    """The ways in which a program, a database or a mail may write a text."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"):
        plain = text.encode(encoding)
        yield encoding, plain
        yield f"hex {encoding}", plain.hex().encode()
        for before in range(3):
            yield f"base64 {encoding} {before}", _in_base64(plain, before)
    if not text.isascii():
        yield "json", json.dumps(text)[1:-1].encode()
        yield "python", text.encode("unicode_escape")


def _in_base64(plain: bytes, before: int) -> bytes:
    """What base64 shows of some bytes wherever as many others stand before them."""
    whole = base64.b64encode(bytes(before) + plain)
    return whole[-(-before * 8 // 6):(before + len(plain)) * 8 // 6]
