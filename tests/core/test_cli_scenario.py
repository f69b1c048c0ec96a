"""``yuetan scenario``: a line for each story, a sentence for whatever did not follow, and an exit code for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import said, yuetan

CAST = """
unit = [{ id = "市委", type = "city_party" }, { id = "市教育局", type = "city_department", parent = "市委" }]
cadre = [{ id = "局长", post = [{ unit = "市教育局", post = "head", rank = "division", marks = ["市管"] }] }]
"""
STORY = """
title = "局长一年谈一次"
include = "cast.toml"
regulation = "lianyungang"
as_of = 2026-05-20

[[expect.obligation]]
duty = "annual_talk"
subject = "局长"
period = "2026"
status = "open"
clause = "6"
due = {due}
"""


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with a cast, a story that is right, one that is wrong, and one that cannot be told."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "cast.toml").write_text(CAST, encoding="utf-8")
    (folder / "1_right.toml").write_text(STORY.format(due="2026-12-31"), encoding="utf-8")
    (folder / "2_wrong.toml").write_text(STORY.format(due="2026-06-30"), encoding="utf-8")
    (folder / "3_malformed.toml").write_text('title = "缺了许多"\n', encoding="utf-8")
    return folder


RIGHT = "相符  {folder}/1_right.toml：局长一年谈一次\n"
WRONG = "不符  {folder}/2_wrong.toml：局长一年谈一次\n"
MALFORMED = """\
写法不对  {folder}/3_malformed.toml
  3_malformed.toml：开头：缺少 as_of；请写上日期，写作 2026-03-01，不加引号。
"""


@pytest.mark.parametrize(("names", "code", "parts", "counts"), [
    (["1_right.toml"], 0, (RIGHT,), (1, 1, 0, 0)),
    (["2_wrong.toml"], 1, (WRONG,), (1, 0, 1, 0)),
    (["3_malformed.toml"], 2, (MALFORMED,), (1, 0, 0, 1)),
    (["1_right.toml", "2_wrong.toml"], 1, (RIGHT, WRONG), (2, 1, 1, 0)),
    (["."], 2, (RIGHT, WRONG, MALFORMED), (3, 1, 1, 1)),
    ([".."], 2, (RIGHT, WRONG, MALFORMED), (3, 1, 1, 1)),
])
def test_each_story_is_a_line_and_the_exit_code_is_that_of_the_worst(
        stories: Path, names: list[str], code: int, parts: tuple[str, ...], counts: tuple[int, ...]) -> None:
    told = yuetan("scenario", *(stories / name for name in names))
    folder = stories / ".." / "stories" if names == [".."] else stories
    assert told.exit_code == code
    assert [part for part in parts if part.format(folder=folder) not in told.stdout] == []
    total, passed, failed, malformed = counts
    assert told.stdout.splitlines()[-1] == (
        f"故事 {total} 个：{passed} 个相符，{failed} 个不符，{malformed} 个写法不对。")


def test_what_did_not_follow_is_said_with_what_was_expected_and_what_came_out(stories: Path) -> None:
    line = yuetan("scenario", stories / "2_wrong.toml").stdout.splitlines()[1]
    assert line.startswith("  ")
    assert line.endswith("的 due 应为 2026-06-30，实为 2026-12-31。")


def test_a_program_reads_what_did_not_follow(stories: Path) -> None:
    right, wrong, malformed = json.loads(yuetan("scenario", stories, "--json").stdout)
    assert right == {"file": str(stories / "1_right.toml"), "title": "局长一年谈一次", "outcome": "passed",
                     "refused": "", "regulation": "lianyungang", "failures": []}
    assert {key: wrong["failures"][0][key] for key in ("problem", "field", "expected", "actual")} == {
        "problem": "different", "field": "due", "expected": "2026-06-30", "actual": "2026-12-31"}
    assert (malformed["outcome"], malformed["regulation"], malformed["failures"]) == ("malformed", "", [])
    assert malformed["refused"].startswith("3_malformed.toml：")


@pytest.mark.parametrize(("name", "reason"), [
    ("cast.toml", "cast.toml：开头：缺少 title；请写上一段不为空的文字。"),
    ("no_toml.toml", "no_toml.toml：no_toml.toml 不合 TOML 写法"),
    ("gbk.toml", "gbk.toml：gbk.toml 不是 UTF-8 编码；请另存为 UTF-8。"),
])
def test_a_file_that_is_no_story_is_not_passed_over_when_it_is_named(stories: Path, name: str, reason: str) -> None:
    (stories / "no_toml.toml").write_text("title：没有等号\n", encoding="utf-8")
    (stories / "gbk.toml").write_text('title = "每年约谈一次"\n', encoding="gbk")
    told = yuetan("scenario", stories / name)
    assert (told.exit_code, reason in told.stdout) == (2, True)


def test_a_broken_file_in_a_folder_is_not_passed_over(stories: Path) -> None:
    (stories / "no_toml.toml").write_text("title：没有等号\n", encoding="utf-8")
    assert f"写法不对  {stories / 'no_toml.toml'}\n" in yuetan("scenario", stories).stdout


@pytest.mark.parametrize(("name", "message"), [
    ("missing.toml", "文件：文件“{path}”不存在；请核对名称和位置。"),
    ("empty", "文件夹“{path}”中没有故事（写有 title 或 expect 的 .toml 文件）；请核对位置。"),
])
def test_where_there_is_no_story_it_says_so(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    path = tmp_path / name
    assert said("scenario", path) == (2, f"错误：{message.format(path=path)}\n")
