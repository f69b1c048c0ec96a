"""Files a user names: texts in the encodings they come in, and files that are written whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yuetan.cli.errors import Unusable
from yuetan.wording import say

LARGEST = 10_000_000  # bytes: no regulation comes near
_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_text(path: Path | str) -> str:
    """A text, in UTF-8 or GB18030 (GBK, GB2312), or in UTF-16 with its mark; an error in words where it is none."""
    with Path(path).open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unusable(say("文件 {file} 超过 {size} MB，不像是制度文本；请核对。", file=path,
                           size=LARGEST // 1_000_000))
    if content.startswith(_DOCUMENTS):
        raise Unusable(say("文件 {file} 像是 Word、WPS 或 PDF 文档；请另存为纯文本（.txt）再用。", file=path))
    text = _decoded(content)
    if text is None or _NO_TEXT.search(text):
        raise Unusable(say("文件 {file} 不是 UTF-8 或 GB18030 编码的文本；请另存为 UTF-8 纯文本再用。", file=path))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-16",) if content.startswith(_MARKS_OF_UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


@contextmanager
def written_whole(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """A file to write into, which takes the name of the target once it is whole, and is gone where it never is."""
    if target.exists() and not overwrite:
        raise Unusable(say("文件 {file} 已经存在，没有改动它；请换个名称，或加上 --overwrite 覆盖。", file=target))
    draft = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield draft
        draft.replace(target)
    except Exception as error:
        if isinstance(error.__context__, OSError):  # what the machine refused, in the wrapping of a library
            raise error.__context__ from None
        raise
    finally:
        draft.unlink(missing_ok=True)
