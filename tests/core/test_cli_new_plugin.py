"""``yuetan new-plugin``: a directory that passes the kit as it is, and nobody's work overwritten."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from cli_calls import said, yuetan
from kit_subject import forgotten_afterwards

from yuetan.testing.kit.checks import faults
from yuetan.testing.kit.subject import Subject

WRITTEN = """\
已建立 {folder}。接下来：
  安装：pip install -e "{folder}[test]"
  检验：pytest {folder}
  照着原文改写：{folder}/yuetan_flood_control/regulation.py
"""
EQUIVALENT = {"regulation.rolls: to True": "no term is counted in days yet"}


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_plugin_is_written_and_says_what_comes_next(tmp_path: Path) -> None:
    written = yuetan("new-plugin", "flood_control", "--into", tmp_path)
    assert (written.exit_code, written.stdout) == (0, WRITTEN.format(folder=tmp_path / "flood_control"))
    assert files_in(tmp_path) == [f"flood_control/{name}" for name in (
        "README.md", "pyproject.toml", "stories/cast.toml", "stories/every_year.toml", "stories/who_talks.toml",
        "test_flood_control.py", "yuetan_flood_control/__init__.py", "yuetan_flood_control/py.typed",
        "yuetan_flood_control/regulation.py")]
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "@" in path.read_text(encoding="utf-8")
            and "@hookimpl" not in path.read_text(encoding="utf-8")] == []


def test_a_new_plugin_has_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    yuetan("new-plugin", "flood_control", "--into", tmp_path)
    home = tmp_path / "flood_control"
    forgotten_afterwards(monkeypatch, "yuetan_flood_control", "yuetan_flood_control.regulation")
    monkeypatch.syspath_prepend(home)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    point = EntryPoint("flood_control", "yuetan_flood_control", "yuetan")
    subject = Subject("flood_control", home, home / "stories", EQUIVALENT, points=(point,))
    assert [str(one) for one in faults(subject)] == []


def test_a_directory_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "water").mkdir()
    (tmp_path / "water" / "regulation.py").write_text("a day's work", encoding="utf-8")
    assert said("new-plugin", "water", "--into", tmp_path) == (
        2, f"错误：{tmp_path / 'water'} 已经存在，没有改动它；请换个名字或位置。\n")
    assert files_in(tmp_path) == ["water/regulation.py"]


@pytest.mark.parametrize(("name", "message"), [
    ("Water", "名字“Water”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过40个字符，如 water。"),
    ("class", "名字“class”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过40个字符，如 water。"),
    ("../water", "名字“../water”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过40个字符，如 water。"),
    ("lianyungang", "已经装有 yuetan_lianyungang；同名的插件不能同时使用，请换个名字。"),
    ("web", "已经装有 yuetan_web；同名的插件不能同时使用，请换个名字。"),
])
def test_a_name_that_will_not_do_is_refused_in_words(tmp_path: Path, name: str, message: str) -> None:
    assert said("new-plugin", name, "--into", tmp_path) == (2, f"错误：{message}\n")
    assert files_in(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert said("new-plugin", "water", "--into", tmp_path / "no") == (
        2, f"错误：文件夹“{tmp_path / 'no'}”不存在；请先建立。\n")


def test_what_cannot_be_written_to_its_end_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(Path, "rename", fail)
    code, text = said("new-plugin", "water", "--into", tmp_path)
    assert (code, text) == (2, f"错误：没有写成 {tmp_path / 'water'}：No space left on device；请换个位置。\n")
    assert list(tmp_path.iterdir()) == []
