"""``yuetan regulations`` and ``yuetan clauses``, and what they say where a plugin is missing or broken."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from cli_calls import distribution, plugins_of, process, said, yuetan
from text_samples import ARTICLES_REGULATION

from yuetan.cli import common
from yuetan.plugins import load
from yuetan.rules import Clause

FIRST = evolve(ARTICLES_REGULATION, number="青松办发〔2030〕1号", since=date(2030, 5, 1), until=date(2031, 5, 6))
SECOND = evolve(ARTICLES_REGULATION, number="青松办发〔2031〕7号", since=date(2031, 5, 6),
                title="青松局约谈办法（修订）", rules=(*ARTICLES_REGULATION.rules, Clause("8", "附则")))

TABLE = """\
┏━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━┳━━━━━━━━━━━━━━━┓
┃ 代码       ┃ 制度                   ┃ 文号                ┃ 施行                            ┃ 条款 ┃ 来自          ┃
┡━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━╇━━━━━━━━━━━━━━━┩
│ green_pine │ 青松局约谈办法         │ 青松办发〔2030〕1号 │ 2030-05-01 起，至 2031-05-06 前 │ 13   │ yuetan-sample │
├────────────┼────────────────────────┼─────────────────────┼─────────────────────────────────┼──────┼───────────────┤
│ green_pine │ 青松局约谈办法（修订） │ 青松办发〔2031〕7号 │ 2031-05-06 起                   │ 14   │ yuetan-sample │
└────────────┴────────────────────────┴─────────────────────┴─────────────────────────────────┴──────┴───────────────┘
"""
LIST = """\
代码：green_pine
制度：青松局约谈办法
文号：青松办发〔2030〕1号
施行：2030-05-01 起，至 2031-05-06 前
条款：13
来自：yuetan-sample

代码：green_pine
制度：青松局约谈办法（修订）
文号：青松办发〔2031〕7号
施行：2031-05-06 起
条款：14
来自：yuetan-sample
"""


@pytest.fixture
def two_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two editions of one regulation are installed; the second has a clause on which nothing rests."""
    monkeypatch.setattr(common, "load", lambda **_: plugins_of(FIRST, SECOND))


# What is installed


@pytest.mark.usefixtures("two_editions")
@pytest.mark.parametrize(("columns", "text"), [("120", TABLE), ("60", LIST)])
def test_every_edition_is_listed_as_the_terminal_has_room(columns: str, text: str) -> None:
    listed = yuetan("regulations", COLUMNS=columns)
    assert (listed.exit_code, listed.stdout) == (0, text)


@pytest.mark.usefixtures("two_editions")
def test_a_program_reads_what_is_installed() -> None:
    assert json.loads(yuetan("regulations", "--json").stdout)[0] == {
        "code": "green_pine", "title": "青松局约谈办法", "number": "青松办发〔2030〕1号", "issuers": [],
        "since": "2030-05-01", "until": "2031-05-06", "clauses": 13, "distribution": "yuetan-sample"}


def test_without_any_plugin_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "load", lambda **_: plugins_of())
    assert yuetan("regulations").stdout == "没有安装任何制度；请安装一个插件，如 yuetan-lianyungang。\n"
    assert yuetan("regulations", "--json").stdout == "[]\n"
    assert said("clauses", "green_pine") == (2, "错误：没有安装任何制度；请安装一个插件，如 yuetan-lianyungang。\n")


def test_a_plugin_that_was_left_out_is_named() -> None:
    every = sorted(plugin.name for plugin in load().loaded)
    left_out, named = ",".join(every), "、".join(every)
    message = f"没有可用的制度：环境变量 YUETAN_WITHOUT 停用了 {named}；请取消停用，或安装别的制度。"
    assert yuetan("regulations", YUETAN_WITHOUT=left_out).stdout == f"{message}\n"
    assert said("clauses", "lianyungang", YUETAN_WITHOUT=left_out) == (2, f"错误：{message}\n")


@pytest.mark.parametrize("source", ["import no_such_module\n", "regulations = None\n"])
def test_a_broken_plugin_stops_every_command_and_may_be_left_out(tmp_path: Path, source: str) -> None:
    path = str(distribution(tmp_path, "broken_plugin", "yuetan", "broken = broken_plugin", source))
    for command in (("regulations",), ("explain", "1", "--database", "sqlite:///x.db")):
        called = process(*command, PYTHONPATH=path)
        assert (called.returncode, called.stdout) == (2, "")
        assert called.stderr.startswith("错误：插件 broken（来自 broken_plugin）不能使用：")
        assert "设置环境变量 YUETAN_WITHOUT=broken" in called.stderr
    assert process("regulations", PYTHONPATH=path, YUETAN_WITHOUT="broken").returncode == 0


# Clauses


@pytest.mark.usefixtures("two_editions")
def test_the_clauses_of_the_newest_edition_are_shown_with_what_keeps_them() -> None:
    called = yuetan("clauses", "green_pine")
    assert called.exit_code == 1
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in called.stdout.splitlines() if "│" in line]
    third = next(number for number, row in enumerate(cells) if row[0] == "第三条")
    assert cells[third:third + 5] == [
        ["第三条", "两类约谈", "guard:last_week 每月最后一周"],
        ["第三条（一）", "每季度谈一次", "kind:daily 日常约谈"],
        ["", "", "duty:daily_talk 日常约谈"],
        ["第三条（二）", "5个工作日内谈，至少两人，放在每月最后一周", "kind:reminder 提醒约谈"],
        ["", "", "duty:reminder_talk 提醒约谈"]]
    assert called.stdout.endswith(
        "共 14 处条款，其中 0 处待后续功能落实。\n以下 1 处没有着落：第八条。请写出相应规则，或写明搁置的理由。\n")


@pytest.mark.usefixtures("two_editions")
def test_a_program_reads_what_keeps_each_clause() -> None:
    rows = json.loads(yuetan("clauses", "green_pine", "--json").stdout)
    assert rows[-2:] == [
        {"at": "7", "printed": "第七条", "gist": "解释", "covered_by": [], "set_aside": "解释权", "promised": False},
        {"at": "8", "printed": "第八条", "gist": "附则", "covered_by": [], "set_aside": None, "promised": False}]


def test_where_every_clause_is_kept_all_is_well() -> None:
    called = yuetan("clauses", "lianyungang")
    assert (called.exit_code, called.stdout.splitlines()[-1]) == (0, "没有遗漏。")


@pytest.mark.usefixtures("two_editions")
@pytest.mark.parametrize(("name", "message"), [
    ("green_pin", "没有安装制度“green_pin”；是不是要写 green_pine；已安装的有：green_pine。"),
    ("另一部", "没有安装制度“另一部”；已安装的有：green_pine。"),
])
def test_a_regulation_that_is_not_installed_is_not_guessed(name: str, message: str) -> None:
    assert said("clauses", name) == (2, f"错误：{message}\n")
