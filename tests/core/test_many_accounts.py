"""Accounts for a whole office: all of them or none, each fault at its row, and nothing of a password in the clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from account_samples import CheapHasher
from casework_office import CLERK, NAMES, OTHER, START, Office, office_over
from openpyxl import load_workbook

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.jobs import DONE, Jobs, Outcome
from yuetan.casework.many_accounts import MOST, ManyAccounts, NewAccount, UnfitRows
from yuetan.casework.seal_keys import Keys
from yuetan.paperwork.new_accounts.slips import slips
from yuetan.paperwork.new_accounts.workbook import accounts_workbook, marked, read_accounts
from yuetan.paperwork.papers.pdf import printer
from yuetan.records.account_lists import people_without
from yuetan.records.database import reading
from yuetan.records.tables import account, job

KEYS = Keys("one", {"one": bytes(range(32))})
FRESH = NewAccount(sign_in="Xin.01", name="辛新")
ON_ROSTER = NewAccount(sign_in="e002", name=NAMES[OTHER], cadre=OTHER, unit="市教育局")


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as found:
        yield found


@pytest.fixture
def many(office: Office) -> ManyAccounts:
    return ManyAccounts(Accounts(office.records, hasher=CheapHasher()), lambda: START)


@pytest.fixture
def system(office: Office) -> Actor:
    return Actor(office.actors[CLERK].account, "r", "系统管理员", "", (Granted(Role.SYSTEM, ""),))


def count(office: Office) -> int:
    with reading(office.records) as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(account)).scalar_one()


def told(*_: int) -> None:
    """Progress that nobody looks at."""


def test_all_are_made_with_passwords_that_are_good_once_and_grant_nothing(
        office: Office, many: ManyAccounts, system: Actor) -> None:
    rows = (FRESH, NewAccount(sign_in="二号", name="尔二"))
    prepared = many.prepare(system, rows, told)
    before = count(office)
    many.make(system, prepared)
    assert count(office) == before + 2
    found = many.accounts.sign_in("xin.01", prepared[0].password, at=START)
    assert (found.must_change, found.actor.granted, found.actor.name) == (True, (), "辛新")
    with pytest.raises(UnfitRows):
        many.make(system, prepared)  # sent again: none is made twice
    assert count(office) == before + 2


@pytest.mark.parametrize(("rows", "field", "wrong"), [
    ((NewAccount(sign_in="x", name="辛新"),), "sign_in", "登录名为 2 到"),
    ((NewAccount(sign_in="san3", name=""),), "name", "请写明姓名"),
    ((NewAccount(sign_in="san3", name="三", cadre="X999"),), "cadre", "名册中没有工号"),
    ((NewAccount(sign_in="san3", name="不是他", cadre=OTHER),), "name", "对不上"),
    ((NewAccount(sign_in="san3", name="三"), NewAccount(sign_in="SAN3", name="四")), "sign_in", "前面已有一行"),
    ((ON_ROSTER, NewAccount(sign_in="san3", name=NAMES[OTHER], cadre=OTHER)), "cadre", "前面已有一行"),
])
def test_one_fault_and_none_is_made_and_each_is_told_at_its_row(
        many: ManyAccounts, system: Actor, rows: tuple[NewAccount, ...], field: str, wrong: str) -> None:
    before = len(many.accounts.everyone())
    with pytest.raises(UnfitRows) as refused:
        many.prepare(system, (*rows, NewAccount(sign_in="fine", name="可以")), told)
    found = refused.value.rows
    last = len(rows) - 1
    assert (max(found), wrong in found[last].get(field, ""), len(many.accounts.everyone())) == (last, True, before)


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_none_and_too_many_are_refused(many: ManyAccounts, system: Actor, number: int) -> None:
    with pytest.raises(Unfit) as refused:
        many.check(system, [NewAccount(sign_in=f"n{one}", name="甲") for one in range(number)])
    assert refused.value.errors.keys() == {"file"}


def test_nobody_but_the_system_administrator_makes_any(office: Office, many: ManyAccounts) -> None:
    clerk = office.actors[CLERK]
    prepared = many.prepare(Actor(1, "r", "系统管理员", "", (Granted(Role.SYSTEM, ""),)), (
        NewAccount(sign_in="wu5", name="吴五"),), told)
    with pytest.raises(Hidden):
        many.check(clerk, (FRESH,))
    with pytest.raises(Hidden):
        many.make(clerk, prepared)


def test_people_without_an_account_are_listed_by_unit(office: Office) -> None:
    with reading(office.records) as connection:
        found = people_without(connection, ("E", "J"), START.date())
        taken = set(connection.execute(sa.select(account.c.name)).scalars())
    assert {one.unit for one in found} <= {"E", "J"}
    assert {one.name for one in found} & taken == set()


def test_the_workbook_says_what_was_written_and_comes_back_with_its_faults_marked() -> None:
    rows = (ON_ROSTER, NewAccount(sign_in="=1+1", name="尔二"))
    content = accounts_workbook(rows)
    read = read_accounts(content, "账号.xlsx")
    assert (read.accounts, read.faults) == (rows, ())
    read.note(UnfitRows({1: {"sign_in": "请另换一个。"}}))
    assert [str(one) for one in read.faults] == ["“账号”第 3 行“登录名”（A3）：请另换一个。"]
    sheet = load_workbook(BytesIO(marked(content, read.faults)))["账号"]
    assert (sheet["A3"].value, sheet["A3"].comment is not None) == ("=1+1", True)


def test_slips_hold_one_password_each_and_the_list_to_sign_holds_none(many: ManyAccounts, system: Actor) -> None:
    rows = NewAccount(sign_in="liu6", name="柳𠮷六"), NewAccount(sign_in="qi7", name="齐七")
    prepared = many.prepare(system, rows, told)
    with ZipFile(BytesIO(slips(prepared, "http://yuetan.example/", START.date(), printer()))) as archive:
        names = archive.namelist()
        bare = next(archive.read(one) for one in names if one.startswith("签收表"))
    assert [one for one in names if one.startswith("签收表")] != []
    assert len(names) >= 2
    assert [one.password.encode() in bare for one in prepared] == [False, False]


def test_the_file_of_a_job_that_is_secret_lies_sealed_and_opens_for_its_owner_alone(office: Office) -> None:
    jobs = Jobs(office.records, lambda: START, KEYS)
    try:
        clerk = office.actors[CLERK]
        made = [jobs.begin(clerk, "建立账号", lambda _, secret=secret: Outcome(  # type: ignore[misc]
            file_name="a.zip", file_content=b"k7mw-x3pt-9qhd-2nbv", secret=secret)) for secret in (True, False)]
        assert [jobs.wait(one, 20) for one in made] == [True, True]
        assert {jobs.find(clerk, one).state for one in made} == {DONE}
        with reading(office.records) as connection:
            kept = {row.reference: bytes(row.file_content or b"") for row in connection.execute(sa.select(job))}
        assert [b"k7mw" in kept[one] for one in made] == [False, True]
        assert [jobs.file(clerk, one)[1] for one in made] == [b"k7mw-x3pt-9qhd-2nbv"] * 2
        with pytest.raises(Hidden):
            jobs.file(office.actors[OTHER], made[0])
        with pytest.raises(Hidden):
            Jobs(office.records, lambda: START, Keys("two", {"two": bytes(32)})).file(clerk, made[0])
    finally:
        jobs.close()


def test_a_password_is_good_for_three_days(many: ManyAccounts, system: Actor) -> None:
    (one,) = many.prepare(system, (NewAccount(sign_in="ba8", name="巴八"),), told)
    assert one.until - START == timedelta(hours=72)
    assert one.password not in repr(one)
