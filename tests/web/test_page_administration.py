"""Administration in the browser: accounts, grants by two, the days off, what governs, and the logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from page_office import CLERK, DEPUTY, OTHER, PASSWORD, RECORDER, House, Visitor, house_in

from yuetan.access.actor import Role
from yuetan.casework.backups import Backups, make_backup_keys

PAPER = "某委〔2026〕7号"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("administered")) as found:
        for role in (Role.SECURITY, Role.AUDIT):
            found.account(role.value, "", (role, ""))
        yield found


@pytest.fixture
def system(house: House) -> Visitor:
    return house.visitor("SYSTEM")


@pytest.fixture
def security(house: House) -> Visitor:
    return house.visitor("SECURITY")


def once(visitor: Visitor) -> str:
    found = re.search(r"<code>([a-z2-9-]{19})</code>", visitor.page)
    assert found is not None
    return found[1]


def ended(house: House, visitor: Visitor) -> None:
    """Wait for the job he was led to, and look at what came of it."""
    if visitor.address.startswith("/jobs/"):
        house.shell.jobs.wait(visitor.address.removeprefix("/jobs/"), 60)
        visitor.get(visitor.address)


def reference_of(house: House, sign_in: str) -> str:
    found = house.shell.accounts.named(sign_in)
    assert found is not None
    return found.reference


def test_an_account_is_made_with_the_password_of_whoever_makes_it_and_shown_once(house: House, system: Visitor) -> None:
    system.get("/accounts")
    system.post("/accounts", sign_in="xin", name="辛新")
    assert "您的登录密码" in system.page
    assert system.answer.status_code == 422
    system.post("/accounts", sign_in="xin", name="辛新", password=PASSWORD)
    password = once(system)
    system.get("/accounts?name=xin")
    assert "待改密码" in system.page
    assert password not in system.page
    fresh = house.stranger()
    fresh.get("/sign-in")
    fresh.post("/sign-in", name="xin", password=password)
    assert fresh.address == "/account"


def test_within_ten_minutes_the_password_is_not_asked_for_again_and_then_it_is(house: House, system: Visitor) -> None:
    system.get("/accounts")
    system.post("/accounts", sign_in="yi", name="易一", password=PASSWORD)
    system.get("/accounts")
    assert "您的登录密码" not in system.page
    house.later(minutes=11)
    system.get("/accounts")
    assert "您的登录密码" in system.page


def test_a_head_asks_for_a_role_and_security_gives_it(house: House, security: Visitor) -> None:
    head = house.visitor(DEPUTY)
    head.get("/grants/ask")
    head.post("/grants/ask", sign_in=OTHER.lower(), role="clerk", unit="J", since="2026-03-02", until="2027-03-02",
              paper=PAPER)
    assert "申请已提出" in head.text
    security.get("/grants")
    address = re.search(r'action="(/joint-acts/[^"]+)"', security.page)
    assert address is not None
    security.post(address[1], do="agree", password=PASSWORD)
    assert "已授予" in security.text
    found = house.shell.accounts.named(OTHER.lower())
    assert found is not None
    assert [(one.role, one.unit, one.agreed) for one in found.grants] == [(Role.CLERK, "J", True)]


def test_a_grant_waits_for_another_and_is_taken_back(house: House, security: Visitor) -> None:
    security.get("/grants/new")
    security.post("/grants/new", sign_in=RECORDER.lower(), role="discipline", unit="市教育局", since="2026-03-02",
                  until="2027-03-02", paper=PAPER, password=PASSWORD)
    assert "另一人同意后生效" in security.text
    reference = next(one.reference for one in house.shell.accounts.named(RECORDER.lower()).grants  # type: ignore[union-attr]
                     if one.unit == "E")
    security.post(f"/grants/{reference}", do="agree", password=PASSWORD)
    assert "不能是授权人" in security.text
    security.get("/grants?which=ever")
    security.post(f"/grants/{reference}", do="revoke", password=PASSWORD)
    assert "授权已收回" in security.text


def test_a_grant_that_waits_stands_on_the_desk_of_the_head_with_the_way_to_it(house: House, security: Visitor) -> None:
    security.get("/grants/new")
    security.post("/grants/new", sign_in=OTHER.lower(), role="discipline", unit="J", since="2026-03-02",
                  until="2027-03-02", paper=PAPER, password=PASSWORD)
    head = house.visitor(DEPUTY)
    head.get("/")
    assert "同意授权：马文慧，纪检 市纪委监委" in head.text
    way = re.search(r'href="(/grants\?which=waiting#grant-([^"]+))"', head.page)
    assert way is not None
    head.get(way[1])
    assert f'id="grant-{way[2]}"' in head.page
    head.post(f"/grants/{way[2]}", do="agree", password=PASSWORD)
    assert "已同意" in head.text
    head.get("/")
    assert "同意授权" not in head.text


def test_three_administrators_cannot_be_one(security: Visitor) -> None:
    security.get("/grants/new")
    security.post("/grants/new", sign_in="system", role="audit", unit="", since="2026-03-02", until="2027-03-02",
                  paper=PAPER, password=PASSWORD)
    assert "不能由一人兼任" in security.text


YEAR = "元旦 2027-01-01 2027-01-03 2027-01-09\n春节\t2027-02-05\t2027-02-11"


def test_a_year_is_imported_by_two_and_counted_with_at_once(house: House, system: Visitor) -> None:
    system.get("/days-off?year=2027")
    assert "暂按周末" in system.text
    system.post("/days-off", year="2027", rows="元旦 2027-01-01", paper=PAPER, password=PASSWORD)
    assert "第 1 行" in system.text
    system.post("/days-off", year="2027", rows=YEAR, paper=PAPER, password=PASSWORD)
    assert "已提出" in system.text
    address = system.address
    system.post(address.replace("/days-off/", "/joint-acts/"), do="agree")
    officer = house.visitor(CLERK)
    officer.get("/")
    assert "等您核对、同意： 放假安排" in officer.text
    officer.get(address)
    officer.post(address + "/preview")
    ended(house, officer)
    assert "按 2026-03-02 推算" in officer.text
    officer.get(address)
    officer.post(address.replace("/days-off/", "/joint-acts/"), do="agree", password=PASSWORD)
    ended(house, officer)
    officer.get("/days-off?year=2027")
    assert "本单位导入" in officer.text
    assert "班" in officer.text
    assert "等您核对、同意" not in officer.get("/")


def test_what_governs_is_proposed_looked_at_and_approved_by_another(house: House) -> None:
    clerk, officer = house.visitor(RECORDER), house.visitor(CLERK)
    clerk.get("/governance/new?regulation=aba_housing")
    typed: dict[str, Any] = {"regulation": "aba_housing", "unit": "J", "since": "2026-04-01", "paper": PAPER}
    clerk.post("/governance/new", do="preview", **typed)
    ended(house, clerk)
    assert "推算" in clerk.text
    clerk.get("/governance/new?regulation=aba_housing")
    clerk.post("/governance/new", do="propose", password=PASSWORD, **typed)
    address = clerk.address
    assert "待批准" in clerk.text
    clerk.post(address, do="approve", password=PASSWORD)
    assert clerk.answer.status_code == 404
    officer.get(address)
    officer.post(address, do="approve", password=PASSWORD)
    ended(house, officer)
    officer.get("/governance")
    assert "未到起始日" in officer.text
    officer.get(address)
    officer.post(address, do="withdraw", password=PASSWORD)
    ended(house, officer)
    officer.get(address)
    assert "已撤回" in officer.text


def test_the_logs_are_read_filtered_taken_and_verified_by_the_auditor_alone(house: House, system: Visitor) -> None:
    auditor = house.visitor("AUDIT")
    auditor.get("/audit?who=system")
    assert "建立账号" in auditor.text
    auditor.get("/audit?what=nothing")
    assert "没有符合条件的记录" in auditor.text
    auditor.get("/audit?log=sign_ins")
    assert "成功" in auditor.text
    auditor.post("/audit/verify")
    ended(house, auditor)
    assert "前后相连" in auditor.text
    auditor.get("/audit")
    auditor.client.post("/audit/file", data={"csrf_token": auditor.proof, "log": "acts"})
    auditor.get("/audit?log=exports")
    assert "audit.acts" in auditor.text
    system.get("/audit")
    assert system.answer.status_code == 404


def test_a_backup_is_taken_checked_and_taken_away_as_ciphertext(
        house: House, system: Visitor, security: Visitor, tmp_path: Path) -> None:
    system.get("/backup")
    assert "没有配置备份文件夹" in system.text
    make_backup_keys(tmp_path)
    house.shell.__dict__["backup_files"] = Backups(house.records, tmp_path, lambda: house.moment)
    system.post("/backup", password=PASSWORD)
    ended(house, system)
    security.get("/backup")
    reference = re.search(r"/backup/([^/]+)/check", security.page)
    assert reference is not None
    security.post(f"/backup/{reference[1]}/check")
    ended(house, security)
    assert "完好" in security.text
    system.get("/backup")
    answer = system.client.post(f"/backup/{reference[1]}/file", data={"csrf_token": system.proof, "password": PASSWORD})
    assert answer.get_data().startswith(b"yuetan backup 1")
    assert b"j002" not in answer.get_data()
    system.post("/backup/deployment")
    ended(house, system)
    assert "没有部署可以核对" in system.text


def test_a_second_factor_is_set_asked_for_and_reset_by_two(house: House, system: Visitor, security: Visitor) -> None:
    one = house.visitor(OTHER)
    one.get("/account")
    one.post("/account/act", do="begin")
    secret = re.search(r'class="secret">([A-Z2-7]+)<', one.page)
    assert secret is not None
    assert 'src="data:image/svg+xml' in one.page
    one.post("/account/act", do="confirm", code=pyotp.TOTP(secret[1]).at(house.moment), password=PASSWORD)
    assert len(re.findall(r"<code>[a-z2-9-]{19}</code>", one.page)) == 10
    again = house.stranger()
    again.get("/sign-in")
    again.post("/sign-in", name=OTHER.lower(), password=PASSWORD)
    assert again.address == "/sign-in/code"
    again.get("/")
    assert (again.address, again.answer.status_code) == ("/", 303)
    house.later(seconds=60)
    again.get("/sign-in/code")
    again.post("/sign-in/code", code=pyotp.TOTP(secret[1]).at(house.moment))
    assert again.address == "/"
    reference = reference_of(house, OTHER.lower())
    system.get(f"/accounts/{reference}")
    system.post(f"/accounts/{reference}", do="factor", paper=PAPER, password=PASSWORD)
    security.get("/accounts")
    address = re.search(r'action="(/joint-acts/[^"]+)"', security.page)
    assert address is not None
    security.post(address[1], do="agree", password=PASSWORD)
    assert "验证器已重置" in security.text
    again.get("/")
    assert again.answer.status_code == 303
