"""The demonstration, through the command: import, desk, terminal, page; and nothing left behind."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Iterator
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from yuetan.cli.errors import Unusable
from yuetan_web.commands import demo
from yuetan_web.serving import LOOPBACK, bound

COMMAND = (sys.executable, "-c", "from yuetan_web.commands import demo; demo()")
STAGES = ("生成城市，写成工作簿", "导入花名册", "读出任职和既往约谈", "确定适用的制度，写入在办的约谈和已报的材料",
          "全面推算应办事项")
PEOPLE = ["officer", "second", "clerk", "head", "cadre", "system", "security", "audit"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made during a test; what parses workbooks keeps a folder as long as we run."""
    get_temp_dir()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(demo, words, standalone_mode=False)


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    """A port of the loopback address that somebody else listens on."""
    with socket.create_server((LOOPBACK, 0)) as other:
        yield other


def test_the_terminal_shows_what_presses_how_all_stands_and_how_long_it_took(temporary: Path) -> None:
    result = run("--cadres", "60", "--as-of", "2026-11-20", "--no-serve")
    wanted = ("2026-11-20：最紧迫的应办事项", "逾期 ", "第六条", "合计", "不再要求", "用时", *STAGES)
    assert (result.exception, [part for part in wanted if part not in result.output]) == (None, [])
    assert list(temporary.iterdir()) == []


def test_at_most_twenty_rows_are_shown(temporary: Path) -> None:
    output = run("--cadres", "200", "--as-of", "2026-11-20", "--no-serve").output.split("合计")[0]
    assert (len(re.findall(r"^  (?:\d{4}-\d\d-\d\d|—) ", output, re.MULTILINE)), list(temporary.iterdir())) == (20, [])


def test_the_same_seed_gives_the_same_desk() -> None:
    outputs = (run("--cadres", "60", "--seed", seed, "--as-of", "2026-11-20", "--no-serve").output for seed in "778")
    first, second, other = (output.split("用时")[0] for output in outputs)
    assert (first == second, first == other) == (True, False)


@pytest.mark.parametrize("day", ["2026-01-01", "2026-01-02", "2024-02-29", "2026-12-31", "2031-06-30"])
def test_any_day_can_be_looked_at(day: str) -> None:
    result = run("--cadres", "60", "--as-of", day, "--no-serve")
    assert (result.exception, f"{day}：最紧迫的应办事项" in result.output) == (None, True)


def test_without_a_day_it_is_today() -> None:
    assert re.search(r"20\d\d-\d\d-\d\d：最紧迫的应办事项", run("--cadres", "60", "--no-serve").output)


def test_in_english_nothing_breaks() -> None:
    assert run("--cadres", "60", "--no-serve", "--lang", "en").exception is None


@pytest.mark.parametrize(("words", "complaint"), [
    (("--cadres", "29"), "最少为 30，现为 29。"), (("--port", "65536"), "最多为 65535，现为 65536。"),
    (("--as-of", "2026-02-30"), "没有“2026-02-30”这一天；请核对月份和日子。"),
])
def test_what_cannot_be_is_refused_before_anything_is_done(words: tuple[str, ...], complaint: str) -> None:
    result = CliRunner().invoke(demo, [*words, "--no-serve"])
    assert (result.exit_code, complaint in result.output) == (2, True)


def test_a_city_whose_plugin_is_left_out_is_refused_in_words(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUETAN_WITHOUT", "lianyungang")
    result = CliRunner().invoke(demo, ["--cadres", "60", "--no-serve"])
    assert (result.exit_code, "停用了它用到的插件" in result.output, list(temporary.iterdir())) == (2, True, [])


@pytest.mark.parametrize("port", [0, 8000, 65_535])
def test_only_this_machine_is_listened_to(port: int) -> None:
    with bound(port) as found:
        assert found.getsockname()[0] == LOOPBACK


def test_a_port_that_is_free_is_taken_as_asked(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    taken.close()
    with bound(port) as found:
        assert found.getsockname()[1] == port


def test_a_port_that_is_taken_gives_way_to_another(taken: socket.socket) -> None:
    with bound(taken.getsockname()[1]) as found:
        assert found.getsockname()[1] != taken.getsockname()[1]


def test_a_service_takes_its_port_or_none(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    with pytest.raises(Unusable) as refused:
        bound(port, exactly=True)
    assert refused.value.message == f"端口 {port} 已被占用；请结束占用它的程序，或用 --port 另选一个。"


def test_where_no_port_is_free_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(Unusable) as refused:
        bound(8000)
    assert refused.value.message == "本机没有空闲的端口可用；请结束一些程序后再试，或用 --no-serve 只看终端。"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminated"])
def test_the_page_is_served_until_it_is_ended_and_nothing_is_left(tmp_path: Path, how: signal.Signals) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen((*COMMAND, "--cadres", "60", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, encoding="utf-8", env=environment) as process:
        assert process.stdout is not None
        shown = list(lines_up_to_the_address(process.stdout))
        with urllib.request.urlopen(shown[-1]) as answer:  # noqa: S310 - the address is matched below
            page, server = answer.read().decode(), answer.headers.get("Server")
        open_to = {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
        process.send_signal(how)
        rest, complaints = process.communicate(timeout=60)
    assert ("演示数据" in page, "登录名" in page, server, open_to) == (True, True, None, {0})
    passwords = re.findall(r"^  (\w+) +((?:[2-9a-z]{4}-?){4}) ", "\n".join(shown), re.MULTILINE)
    assert ([name for name, _ in passwords], len({password for _, password in passwords})) == (PEOPLE, len(PEOPLE))
    assert (process.returncode, rest.strip(), complaints) == (0, "已结束。演示数据没有留下。", "")
    assert list(tmp_path.iterdir()) == []


def lines_up_to_the_address(output: Iterable[str]) -> Iterator[str]:
    """What is printed before the pages are served, and their address."""
    for line in output:
        yield line.rstrip("\n")
        if found := re.search(r"\w+://127\.0\.0\.1:\d+/", line):
            yield found[0]
            return


def test_help_needs_nothing_heavy() -> None:
    script = "import sys, yuetan_web.commands; print(*sys.modules)"
    loaded = subprocess.run((sys.executable, "-c", script), capture_output=True, check=True, text=True).stdout.split()
    assert {"flask", "openpyxl", "rich", "sqlalchemy", "waitress"} & set(loaded) == set()
