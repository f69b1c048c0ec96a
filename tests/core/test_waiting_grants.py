"""A grant that waits for agreement waits on the desk of whoever may agree to it, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from account_samples import CheapHasher
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, Office, office_over

from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.access.task_views import GRANT, Task
from yuetan.casework.account_lists import WAITING, AccountLists, GrantsAsked
from yuetan.casework.accounts import Accounts
from yuetan.casework.errors import Hidden
from yuetan.casework.governance import Governance
from yuetan.records.accounts import add_account
from yuetan.records.database import writing
from yuetan.rules.workdays import Calendar

LATER = date(2027, 3, 2)
GIVER, SECOND, HEAD_OF_BUREAU = "giver", "second", "head of the bureau"
PEOPLE = (CLERK, DEPUTY, SECRETARY, RECORDER, ABOVE, BUREAU, GIVER, SECOND, HEAD_OF_BUREAU)


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    """A bureau with a scheme of its own, and four grants that a security administrator gave."""
    with office_over(shared_database_url) as made:
        governance = Governance(made.records, made.plugins)
        decided = governance.propose("E", "tongren", since=made.today, live_on=made.today, replaces=True, paper="决定",
                                     by=None, at=made.moment)
        governance.approve(decided, by=None, at=made.moment)
        for name, granted in ((GIVER, Granted(Role.SECURITY)), (SECOND, Granted(Role.SECURITY)),
                              (HEAD_OF_BUREAU, Granted(Role.HEAD, "E"))):
            with writing(made.records) as connection:
                row = add_account(connection, sign_in=name, name=name, cadre="", password="-", must_change=False,  # noqa: S106 - nobody signs in
                                  made_at=made.moment)
            made.actors[name] = Actor(row.id, row.reference, name, granted=(granted,))
        give(made, OTHER, Role.CLERK, "J")
        give(made, OTHER, Role.CLERK, "E")
        give(made, DEPUTY, Role.DISCIPLINE, "J")
        give(made, OTHER, Role.AUDIT, "")
        yield made


def give(office: Office, to: str, role: Role, unit: str) -> str:
    return Accounts(office.records, hasher=CheapHasher()).grant(
        office.actors[to].reference, role, unit, since=office.today, until=LATER, by=office.actors[GIVER],
        paper="某委〔2026〕1号", at=office.moment)


def waiting(office: Office, who: str) -> list[Task]:
    access = Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())
    return [one for one in access.tasks() if one.sort == GRANT]


def agreeable(office: Office, who: str) -> set[str]:
    """What the page of grants lets him agree to."""
    lists = AccountLists(Accounts(office.records, hasher=CheapHasher()), lambda: office.moment)
    try:
        rows, _ = lists.grants(office.actors[who], GrantsAsked(on=office.today, which=WAITING))
    except Hidden:
        return set()
    return {one.line.reference for one in rows if one.may_agree}


@pytest.mark.parametrize(("who", "titles"), [
    (DEPUTY, ["马文慧，经办"]),  # the head of the discipline organ; what is for himself he does not agree to
    (SECRETARY, ["马文慧，经办", "陈国栋，纪检"]),
    (HEAD_OF_BUREAU, ["马文慧，经办"]), (ABOVE, ["马文慧，经办"]),  # of the bureau alone, whose scheme is its own
    (SECOND, ["马文慧，审计管理员", "马文慧，经办", "马文慧，经办", "陈国栋，纪检"]),
    (GIVER, []), (CLERK, []), (RECORDER, []), (BUREAU, [])])
def test_it_waits_for_those_who_may_agree_to_it(office: Office, who: str, titles: list[str]) -> None:
    assert sorted(one.title for one in waiting(office, who)) == sorted(titles)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_waits_is_what_the_page_of_grants_lets_him_agree_to(office: Office, who: str) -> None:
    assert {one.reference for one in waiting(office, who)} == agreeable(office, who)


def test_a_task_says_to_whom_in_which_unit_and_since_when(office: Office) -> None:
    assert [(one.about, one.since) for one in waiting(office, HEAD_OF_BUREAU)] == [("市教育局", office.today)]


def test_nothing_waits_that_was_agreed_to_or_taken_back(office: Office) -> None:
    accounts = Accounts(office.records, hasher=CheapHasher())
    before = len(waiting(office, SECRETARY))
    agreed, revoked = (give(office, to, Role.HEAD, "J") for to in (OTHER, CLERK))
    assert len(waiting(office, SECRETARY)) == before + 2
    accounts.agree(agreed, by=office.actors[SECRETARY], at=office.moment)
    accounts.revoke(revoked, by=office.actors[GIVER], at=office.moment)
    assert len(waiting(office, SECRETARY)) == before
