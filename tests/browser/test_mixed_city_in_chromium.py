"""The city of the demonstration in a real browser: one cadre under two regulations, each cited where it speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from attrs import frozen
from page_served import listening_to
from playwright.sync_api import Browser, Page, ViewportSize
from pressing import PICTURES, SIZES, looked_at, pressed
from rich.console import Console
from rich.progress import Progress

from yuetan.plugins import load
from yuetan.records.database import open_database, upgrade
from yuetan_web.app import create_app
from yuetan_web.demo import Stages, Wish, made
from yuetan_web.demo_people import Member

CITY, POLICE = "市管领导干部廉政约谈暂行办法", "月月谈"
NEW = "紫砂壶 与 长江大桥 47"
AS_READ: ViewportSize = {"width": 1080, "height": 680}
"""How large a page is in the pictures of the guide, where they stand beside its text."""


@frozen
class City:
    """The city behind an address, and who may sign in to it."""

    address: str
    members: Mapping[str, Member]

    def enter(self, browser: Browser, name: str, size: str) -> Page:
        """Somebody signs in with his one-time password, and has to choose another."""
        member = self.members[name]
        page = browser.new_context(locale="zh-CN", viewport=SIZES[size]).new_page()
        page.goto(f"{self.address}/sign-in")
        page.get_by_label("登录名").fill(name)
        page.get_by_label("密码").fill(member.password)
        pressed(page.get_by_role("button", name="登录"))
        page.get_by_label("现在的密码").fill(member.password)
        for label in ("新密码", "再输一次新密码"):
            page.get_by_label(label, exact=True).fill(NEW)
        return pressed(page.get_by_role("button", name="更改密码"))


def shown(page: Page, name: str, top: str = "body") -> None:
    """Leave a screen of a page for the guide, from something on it downwards, where somebody asked for pictures."""
    if PICTURES:
        size = page.viewport_size or SIZES["desk"]
        page.set_viewport_size(AS_READ if size["width"] > AS_READ["width"] else size)
        page.locator(top).first.evaluate("one => one.scrollIntoView({behavior: 'instant'})")
        page.screenshot(path=Path(PICTURES) / f"guide-{name}.png")
        page.set_viewport_size(size)


@pytest.fixture(scope="module")
def city(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("city")
    records = open_database(f"sqlite:///{folder / 'yuetan.db'}")
    upgrade(records)
    stages = Stages(Progress(console=Console(file=StringIO())))
    found = made(records, folder, load(), Wish(250, 1, date(2026, 11, 20), None), stages)
    with listening_to(create_app(found.shell)) as address:
        yield City(address, {one.sign_in: one for one in found.opened()})
        for context in browser.contexts:  # of a test that failed: the server ends once nobody is connected
            context.close()
    records.dispose()


def test_the_city_sees_what_is_owed_under_its_own_regulation_and_nothing_of_the_other(
        browser: Browser, city: City) -> None:
    page = city.enter(browser, "officer", "desk")
    page.goto(city.address)
    shown(page, "desk")
    assert (CITY in page.inner_text("main"), POLICE in page.inner_text("main")) == (True, False)
    looked_at(page, "mixed-officer")
    page.context.close()


def test_the_police_see_what_is_owed_under_theirs(browser: Browser, city: City) -> None:
    page = city.enter(browser, "police-officer", "desk")
    assert POLICE in page.inner_text("main")
    page.context.close()


def test_one_cadre_is_told_what_he_owes_under_each_of_two(browser: Browser, city: City) -> None:
    page = city.enter(browser, "both", "phone")
    page.goto(f"{city.address}/?view=all")
    assert [title for title in (CITY, POLICE) if title not in page.inner_text("main")] == []
    shown(page, "two_regulations", "ol.entries")
    looked_at(page, "mixed-both")
    page.context.close()


# Each in his own part


def test_a_clerk_finds_somebody_begins_a_talk_with_him_and_has_all_at_hand(browser: Browser, city: City) -> None:
    page = city.enter(browser, "clerk", "desk")
    member = city.members["cadre"]
    page.get_by_role("searchbox").first.fill(member.cadre)
    page.get_by_role("searchbox").first.press("Enter")
    pressed(page.get_by_role("link", name=member.name).first)
    assert member.name in page.inner_text("h1")
    page.goto(f"{city.address}/interviews/new")
    page.get_by_label("约谈对象", exact=True).fill(member.cadre)
    pressed(page.get_by_role("button", name="查找", exact=True).last)
    pressed(page.get_by_role("button", name="下一步"))
    assert "第 2 步，共 3 步" in page.inner_text("main")
    shown(page, "proposing")
    page.goto(f"{city.address}/roster")
    shown(page, "roster")
    looked_at(page, "mixed-roster")
    page.goto(f"{city.address}/interviews")
    pressed(page.locator("main tbody a").first)
    assert "办理进度" in page.inner_text("main")
    shown(page, "interview")
    shown(page, "papers", "section:has(#to-fill-in)")
    page.goto(f"{city.address}/ledgers")
    shown(page, "ledger")
    page.goto(f"{city.address}/plans")
    page.get_by_label("名称").fill("2026年年底前约谈计划")
    page.get_by_label("制度", exact=True).select_option(label=CITY)
    for label, day in (("自", "2026-11-23"), ("至", "2026-12-31")):
        page.get_by_label(label, exact=True).fill(day)
    pressed(page.get_by_role("button", name="建立计划"))
    pressed(page.get_by_role("button", name="按应办事项列入"))
    pressed(page.get_by_role("button", name="安排日期"))
    assert "期限" in page.inner_text("main")
    shown(page, "plan")
    page.context.close()


def test_an_account_is_made_granted_by_two_and_watched_by_a_third(browser: Browser, city: City) -> None:
    page = city.enter(browser, "system", "desk")
    page.goto(f"{city.address}/accounts")
    page.get_by_label("登录名", exact=True).last.fill("newcomer")
    page.get_by_label("姓名", exact=True).fill("新来的")
    page.get_by_label("您的登录密码").fill(NEW)
    pressed(page.get_by_role("button", name="建立账号"))
    once = page.locator(".once code").inner_text()
    looked_at(page, "mixed-one-time")
    page.context.close()
    page = city.enter(browser, "security", "desk")
    page.goto(f"{city.address}/grants/new")
    page.get_by_label("给谁").fill("newcomer")
    page.get_by_label("角色", exact=True).select_option(label="经办")
    page.locator("#grant-unit").fill("S005")
    page.get_by_label("至（当日不再有效）").fill("2027-06-30")
    page.get_by_label("依据").fill("党组会议纪要")
    page.get_by_label("您的登录密码").fill(NEW)
    pressed(page.get_by_role("button", name="授予，待另一人同意"))
    assert "已提出授权，另一人同意后生效。" in page.inner_text("main")
    looked_at(page, "mixed-grants")
    page.context.close()
    page = city.enter(browser, "head", "desk")
    page.goto(f"{city.address}/grants?which=waiting")
    row = page.locator("tr", has_text="新来的")
    row.locator("summary").first.click()
    row.get_by_label("您的登录密码").first.fill(NEW)
    pressed(row.get_by_role("button", name="同意授权"))
    assert "已同意，授权在所定日期内有效。" in page.inner_text("main")
    page.context.close()
    newcomer = Member("newcomer", once, "新来的", "", "")
    page = City(city.address, {"newcomer": newcomer}).enter(browser, "newcomer", "desk")
    assert "发起约谈" in page.inner_text("main")
    page.context.close()
    page = city.enter(browser, "audit", "desk")
    page.goto(f"{city.address}/audit")
    assert [text for text in ("建立账号", "授予角色", "同意授权") if text not in page.inner_text("main")] == []
    looked_at(page, "mixed-audit")
    page.context.close()


def test_the_superior_sees_how_they_proceed_and_not_with_whom(browser: Browser, city: City) -> None:
    page = city.enter(browser, "superior", "desk")
    page.goto(f"{city.address}/supervision")
    assert city.members["both"].name not in page.inner_text("main")
    looked_at(page, "mixed-supervision")
    page.context.close()


def test_whoever_is_talked_to_is_told_what_is_asked_of_him_and_what_he_may(browser: Browser, city: City) -> None:
    page = city.enter(browser, "cadre", "phone")
    page.goto(f"{city.address}/mine")
    assert [text for text in ("您可以", "您能看到什么") if text not in page.inner_text("main")] == []
    shown(page, "mine")
    looked_at(page, "mixed-mine")
    page.context.close()
