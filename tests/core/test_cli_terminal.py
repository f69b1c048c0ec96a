"""The command line in every terminal: pipes that close, locales without Chinese, narrow windows, what goes wrong."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from cli_calls import COMMAND, process, said, settings_of, yuetan

from yuetan.cli import lazy
from yuetan.cli.output import printable
from yuetan.cli.wrapping import width

READER_GONE = 128 + signal.SIGPIPE


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Make a command ``act`` of a function."""
    def make(act: Callable[[], object]) -> None:
        monkeypatch.setattr(lazy.LazyGroup, "get_command", lambda *_: click.Command("act", callback=act))
    return make


def raising(error: BaseException) -> Callable[[], object]:
    def act() -> None:
        raise error
    return act


# Pipes


@pytest.mark.parametrize("arguments", [("--help",), ("regulations",), ("clauses", "lianyungang", "--json")])
def test_a_reader_who_goes_away_ends_it_quietly(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run((COMMAND, *arguments), env=settings_of(), check=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (READER_GONE, b"")


def test_a_full_disk_is_said_and_nothing_more() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run((COMMAND, "clauses", "lianyungang"), env=settings_of(), check=False, stdout=full,
                               stderr=subprocess.PIPE, encoding="utf-8")
    assert (ended.returncode, ended.stderr) == (2, "错误：读写失败：磁盘已满。\n")


def test_nothing_in_a_pipe_steers_a_terminal() -> None:
    shown = process("clauses", "lianyungang", FORCE_COLOR="").stdout
    assert [character for character in shown if character != "\n" and not character.isprintable()] == []


def test_a_progress_bar_is_for_terminals_alone(tmp_path: Path) -> None:
    file = tmp_path / "city.xlsx"
    yuetan("export", "sample-city", file, "--cadres", "30")
    assert process("import", file, "--database", f"sqlite:///{tmp_path / 'yuetan.db'}").stderr == ""


# Locales


@pytest.mark.parametrize("environment", [
    {"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"LC_ALL": "POSIX"},
    {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"},
], ids=str)
def test_without_a_locale_for_chinese_it_is_printed_all_the_same(environment: dict[str, str]) -> None:
    assert process("nonsense", **environment).stderr == "错误：没有命令“nonsense”；请用 --help 查看可用的命令。\n"
    assert "第四条（三）" in process("clauses", "lianyungang", **environment).stdout


def test_a_terminal_in_gb18030_is_spoken_to_in_gb18030() -> None:
    ended = subprocess.run((COMMAND, "nonsense"), env=settings_of(PYTHONIOENCODING="gb18030"), check=False,
                           capture_output=True)
    assert ended.stderr.decode("gb18030") == "错误：没有命令“nonsense”；请用 --help 查看可用的命令。\n"


def test_a_character_the_terminal_lacks_stops_nothing() -> None:
    ended = subprocess.run((COMMAND, "clauses", "𠮷"), env=settings_of(PYTHONIOENCODING="gbk"), check=False,
                           capture_output=True)
    assert ended.stderr.decode("gbk") == (
        "错误：没有安装制度“\\U00020bb7”；已安装的有：aba_housing、lianyungang、litong、monthly_talks、tongren。\n")


def test_a_name_of_a_file_in_no_known_encoding_stops_nothing() -> None:
    ended = subprocess.run((COMMAND, "check", "lianyungang", "--text", b"\xff.txt"), env=settings_of(), check=False,
                           capture_output=True)
    assert ended.stderr.decode() == "错误：--text：文件“\\udcff.txt”不存在；请核对名称和位置。\n"


# Narrow terminals


@pytest.mark.parametrize("columns", [30, 60, 80, 120])
@pytest.mark.parametrize("arguments", ["--help", "import --help", "explain --help", "check --help"])
def test_help_fits_the_terminal(arguments: str, columns: int) -> None:
    lines = yuetan(*arguments.split(), COLUMNS=str(columns)).stdout.splitlines()
    assert [line for line in lines if width(line) > columns] == []


@pytest.mark.parametrize("columns", [46, 60, 80, 120])
def test_a_table_fits_the_terminal(columns: int) -> None:
    lines = yuetan("clauses", "lianyungang", COLUMNS=str(columns)).stdout.splitlines()
    assert lines[0].startswith("┏")
    assert [line for line in lines if line[:1] in "┏┃┡│├└" and width(line) > columns] == []


def test_a_table_that_would_be_cramped_is_a_list() -> None:
    lines = yuetan("clauses", "lianyungang", COLUMNS="30").stdout.splitlines()
    assert lines[:4] == ["条款：第一条", "要旨：制定目的与依据", "由什么落实：不设规则：宗旨，不设规则", ""]


# What goes wrong


@pytest.mark.parametrize(("error", "code", "message"), [
    (KeyboardInterrupt(), 130, "\n已中断。\n"),
    (click.Abort(), 130, "已中断。\n"),
    (FileNotFoundError(errno.ENOENT, "x", "a.txt"), 2, "错误：a.txt：不存在；请处理后再试。\n"),
    (PermissionError(errno.EACCES, "x", "a.txt"), 2, "错误：a.txt：没有权限；请处理后再试。\n"),
    (OSError(errno.EROFS, "x", "/a.txt"), 2, "错误：/a.txt：所在的磁盘是只读的；请处理后再试。\n"),
    (OSError(errno.ENOSPC, "x"), 2, "错误：读写失败：磁盘已满。\n"),
    (OSError(errno.EADDRINUSE, "x"), 2, "错误：读写失败：端口已被占用。\n"),
    (click.FileError("a.txt", "x"), 2, "错误：文件 a.txt 打不开；请核对后再试。\n"),
])
def test_what_the_machine_refuses_is_said_in_words(
        command: Callable[[Callable[[], object]], None], error: BaseException, code: int, message: str) -> None:
    command(raising(error))
    assert said("act") == (code, message)


def test_a_defect_of_ours_is_not_laid_at_the_readers_door(command: Callable[[Callable[[], object]], None]) -> None:
    command(raising(RuntimeError("x")))
    code, message = said("act")
    assert (code, message.startswith("Traceback"), message.splitlines()[-1]) == (
        2, True, "错误：程序出错，不是用法不对；请把以上内容交给维护人员。")


@pytest.mark.parametrize(("kind", "why"), [
    (click.Choice(["a", "b"]), "应为下列之一：a、b。"),
    (click.IntRange(1, 2), "数字不在可用的范围内；请用 --help 查看。"),
    (click.INT, "写法不对；请用 --help 查看用法。"), (click.Path(exists=True), "文件不能用；请核对位置和权限。"),
])
def test_a_type_of_click_itself_speaks_no_english(
        monkeypatch: pytest.MonkeyPatch, kind: click.ParamType[object], why: str) -> None:
    act = click.Command("act", params=[click.Option(["--value"], type=kind)])
    monkeypatch.setattr(lazy.LazyGroup, "get_command", lambda *_: act)
    assert said("act", "--value", "/no/such") == (2, f"错误：--value：{why}\n")


def test_interrupted_by_ctrl_c_it_ends_with_one_word(tmp_path: Path) -> None:
    pipe = tmp_path / "text"
    os.mkfifo(pipe)
    running = subprocess.Popen((COMMAND, "check", "lianyungang", "--text", pipe), env=settings_of(),
                               stderr=subprocess.PIPE, encoding="utf-8")
    with pipe.open("wb"):  # it has begun to read, and waits
        running.send_signal(signal.SIGINT)
        _, message = running.communicate(timeout=60)
    assert (running.returncode, message) == (130, "\n已中断。\n")


@pytest.mark.parametrize(("text", "shown"), [
    ("约谈\n第二行\t", "约谈\n第二行\t"), ("\x1b[31m红", "\\x1b[31m红"), ("\u202e倒着", "\\x202e倒着"),
    ("a\rb", "a\\x0db"),
])
def test_what_would_steer_a_terminal_is_printed_by_its_code(text: str, shown: str) -> None:
    assert printable(text) == shown
