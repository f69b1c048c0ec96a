"""Accounts for an office on the page: looked over, confirmed with one's password, handed over as a file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from page_office import CLERK, DEPUTY, NAMES, PASSWORD, RECORDER, House, Visitor

from yuetan.casework.many_accounts import NewAccount
from yuetan.paperwork.new_accounts.workbook import accounts_workbook, read_accounts
from yuetan.records.database import writing
from yuetan.records.tables import account

ROWS = (NewAccount(sign_in="xin", name="辛新", unit="市教育局"), NewAccount(sign_in="尔二", name="尔二"))


def bring(visitor: Visitor, *rows: NewAccount) -> str:
    visitor.get("/accounts/many")
    typed = {"file": (BytesIO(accounts_workbook(rows)), "账号.xlsx"), "csrf_token": visitor.proof}
    return visitor.send("/accounts/many", typed)


def confirm(visitor: Visitor, **typed: str) -> str:
    carried = re.search(r'name="rows" value="([^"]*)"', visitor.page)
    assert carried is not None
    return visitor.send("/accounts/many/make", {"rows": carried[1], "csrf_token": visitor.proof} | typed)


def test_accounts_are_looked_over_then_made_with_the_password_and_their_slips_are_handed_out(house: House) -> None:
    system = house.visitor("SYSTEM")
    bring(system, *ROWS)
    assert ("请核对：还没有建立" in system.text, house.shell.accounts.named("xin")) == (True, None)
    confirm(system)
    assert (system.answer.status_code, "请填写您的登录密码" in system.text) == (422, True)
    confirm(system, password=PASSWORD)
    house.shell.jobs.wait(system.address.rpartition("/")[2], 60)
    system.get(system.address)
    assert "已建立 2 个账号" in system.text
    archive = system.client.get(f"{system.address}/file")
    assert any(one.startswith("签收表") for one in ZipFile(BytesIO(archive.data)).namelist())
    view = house.shell.accounts.named("xin")
    assert view is not None
    assert (view.must_change, view.grants) == (True, ())


def test_a_fault_is_told_with_its_row_and_marked_in_the_same_workbook(house: House) -> None:
    system = house.visitor("SYSTEM")
    bring(system, ROWS[0], NewAccount(sign_in=CLERK, name="又一个"))
    told = "“账号”第 3 行“登录名”（A3）：登录名“j002”已有人使用"
    assert (system.answer.status_code, told in system.text) == (422, True)
    link = re.search(r'href="(/jobs/([^"]+))"', system.page)
    assert link is not None
    house.shell.jobs.wait(link[2], 60)
    assert system.client.get(f"{link[1]}/file").data.startswith(b"PK")
    assert house.shell.accounts.named("xin") is None


@pytest.mark.parametrize("rows", ["", "xin", "\t\t\t\n", f"{CLERK}\t甲\t\t", "xin\t辛新\tX999\t"])
def test_rows_that_were_made_up_are_refused(house: House, rows: str) -> None:
    system = house.visitor("SYSTEM")
    system.get("/accounts/many")
    system.send("/accounts/many/make", {"rows": rows, "password": PASSWORD, "csrf_token": system.proof})
    assert (system.answer.status_code, house.shell.accounts.named("xin")) == (422, None)


@pytest.mark.parametrize(("content", "wrong"), [(b"PK\x03\x04spoilt", "xlsx"), (None, "请选择要导入")])
def test_a_file_that_is_none_is_refused(shared_house: House, content: bytes | None, wrong: str) -> None:
    system = shared_house.visitor("SYSTEM")
    system.get("/accounts/many")
    file = {} if content is None else {"file": (BytesIO(content), "账号.xlsx")}
    system.send("/accounts/many", {**file, "csrf_token": system.proof})
    assert (system.answer.status_code, wrong in system.text) == (422, True)


def test_the_clerk_lists_who_has_none_and_the_system_administrator_does_not(house: House) -> None:
    with writing(house.records) as connection:
        connection.execute(sa.update(account).where(account.c.sign_in == DEPUTY.lower()).values(cadre_id=None))
    clerk, system = house.visitor(RECORDER), house.visitor("SYSTEM")
    clerk.get("/roster")
    answer = clerk.client.post("/roster/without-accounts", data={"csrf_token": clerk.proof})
    assert read_accounts(answer.data, "a.xlsx").accounts == (
        NewAccount(sign_in=DEPUTY.lower(), name=NAMES[DEPUTY], cadre=DEPUTY, unit="市纪委监委"),)
    system.get("/accounts")
    assert system.client.post("/roster/without-accounts", data={"csrf_token": system.proof}).status_code == 404
