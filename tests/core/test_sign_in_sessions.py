"""Sessions: they end when they should, and with the password they were begun with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from account_samples import (
    DAY,
    MINUTE,
    NOW,
    PASSWORD,
    CheapHasher,
    Person,
    administrator,
    cheap,
    events,
    person,
    records,
)
from sqlalchemy import event, select, update

from yuetan.access.actor import Role
from yuetan.casework.accounts import Accounts, SignedIn, SignInError
from yuetan.casework.errors import Conflict, Unfit
from yuetan.records.database import DatabaseError, Engine, reading, writing
from yuetan.records.tables import account, sign_in_session

REFUSED = "登录名或密码不对，或者账号已经停用；请核对后再试，忘记了密码请找系统管理员重置。"
LOCKED = "密码连续输错 5 次，账号锁定到 2026-03-02 09:15；请到时再试，或请系统管理员重置密码。"
WRONG = "不是这个密码，差得很远"
NEW = "另一句 谁也 想不到的话"


@pytest.fixture(scope="module")
def accounts(shared_database_url: str) -> Iterator[Accounts]:
    with records(shared_database_url) as engine:
        yield cheap(engine)


def refusal(accounts: Accounts, sign_in: str, password: str, at: datetime = NOW) -> str:
    with pytest.raises(SignInError) as refused:
        accounts.sign_in(sign_in, password, at=at)
    return str(refused.value)


def signed_in(accounts: Accounts, one: Person, at: datetime = NOW) -> SignedIn:
    return accounts.sign_in(one.sign_in, PASSWORD, at=at)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that is sent to the database in a block."""
    sent: list[str] = []

    def remember(*given: Any) -> None:  # noqa: ANN401 - what SQLAlchemy passes
        sent.append(given[2])

    event.listen(engine, "before_cursor_execute", remember)
    yield sent
    event.remove(engine, "before_cursor_execute", remember)



def test_the_token_is_new_each_time_and_only_its_hash_is_kept(accounts: Accounts) -> None:
    one = person(accounts)
    tokens = [signed_in(accounts, one).token for _ in range(3)]
    with reading(accounts.records) as connection:
        kept = set(connection.execute(select(sign_in_session.c.token)).scalars())
    assert len(set(tokens)) == 3
    assert {sha256(token.encode()).hexdigest() for token in tokens} <= kept
    assert kept.isdisjoint(tokens)
    assert [one for one in tokens if one in repr(signed_in(accounts, person(accounts)))] == []


@pytest.mark.parametrize("token", ["", "x", "no token of ours", "令牌", "\udcff"])
def test_a_token_nobody_was_given_is_nobodys(accounts: Accounts, token: str) -> None:
    assert accounts.actor_of(token, at=NOW) is None


def test_a_session_lasts_as_long_as_there_are_signs_of_life(accounts: Accounts) -> None:
    one = person(accounts)
    token = signed_in(accounts, one).token
    for minutes in range(29, 599, 29):
        assert accounts.actor_of(token, at=NOW + minutes * MINUTE) is not None
    assert accounts.actor_of(token, at=NOW + 599 * MINUTE) is not None
    assert accounts.actor_of(token, at=NOW + 600 * MINUTE) is None


def test_a_session_ends_after_half_an_hour_without_one(accounts: Accounts) -> None:
    one = person(accounts)
    token = signed_in(accounts, one).token
    assert accounts.actor_of(token, at=NOW + 30 * MINUTE) is None
    assert accounts.actor_of(token, at=NOW + 29 * MINUTE) is not None


def test_how_long_is_a_setting(accounts: Accounts) -> None:
    short = Accounts(accounts.records, hasher=accounts.hasher, idle=5 * MINUTE)
    token = signed_in(short, person(accounts)).token
    assert [short.actor_of(token, at=NOW + one * MINUTE) is None for one in (4, 9)] == [False, True]


def test_a_sign_of_life_is_written_down_once_a_minute_at_most(accounts: Accounts) -> None:
    token = signed_in(accounts, person(accounts)).token
    with statements(accounts.records) as sent:
        for seconds in range(0, 60, 10):
            accounts.actor_of(token, at=NOW + timedelta(seconds=seconds))
    assert [one for one in sent if not one.startswith(("SELECT", "PRAGMA", "BEGIN"))] == []
    with statements(accounts.records) as sent:
        accounts.actor_of(token, at=NOW + MINUTE)
        accounts.actor_of(token, at=NOW + MINUTE)
    assert len([one for one in sent if one.startswith("UPDATE")]) == 1


def test_where_nothing_can_be_written_a_session_is_still_read(
        accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    token = signed_in(accounts, person(accounts)).token

    def full(*_given: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("yuetan.records.sessions.touch_session", full)
    assert accounts.actor_of(token, at=NOW + MINUTE) is not None


def test_signing_out_ends_this_session_alone(accounts: Accounts) -> None:
    one = person(accounts)
    first, second = signed_in(accounts, one).token, signed_in(accounts, one).token
    accounts.sign_out(first)
    accounts.sign_out(first)
    assert [accounts.actor_of(token, at=NOW) is None for token in (first, second)] == [True, False]


def test_a_session_of_an_old_generation_is_dead_though_its_row_should_remain(accounts: Accounts) -> None:
    one = person(accounts)
    token = signed_in(accounts, one).token
    with writing(accounts.records) as connection:
        connection.execute(update(account).where(account.c.id == one.key).values(generation=account.c.generation + 1))
    assert accounts.actor_of(token, at=NOW) is None


def test_whose_session_it_was_is_known_for_a_day_and_by_it_nobody_is_let_in(accounts: Accounts) -> None:
    one = person(accounts)
    token, gone = signed_in(accounts, one).token, signed_in(accounts, one).token
    accounts.sign_out(gone)
    signed_in(accounts, person(accounts), NOW + DAY)
    owner = accounts.ran_out(token)
    assert owner is not None
    assert (owner.account, owner.granted, accounts.actor_of(token, at=NOW + DAY)) == (one.key, (), None)
    assert [accounts.ran_out(other) for other in (gone, "made up", "")] == [None, None, None]
    with writing(accounts.records) as connection:
        connection.execute(update(account).where(account.c.id == one.key).values(generation=account.c.generation + 1))
    assert accounts.ran_out(token) is None


def test_sessions_that_have_run_out_are_cleared_away(accounts: Accounts) -> None:
    token = signed_in(accounts, person(accounts)).token
    signed_in(accounts, person(accounts), NOW + 2 * DAY)
    with reading(accounts.records) as connection:
        kept = set(connection.execute(select(sign_in_session.c.token)).scalars())
    assert sha256(token.encode()).hexdigest() not in kept


# Another password


def test_another_password_ends_every_other_session(accounts: Accounts) -> None:
    one = person(accounts)
    here, there = signed_in(accounts, one).token, signed_in(accounts, one).token
    renewed = accounts.change_password(here, PASSWORD, NEW, at=NOW)
    assert [accounts.actor_of(token, at=NOW) is None for token in (here, there, renewed)] == [True, True, False]
    assert accounts.sign_in(one.sign_in, NEW, at=NOW).actor.account == one.key
    assert refusal(accounts, one.sign_in, PASSWORD) == REFUSED
    assert events(accounts.records)[-1] == ("password_changed", one.key, {"account": one.reference})


@pytest.mark.parametrize(("old", "new", "expected"), [
    (WRONG, NEW, {"old": "原密码不对；请重新输入。"}),
    (PASSWORD, PASSWORD, {"new": "新密码和原密码一样；请另换一个。"}),
    (PASSWORD, "太短", {"new": "密码至少 12 个字符，现有 2 个；可以用几个不相干的词连成一句。"}),
    (PASSWORD, "qwerty123456", {"new": "这个密码太常见，一猜就中；请另换一个。"}),
])
def test_a_password_that_will_not_do_changes_nothing(
        accounts: Accounts, old: str, new: str, expected: dict[str, str]) -> None:
    token = signed_in(accounts, person(accounts)).token
    with pytest.raises(Unfit) as refused:
        accounts.change_password(token, old, new, at=NOW)
    assert refused.value.errors == expected
    assert accounts.actor_of(token, at=NOW) is not None


def test_whoever_finds_a_screen_unlocked_cannot_guess_the_password_there(accounts: Accounts) -> None:
    token = signed_in(accounts, person(accounts)).token
    for _ in range(5):
        with pytest.raises(Unfit):
            accounts.change_password(token, WRONG, NEW, at=NOW)
    with pytest.raises(SignInError, match="连续输错 5 次"):
        accounts.change_password(token, PASSWORD, NEW, at=NOW)


def test_a_session_that_has_ended_changes_no_password(accounts: Accounts) -> None:
    token = signed_in(accounts, person(accounts)).token
    with pytest.raises(SignInError, match="登录已经失效；请重新登录。"):
        accounts.change_password(token, PASSWORD, NEW, at=NOW + DAY)


class Meanwhile(CheapHasher):
    """Something else happens while a password is hashed or compared."""

    happens: Callable[[], object] | None = None

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        happens, self.happens = self.happens, None
        if happens:
            happens()
        return super().verify(hash, password)


def test_a_password_changed_meanwhile_is_not_changed_back(accounts: Accounts) -> None:
    hasher = Meanwhile()
    own, one = Accounts(accounts.records, hasher=hasher), person(accounts)
    token = signed_in(own, one).token
    hasher.happens = lambda: accounts.reset(one.reference, by=None, at=NOW)
    with pytest.raises(Conflict, match="密码刚刚在别处改过；请重新登录。"):
        own.change_password(token, PASSWORD, NEW, at=NOW)


@pytest.mark.parametrize("act", ["reset", "disable"])
def test_whoever_is_just_signing_in_with_what_ended_meanwhile_is_refused(accounts: Accounts, act: str) -> None:
    hasher = Meanwhile()
    own, one = Accounts(accounts.records, hasher=hasher), person(accounts)
    hasher.happens = lambda: getattr(accounts, act)(one.reference, by=None, at=NOW)
    assert refusal(own, one.sign_in, PASSWORD) == REFUSED


def test_the_administrators_list_shows_who_is_locked(accounts: Accounts) -> None:
    one = person(accounts)
    for _ in range(5):
        refusal(accounts, one.sign_in, WRONG)
    found = accounts.named(one.sign_in)
    assert found is not None
    assert (found.locked_until, found.disabled, found.must_change) == (NOW + 15 * MINUTE, False, False)
    accounts.reset(one.reference, by=administrator(accounts, Role.SYSTEM), at=NOW)
    again = accounts.named(one.sign_in)
    assert again is not None
    assert (again.locked_until, again.must_change) == (None, True)
