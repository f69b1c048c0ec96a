"""What takes two administrators: neither does it alone, for himself, or twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from account_samples import NOW, PASSWORD, CheapHasher, person, records
from factor_samples import KEYS, enrolled, half

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.joint_acts import SECOND_FACTOR, JointActs

HALF_MINUTE = timedelta(seconds=30)


@pytest.fixture(scope="module")
def accounts(shared_database_url: str) -> Iterator[Accounts]:
    with records(shared_database_url) as engine:
        yield Accounts(engine, hasher=CheapHasher(), keys=KEYS)



def actors(accounts: Accounts) -> tuple[Actor, Actor]:
    return tuple(person(accounts).with_(Granted(role)) for role in (Role.SYSTEM, Role.SECURITY))  # type: ignore[return-value]


def test_it_is_taken_away_by_two_administrators_and_every_session_ends(accounts: Accounts) -> None:
    system, security = actors(accounts)
    joint, one = JointActs(accounts.records, lambda: NOW), person(accounts)
    totp, _ = enrolled(accounts, one)
    token = accounts.give_code(half(accounts, one), totp.at(NOW + HALF_MINUTE), at=NOW).token
    asked = joint.ask_reset(system, one.reference, "本人申请")
    assert half(accounts, one)
    assert [one.reference for one in joint.asked(security, SECOND_FACTOR) if one.state == "waiting"] == [asked]
    joint.agree(security, asked)
    assert accounts.actor_of(token, at=NOW) is None
    assert not accounts.sign_in(one.sign_in, PASSWORD, at=NOW).wants_code
    with pytest.raises(Conflict):
        joint.agree(security, asked)


def test_nobody_resets_his_own_or_agrees_to_it_or_does_both(accounts: Accounts) -> None:
    system, security = actors(accounts)
    joint = JointActs(accounts.records, lambda: NOW)
    with pytest.raises(Refused):
        joint.ask_reset(system, system.reference, "申请")
    about_security = joint.ask_reset(system, security.reference, "申请")
    with pytest.raises(Refused):
        joint.agree(security, about_security)
    both = Actor(system.account, system.reference, system.name, granted=(*system.granted, *security.granted))
    with pytest.raises(Refused):
        joint.agree(both, joint.ask_reset(system, person(accounts).reference, "申请"))
    with pytest.raises(Hidden):
        joint.agree(system, about_security)
    with pytest.raises(Hidden):
        joint.ask_reset(security, system.reference, "申请")


def test_what_was_asked_for_is_declined_with_a_reason_or_taken_back(accounts: Accounts) -> None:
    system, security = actors(accounts)
    joint, one = JointActs(accounts.records, lambda: NOW), person(accounts)
    first = joint.ask_reset(system, one.reference, "申请")
    with pytest.raises(Unfit, match="已经提出"):
        joint.ask_reset(system, one.reference, "申请")
    with pytest.raises(Unfit):
        joint.decline(security, first, " ")
    joint.decline(security, first, "不是本人申请")
    joint.decline(system, joint.ask_reset(system, one.reference, "申请"), "提错了")
    assert [one.state for one in joint.asked(system, SECOND_FACTOR)][:2] == ["declined", "declined"]
