"""The city of the demonstration in a real browser: one cadre under two regulations, each cited where it speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO

import pytest
from attrs import frozen
from page_served import listening_to
from playwright.sync_api import Browser, Page
from pressing import SIZES, looked_at, pressed
from rich.console import Console
from rich.progress import Progress

from yuetan.plugins import load
from yuetan.records.database import open_database, upgrade
from yuetan_web.app import create_app
from yuetan_web.demo import Stages, Wish, made
from yuetan_web.demo_people import Member

CITY, POLICE = "市管领导干部廉政约谈暂行办法", "月月谈"
NEW = "紫砂壶 与 长江大桥 47"


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


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("city")
    records = open_database(f"sqlite:///{folder / 'yuetan.db'}")
    upgrade(records)
    stages = Stages(Progress(console=Console(file=StringIO())))
    found = made(records, folder, load(), Wish(250, 1, date(2026, 11, 20), None), stages)
    with listening_to(create_app(found.shell)) as address:
        yield City(address, {one.sign_in: one for one in found.opened()})
    records.dispose()


def test_the_city_sees_what_is_owed_under_its_own_regulation_and_nothing_of_the_other(
        browser: Browser, city: City) -> None:
    page = city.enter(browser, "officer", "desk")
    assert (CITY in page.inner_text("main"), POLICE in page.inner_text("main")) == (True, False)
    looked_at(page, "mixed-officer")
    page.context.close()


def test_the_police_see_what_is_owed_under_theirs(browser: Browser, city: City) -> None:
    page = city.enter(browser, "police-officer", "desk")
    assert POLICE in page.inner_text("main")
    page.context.close()


def test_one_cadre_is_told_what_he_owes_under_each_of_two(browser: Browser, city: City) -> None:
    page = city.enter(browser, "both", "phone")
    assert [title for title in (CITY, POLICE) if title not in page.inner_text("main")] == []
    looked_at(page, "mixed-both")
    page.context.close()
