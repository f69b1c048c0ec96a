"""Grants: dated, given by one and agreed to by another, never to oneself, and never two administrators in one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from account_samples import (
    DAY,
    NOW,
    PASSWORD,
    TODAY,
    UNITS,
    administrator,
    cheap,
    events,
    person,
    records,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.accounts import Accounts, GrantView
from yuetan.casework.civil import LOCAL, civil_date
from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit

NEXT_YEAR = TODAY.replace(year=2027)
THREE = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)
CLERK = Granted(Role.CLERK, "county")


@pytest.fixture(scope="module")
def accounts(shared_database_url: str) -> Iterator[Accounts]:
    with records(shared_database_url) as engine:
        yield cheap(engine)


@pytest.fixture
def security(accounts: Accounts) -> Actor:
    return administrator(accounts, Role.SECURITY)


@pytest.fixture
def head(accounts: Accounts) -> Actor:
    return person(accounts).with_(Granted(Role.HEAD, "county"))


def granted(accounts: Accounts, account: str, role: Role = Role.CLERK, unit: str = "county", **fields: Any) -> str:  # noqa: ANN401
    """A grant made on the server for a year from today, but for these fields."""
    given = {"since": TODAY, "until": NEXT_YEAR, "by": None, "paper": "某委〔2026〕1号", "at": NOW, **fields}
    return accounts.grant(account, role, unit, **given)


def held(accounts: Accounts, sign_in: str, at: datetime = NOW) -> tuple[Granted, ...]:
    """What somebody who signs in now is granted."""
    return accounts.sign_in(sign_in, PASSWORD, at=at).actor.granted


def refused(accounts: Accounts, account: str, **fields: Any) -> str:  # noqa: ANN401
    with pytest.raises(Refused) as error:
        granted(accounts, account, **fields)
    return error.value.text


def grants_of(accounts: Accounts, sign_in: str) -> tuple[GrantView, ...]:
    found = accounts.named(sign_in)
    assert found is not None
    return found.grants


# Dated


def test_a_grant_counts_from_its_first_day_and_no_longer_on_its_last(accounts: Accounts) -> None:
    one = person(accounts)
    granted(accounts, one.reference, since=TODAY + DAY, until=TODAY + 2 * DAY)
    days = [held(accounts, one.sign_in, NOW + days * DAY) for days in range(3)]
    assert days == [(), (CLERK,), ()]


def test_the_day_is_that_of_the_offices_wherever_the_server_stands(accounts: Accounts) -> None:
    one, midnight = person(accounts), datetime(2026, 3, 3, tzinfo=LOCAL)
    granted(accounts, one.reference, since=date(2026, 3, 3))
    moments = [midnight - timedelta(seconds=1), midnight, midnight.astimezone(NOW.tzinfo)]
    assert [held(accounts, one.sign_in, at) for at in moments] == [(), (CLERK,), (CLERK,)]


def test_a_session_loses_what_is_revoked_at_once(accounts: Accounts) -> None:
    one = person(accounts)
    grant = granted(accounts, one.reference)
    token = accounts.sign_in(one.sign_in, PASSWORD, at=NOW).token
    accounts.revoke(grant, by=None, at=NOW)
    found = accounts.actor_of(token, at=NOW)
    assert found is not None
    assert found.actor.granted == ()


def test_a_grant_can_be_revoked_from_a_later_day_on(accounts: Accounts, security: Actor) -> None:
    one = person(accounts)
    grant = granted(accounts, one.reference)
    accounts.revoke(grant, by=security, at=NOW, on=TODAY + DAY)
    assert [held(accounts, one.sign_in, NOW + days * DAY) for days in range(2)] == [(CLERK,), ()]
    assert grants_of(accounts, one.sign_in)[0].until == TODAY + DAY


def test_what_was_revoked_on_its_first_day_can_be_granted_again(accounts: Accounts) -> None:
    one = person(accounts)
    for _ in range(3):
        accounts.revoke(granted(accounts, one.reference), by=None, at=NOW)
    granted(accounts, one.reference)
    assert held(accounts, one.sign_in) == (CLERK,)


@pytest.mark.parametrize(("on", "expected"), [
    (TODAY - DAY, "收回授权不能早于今天；请改为今天或以后的日期。"),
    (NEXT_YEAR, "这项授权到 2027-03-02 就没有了，不用收回。"),
])
def test_a_grant_is_not_revoked_in_the_past_nor_after_its_end(accounts: Accounts, on: date, expected: str) -> None:
    grant = granted(accounts, person(accounts).reference, since=TODAY - 9 * DAY)
    with pytest.raises(Unfit) as error:
        accounts.revoke(grant, by=None, at=NOW, on=on)
    assert error.value.errors == {"on": expected}


UNIT_GRANTS = st.tuples(
    st.sampled_from([role for role in Role if role not in THREE]), st.sampled_from(list(UNITS)))
GRANTS = st.one_of(UNIT_GRANTS, st.tuples(st.sampled_from(THREE), st.just("")))
STRETCHES = st.tuples(GRANTS, st.integers(-3, 6), st.integers(1, 6), st.none() | st.integers(0, 6), st.booleans())


@given(wanted=st.lists(STRETCHES, max_size=5), day=st.integers(0, 8), hour=st.integers(0, 23))
@settings(max_examples=12)
def test_what_an_actor_is_granted_on_a_day_are_the_rows_in_effect(
        accounts: Accounts, wanted: list[tuple[tuple[Role, str], int, int, int | None, bool]], day: int, hour: int,
        ) -> None:
    one, giver = person(accounts), Actor(person(accounts).key, "", "", granted=(Granted(Role.SECURITY),))
    expected, at = list[Granted](), datetime(2026, 3, 2, hour, tzinfo=LOCAL) + day * DAY
    for (role, unit), first, length, revoked, waiting in wanted:
        since, until = TODAY + first * DAY, TODAY + (first + length) * DAY
        try:
            grant = granted(accounts, one.reference, role, unit, since=since, until=until,
                            by=giver if waiting else None)
        except NotDone:
            continue
        if revoked is not None and since <= TODAY + revoked * DAY < until:
            until = TODAY + revoked * DAY
            accounts.revoke(grant, by=None, at=NOW, on=until)
        if not waiting and since <= civil_date(at) < until:
            expected.append(Granted(role, unit))
    assert sorted(expected, key=repr) == sorted(held(accounts, one.sign_in, at), key=repr)


# By two, and never to oneself


def test_a_grant_is_given_by_one_and_agreed_to_by_another(accounts: Accounts, security: Actor, head: Actor) -> None:
    one = person(accounts)
    granted(accounts, one.reference, by=security, agreed_by=head)
    grant = grants_of(accounts, one.sign_in)[0]
    assert held(accounts, one.sign_in) == (CLERK,)
    assert (grant.granted_by, grant.agreed_by, grant.agreed) == (security.name, head.name, True)
    assert [grant.in_effect(day) for day in (TODAY - DAY, TODAY, NEXT_YEAR)] == [False, True, False]


def test_a_grant_waits_until_somebody_else_agrees(accounts: Accounts, security: Actor, head: Actor) -> None:
    one = person(accounts)
    grant = granted(accounts, one.reference, by=security)
    assert held(accounts, one.sign_in) == ()
    assert not grants_of(accounts, one.sign_in)[0].in_effect(TODAY)
    accounts.agree(grant, by=head, at=NOW)
    assert held(accounts, one.sign_in) == (CLERK,)
    with pytest.raises(Conflict, match="这项授权已经有人同意过了。"):
        accounts.agree(grant, by=head, at=NOW)


def test_nobody_grants_himself_anything(accounts: Accounts, security: Actor, head: Actor) -> None:
    assert refused(accounts, security.reference, by=security, agreed_by=head) == (
        "不能给自己授权；请由另一位安全管理员办理。")
    assert refused(accounts, head.reference, by=security, agreed_by=head) == (
        "被授权人不能同意给自己的授权；请由另一个人同意。")
    assert refused(accounts, head.reference, agreed_by=head) == "被授权人不能同意给自己的授权；请由另一个人同意。"
    assert refused(accounts, person(accounts).reference, by=security, agreed_by=security) == (
        "授权人和同意人不能是同一个人；请由另一个人同意。")


@pytest.mark.parametrize("who", ["security", "receiver"])
def test_neither_who_granted_nor_who_receives_agrees(accounts: Accounts, security: Actor, who: str) -> None:
    one = person(accounts)
    grant = granted(accounts, one.reference, by=security)
    by = security if who == "security" else one.with_(Granted(Role.HEAD, "county"))
    with pytest.raises(Refused) as error:
        accounts.agree(grant, by=by, at=NOW)
    assert error.value.text == "授权要由另一个人同意：不能是授权人，也不能是被授权人。"
    assert held(accounts, one.sign_in) == ()


def test_to_all_but_the_security_administrator_it_is_as_if_there_were_no_such_act(accounts: Accounts) -> None:
    one = person(accounts)
    grant = granted(accounts, one.reference)
    for role in (role for role in Role if role is not Role.SECURITY):
        other = Actor(1, "", "", granted=(Granted(role, "county"),))
        with pytest.raises(Hidden):
            granted(accounts, one.reference, Role.HEAD, by=other)
        with pytest.raises(Hidden):
            accounts.revoke(grant, by=other, at=NOW)
    assert held(accounts, one.sign_in) == (CLERK,)


@pytest.mark.parametrize("role", [Role.CLERK, Role.DISCIPLINE, Role.SYSTEM, Role.AUDIT])
def test_not_everybody_may_agree(accounts: Accounts, security: Actor, role: Role) -> None:
    one, other = person(accounts), person(accounts).with_(Granted(role))
    grant = granted(accounts, one.reference, by=security)
    with pytest.raises(Hidden):
        accounts.agree(grant, by=other, at=NOW)
    with pytest.raises(Hidden):
        granted(accounts, one.reference, Role.HEAD, by=security, agreed_by=other)


def test_a_grant_or_account_there_is_not_is_hidden(accounts: Accounts, head: Actor) -> None:
    with pytest.raises(Hidden):
        granted(accounts, "nobody")
    with pytest.raises(Hidden):
        accounts.revoke("nothing", by=None, at=NOW)
    with pytest.raises(Hidden):
        accounts.agree("nothing", by=head, at=NOW)


# What fits together


@pytest.mark.parametrize("first", THREE)
@pytest.mark.parametrize("second", THREE)
def test_no_two_of_the_three_administrators_are_in_one_hand(accounts: Accounts, first: Role, second: Role) -> None:
    one = person(accounts)
    granted(accounts, one.reference, first, "")
    later = {"since": NEXT_YEAR - DAY, "until": NEXT_YEAR + 9 * DAY}
    if first is second:
        with pytest.raises(Unfit):
            granted(accounts, one.reference, second, "", **later)
    else:
        title = {Role.SYSTEM: "系统管理员", Role.SECURITY: "安全管理员", Role.AUDIT: "审计管理员"}[first]
        assert refused(accounts, one.reference, role=second, unit="", **later) == (
            "系统管理员、安全管理员、审计管理员不能由一人兼任："
            f"他已是{title}（2026-03-02 起，2027-03-02 止）。")
    granted(accounts, one.reference, second, "", since=NEXT_YEAR, until=NEXT_YEAR + DAY)
    assert held(accounts, one.sign_in) == (Granted(first),)


@pytest.mark.parametrize(("fields", "field", "expected"), [
    ({"unit": ""}, "unit", "经办要写明在哪个单位；请写上单位编码。"),
    ({"unit": "nowhere"}, "unit", "没有编码为“nowhere”的单位；请核对，或先导入名册。"),
    ({"role": Role.AUDIT}, "unit", "审计管理员管整个系统，不写单位；请把单位空着。"),
    ({"until": TODAY}, "until", "终止日 2026-03-02 应晚于起始日 2026-03-02；终止日当天已不再有效。"),
    ({"paper": " "}, "paper", "请写明依据的决定，如文号。"),
    ({"paper": "长" * 201}, "paper", "依据写成一行，最多 200 个字符；请改短。"),
    ({"paper": "某委\0"}, "paper", "依据写成一行，最多 200 个字符；请改短。"),
])
def test_a_grant_that_makes_no_sense_is_refused_in_words(
        accounts: Accounts, fields: dict[str, Any], field: str, expected: str) -> None:
    one = person(accounts)
    with pytest.raises(Unfit) as error:
        granted(accounts, one.reference, **fields)
    assert error.value.errors == {field: expected}
    assert grants_of(accounts, one.sign_in) == ()


def test_the_same_is_not_granted_twice_at_a_time(accounts: Accounts) -> None:
    one = person(accounts)
    granted(accounts, one.reference)
    with pytest.raises(Unfit) as error:
        granted(accounts, one.reference, since=NEXT_YEAR - DAY, until=NEXT_YEAR + DAY)
    assert error.value.errors == {"since": "已有同样的授权（2026-03-02 起，2027-03-02 止）；请改日期，或先收回那一项。"}
    granted(accounts, one.reference, since=NEXT_YEAR, until=NEXT_YEAR + DAY)
    granted(accounts, one.reference, unit="office")
    assert held(accounts, one.sign_in) == (CLERK, Granted(Role.CLERK, "office"))


# On record


def test_each_grant_is_an_event_and_so_is_its_end(accounts: Accounts, security: Actor, head: Actor) -> None:
    one = person(accounts)
    grant = granted(accounts, one.reference, by=security)
    accounts.agree(grant, by=head, at=NOW)
    accounts.revoke(grant, by=security, at=NOW)
    on_server = granted(accounts, one.reference, Role.HEAD)
    said = {"grant": grant, "account": one.reference}
    terms = {"since": "2026-03-02", "until": "2027-03-02", "paper": "某委〔2026〕1号", "agreed_by": ""}
    assert events(accounts.records)[-4:] == [
        ("role_granted", security.account, {**said, "role": "clerk", "unit": "county", **terms}),
        ("grant_agreed", head.account, said), ("grant_revoked", security.account, {**said, "until": "2026-03-02"}),
        ("role_granted", None, {**said, "grant": on_server, "role": "head", "unit": "county", **terms})]
