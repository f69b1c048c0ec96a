"""``yuetan export``: whole workbooks, and nobody's work overwritten."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from cli_calls import said, yuetan
from openpyxl import load_workbook

from yuetan.paperwork.roster import writing

SHEETS = ["说明", "单位", "干部", "任职", "分管", "既往约谈", "词表"]


def test_a_template_has_every_sheet(tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    assert yuetan("export", "roster-template", file).stdout == f"已写出 {file}。\n"
    assert load_workbook(file, read_only=True).sheetnames == SHEETS


def test_a_city_has_as_many_cadres_as_were_asked_for_and_is_always_the_same(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        file = tmp_path / name
        written = yuetan("export", "sample-city", file, "--cadres", "31", "--seed", "7")
        assert written.stdout == f"已写出 {file}：31 名虚构干部。\n"
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert len(list(load_workbook(tmp_path / "one.xlsx")["干部"].rows)) == 32


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "filled.xlsx"
    file.write_bytes(b"a day's work")
    assert said("export", "roster-template", file) == (
        2, f"错误：文件 {file} 已经存在，没有改动它；请换个名称，或加上 --overwrite 覆盖。\n")
    assert file.read_bytes() == b"a day's work"
    assert yuetan("export", "roster-template", file, "--overwrite").exit_code == 0
    assert load_workbook(file, read_only=True).sheetnames == SHEETS


@pytest.mark.parametrize(("file", "message"), [
    ("roster.xls", "“{path}”应以 .xlsx 结尾。"), (".", "“{path}”是文件夹；请写明要写出的文件。"),
    ("no/such/roster.xlsx", "文件夹“{path.parent}”不存在；请先建立。"),
])
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, file: str, message: str) -> None:
    path = tmp_path / file
    assert said("export", "roster-template", path) == (2, f"错误：文件：{message.format(path=path)}\n")


def test_a_folder_nobody_may_write_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert said("export", "roster-template", tmp_path / "a.xlsx") == (
        2, f"错误：文件：没有权限写入文件夹“{tmp_path}”；请换个位置。\n")


def test_what_cannot_be_written_to_its_end_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_the_disk(path: Path, _words: object) -> None:
        path.write_bytes(b"half of it")
        error = ValueError()
        error.__context__ = OSError(errno.ENOSPC, "x")  # as a library does that wraps what it met
        raise error

    monkeypatch.setattr(writing, "write_template", fill_the_disk)
    assert said("export", "roster-template", tmp_path / "a.xlsx") == (2, "错误：读写失败：磁盘已满。\n")
    assert list(tmp_path.iterdir()) == []
