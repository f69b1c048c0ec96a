"""Questions are kept, a test is drawn and taken in a real browser, without a script, on a desk and on a phone."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from axe_playwright_python.sync_playwright import Axe
from page_served import CLERK, OTHER, PASSWORD, RECORDER
from playwright.sync_api import Browser, Page, expect
from quiz_office import question
from quiz_pages import BANK, Paged, paged_in

from yuetan_web.serving import listening

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
OVERFLOW = """() => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
    [...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .map(one => one.className)]"""
PICTURES = os.environ.get("YUETAN_PICTURES", "")
"""A folder in which each page is left as a picture, to be looked at; empty: nowhere."""


@frozen
class Office:
    """The office behind an address, and browsers of its people that run no script but the check's own."""

    paged: Paged
    address: str
    browser: Browser
    size: str

    def page(self, who: str) -> Page:
        """Somebody, newly signed in."""
        page = self.browser.new_context(locale="zh-CN", viewport=SIZES[self.size]).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(20_000)
        page.goto(f"{self.address}/sign-in")
        page.get_by_label("登录名").fill(who.lower())
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        return page

    def look(self, page: Page, name: str) -> None:
        """The page has no barrier and overflows nowhere; its picture is left where somebody asked for it."""
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{self.size}.png", full_page=True)
        found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
        assert (found, page.evaluate(OVERFLOW)) == ([], [0, []]), name


@contextmanager
def served(paged: Paged) -> Iterator[str]:
    server = listening(paged.house.app, 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join()


@pytest.fixture(params=SIZES)
def office(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    with paged_in(tmp_path) as paged, served(paged) as address:
        yield Office(paged, address, browser, request.param)
        for context in browser.contexts:
            context.close()


def test_a_bank_is_filled_and_a_test_is_taken(office: Office) -> None:
    keep(office, office.page(RECORDER))
    case = f"{office.address}/interviews/{office.paged.quiz.told().case}"
    clerk = office.page(CLERK)
    clerk.goto(f"{case}/tests")
    office.look(clerk, "office")
    take(office, office.page(OTHER), case)
    clerk.reload()
    expect(clerk.locator(".sev-done")).to_have_text("已作答")
    expect(clerk.locator("main")).not_to_contain_text("答对")


def keep(office: Office, page: Page) -> None:
    """Fill the bank: one question typed, the others out of a workbook, first one that will not do."""
    office.look(page, "desk")
    page.goto(f"{office.address}/collections")
    office.look(page, "collections")
    page.get_by_role("link", name="廉政常识题库").click()
    typed(page, question(1, "B"))
    page.get_by_role("textbox", name="题数").fill("3")
    page.get_by_role("button", name="设定").click()
    typed(page, question(2, "Z"))
    office.look(page, "collection-refused")
    page.get_by_label("Excel 文件").set_input_files({"name": "题库.xlsx", "mimeType": "text/plain", "buffer": b"x"})
    page.get_by_role("button", name="导入").click()
    expect(page.get_by_role("alert")).to_contain_text("这不是 .xlsx 工作簿")
    long_one = question(2, "BC", question="下列哪些属于应当报告的个人有关事项？" * 3)
    office.paged.quiz.keep(long_one, question(3, "对", options=""))
    page.goto(f"{office.address}/collections/{BANK}/{unit_of(office)}")
    office.look(page, "collection")
    page.get_by_role("link", name="第1问").click()
    page.get_by_role("textbox", name="答案").fill("C")
    page.get_by_role("button", name="保存为新的一版").click()
    office.look(page, "entry")


def typed(page: Page, content: dict[str, str]) -> None:
    for title, code in (("题目", "question"), ("选项", "options"), ("答案", "answer"), ("出处", "source")):
        page.locator("#add").get_by_label(title).fill(content[code])
    page.get_by_role("button", name="录入", exact=True).click()


def unit_of(office: Office) -> str:
    return office.paged.quiz.access(RECORDER).collections()[0].unit


def take(office: Office, page: Page, case: str) -> None:
    """Take the test by the first option of each question, first with one left out."""
    page.goto(case)
    page.get_by_role("link", name="廉政常识测试").first.click()
    office.look(page, "begin")
    page.get_by_role("button", name="开始作答").click()
    office.look(page, "questions")
    asked: Any = page.locator("fieldset.question")
    for number in range(1, asked.count()):
        asked.nth(number).get_by_role("radio").or_(asked.nth(number).get_by_role("checkbox")).first.check()
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("alert")).to_contain_text("第 1 题没有作答")
    office.look(page, "questions-refused")
    asked.nth(0).get_by_role("radio").or_(asked.nth(0).get_by_role("checkbox")).first.check()
    page.get_by_role("button", name="交卷").click()
    expect(page.locator(".flash")).to_contain_text("得分只有您自己看得到")
    office.look(page, "result")
    page.goto(case)
    office.look(page, "case")
