"""Grants to one person, however often he stands in the roster, and whoever agrees to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from account_samples import NOW, TODAY, Person, administrator, cheap, person, records
from attrs import evolve

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.errors import Hidden, Refused
from yuetan.records.accounts import change_account
from yuetan.records.cases import cadre_ids
from yuetan.records.database import writing
from yuetan.records.mergers import add_merger, merger_of, set_state
from yuetan.records.recorded import recorded

NEXT_YEAR = TODAY.replace(year=2027)


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


def refused(accounts: Accounts, account: str, **fields: Any) -> str:  # noqa: ANN401
    with pytest.raises(Refused) as error:
        granted(accounts, account, **fields)
    return error.value.text



@pytest.fixture
def twice(accounts: Accounts) -> Iterator[tuple[Person, Person]]:
    """Two accounts of one person, under two records that were merged; the numbers are of nobody else here."""
    one, other = person(accounts, cadre="0008"), person(accounts, cadre="0009")
    with writing(accounts.records) as connection:
        keys = cadre_ids(connection, ("0008", "0009"))
        event_id = recorded(connection, "system", "merger_proposed", {}, on=TODAY, by=None, at=NOW)
        merged = merger_of(connection, add_merger(connection, keys["0008"], keys["0009"], event_id))
        assert merged is not None
        set_state(connection, merged.id, "merged", event_id)
    yield one, other
    with writing(accounts.records) as connection:
        set_state(connection, merged.id, "parted", event_id)
        for number in (one.key, other.key):
            change_account(connection, number, cadre_id=None)


def test_two_administrator_roles_are_not_given_to_one_person_under_two_records(
        accounts: Accounts, twice: tuple[Person, Person]) -> None:
    one, other = twice
    granted(accounts, one.reference, Role.SYSTEM, "")
    assert "不能由一人兼任" in refused(accounts, other.reference, role=Role.AUDIT, unit="")


def test_one_person_under_two_records_has_one_account_in_use(
        accounts: Accounts, twice: tuple[Person, Person]) -> None:
    one, other = twice
    accounts.disable(other.reference, by=None, at=NOW)
    with pytest.raises(Refused, match="一人一个账号"):
        accounts.enable(other.reference, by=None, at=NOW)
    accounts.disable(one.reference, by=None, at=NOW)
    accounts.enable(other.reference, by=None, at=NOW)


def test_whoever_stood_in_for_another_agrees_neither_for_him_nor_to_what_he_gets(
        accounts: Accounts, security: Actor, head: Actor) -> None:
    one = person(accounts)
    as_one = evolve(head, one_with=frozenset({security.account, one.key}))
    waiting = granted(accounts, one.reference, by=security)
    with pytest.raises(Refused):
        accounts.agree(waiting, by=as_one, at=NOW)
    assert "被授权人不能同意" in refused(accounts, one.reference, role=Role.DISCIPLINE, by=security, agreed_by=as_one)


def test_a_head_agrees_to_grants_in_his_own_unit_alone(accounts: Accounts, security: Actor, head: Actor) -> None:
    one = person(accounts)
    waiting = granted(accounts, one.reference, unit="other", by=security)
    with pytest.raises(Hidden):
        accounts.agree(waiting, by=head, at=NOW)
    with pytest.raises(Hidden):
        granted(accounts, one.reference, Role.AUDIT, "", by=security, agreed_by=head)
