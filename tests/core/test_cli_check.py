"""``yuetan check``: a regulation held against its text, in whatever encoding that comes."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from pathlib import Path

import pytest
from attrs import evolve
from cli_calls import plugins_of, said, yuetan
from text_samples import ARTICLES_REGULATION, ARTICLES_TEXT

from yuetan.cli import common, files
from yuetan.rules import Clause

ALL_IS_WELL = "核对 青松局约谈办法：文本 13 处，制度 13 处，出入 0 项。\n"


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "load", lambda **_: plugins_of(ARTICLES_REGULATION))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "green_pine.txt"
    path.write_text(ARTICLES_TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("content", [
    ARTICLES_TEXT.encode(), BOM_UTF8 + ARTICLES_TEXT.encode(), ARTICLES_TEXT.encode("gb18030"),
    ARTICLES_TEXT.encode("gbk"), ARTICLES_TEXT.encode("utf-16"), ARTICLES_TEXT.replace("\n", "\r\n").encode(),
], ids=["UTF-8", "UTF-8 with its mark", "GB18030", "GBK", "UTF-16", "lines of Windows"])
def test_a_text_is_read_in_the_encodings_it_comes_in(text: Path, content: bytes) -> None:
    text.write_bytes(content)
    checked = yuetan("check", "green_pine", "--text", text)
    assert (checked.exit_code, checked.stdout) == (0, ALL_IS_WELL)


@pytest.mark.parametrize(("content", "message"), [
    (b"PK\x03\x04 and more", "文件 {file} 像是 Word、WPS 或 PDF 文档；请另存为纯文本（.txt）再用。"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "文件 {file} 像是 Word、WPS 或 PDF 文档；请另存为纯文本（.txt）再用。"),
    (b"%PDF-1.7", "文件 {file} 像是 Word、WPS 或 PDF 文档；请另存为纯文本（.txt）再用。"),
    (b"\x7fELF\x02\x01\x00", "文件 {file} 不是 UTF-8 或 GB18030 编码的文本；请另存为 UTF-8 纯文本再用。"),
    (b"\xff\xff\xff", "文件 {file} 不是 UTF-8 或 GB18030 编码的文本；请另存为 UTF-8 纯文本再用。"),
])
def test_what_is_no_text_is_refused(text: Path, content: bytes, message: str) -> None:
    text.write_bytes(content)
    assert said("check", "green_pine", "--text", text) == (2, f"错误：{message.format(file=text)}\n")


def test_a_file_without_end_is_not_read_to_its_end(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000_000)
    text.write_bytes(b"1" * 1_000_001)
    assert said("check", "green_pine", "--text", text) == (
        2, f"错误：文件 {text} 超过 1 MB，不像是制度文本；请核对。\n")


@pytest.mark.parametrize(("name", "message"), [
    ("missing.txt", "--text：文件“{path}”不存在；请核对名称和位置。"),
    (".", "--text：“{path}”是文件夹；请写明其中的文件。"),
])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    assert said("check", "green_pine", "--text", path) == (2, f"错误：{message.format(path=path)}\n")


def test_no_name_of_a_file_is_no_file() -> None:
    assert said("check", "green_pine", "--text", "") == (2, "错误：--text：文件名是空的；请写明文件。\n")


def test_a_file_nobody_may_read_is_named(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert said("check", "green_pine", "--text", text) == (2, f"错误：--text：没有权限读取“{text}”；请核对权限。\n")


# Where the text is


def test_a_text_is_found_in_the_folder_of_texts(text: Path) -> None:
    assert yuetan("check", "green_pine", YUETAN_TEXTS=str(text.parent)).stdout == ALL_IS_WELL


def test_without_a_text_it_says_where_one_is_looked_for(tmp_path: Path) -> None:
    unset = "请用 --text 给出 green_pine 的官方文本，或把环境变量 YUETAN_TEXTS 设为存放 green_pine.txt 的文件夹。"
    assert said("check", "green_pine") == (2, f"错误：{unset}\n")
    lacking = f"YUETAN_TEXTS 所指的文件夹 {tmp_path} 中没有 green_pine.txt；请放进去，或用 --text 给出文件。"
    assert said("check", "green_pine", YUETAN_TEXTS=str(tmp_path)) == (2, f"错误：{lacking}\n")


# What is found


def test_every_difference_is_a_sentence_and_the_exit_code_says_so(text: Path) -> None:
    text.write_text(ARTICLES_TEXT.replace("谈前三天", "谈前四天"), encoding="utf-8")
    checked = yuetan("check", "green_pine", "--text", text)
    assert (checked.exit_code, checked.stdout.splitlines()[-1]) == (
        1, "核对 青松局约谈办法：文本 13 处，制度 13 处，出入 3 项。")
    assert [line for line in checked.stdout.splitlines() if line.startswith("规则")] == [
        "规则 duty:notice 引用第四条，其“3日”文本中哪里都没有，该处印的是：四天；请按文本改正规则。"]


def test_a_program_reads_every_difference_and_every_hole(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_hole = evolve(ARTICLES_REGULATION, rules=(*ARTICLES_REGULATION.rules, Clause("8", "附则")))
    monkeypatch.setattr(common, "load", lambda **_: plugins_of(with_hole))
    checked = yuetan("check", "green_pine", "--text", text, "--json")
    assert (checked.exit_code, json.loads(checked.stdout)) == (1, [
        {"code": "invented", "at": "8", "rule": "",
         "text": "条款 8（第八条）：文本中没有这一处；请删去该条款，或改正条款号。"},
        {"code": "hole", "at": "8", "rule": "", "text": "第八条：没有规则、页面或系统保证落实。"}])


def test_what_would_steer_a_terminal_is_shown_by_its_code(tmp_path: Path) -> None:
    assert said("check", "green_pine", "--text", tmp_path / "\x1b[31m.txt")[1].count("\\x1b[31m.txt") == 1
