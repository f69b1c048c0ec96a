"""Files that are broken, protected, of another kind, or built to do harm: refused with a reason, never with a crash."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import Workbook
from roster_workbooks import DAMAGED, GOOD, WORDS, Rows, examine, ours, places, rewritten, workbook

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.paperwork.roster.limits import Limits
from yuetan.paperwork.roster.read import read_workbook

SHEET = "xl/worksheets/sheet3.xml"  # 干部, in a file of our own writing
NO_WORKBOOK = "这不是 .xlsx 工作簿（改扩展名没有用），请用下载的模板填写，或在 Excel 里另存为 .xlsx。"
PROTECTED = "工作簿设有打开密码，请在 Excel 里取消密码后另存。"
TOO_BIG = "文件解压后超过 1 MB 或部件过多，不像正常的花名册；请另存一份，或拆成几个文件分次导入。"
DOCTYPE = "文件里夹带了 DOCTYPE 声明，正常的工作簿不会有，为安全起见不予读取；请在 Excel 里新建模板后粘贴数据。"
ROWS_IN_DISORDER = "工作表里第 2 行之后的行号乱了，文件可能损坏；请在 Excel 里打开确认后重新保存。"
CELLS_IN_DISORDER = "工作表里第 3 行的单元格次序乱了，文件可能损坏；请在 Excel 里打开确认后重新保存。"
ODD = "文件的内部结构不像正常保存的工作簿，请下载新的模板，把数据粘贴过去再导入。"
STRICT = "这是“严格 Open XML”格式，请另存为普通的“Excel 工作簿（.xlsx）”。"
SMALL = Limits(file_bytes=1 << 20, unzipped_bytes=1 << 20, parts=50, rows=100, columns=12)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Change = Callable[[str, bytes], "bytes | None"]


def refusal(path: Path, limits: Limits = SMALL) -> str:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(path, WORDS, limits=limits)
    return str(refused.value)


def replacing(part: str, old: bytes | str, new: bytes | str) -> Change:
    """A change of one part: what a regular expression finds becomes something else."""
    pattern = old.encode() if isinstance(old, str) else old
    by = new.encode() if isinstance(new, str) else new

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        changed, times = re.subn(pattern, lambda _: by, content, count=1)
        assert times == 1
        return changed

    return change


def nothing(_: str, content: bytes) -> bytes:
    return content


@pytest.mark.parametrize(("content", "reason"), [
    (b"", NO_WORKBOOK),
    (b"\xff\xd8\xff\xe0 a picture", NO_WORKBOOK),
    ("工号,姓名\n1,例一".encode("gb18030"), NO_WORKBOOK),
    (b"<html><table><tr><td>1</td></tr></table></html>", NO_WORKBOOK),
    (b"PK\x03\x04 and then nothing", DAMAGED),
    (OLD_OFFICE + b"\x00" * 500, "这是旧格式的 .xls 文件，请在 Excel 里另存为 .xlsx 再导入。"),
    (OLD_OFFICE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"), PROTECTED),
    (b"x" * (2 << 20), "文件有 2 MB，超过 1 MB 的上限，请拆成几个文件分次导入。"),
])
def test_what_is_no_workbook_is_refused_by_its_content(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(content)
    assert refusal(path) == reason


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.xlsx") == f"打不开文件 {tmp_path / 'no.xlsx'}，请确认它存在并且可以读取。"


@pytest.mark.parametrize("kept", [4, 100, 1000, 3000, -400, -22, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:kept])
    assert refusal(path) == DAMAGED


@pytest.mark.parametrize(("change", "more", "reason"), [
    (nothing, {"xl/vbaProject.bin": b"macro"}, "工作簿带有宏，请另存为不含宏的 .xlsx 再导入。"),
    (nothing, {"xl/workbook.bin": b"binary"}, "这是二进制的 .xlsb 工作簿，请在 Excel 里另存为 .xlsx 再导入。"),
    (lambda name, content: None if name == "xl/workbook.xml" else content, {"word/document.xml": b"<a/>"}, NO_WORKBOOK),
    (lambda name, content: None if name == "[Content_Types].xml" else content, {}, NO_WORKBOOK),
    (nothing, {f"xl/media/{number}.xml": b"<a/>" for number in range(60)}, TOO_BIG),
    (lambda name, content: content[:-20] if name == SHEET else content, {}, DAMAGED),
    (lambda name, content: b"not xml" if name == SHEET else content, {}, DAMAGED),
    (replacing("xl/workbook.xml", "<sheets>", "<sheets><sheets>"), {}, DAMAGED),
    (replacing(SHEET, "openxmlformats.org/spreadsheetml/2006/main", "example.org/other"), {}, DAMAGED),
    (replacing(SHEET, "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
               "http://purl.oclc.org/ooxml/spreadsheetml/main"), {}, STRICT),
])
def test_a_package_that_is_amiss_is_refused(
        tmp_path: Path, change: Change, more: dict[str, bytes], reason: str) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", change, more)
    assert refusal(path) == reason


BOMB = b"<a>" + b" " * (2 << 20)
ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("part", [
    SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "_rels/.rels",
    "docProps/core.xml", "xl/_rels/workbook.xml.rels",
])
@pytest.mark.parametrize("declaration", [ENTITY, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_document_type_declaration_is_refused_wherever_it_stands(
        tmp_path: Path, part: str, declaration: str, encoding: str) -> None:
    def declare(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        text = re.sub(r"<\?xml.*?\?>\s*", "", content.decode())
        return (declaration + text).encode(encoding)

    assert refusal(rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", declare)) == DOCTYPE


@pytest.mark.parametrize("name", ["xl/media/image1.png", "xl/worksheets/other.dat", "docProps/thumbnail.jpeg", "x.vml"])
def test_a_declaration_is_found_in_parts_of_any_name(tmp_path: Path, name: str) -> None:
    hidden = {name: f"{ENTITY}<a>&c;</a>".encode()}
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", nothing, hidden)
    assert refusal(path) == DOCTYPE


def test_a_picture_or_an_old_drawing_does_no_harm(tmp_path: Path) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", nothing,
                     {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n", "xl/drawings/old.vml": b"<xml><br></xml>"})
    assert places(examine(path).report.all()) == []


def test_a_bomb_is_refused_before_it_is_unzipped(tmp_path: Path) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", nothing, {"xl/bomb.xml": BOMB})
    assert path.stat().st_size < 50_000
    assert refusal(path) == TOO_BIG


def lying(path: Path, part: str, size: int) -> Path:
    """Have both headers of a part state another size than its content unzips to."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo(part)
        central = content.find(b"PK\x01\x02", archive.start_dir)
        while content[central + 46:central + 46 + len(part)] != part.encode():
            central = content.find(b"PK\x01\x02", central + 4)
    struct.pack_into("<I", content, central + 24, size)
    struct.pack_into("<I", content, member.header_offset + 22, size)
    path.write_bytes(bytes(content))
    return path


@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path, size: int) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", nothing, {"xl/bomb.xml": BOMB})
    assert refusal(lying(path, "xl/bomb.xml", size)) == DAMAGED


def test_many_parts_that_together_are_too_big_are_refused(tmp_path: Path) -> None:
    more = {f"xl/part{number}.xml": b"<a>" + b" " * (100 << 10) + b"</a>" for number in range(11)}
    assert refusal(rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", nothing, more)) == TOO_BIG


@pytest.mark.parametrize(("old", "new", "reason"), [
    ("<sheetData>", "<a>" * 1000 + "</a>" * 1000 + "<sheetData>", ODD),
    ("<sheetData>", "<a/>" * 1000 + "<sheetData>", ""),
    ("<sheetData>", "<a/>" * 10_000 + "<sheetData>", TOO_BIG),
    ("</row>", "</row>" + "<a/>" * 10_000, TOO_BIG),
    ("</row>", "<c/>" * 6000 + "</row>", TOO_BIG),
    ("<sheetData>", '<sheetData><row r="1"><row r="2"/></row>', ODD),
    ("<sheetData>", '<row r="1"/><sheetData>', ODD),
    ("<sheetData>", '<c r="A1"/><sheetData>', ODD),
    ("<v>", "<v><v>", ODD),
    ("</c>", "<a/>" * 100_001 + "</c>", ODD),
])
def test_elements_without_end_are_refused_before_they_fill_the_memory(
        tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", replacing(SHEET, old, new))
    limits = evolve(SMALL, elements=5000, within_rows=5000)
    if reason:
        assert refusal(path, limits) == reason
    else:
        assert read_workbook(path, WORDS, limits=limits).report.all() == ()


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = ours(tmp_path / "a.xlsx")
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<a/>")
    assert refusal(path) == "文件里有重名的部件，不是正常保存的工作簿，请在 Excel 里另存一份。"


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    content[start + 8] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path) == PROTECTED


def test_more_rows_than_are_read_are_refused(tmp_path: Path) -> None:
    many: Rows = [[f"{number:04d}", "例", "中共党员"] for number in range(200)]
    path = workbook(tmp_path / "a.xlsx", {**GOOD, "干部": many})
    assert refusal(path) == "有内容的行超过 100 行，请拆成几个文件分次导入。"


def test_what_stands_far_to_the_right_is_refused(tmp_path: Path) -> None:
    def far(book: Workbook) -> None:
        book["干部"]["ZZ3"] = "x"

    path = workbook(tmp_path / "a.xlsx", more=far)
    assert refusal(path) == "第 3 行在第 12 列之后还有内容，请删去表格右侧多余的内容。"


@pytest.mark.parametrize(("old", "new", "reason"), [
    ('<row r="3"', '<row r="2"', ROWS_IN_DISORDER),
    ('<row r="3"', '<row r="99999999999"', ROWS_IN_DISORDER),
    ('<row r="3"', '<row r="x"', DAMAGED),
    ('r="B3"', 'r="B2"', CELLS_IN_DISORDER),
    ('r="B3"', 'r="A3"', CELLS_IN_DISORDER),
    ('r="B3"', 'r="?"', CELLS_IN_DISORDER),
    ("<v>[0-9]+</v>", "<v>99999</v>", DAMAGED),
    ('t="s"><v>[0-9]+</v>', 't="n"><v>abc</v>', DAMAGED),
    ('t="s"><v>[0-9]+</v>', 't="d"><v>abc</v>', DAMAGED),
])
def test_a_sheet_whose_cells_are_out_of_order_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", replacing(SHEET, old, new))
    assert refusal(path) == reason


def test_a_lone_row_at_the_far_end_is_read(tmp_path: Path) -> None:
    def far(book: Workbook) -> None:
        for column, value in enumerate(("0003", "例三", "中共党员"), start=1):
            book["干部"].cell(1_048_576, column, value)

    reading_ = examine(workbook(tmp_path / "a.xlsx", more=far))
    assert [row.number for row in reading_.rows["干部"]] == [2, 3, 1_048_576]


@pytest.mark.parametrize("dimension", ["A1:A1", "A1:XFD1048576", "C3:D4"])
def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path: Path, dimension: str) -> None:
    path = rewritten(ours(tmp_path / "a.xlsx"), tmp_path / "b.xlsx",
                     replacing(SHEET, '<dimension ref="[^"]*"', f'<dimension ref="{dimension}"'))
    assert [row.values["name"] for row in examine(path).rows["干部"]] == ["例一", "例二"]
