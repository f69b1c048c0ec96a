"""Questions are kept, a test is drawn and taken in a real browser, without a script, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from page_served import CLERK, OTHER, RECORDER, served, signed_in
from playwright.sync_api import Browser, Page, expect
from pressing import SIZES, looked_at, pressed
from quiz_office import question
from quiz_pages import BANK, Paged, paged_in


@frozen
class Office:
    """The office behind an address, and browsers of its people that run no script but the check's own."""

    paged: Paged
    address: str
    browser: Browser
    size: str

    def page(self, who: str) -> Page:
        """Somebody, newly signed in."""
        page = self.browser.new_context(locale="zh-CN", viewport=SIZES[self.size]).new_page()
        page.set_default_timeout(20_000)
        return signed_in(page, self.address, who.lower())

    def look(self, page: Page, name: str) -> None:
        """The page has no barrier and overflows nowhere in this size."""
        looked_at(page, f"{name}-{self.size}")


@pytest.fixture(params=SIZES)
def office(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    with paged_in(tmp_path) as paged, served(paged.house) as address:
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
    pressed(page.get_by_role("link", name="廉政常识题库"))
    typed(page, question(1, "B"))
    page.get_by_role("textbox", name="题数").fill("3")
    pressed(page.get_by_role("button", name="设定"))
    typed(page, question(2, "Z"))
    office.look(page, "collection-refused")
    page.get_by_label("Excel 文件").set_input_files({"name": "题库.xlsx", "mimeType": "text/plain", "buffer": b"x"})
    pressed(page.get_by_role("button", name="导入"))
    expect(page.get_by_role("alert")).to_contain_text("这不是 .xlsx 工作簿")
    long_one = question(2, "BC", question="下列哪些属于应当报告的个人有关事项？" * 3)
    office.paged.quiz.keep(long_one, question(3, "对", options=""))
    page.goto(f"{office.address}/collections/{BANK}/{unit_of(office)}")
    office.look(page, "collection")
    pressed(page.get_by_role("link", name="第1问"))
    page.get_by_role("textbox", name="答案").fill("C")
    pressed(page.get_by_role("button", name="保存为新的一版"))
    office.look(page, "entry")


def typed(page: Page, content: dict[str, str]) -> None:
    for title, code in (("题目", "question"), ("选项", "options"), ("答案", "answer"), ("出处", "source")):
        page.locator("#add").get_by_label(title).fill(content[code])
    pressed(page.get_by_role("button", name="录入", exact=True))


def unit_of(office: Office) -> str:
    return office.paged.quiz.access(RECORDER).collections()[0].unit


def take(office: Office, page: Page, case: str) -> None:
    """Take the test by the first option of each question, first with one left out."""
    page.goto(case)
    pressed(page.get_by_role("link", name="廉政常识测试").first)
    office.look(page, "begin")
    pressed(page.get_by_role("button", name="开始作答"))
    office.look(page, "questions")
    asked: Any = page.locator("fieldset.question")
    for number in range(1, asked.count()):
        asked.nth(number).get_by_role("radio").or_(asked.nth(number).get_by_role("checkbox")).first.check()
    pressed(page.get_by_role("button", name="交卷"))
    expect(page.get_by_role("alert")).to_contain_text("第 1 题没有作答")
    office.look(page, "questions-refused")
    asked.nth(0).get_by_role("radio").or_(asked.nth(0).get_by_role("checkbox")).first.check()
    pressed(page.get_by_role("button", name="交卷"))
    expect(page.locator(".flash")).to_contain_text("得分只有您自己看得到")
    office.look(page, "result")
    page.goto(case)
    office.look(page, "case")
