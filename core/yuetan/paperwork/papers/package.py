"""The file of a Word document: its parts, read within limits, and written so that equal parts are equal bytes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.parsers.expat import ExpatError

from yuetan.paperwork.papers.faults import DocumentDamaged
from yuetan.wording import say

CONTENT_TYPES = "[Content_Types].xml"
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file knows
MEGABYTE = 1 << 20
FILE_BYTES, UNZIPPED_BYTES, PARTS = 8 * MEGABYTE, 32 * MEGABYTE, 200
LEVEL = 3  # of compression: a paper is small, and a higher one takes longer for a few bytes
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ExpatError, OSError, LookupError, NotImplementedError,
          RuntimeError, ValueError)
"""What unzipping and parsing raise on a file that is broken, or made to look so."""


def parts_of(document: bytes) -> dict[str, bytes]:
    """Every part by its name; raises `DocumentDamaged` for what is no zip file, has a name twice, or is too big."""
    try:
        with zipfile.ZipFile(BytesIO(document)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(document) > FILE_BYTES or len(members) > PARTS or len(names) < len(members):
                raise _damaged()
            if sum(member.file_size for member in members) > UNZIPPED_BYTES:  # zipfile reads no more than is stated
                raise _damaged()
            return {member.filename: archive.read(member) for member in members}
    except DAMAGE as error:
        raise _damaged() from error


def packed(parts: Mapping[str, bytes], first: Iterable[str] = (CONTENT_TYPES, "_rels/.rels")) -> bytes:
    """A zip file of these parts: the same parts give the same bytes, with no time, no system and no remark in them."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name in dict.fromkeys((*first, *sorted(parts))):
            member = zipfile.ZipInfo(name, NO_TIME)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(member, parts[name], compresslevel=LEVEL)
    return file.getvalue()


def _damaged() -> DocumentDamaged:
    return DocumentDamaged(say("不是正常保存的 .docx 文件，或者太大，请在 Word 里打开确认后另存一份。"))
