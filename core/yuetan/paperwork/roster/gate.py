"""The gate a workbook passes before any library opens it: what kind of file it is, how big it is, what its parts are.

A sender may be hostile or his disk broken. Nothing here trusts a size that a file states of itself, every XML part is
walked once, and a document type declaration, the door to most attacks on XML, is refused wherever it stands.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.limits import BYTES_PER_MEGABYTE, Budget, Limits, too_big
from yuetan.paperwork.roster.parts import SheetFacts, walk
from yuetan.wording import say

OLD_OFFICE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
UTF_8_MARK = b"\xef\xbb\xbf"
CHUNK = 1 << 16
ENCRYPTED = 0x1
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ExpatError, OSError, LookupError, NotImplementedError,
          RuntimeError, ValueError)
"""What unzipping and parsing raise on a file that is broken, or made to look so."""


def inspect(file: BinaryIO, limits: Limits) -> dict[str, SheetFacts]:
    """What each worksheet part holds, by its name in the file; raises `WorkbookRefused` for what is not opened."""
    try:
        _refuse_other_formats(file, limits)
        with zipfile.ZipFile(file) as archive:
            _refuse_odd_archive(archive, limits)
            budget = Budget(limits)
            walked = {member.filename: _walk(archive, member, budget) for member in archive.infolist()}
    except DAMAGE as error:
        raise damaged() from error
    return {name: facts for name, facts in walked.items() if facts is not None}


def damaged() -> WorkbookRefused:
    """The refusal of what cannot be read to its end."""
    return WorkbookRefused(say("文件已损坏或不完整（可能没有传完），请在 Excel 里打开确认后重新保存。"))


def _refuse_other_formats(file: BinaryIO, limits: Limits) -> None:
    size = file.seek(0, os.SEEK_END)
    if size > limits.file_bytes:
        raise WorkbookRefused(say("文件有 {size} MB，超过 {limit} MB 的上限，请拆成几个文件分次导入。",
                                  size=-(-size // BYTES_PER_MEGABYTE), limit=limits.file_bytes // BYTES_PER_MEGABYTE))
    file.seek(0)
    start = file.read(len(OLD_OFFICE))
    content = start + file.read() if start == OLD_OFFICE else start
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _protected()
    if start == OLD_OFFICE:
        raise WorkbookRefused(say("这是旧格式的 .xls 文件，请在 Excel 里另存为 .xlsx 再导入。"))
    if not start.startswith(ZIP):
        raise _no_workbook()


def _refuse_odd_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > limits.parts or sum(member.file_size for member in members) > limits.unzipped_bytes:
        raise too_big(limits)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise _protected()
    if len(set(names)) < len(names):
        raise WorkbookRefused(say("文件里有重名的部件，不是正常保存的工作簿，请在 Excel 里另存一份。"))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WorkbookRefused(say("工作簿带有宏，请另存为不含宏的 .xlsx 再导入。"))
    if "xl/workbook.bin" in names:
        raise WorkbookRefused(say("这是二进制的 .xlsb 工作簿，请在 Excel 里另存为 .xlsx 再导入。"))
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= set(names):
        raise _no_workbook()


def _walk(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> SheetFacts | None:
    chunks = _chunks(archive, member)
    first = next(chunks, b"")
    if not first.startswith(UTF_16) and not first.removeprefix(UTF_8_MARK).lstrip().startswith(b"<"):
        return None  # a picture, say: nobody will read it as XML, since it is none
    try:
        return walk(chain((first,), chunks), budget)
    except ExpatError:
        if member.filename.lower().endswith(".vml"):
            return None  # Excel's old drawings are not always well-formed, and are read by nobody here
        raise


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            yield chunk


def _protected() -> WorkbookRefused:
    return WorkbookRefused(say("工作簿设有打开密码，请在 Excel 里取消密码后另存。"))


def _no_workbook() -> WorkbookRefused:
    return WorkbookRefused(say(
        "这不是 .xlsx 工作簿（改扩展名没有用），请用下载的模板填写，或在 Excel 里另存为 .xlsx。"))
