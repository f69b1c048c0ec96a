"""Looks at a scan: whether it can be drawn, how many pages it has, and that it does nothing.

It is meant to be done apart, see `yuetan.paperwork.limited`: nothing heavy is imported here.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from typst import Compiler, TypstError

from yuetan.paperwork.limited import Give
from yuetan.wording import say

PDF, JPEG, PNG = "pdf", "jpeg", "png"
TYPST = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
MOST_PIXELS, MOST_PAGES, MOST_UNPACKED = 100_000_000, 200, 128 << 20
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/SubmitForm", b"/ImportData",
          b"/GoToR", b"/GoToE", b"/URI", b"/Movie", b"/Sound", b"/Rendition")
LOCKED = b"/Encrypt"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # of a JPEG file: what tells its size
_FRAME = struct.Struct(">BHH")


class NotTaken(Exception):  # noqa: N818 - an answer to the sender, not a failure of the program
    """A file that is not taken: why."""


def look_within(give: Give, content: bytes, sort: str) -> None:
    """Hand over the number of its pages; raises `NotTaken` for what is wrong with it."""
    pages = _pages(content) if sort == PDF else _one_picture(content, sort)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "scan").write_bytes(content)
        (place / "main.typ").write_text(f'#image("scan", format: "{TYPST[sort]}", width: 1cm)', encoding="ascii")
        try:
            Compiler(str(place / "main.typ"), root=folder, ignore_system_fonts=True).compile(format="svg")
        except TypstError as error:
            raise NotTaken(say("文件已损坏，打不开；请重新扫描后再上传。")) from error
    give(pages)


def _pages(content: bytes) -> int:
    """How many pages a PDF has that does nothing but show them."""
    pages = 0
    for part in _parts(content):
        plain = _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), part)
        if any(re.search(re.escape(word) + rb"(?![a-zA-Z])", plain) for word in ACTIVE):
            raise NotTaken(say("这个 PDF 里有脚本、链接或附件，不能上传；请直接扫描签字的纸件。"))
        if LOCKED in plain:
            raise NotTaken(say("这个 PDF 加了密码或限制，不能上传；请直接扫描签字的纸件。"))
        pages += len(_PAGE.findall(plain))
    if not 0 < pages <= MOST_PAGES:
        raise NotTaken(say("一件扫描件最多 {most} 页，也不能一页都没有。", most=MOST_PAGES))
    return pages


def _parts(content: bytes) -> Iterator[bytes]:
    """What stands outside streams, then each stream that is packed; pictures within are looked at as they are."""
    yield _STREAM.sub(b" ", content)
    left = MOST_UNPACKED
    for found in _STREAM.finditer(content):
        unpacking = zlib.decompressobj()
        try:
            part = unpacking.decompress(found[1], left)
        except zlib.error:  # a picture, or packed in another way
            continue
        left -= len(part)
        if left <= 0:
            raise NotTaken(say("文件打不开，或者太复杂；请重新扫描后再上传。"))
        if b"/" in part[:4096] and not _is_picture(content, found.start()):
            yield part


def _is_picture(content: bytes, at: int) -> bool:
    """Whether the stream that begins here is said to be a picture: its bytes are no words."""
    return b"/Image" in content[max(0, at - 512):at].rpartition(b"obj")[2]


def _one_picture(content: bytes, sort: str) -> int:
    """One page, if the picture has no more points than can be held."""
    width, height = _size(content, sort)
    if not 0 < width * height <= MOST_PIXELS:
        raise NotTaken(say("图片尺寸不对或太大，最多一亿像素；请以 200 dpi 重新扫描。"))
    return 1


def _size(content: bytes, sort: str) -> tuple[int, int]:
    if sort == PNG:
        width, height = struct.unpack_from(">II", content, 16) if len(content) > 24 else (0, 0)  # noqa: PLR2004 - its head
        return width, height
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004 - what every mark begins with
        if content[at + 1] in _FRAMES:
            _, height, width = _FRAME.unpack_from(content, at + 4)
            return width, height
        at += 2 + int.from_bytes(content[at + 2:at + 4], "big")
    return 0, 0
