"""Help and errors of the command line, in the reader's language, and quick."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import EntryPoint, version
from pathlib import Path

import pytest
from cli_calls import process, said, yuetan

from yuetan.cli import lazy
from yuetan.wording import catalogue, language

COMMANDS = ("regulations", "clauses", "check", "explain", "scenario", "import", "export", "export roster-template",
            "export sample-city")
HEAVY = ("alembic", "attrs", "flask", "openpyxl", "rich", "sqlalchemy", "xlsxwriter")
CLICKS_OWN = re.compile(
    r"\b(?:Usage|Options|Commands|Arguments|Show|default|required|env var|INTEGER|TEXT|FILE|PATH)\b|%Y|<=")
ENGLISH = {"选项": "Options", "命令": "Commands", "用法：": "Usage: ", "{heading}：": "{heading}:",
           "错误：{message}": "Error: {message}",
           "没有命令“{command}”{hint}；请用 --help 查看可用的命令。": "No {command}{hint}."}

SAMPLE_CITY = """\
用法：yuetan export sample-city [选项] 文件

  导出一座虚构城市的名册，供试用；人物纯属虚构。

参数：
  文件  写到哪个文件，以 .xlsx 结尾。

选项：
  --cadres 整数  干部人数，最少 30。（默认 600）
  --seed 整数    随机种子，同一种子同一城市。（默认 20150204）
  --overwrite    文件已经存在时覆盖它。
  -h, --help     显示本帮助后退出。
"""


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue in which a few texts are translated, whatever the real one has."""
    monkeypatch.setattr(catalogue, "_catalogue", lambda code: ENGLISH if code == "en" else {})


# Help


def test_the_help_of_a_command_says_everything_in_words() -> None:
    assert yuetan("export", "sample-city", "--help").stdout == SAMPLE_CITY


def test_the_help_lists_every_command_and_the_exit_codes() -> None:
    text = yuetan("--help").stdout
    assert re.findall(r"^  ([a-z]+) ", text, re.MULTILINE)[:7] == [name for name in COMMANDS if " " not in name]
    assert text.endswith("  退出码：0 正常；1 查出了问题（出入、不符的故事、名册错误）；2 无法执行。\n")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_nothing_of_click_itself_reaches_the_reader(command: str) -> None:
    called = yuetan(*command.split(), "--help")
    assert (called.exit_code, CLICKS_OWN.findall(called.stdout)) == (0, [])


@pytest.mark.parametrize("arguments", [(), ("export",)])
def test_no_argument_at_all_shows_the_help_and_does_nothing(arguments: tuple[str, ...]) -> None:
    assert said(*arguments) == (2, yuetan(*arguments, "--help").stdout)


def test_the_version_is_that_of_the_distribution() -> None:
    assert yuetan("--version").stdout == f"yuetan {version('yuetan')}\n"


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from yuetan.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    shown = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, encoding="utf-8").stdout
    assert "命令：" in shown
    assert set(HEAVY).intersection(shown.rpartition("\n  ")[2].split()) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_needs_no_database_and_no_workbook(command: str) -> None:
    code = f"import sys; from yuetan.cli import main; main({command.split()!r} + ['--help'], standalone_mode=False)"
    code += "; print(*sys.modules)"
    shown = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, encoding="utf-8").stdout
    loaded = set(shown.splitlines()[-1].split())
    assert {"click", *{"alembic", "flask", "openpyxl", "sqlalchemy", "xlsxwriter"} & loaded} == {"click"}


# The language


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("arguments", "environment"), [
    (("--lang", "en", "--help"), {}), (("--help", "--lang=en"), {}), (("--help",), {"YUETAN_LANGUAGE": "en"}),
    ((), {"YUETAN_LANGUAGE": "en"}),
])
def test_help_is_said_in_the_language_asked_for_wherever_that_stands(
        arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    lines = yuetan(*arguments, **environment).output.splitlines()
    assert [lines[0][:14], *(line for line in lines if line in {"Options:", "Commands:"})] == [
        "Usage: yuetan ", "Options:", "Commands:"]


@pytest.mark.usefixtures("english")
def test_an_error_is_said_in_the_language_asked_for() -> None:
    assert said("--lang", "en", "nonsense") == (2, "Error: No nonsense.\n")


@pytest.mark.usefixtures("english")
def test_the_language_ends_with_the_command() -> None:
    yuetan("--lang", "en", "nonsense")
    assert language() == "zh"


def test_a_locale_does_not_choose_the_language() -> None:
    assert process("nonsense", LANG="en_US.UTF-8").stderr.startswith("错误：没有命令")


# Wrong arguments


@pytest.mark.parametrize(("arguments", "message"), [
    ("nonsense", "没有命令“nonsense”；请用 --help 查看可用的命令。"),
    ("clause", "没有命令“clause”；是不是要写 clauses；请用 --help 查看可用的命令。"),
    ("export nonsense", "没有命令“nonsense”；请用 --help 查看可用的命令。"),
    ("--lang zh", "没有写明命令；请用 --help 查看可用的命令。"),
    ("--nonsense", "没有选项 --nonsense；请用 --help 查看可用的选项。"),
    ("clauses lianyungang --jsno", "没有选项 --jsno；是不是要写 --json；请用 --help 查看可用的选项。"),
    ("clauses", "缺少 制度；请用 --help 查看用法。"),
    ("scenario", "缺少 文件；请用 --help 查看用法。"),
    ("clauses a b c", "多写了“b c”；请用 --help 查看用法。"),
    ("clauses a --json=1", "选项 --json 后面不用写内容；请去掉等号和后面的部分。"),
    ("check a --text", "选项 --text 后面没有给出内容；请补上。"),
    ("explain 1", "缺少 --database；请写上，或设置环境变量 YUETAN_DATABASE。"),
    ("--lang fr regulations", "--lang：应为 zh、en 之一，现为“fr”。"),
    ("export sample-city a.xlsx --cadres 3", "--cadres：最少为 30，现为 3。"),
    ("export sample-city a.xlsx --cadres 1000001", "--cadres：最多为 1000000，现为 1000001。"),
    ("export sample-city a.xlsx --cadres 3.5", "--cadres：“3.5”不是整数。"),
    ("explain 1 --as-of 昨天", "--as-of：“昨天”不是日期；请写成 2026-03-01。"),
    ("explain 1 --as-of 2026-02-30", "--as-of：没有“2026-02-30”这一天；请核对月份和日子。"),
    ("explain 1 --as-of 0226-03-01", "--as-of：年份应在 1900 到 2199 之间，现为“0226-03-01”。"),
])
def test_a_wrong_call_says_what_is_wrong_and_what_to_do(arguments: str, message: str) -> None:
    assert said(*arguments.split()) == (2, f"错误：{message}\n")


@pytest.mark.parametrize(("name", "value", "message"), [
    ("YUETAN_LANGUAGE", "fr", "--lang（来自环境变量 YUETAN_LANGUAGE）：应为 zh、en 之一，现为“fr”。"),
    ("YUETAN_JUDGED_FROM", "x", "--judged-from（来自环境变量 YUETAN_JUDGED_FROM）：“x”不是日期；请写成 2026-03-01。"),
])
def test_a_wrong_setting_is_named(name: str, value: str, message: str) -> None:
    assert said("explain", "1", "--database", "sqlite:///x.db", **{name: value}) == (2, f"错误：{message}\n")


# Commands of other distributions


def test_a_command_that_cannot_be_loaded_is_listed_and_says_why_when_called(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("broken", "no_such_module:command", lazy.GROUP), EntryPoint("odd", "sys:path", lazy.GROUP)]
    monkeypatch.setattr(lazy, "entry_points", lambda **_: points)
    assert [line for line in yuetan("--help").stdout.splitlines() if "载入失败" in line] == [
        "  broken            （载入失败；运行它可以看到原因）", "  odd               （载入失败；运行它可以看到原因）"]
    reason = "ModuleNotFoundError：No module named 'no_such_module'"
    assert said("broken") == (2, f"错误：命令 broken（来自 ?）载入失败：{reason}；请重新安装或卸载 ?。\n")
    code, message = said("odd")
    assert (code, message.startswith("错误：命令 odd（来自 ?）载入失败：TypeError：")) == (2, True)


def test_a_command_of_another_distribution_is_one_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import click\n@click.command(help='做别的事')\ndef act():\n    print('做了')\n"
    (tmp_path / "other_command.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(lazy, "entry_points", lambda group: [EntryPoint("act", "other_command:act", group)])
    assert "  act               做别的事\n" in yuetan("--help").stdout
    assert yuetan("act").stdout == "做了\n"


def test_a_command_of_another_distribution_does_not_replace_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy, "entry_points", lambda group: [EntryPoint("clauses", "sys:path", group)])
    assert yuetan("--help").stdout.count("  clauses ") == 1
