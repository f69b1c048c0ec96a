"""Signing in: the same answer and the same work for whoever may not, and sessions that end when they should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from account_samples import (
    DAY,
    MINUTE,
    NOW,
    NUMBERS,
    PASSWORD,
    CheapHasher,
    Person,
    cheap,
    person,
    records,
)
from argon2 import extract_parameters
from sqlalchemy import event, select

from yuetan.casework.accounts import Accounts, SignedIn, SignInError
from yuetan.casework.passwords import hashed, standard_hasher, verifies
from yuetan.casework.unknown_names import UnknownNames
from yuetan.records.database import Engine, reading
from yuetan.records.tables import read_log

REFUSED = "登录名或密码不对，或者账号已经停用；请核对后再试，忘记了密码请找系统管理员重置。"
LOCKED = "密码连续输错 5 次，账号锁定到 2026-03-02 09:15；请到时再试，或请系统管理员重置密码。"
LATER = LOCKED.replace("09:15", "09:30")
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


# Whoever may not


def unknown(_accounts: Accounts, _one: Person) -> tuple[str, str]:
    return f"nobody{next(NUMBERS)}", PASSWORD


def wrong(_accounts: Accounts, one: Person) -> tuple[str, str]:
    return one.sign_in, WRONG


def disabled(accounts: Accounts, one: Person) -> tuple[str, str]:
    accounts.disable(one.reference, by=None, at=NOW)
    return one.sign_in, PASSWORD


def disabled_and_wrong(accounts: Accounts, one: Person) -> tuple[str, str]:
    return disabled(accounts, one)[0], WRONG


def no_text(_accounts: Accounts, _one: Person) -> tuple[str, str]:
    return "\0\udcff", "\0\udcff"


def too_long(_accounts: Accounts, one: Person) -> tuple[str, str]:
    return one.sign_in, PASSWORD + "x" * 200


CANNOT = [unknown, wrong, disabled, disabled_and_wrong, no_text, too_long]


@pytest.mark.parametrize("cannot", CANNOT)
def test_whoever_cannot_sign_in_hears_the_same(
        accounts: Accounts, cannot: Callable[[Accounts, Person], tuple[str, str]]) -> None:
    assert refusal(accounts, *cannot(accounts, person(accounts))) == REFUSED


@pytest.mark.parametrize("cannot", CANNOT)
def test_whoever_cannot_sign_in_causes_the_same_work(
        accounts: Accounts, cannot: Callable[[Accounts, Person], tuple[str, str]]) -> None:
    hasher = accounts.hasher
    assert isinstance(hasher, CheapHasher)
    plain, given = person(accounts), cannot(accounts, person(accounts))
    hasher.compared.clear()
    with statements(accounts.records) as expected:
        refusal(accounts, plain.sign_in, WRONG)
    with statements(accounts.records) as found:
        refusal(accounts, *given)
    assert expected == found
    assert len(hasher.compared) == 2


def test_the_password_of_an_unknown_name_is_compared_with_one_nobody_has(accounts: Accounts) -> None:
    hasher = CheapHasher()
    own = Accounts(accounts.records, hasher=hasher)
    refusal(own, "nobody.at.all", PASSWORD)
    refusal(own, "nobody.at.all", hasher.compared[0].removeprefix("cheap:"))
    assert len(hasher.compared) == 2
    assert len(set(hasher.compared)) == 1


def test_the_real_hash_is_argon2id_with_the_recommended_parameters() -> None:
    kept = hashed(standard_hasher(), PASSWORD)
    parameters = extract_parameters(kept)
    assert kept.startswith("$argon2id$")
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)
    assert [verifies(standard_hasher(), kept, one) for one in (PASSWORD, WRONG)] == [True, False]


def test_a_password_typed_with_another_input_method_is_the_same() -> None:
    kept = hashed(CheapHasher(), "Password of 47 words")
    assert verifies(CheapHasher(), kept, "Ｐａｓｓｗｏｒｄ　ｏｆ　４７　ｗｏｒｄｓ")


def test_every_attempt_is_noted_and_never_under_which_name(accounts: Accounts) -> None:
    one = person(accounts)
    query = select(read_log.c.account_id, read_log.c.action, read_log.c.object, read_log.c.outcome, read_log.c.reason)
    with reading(accounts.records) as connection:
        before = len(connection.execute(query).all())
    refusal(accounts, "my secret typed into the wrong field", WRONG)
    refusal(accounts, one.sign_in, WRONG)
    signed_in(accounts, one)
    with reading(accounts.records) as connection:
        noted = connection.execute(query.order_by(read_log.c.id)).all()[before:]
    assert [tuple(row) for row in noted] == [
        (None, "sign_in", "", "refused", ""), (one.key, "sign_in", "", "refused", ""),
        (one.key, "sign_in", "", "done", "")]


# Locked


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(accounts: Accounts) -> None:
    one = person(accounts)
    assert [refusal(accounts, one.sign_in, WRONG) for _ in range(5)] == [*[REFUSED] * 4, LOCKED]
    assert refusal(accounts, one.sign_in, PASSWORD, NOW + 14 * MINUTE) == LOCKED
    assert signed_in(accounts, one, NOW + 15 * MINUTE).actor.account == one.key


def test_counting_begins_anew_once_somebody_has_signed_in(accounts: Accounts) -> None:
    one = person(accounts)
    for _ in range(3):
        assert [refusal(accounts, one.sign_in, WRONG) for _ in range(4)] == [REFUSED] * 4
        signed_in(accounts, one)


def test_counting_begins_anew_after_a_lock(accounts: Accounts) -> None:
    one, after = person(accounts), NOW + 15 * MINUTE
    for _ in range(5):
        refusal(accounts, one.sign_in, WRONG)
    assert [refusal(accounts, one.sign_in, WRONG, after) for _ in range(4)] == [REFUSED] * 4
    assert signed_in(accounts, one, after).actor.account == one.key


def test_attempts_while_it_is_locked_do_not_lock_it_for_longer(accounts: Accounts) -> None:
    one = person(accounts)
    for minute in range(0, 15, 5):
        for _ in range(5):
            refusal(accounts, one.sign_in, WRONG, NOW + minute * MINUTE)
    assert signed_in(accounts, one, NOW + 15 * MINUTE).actor.account == one.key


def test_a_reset_unlocks(accounts: Accounts) -> None:
    one = person(accounts)
    for _ in range(5):
        refusal(accounts, one.sign_in, WRONG)
    once = accounts.reset(one.reference, by=None, at=NOW)
    assert accounts.sign_in(one.sign_in, once, at=NOW).must_change


@pytest.mark.parametrize("cannot", [unknown, wrong, disabled, disabled_and_wrong])
def test_a_lock_does_not_tell_whether_there_is_an_account_or_one_in_use(
        accounts: Accounts, cannot: Callable[[Accounts, Person], tuple[str, str]]) -> None:
    one = person(accounts)
    asked = cannot(accounts, one)
    assert [refusal(accounts, *asked) for _ in range(7)] == [*[REFUSED] * 4, *[LOCKED] * 3]
    assert [refusal(accounts, *asked, NOW + 15 * MINUTE) for _ in range(5)] == [*[REFUSED] * 4, LATER]
    assert refusal(accounts, f"{asked[0]}.else", WRONG) == REFUSED


def test_a_wrong_password_of_nobody_changes_no_account(accounts: Accounts) -> None:
    one, other = person(accounts), person(accounts)
    for _ in range(5):
        refusal(accounts, "nobody.of.all", WRONG)
    assert [signed_in(accounts, who).actor.account for who in (one, other)] == [one.key, other.key]


def test_of_names_without_an_account_the_one_tried_longest_ago_is_forgotten_first(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yuetan.casework.unknown_names.MOST", 2)
    names = UnknownNames(2, 15 * MINUTE)
    for name in ("one", "two", "three"):
        assert names.failed(name, NOW) is None
    assert [names.failed(name, NOW) for name in ("two", "three", "one")] == [*[NOW + 15 * MINUTE] * 2, None]
    assert [names.locked(name, NOW) for name in ("two", "three", "one")] == [None, NOW + 15 * MINUTE, None]


def test_guesses_at_the_same_moment_are_all_counted(accounts: Accounts) -> None:
    one = person(accounts)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: refusal(accounts, one.sign_in, WRONG), range(8)))
    assert sorted(said) == sorted([*[REFUSED] * 4, *[LOCKED] * 4])
    assert refusal(accounts, one.sign_in, PASSWORD) == LOCKED


# One-time passwords


def test_a_one_time_password_is_out_of_date_after_three_days(accounts: Accounts) -> None:
    one = person(accounts)
    once = accounts.reset(one.reference, by=None, at=NOW)
    assert accounts.sign_in(one.sign_in, once, at=NOW + 3 * DAY - MINUTE).must_change
    assert refusal(accounts, one.sign_in, once, NOW + 3 * DAY) == "一次性密码已经过期；请找系统管理员重新要一个。"
    assert refusal(accounts, one.sign_in, WRONG, NOW + 3 * DAY) == REFUSED


def test_a_one_time_password_is_good_for_changing_it_once(accounts: Accounts) -> None:
    one = person(accounts)
    once = accounts.reset(one.reference, by=None, at=NOW)
    token = accounts.change_password(accounts.sign_in(one.sign_in, once, at=NOW).token, once, NEW, at=NOW)
    found = accounts.actor_of(token, at=NOW)
    assert found is not None
    assert not found.must_change
    assert refusal(accounts, one.sign_in, once) == REFUSED


def test_a_session_begun_in_time_does_not_outlast_the_one_time_password(accounts: Accounts) -> None:
    one, late = person(accounts), NOW + 3 * DAY
    once = accounts.reset(one.reference, by=None, at=NOW)
    token = accounts.sign_in(one.sign_in, once, at=late - MINUTE).token
    with pytest.raises(SignInError, match="一次性密码已经过期"):
        accounts.change_password(token, once, NEW, at=late)
