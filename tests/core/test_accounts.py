"""Accounts: none to begin with, made without any right, reset and disabled by others, each time on record."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from account_samples import NOW, PASSWORD, TODAY, administrator, cheap, events, person, records
from sqlalchemy import select

from yuetan.access.actor import OUTSIDER, Actor, Granted, Role
from yuetan.casework.accounts import Accounts, SignInError
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.passwords import ALPHABET, COMMONEST, LONGEST, SHORTEST, fault_of, one_time_password
from yuetan.records.database import open_database, reading, upgrade
from yuetan.records.journal import case_file_of
from yuetan.records.tables import account, case_file


@pytest.fixture(scope="module")
def accounts(shared_database_url: str) -> Iterator[Accounts]:
    with records(shared_database_url) as engine:
        yield cheap(engine)


# Made


def test_there_is_no_account_to_begin_with(database_url: str) -> None:
    engine = open_database(database_url)
    upgrade(engine)
    with reading(engine) as connection:
        assert connection.execute(select(account)).all() == []
    engine.dispose()


def test_a_new_account_may_do_nothing_but_change_its_password(accounts: Accounts) -> None:
    once = accounts.make("wang.fang", "王芳", cadre="0001", by=None, at=NOW)
    signed_in = accounts.sign_in("wang.fang", once, at=NOW)
    actor = signed_in.actor
    assert (signed_in.must_change, actor.name, actor.cadre, actor.granted) == (True, "王芳", "", ())


def test_with_a_password_of_his_own_he_is_the_cadre_of_the_roster(accounts: Accounts) -> None:
    one = person(accounts, cadre="0002")
    signed_in = accounts.sign_in(one.sign_in, PASSWORD, at=NOW)
    assert (signed_in.must_change, signed_in.actor.cadre) == (False, "0002")


@pytest.mark.parametrize("typed", ["Li.Na@County", " li.na@county ", "ｌｉ.ｎａ@ｃｏｕｎｔｙ"])
def test_a_sign_in_name_is_the_same_however_it_is_typed(accounts: Accounts, typed: str) -> None:
    if accounts.named("li.na@county") is None:
        accounts.make("LI.NA@county", "李娜", by=None, at=NOW)
    found = accounts.named(typed)
    assert found is not None
    assert found.sign_in == "li.na@county"


@pytest.mark.parametrize(("fields", "field", "expected"), [
    ({"sign_in": "x"}, "sign_in", "登录名为 2 到 64 个字母、数字、汉字或 . _ - @，中间没有空格。"),
    ({"sign_in": "wang fang"}, "sign_in", "登录名为 2 到 64 个字母、数字、汉字或 . _ - @，中间没有空格。"),
    ({"sign_in": "w" * 65}, "sign_in", "登录名为 2 到 64 个字母、数字、汉字或 . _ - @，中间没有空格。"),
    ({"sign_in": "Taken"}, "sign_in", "登录名“taken”已有人使用；请另换一个。"),
    ({"name": " "}, "name", "请写明姓名，最多 100 个字符。"),
    ({"name": "长" * 101}, "name", "请写明姓名，最多 100 个字符。"),
    ({"cadre": "9999"}, "cadre", "名册中没有工号“9999”；请核对，或先导入名册。"),
    ({"cadre": "0003"}, "cadre", "工号“0003”已有账号“taken”；一人一个账号。"),
])
def test_an_account_that_makes_no_sense_is_refused_in_words(
        accounts: Accounts, fields: dict[str, str], field: str, expected: str) -> None:
    if accounts.named("taken") is None:
        accounts.make("taken", "某人", cadre="0003", by=None, at=NOW)
    given: dict[str, Any] = {"sign_in": "unused", "name": "某人", **fields}
    with pytest.raises(Unfit) as refused:
        accounts.make(**given, by=None, at=NOW)
    assert refused.value.errors == {field: expected}
    assert accounts.named("unused") is None


# One-time passwords, and those one chooses


def test_a_one_time_password_is_long_and_easy_to_read_aloud() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert {len(one.replace("-", "")) for one in made} == {16}
    assert set("".join(made)) <= set(ALPHABET + "-")
    assert set("01oil") & set(ALPHABET) == set()


@pytest.mark.parametrize(("password", "expected"), [
    ("短短十一个字还不够长吧", "密码至少 12 个字符，现有 11 个；可以用几个不相干的词连成一句。"),
    ("长" * 129, "密码最多 128 个字符，现有 129 个；请缩短。"),
    ("Wang.Fang.1976", "密码不能就是登录名；请另换一个。"),
    ("Password1234", "这个密码太常见，一猜就中；请另换一个。"),
    ("１２３４５６７８９０１２", "这个密码太常见，一猜就中；请另换一个。"),
    ("aaaaaaaaaaaaaaa", "这个密码太常见，一猜就中；请另换一个。"),
    ("only lower case words", ""),
    ("长江大桥与紫砂壶各一个", "密码至少 12 个字符，现有 11 个；可以用几个不相干的词连成一句。"),
    ("长江大桥与紫砂壶各有一个", ""),
])
def test_a_password_is_long_and_not_what_everybody_tries(password: str, expected: str) -> None:
    assert fault_of(password, "wang.fang.1976") == expected


def test_the_commonest_are_such_as_would_be_let_through_otherwise() -> None:
    assert [one for one in COMMONEST if not SHORTEST <= len(one) <= LONGEST or one != one.casefold()] == []


# Reset, disabled, enabled


def test_a_reset_ends_every_session_and_gives_a_new_one_time_password(accounts: Accounts) -> None:
    one, system = person(accounts), administrator(accounts, Role.SYSTEM)
    token = accounts.sign_in(one.sign_in, PASSWORD, at=NOW).token
    once = accounts.reset(one.reference, by=system, at=NOW)
    assert accounts.actor_of(token, at=NOW) is None
    assert accounts.sign_in(one.sign_in, once, at=NOW).must_change
    with pytest.raises(SignInError):
        accounts.sign_in(one.sign_in, PASSWORD, at=NOW)


def test_a_disabled_account_is_signed_out_at_once_and_can_be_enabled_again(accounts: Accounts) -> None:
    one, system = person(accounts), administrator(accounts, Role.SYSTEM)
    token = accounts.sign_in(one.sign_in, PASSWORD, at=NOW).token
    accounts.disable(one.reference, by=system, at=NOW)
    accounts.disable(one.reference, by=system, at=NOW)
    assert accounts.actor_of(token, at=NOW) is None
    with pytest.raises(SignInError):
        accounts.sign_in(one.sign_in, PASSWORD, at=NOW)
    accounts.enable(one.reference, by=system, at=NOW)
    accounts.enable(one.reference, by=system, at=NOW)
    assert accounts.actor_of(token, at=NOW) is None
    assert accounts.sign_in(one.sign_in, PASSWORD, at=NOW).actor.account == one.key


@pytest.mark.parametrize("act", ["reset", "disable", "enable"])
def test_nobody_administers_his_own_account(accounts: Accounts, act: str) -> None:
    system = administrator(accounts, Role.SYSTEM)
    with pytest.raises(Refused) as refused:
        getattr(accounts, act)(system.reference, by=system, at=NOW)
    assert refused.value.text == "不能管理自己的账号；请由另一位系统管理员办理。"


@pytest.mark.parametrize("role", [Role.SECURITY, Role.AUDIT])
def test_whoever_watches_over_administrators_is_reset_on_the_server_alone(accounts: Accounts, role: Role) -> None:
    watcher, system = person(accounts), administrator(accounts, Role.SYSTEM)
    accounts.grant(watcher.reference, role, since=TODAY, until=TODAY.replace(year=2027), by=None, paper="任命", at=NOW)
    with pytest.raises(Refused) as refused:
        accounts.reset(watcher.reference, by=system, at=NOW)
    assert refused.value.text == "安全管理员和审计管理员的密码只能在服务器上用 yuetan account reset 重置。"
    assert accounts.reset(watcher.reference, by=None, at=NOW)


@pytest.mark.parametrize("act", ["make", "reset", "disable", "enable"])
def test_to_all_but_the_system_administrator_it_is_as_if_there_were_no_such_act(accounts: Accounts, act: str) -> None:
    others = [Actor(1, "somebody", "某人", granted=(Granted(role, "county"),)) for role in Role
              if role is not Role.SYSTEM]
    given = ("nobody", "某人") if act == "make" else (person(accounts).reference,)
    for other in (*others, OUTSIDER):
        with pytest.raises(Hidden):
            getattr(accounts, act)(*given, by=other, at=NOW)
    assert accounts.named("nobody") is None


@pytest.mark.parametrize("act", ["reset", "disable", "enable"])
def test_an_account_there_is_not_is_hidden_too(accounts: Accounts, act: str) -> None:
    with pytest.raises(Hidden):
        getattr(accounts, act)("nothing", by=None, at=NOW)


# On record


def test_each_act_is_an_event_in_the_one_case_of_the_system(database_url: str) -> None:
    with records(database_url) as engine:
        accounts = cheap(engine)
        one = person(accounts)
        system = administrator(accounts, Role.SYSTEM)
        accounts.reset(one.reference, by=system, at=NOW)
        accounts.disable(one.reference, by=system, at=NOW)
        accounts.enable(one.reference, by=None, at=NOW)
        assert [(code, by) for code, by, _ in events(engine)] == [
            ("account_made", None), ("password_changed", one.key), ("account_made", None),
            ("password_changed", system.account), ("password_reset", system.account),
            ("account_disabled", system.account), ("account_enabled", None)]
        assert events(engine)[4][2] == {"account": one.reference, "sign_in": one.sign_in, "cadre": ""}
        with reading(engine) as connection:
            of_system = select(case_file.c.reference).where(case_file.c.sort == "system")
            cases = connection.execute(of_system).scalars().all()
            found = case_file_of(connection, cases[0])
        assert found is not None
        assert (len(cases), found.version) == (1, 7)


def test_no_event_holds_a_password(database_url: str) -> None:
    with records(database_url) as engine:
        accounts = cheap(engine)
        once = accounts.make("wang", "王芳", by=None, at=NOW)
        again = accounts.reset(accounts.everyone()[0].reference, by=None, at=NOW)
        person(accounts)
        said = str(events(engine))
        assert [one for one in (once, again, PASSWORD) if one in said] == []


def test_what_happens_at_once_stands_in_one_case_one_after_the_other(database_url: str) -> None:
    with records(database_url) as engine, ThreadPoolExecutor(6) as pool:
        accounts = cheap(engine)
        list(pool.map(lambda number: accounts.make(f"clerk{number}", "某人", by=None, at=NOW), range(6)))
        with reading(engine) as connection:
            cases = connection.execute(select(case_file.c.sort, case_file.c.version)).all()
        assert [tuple(one) for one in cases] == [("system", 6)]
        assert len(events(engine)) == 6
