"""``yuetan account``: accounts set up on the server, all of it on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from account_samples import CheapHasher, cheap, events, prepared
from cli_calls import said, yuetan

from yuetan.access.actor import Granted, Role
from yuetan.casework import signing_in
from yuetan.cli.acting import now
from yuetan.cli.common import today
from yuetan.records.database import Engine, open_database

PAPER = "某委〔2026〕1号"
NO_ROLE = (
    "角色：没有角色“主任”；可用的有：经办（clerk）、纪检（discipline）、负责人（head）、上级纪检（superior）、"
    "系统管理员（system）、安全管理员（security）、审计管理员（audit）。")
UNTIL = today() + timedelta(days=365)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def url(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(signing_in, "standard_hasher", CheapHasher)
    copied = copy(empty, tmp_path / "yuetan.db")
    return f"sqlite:///{copied}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def wang(url: str) -> str:
    """An account, and its one-time password."""
    return password_of(yuetan("account", "add", "wang", "王芳", "--cadre", "0001", "--database", url).stdout)


def password_of(shown: str) -> str:
    return next(line for line in shown.splitlines() if line.startswith("一次性密码：")).removeprefix("一次性密码：")


def account(*arguments: object, url: str) -> str:
    called = yuetan("account", *arguments, "--database", url)
    assert (called.exit_code, called.stderr) == (0, "")
    return called.stdout


def refused(*arguments: object, url: str) -> str:
    code, message = said("account", *arguments, "--database", url)
    assert code == 2
    return message.removeprefix("错误：").rstrip("\n")


def listed(url: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(account("list", "--json", url=url))
    return found


def test_a_new_account_is_signed_in_with_what_is_shown(engine: Engine, url: str) -> None:
    shown = account("add", "Wang", "王芳", url=url)
    lines = shown.splitlines()
    assert lines[0] == "已建立账号“Wang”。"
    assert lines[2] == "它只显示这一次，72 小时内有效；请当面交给本人，登录后须立即改成自己的密码。"
    assert cheap(engine).sign_in("wang", password_of(shown), at=now()).must_change
    assert events(engine)[0][:2] == ("account_made", None)


def test_a_reset_shows_another(engine: Engine, url: str, wang: str) -> None:
    shown = account("reset", "wang", url=url)
    assert shown.startswith("已重置账号“wang”的密码。\n一次性密码：")
    assert password_of(shown) != wang
    assert cheap(engine).sign_in("wang", password_of(shown), at=now()).must_change


def test_an_account_is_disabled_and_enabled(url: str, wang: str) -> None:
    assert wang
    assert account("disable", "wang", url=url) == "已停用账号“wang”。\n"
    assert [one["disabled"] for one in listed(url)] == [True]
    assert account("enable", "wang", url=url) == "已恢复账号“wang”。\n"
    assert [one["disabled"] for one in listed(url)] == [False]


@pytest.mark.parametrize("word", ["经办", "clerk"])
def test_a_role_is_granted_and_taken_back(engine: Engine, url: str, wang: str, word: str) -> None:
    told = account("grant", "wang", word, "--unit", "county", "--until", UNTIL, "--paper", PAPER, url=url)
    accounts = cheap(engine)
    token = accounts.sign_in("wang", wang, at=now()).token
    signed_in = accounts.actor_of(accounts.change_password(token, wang, "另一句 谁也 想不到的话", at=now()), at=now())
    assert told == f"已授予“wang”经办，自 {today()} 起，{UNTIL} 止。\n"
    assert signed_in is not None
    assert (signed_in.actor.granted, signed_in.actor.cadre) == ((Granted(Role.CLERK, "county"),), "0001")
    assert account("revoke", "wang", word, "--unit", "county", url=url) == f"已收回“wang”的经办，自 {today()} 起。\n"
    again = accounts.actor_of(signed_in.token, at=now())
    assert again is not None
    assert again.actor.granted == ()


def test_accounts_are_listed_with_what_is_granted_now_or_to_come(url: str, wang: str) -> None:
    assert wang
    account("grant", "wang", "系统管理员", "--until", UNTIL, "--paper", PAPER, url=url)
    account("add", "li", "李娜", url=url)
    account("disable", "li", url=url)
    shown = account("list", url=url)
    assert [word for word in ("wang", "王芳", "0001", "待改密码", f"系统管理员{today()} 起，{UNTIL} 止", "已停用")
            if word not in shown] == []
    assert listed(url)[1] == {
        "sign_in": "wang", "name": "王芳", "cadre": "0001", "disabled": False, "must_change": True, "grants": [
            {"role": "system", "unit": "", "since": str(today()), "until": str(UNTIL), "agreed": True,
             "paper": PAPER}]}


def test_where_there_is_no_account_it_says_so(url: str) -> None:
    assert account("list", url=url) == "还没有账号；请用 yuetan account add 建立。\n"


@pytest.mark.parametrize(("arguments", "expected"), [
    (("add", "WANG", "王芳"), "登录名“wang”已有人使用；请另换一个。"),
    (("add", "x", "王芳"), "登录名为 2 到 64 个字母、数字、汉字或 . _ - @，中间没有空格。"),
    (("add", "li", " ", "--cadre", "9"), "请写明姓名，最多 100 个字符。\n名册中没有工号“9”；请核对，或先导入名册。"),
    (("reset", "wangg"), "没有账号“wangg”；是不是要写 wang；请用 yuetan account list 核对。"),
    (("disable", "li"), "没有账号“li”；请用 yuetan account list 核对。"),
    (("grant", "wang", "clerk", "--until", UNTIL, "--paper", PAPER), "经办要写明在哪个单位；请写上单位编码。"),
    (("grant", "wang", "主任", "--until", UNTIL, "--paper", PAPER), NO_ROLE),
    (("grant", "wang", "clerk", "--paper", PAPER), "缺少 --until；请用 --help 查看用法。"),
    (("revoke", "wang", "clerk", "--unit", "county"), "“wang”没有这项授权；请用 yuetan account list 核对。"),
])
def test_what_cannot_be_done_is_said(url: str, wang: str, arguments: tuple[str, ...], expected: str) -> None:
    assert wang
    assert refused(*arguments, url=url) == expected


def test_two_administrators_in_one_hand_are_refused_here_too(url: str, wang: str) -> None:
    assert wang
    account("grant", "wang", "security", "--until", UNTIL, "--paper", PAPER, url=url)
    assert refused("grant", "wang", "audit", "--until", UNTIL, "--paper", PAPER, url=url) == (
        f"系统管理员、安全管理员、审计管理员不能由一人兼任：他已是安全管理员（{today()} 起，{UNTIL} 止）。")


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "mistyped.db"
    assert refused("list", url=f"sqlite:///{path}") == (
        f"数据库文件 {path} 不存在；请核对地址，或先用 yuetan import 导入名册。")
    assert not path.exists()


@pytest.mark.parametrize("command", ["", "add", "reset", "disable", "enable", "grant", "revoke", "list"])
def test_help_is_in_words(command: str) -> None:
    called = yuetan("account", *command.split(), "--help")
    assert called.exit_code == 0
    assert "选项：" in called.stdout
