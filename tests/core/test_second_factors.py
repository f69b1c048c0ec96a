"""The second factor: asked for after the password, taken once, counted like a password, and lost without harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
from account_samples import DAY, MINUTE, NOW, PASSWORD, TODAY, CheapHasher, events, person, records
from factor_samples import KEYS, enrolled, half
from sqlalchemy import select

from yuetan.access.actor import Granted, Role
from yuetan.casework.accounts import Accounts, SignInError
from yuetan.casework.errors import Conflict, Unfit
from yuetan.casework.seal_keys import reseal_all
from yuetan.records.database import reading
from yuetan.records.seal_keys import Keys
from yuetan.records.tables import read_log, recovery_code, second_factor

HALF_MINUTE = timedelta(seconds=30)
WRONG = "000000"


@pytest.fixture(scope="module")
def accounts(shared_database_url: str) -> Iterator[Accounts]:
    with records(shared_database_url) as engine:
        yield Accounts(engine, hasher=CheapHasher(), keys=KEYS)


# Given after the password


def test_whoever_has_one_is_granted_nothing_before_its_code_and_has_a_new_session_after_it(accounts: Accounts) -> None:
    one = person(accounts, cadre="0001")
    accounts.grant(one.reference, Role.CLERK, "county", since=TODAY, until=TODAY + DAY, by=None, paper="决定", at=NOW)
    totp, _ = enrolled(accounts, one)
    token = half(accounts, one)
    found = accounts.give_code(token, totp.at(NOW + HALF_MINUTE), at=NOW)
    assert (found.actor.granted, found.actor.cadre) == ((Granted(Role.CLERK, "county"),), "0001")
    assert not found.wants_code
    assert found.token != token
    assert accounts.actor_of(token, at=NOW) is None


@pytest.mark.parametrize("act", [
    lambda accounts, token: accounts.change_password(token, PASSWORD, "另一句 谁也 想不到的话", at=NOW),
    lambda accounts, token: accounts.prove(token, PASSWORD, at=NOW),
    lambda accounts, token: accounts.begin_factor(token, at=NOW),
    lambda accounts, token: accounts.end_others(token, at=NOW),
    lambda accounts, token: accounts.own_sessions(token, at=NOW),
    lambda accounts, token: accounts.new_codes(token, PASSWORD, at=NOW),
    lambda accounts, token: accounts.drop_factor(token, WRONG, PASSWORD, at=NOW),
])
def test_nothing_is_done_with_half_a_session(accounts: Accounts, act: Callable[[Accounts, str], object]) -> None:
    one = person(accounts)
    enrolled(accounts, one)
    token = half(accounts, one)
    with pytest.raises(SignInError, match="登录已经失效"):
        act(accounts, token)


def test_half_a_session_lasts_five_minutes(accounts: Accounts) -> None:
    one = person(accounts)
    totp, _ = enrolled(accounts, one)
    token = half(accounts, one)
    at = NOW + 5 * MINUTE
    with pytest.raises(SignInError):
        accounts.give_code(token, totp.at(at), at=at)


# Taken once, and counted


def test_a_code_is_taken_once_and_none_before_it_after_that(accounts: Accounts) -> None:
    one = person(accounts)
    totp, _ = enrolled(accounts, one)
    for code in (totp.at(NOW), totp.at(NOW - HALF_MINUTE)):
        with pytest.raises(Unfit):
            accounts.give_code(half(accounts, one), code, at=NOW)
    at = NOW + HALF_MINUTE
    accounts.give_code(half(accounts, one), totp.at(at), at=at)
    with pytest.raises(Unfit):
        accounts.give_code(half(accounts, one, at), totp.at(at), at=at)


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_wrong_by_one_step(accounts: Accounts, steps: int, taken: bool) -> None:  # noqa: FBT001 - a table
    one, at = person(accounts), NOW + 5 * MINUTE
    totp, _ = enrolled(accounts, one)
    token = half(accounts, one, at)
    try:
        accounts.give_code(token, totp.at(at + steps * HALF_MINUTE), at=at)
    except Unfit:
        assert not taken
    else:
        assert taken


def test_wrong_codes_lock_the_account_however_often_the_password_is_given_between(accounts: Accounts) -> None:
    one = person(accounts)
    totp, codes = enrolled(accounts, one)
    for _ in range(5):
        with pytest.raises(Unfit, match="验证码不对"):
            accounts.give_code(half(accounts, one), WRONG, at=NOW)
    with pytest.raises(SignInError, match="锁定"):
        accounts.sign_in(one.sign_in, PASSWORD, at=NOW)
    later = NOW + 16 * MINUTE
    assert not accounts.give_code(half(accounts, one, later), totp.at(later), at=later).held_back
    assert len(codes) == 10


def test_a_locked_account_takes_no_right_code_either(accounts: Accounts) -> None:
    one = person(accounts)
    totp, _ = enrolled(accounts, one)
    waiting = half(accounts, one)
    for _ in range(5):
        with pytest.raises(Unfit):
            accounts.give_code(waiting, WRONG, at=NOW)
    with pytest.raises(SignInError, match="锁定"):
        accounts.give_code(waiting, totp.at(NOW + HALF_MINUTE), at=NOW)


def test_what_was_tried_is_logged_without_the_code(accounts: Accounts) -> None:
    one = person(accounts)
    enrolled(accounts, one)
    with pytest.raises(Unfit):
        accounts.give_code(half(accounts, one), WRONG, at=NOW)
    with reading(accounts.records) as connection:
        rows = connection.execute(select(read_log.c.outcome, read_log.c.object, read_log.c.reason).where(
            read_log.c.account_id == one.key).order_by(read_log.c.id.desc()).limit(2)).all()
    assert [tuple(row) for row in rows] == [("refused", "", ""), ("done", "", "")]


# When the app is lost


def test_a_recovery_code_is_good_for_one_time_however_it_is_typed(accounts: Accounts) -> None:
    one = person(accounts)
    _, codes = enrolled(accounts, one)
    accounts.give_code(half(accounts, one), f"  {codes[0].replace('-', ' ').upper()} ", at=NOW)
    with pytest.raises(Unfit):
        accounts.give_code(half(accounts, one), codes[0], at=NOW)
    assert ("recovery_code_used", one.key, {"account": one.reference}) in events(accounts.records)
    actor = one.with_()
    assert accounts.factor_of(actor, at=NOW).codes_left == 9


def test_one_account_s_recovery_code_is_nothing_to_another(accounts: Accounts) -> None:
    one, other = person(accounts), person(accounts)
    _, codes = enrolled(accounts, one)
    enrolled(accounts, other)
    with pytest.raises(Unfit):
        accounts.give_code(half(accounts, other), codes[0], at=NOW)


def test_neither_secret_nor_recovery_code_stands_in_the_tables(accounts: Accounts) -> None:
    one = person(accounts)
    totp, codes = enrolled(accounts, one)
    with reading(accounts.records) as connection:
        sealed = connection.execute(select(second_factor.c.ciphertext)).scalars().all()
        kept = connection.execute(select(recovery_code.c.digest)).scalars().all()
    assert all(totp.secret.encode() not in bytes(row) for row in sealed)
    assert not {*codes, *(code.replace("-", "") for code in codes)} & set(kept)


def test_new_recovery_codes_take_the_place_of_the_old(accounts: Accounts) -> None:
    one = person(accounts)
    totp, codes = enrolled(accounts, one)
    found = accounts.give_code(half(accounts, one), totp.at(NOW + HALF_MINUTE), at=NOW)
    fresh = accounts.new_codes(found.token, PASSWORD, at=NOW)
    with pytest.raises(Unfit):
        accounts.give_code(half(accounts, one), codes[0], at=NOW)
    assert not accounts.give_code(half(accounts, one), fresh[0], at=NOW).held_back


def test_whoever_does_without_gives_code_and_password(accounts: Accounts) -> None:
    one = person(accounts)
    _, codes = enrolled(accounts, one)
    token = accounts.give_code(half(accounts, one), codes[0], at=NOW).token
    for code, password in ((WRONG, PASSWORD), (codes[1], "不是这个密码，差得很远")):
        with pytest.raises(Unfit):
            accounts.drop_factor(token, code, password, at=NOW)
    accounts.drop_factor(token, codes[1], PASSWORD, at=NOW)
    assert not accounts.sign_in(one.sign_in, PASSWORD, at=NOW).wants_code


# Setting it up


def test_it_is_not_asked_for_before_its_first_code_and_ends_every_other_session(accounts: Accounts) -> None:
    one = person(accounts)
    elsewhere, token = (accounts.sign_in(one.sign_in, PASSWORD, at=NOW).token for _ in range(2))
    accounts.begin_factor(token, at=NOW)
    assert not accounts.sign_in(one.sign_in, PASSWORD, at=NOW).wants_code
    enrolment = accounts.enrolment(token, at=NOW)
    assert enrolment is not None
    with pytest.raises(Unfit):
        accounts.confirm_factor(token, WRONG, PASSWORD, at=NOW)
    fresh, _ = accounts.confirm_factor(token, pyotp.TOTP(enrolment.secret).at(NOW), PASSWORD, at=NOW)
    assert accounts.actor_of(fresh, at=NOW) is not None
    assert [accounts.actor_of(one, at=NOW) for one in (elsewhere, token)] == [None, None]
    with pytest.raises(Conflict):
        accounts.begin_factor(fresh, at=NOW)


def test_a_role_that_must_have_one_is_granted_nothing_before(accounts: Accounts) -> None:
    strict = Accounts(accounts.records, hasher=CheapHasher(), keys=KEYS, second_factor=frozenset({Role.AUDIT}))
    one = person(accounts)
    accounts.grant(one.reference, Role.AUDIT, since=TODAY, until=TODAY + DAY, by=None, paper="决定", at=NOW)
    found = strict.sign_in(one.sign_in, PASSWORD, at=NOW)
    assert (found.must_enrol, found.actor.granted) == (True, ())
    enrolled(strict, one)
    assert strict.factor_of(one.with_(), at=NOW).required


def test_without_a_key_none_is_set_up(accounts: Accounts) -> None:
    bare = Accounts(accounts.records, hasher=CheapHasher())
    token = bare.sign_in(person(accounts).sign_in, PASSWORD, at=NOW).token
    with pytest.raises(Unfit, match="密钥"):
        bare.begin_factor(token, at=NOW)


def test_secrets_are_sealed_anew_with_the_seal(accounts: Accounts) -> None:
    one = person(accounts)
    totp, _ = enrolled(accounts, one)
    both = Keys("two", {**KEYS.by_id, "two": bytes(range(1, 33))})
    assert reseal_all(accounts.records, both) > 0
    fresh = Accounts(accounts.records, hasher=CheapHasher(), keys=both)
    assert not fresh.give_code(half(fresh, one), totp.at(NOW + HALF_MINUTE), at=NOW).held_back
    with pytest.raises(SignInError, match="打不开"):
        accounts.give_code(half(accounts, one), totp.at(NOW + 2 * HALF_MINUTE), at=NOW + HALF_MINUTE)
    reseal_all(accounts.records, Keys("one", both.by_id))
