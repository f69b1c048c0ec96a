"""``yuetan governance``: what governs whom, set up on the server, and the days off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from account_samples import events, prepared
from cli_calls import plugins_of, said, yuetan
from small_regulation import regulation

from yuetan.casework.governing import calendar_of, governing
from yuetan.cli import governance as module
from yuetan.cli.common import today
from yuetan.plugins import Plugins
from yuetan.records.database import Engine, open_database
from yuetan.rules.readings import reading

TODAY = today()
PAPER = "某委〔2026〕2号"
TERMS = ("--since", TODAY, "--paper", PAPER)
ROLLS = reading("roll", "末日遇休息日是否顺延？", {"next_workday": True, "stay": False}, why="类推", clause="1")
NOTICE = """
year = 2030

[[holiday]]
name = "元旦"
first = 2030-01-01
last = 2030-01-03
work = [2029-12-29]
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def url(empty: Path, tmp_path: Path) -> str:
    copied = copy(empty, tmp_path / "yuetan.db")
    return f"sqlite:///{copied}"


@pytest.fixture(autouse=True)
def plugins(monkeypatch: pytest.MonkeyPatch) -> Plugins:
    found = plugins_of(regulation(rolls=ROLLS))
    monkeypatch.setattr(module, "plugins", lambda **_: found)
    return found


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


def governance(*arguments: object, url: str) -> str:
    called = yuetan("governance", *arguments, "--database", url)
    assert (called.exit_code, called.stderr) == (0, "")
    return called.stdout


def refused(*arguments: object, url: str) -> str:
    code, message = said("governance", *arguments, "--database", url)
    assert code == 2
    return message.removeprefix("错误：").rstrip("\n")


def test_what_is_proposed_governs_once_it_is_approved(engine: Engine, plugins: Plugins, url: str) -> None:
    assert governance("propose", "county", "office", *TERMS, "--reading", "roll=stay", url=url) == (
        f"已提出：county 自 {TODAY} 起适用 office；批准后生效。\n")
    assert governing(engine, plugins, TODAY) == ()
    assert governance("approve", "county", "office", url=url) == f"已批准：county 自 {TODAY} 起适用 office。\n"
    found = governing(engine, plugins, TODAY)
    assert [(one.unit, one.since, one.live_on, one.regulation.rolls) for one in found] == [
        ("county", TODAY, TODAY, False)]
    assert [(code, by) for code, by, _ in events(engine, "governance")] == [
        ("governance_proposed", None), ("governance_approved", None)]


def test_what_is_withdrawn_governs_no_more(engine: Engine, plugins: Plugins, url: str) -> None:
    governance("propose", "county", "office", *TERMS, url=url)
    governance("approve", "county", "office", url=url)
    end = TODAY + timedelta(days=3)
    assert governance("withdraw", "county", "office", "--on", end, url=url) == (
        f"已撤回：county 自 {end} 起不再适用 office。\n")
    assert [len(governing(engine, plugins, day)) for day in (TODAY, end)] == [1, 0]


def test_of_several_the_day_says_which(engine: Engine, plugins: Plugins, url: str) -> None:
    later = TODAY + timedelta(days=9)
    governance("propose", "county", "office", *TERMS, "--until", later, url=url)
    governance("propose", "county", "office", "--since", later, "--paper", PAPER, url=url)
    assert refused("approve", "county", "office", url=url) == (
        f"county 有几项 office，起始日为 {TODAY}、{later}；请用 --since 指明。")
    governance("approve", "county", "office", "--since", later, url=url)
    assert [len(governing(engine, plugins, day)) for day in (TODAY, later)] == [0, 1]


def test_everything_is_listed(url: str) -> None:
    governance("propose", "county", "office", *TERMS, "--until", "2099-01-01", "--reading", "roll=stay", url=url)
    governance("propose", "office", "office", *TERMS, url=url)
    governance("approve", "office", "office", url=url)
    governance("propose", "other", "office", *TERMS, url=url)
    governance("withdraw", "other", "office", url=url)
    shown = governance("list", url=url)
    assert [word for word in (f"{TODAY}起，2099-01-01止", "roll=stay", PAPER, "待批准", "已批准", "已撤回")
            if word not in shown] == []
    found = json.loads(governance("list", "--json", url=url))
    assert [(one["unit"], one["approved"], one["withdrawn"], one["until"], one["readings"]) for one in found] == [
        ("county", False, False, "2099-01-01", {"roll": "stay"}), ("office", True, False, None, {}),
        ("other", False, True, None, {})]


def test_where_nothing_governs_it_says_so(url: str) -> None:
    assert governance("list", url=url) == "还没有单位适用任何制度；请用 yuetan governance propose 提出。\n"


def test_days_off_are_imported_from_a_file(engine: Engine, tmp_path: Path, url: str) -> None:
    file = tmp_path / "2030.toml"
    file.write_text(NOTICE, encoding="utf-8")
    assert governance("days-off", file, url=url) == "已导入 2030 年放假安排：休息 3 天，调休上班 1 天。\n"
    assert [one.year for one in calendar_of(engine).arrangements if one.year == 2030] == [2030]
    file.write_text(NOTICE.replace("2030-01-03", "2030-13-03"), encoding="utf-8")
    assert refused("days-off", file, url=url).startswith(f"{file}：第7行不合 TOML 写法")


@pytest.mark.parametrize(("arguments", "expected"), [
    (("propose", "nowhere", "office", *TERMS), "没有编码为“nowhere”的单位；请核对，或先导入名册。"),
    (("propose", "county", "none", *TERMS), "没有安装制度“none”；已安装的有：office。"),
    (("propose", "county", "office", *TERMS, "--reading", "roll"),
     "--reading：“roll”应写作 理解=选项，如 roll=stay。"),
    (("propose", "county", "office", *TERMS, "--reading", "roll=x"),
     "制度 office：理解“roll”没有选项“x”；请改为其中之一：next_workday、stay。"),
    (("propose", "county", "office", "--since", TODAY), "缺少 --paper；请用 --help 查看用法。"),
    (("approve", "county", "office"), "county 没有这样的一项 office；请用 yuetan governance list 核对。"),
    (("withdraw", "county", "office"), "county 没有这样的一项 office；请用 yuetan governance list 核对。"),
])
def test_what_cannot_be_done_is_said(url: str, arguments: tuple[object, ...], expected: str) -> None:
    assert refused(*arguments, url=url) == expected


@pytest.mark.parametrize("command", ["", "propose", "approve", "withdraw", "days-off", "list"])
def test_help_is_in_words(command: str) -> None:
    called = yuetan("governance", *command.split(), "--help")
    assert called.exit_code == 0
    assert "选项：" in called.stdout
