"""The pages in a real browser: no barrier, nothing that overflows, nothing from outside, and no need of a script."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

sys.path.append(str(Path(__file__).parents[1] / "web"))

from page_desk import REPORT, WAITING, city_index, small_index

from yuetan_web.app import create_app
from yuetan_web.index import Index
from yuetan_web.serving import listening

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ADDRESSES = ("/", "/?status=done&page=2", "/?name=无此人", "/?lang=en", "/?month=2026-02", "/cadre/0000005",
             "/regulation/lianyungang", "/nowhere")
SMALL = ("/", f"/obligation/{REPORT}", f"/obligation/{WAITING}", "/cadre/3", "/?status=offered")
PAGES = [("city", address) for address in ADDRESSES] + [("small", address) for address in SMALL]
OVERFLOW = """() => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
    [...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .map(one => one.className)]"""

each_page = pytest.mark.parametrize(("desk", "address"), PAGES)
each_width = pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN"}


@pytest.fixture(scope="module")
def served() -> Iterator[dict[str, str]]:
    """Where the small desk and that of a city are served, by name."""
    servers = {name: _serving(index) for name, index in (("small", small_index()), ("city", city_index()))}
    yield {name: f"http://127.0.0.1:{server.effective_port}" for name, (server, _) in servers.items()}
    for server, thread in servers.values():
        server.close()
        thread.join()


def _serving(index: Index) -> tuple[Any, threading.Thread]:
    server = listening(create_app(index, demo=True), 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    return server, thread


@each_width
@each_page
def test_a_page_has_no_barrier_and_overflows_nowhere(page: Page, served: dict[str, str], desk: str, address: str,
                                                     width: Any) -> None:  # noqa: ANN401 - a size as Playwright has it
    page.set_viewport_size(width)
    page.goto(served[desk] + quote(address, safe="/?&=~:"))
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    barriers = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
    assert (barriers, page.evaluate(OVERFLOW)) == ([], [0, []])


@each_page
def test_a_page_asks_for_nothing_outside_and_breaks_no_rule_of_its_own(page: Page, served: dict[str, str], desk: str,
                                                                       address: str) -> None:
    asked, said = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(served[desk] + quote(address, safe="/?&=~:"))
    outside = [url for url in asked if not url.startswith((served[desk] + "/", "data:"))]
    complaints = [text for text in said if "404" not in text]
    assert (outside, complaints, len(asked) >= 3) == ([], [], True)


def test_everything_works_without_a_script(browser: Browser, served: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(served["small"])
    row = page.locator(".entry", has_text="报送整改落实情况报告").first
    expect(row.locator(".account")).to_be_hidden()
    row.locator("summary").click()
    expect(row.locator(".account")).to_be_visible()
    expect(row.locator(".cal-counted .part-due")).to_contain_text("到期")
    page.get_by_label("状态").select_option("late")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".entry-title")).to_have_text(["通知约谈对象"])
    page.locator(".entry-title a").click()
    page.locator(".facts").get_by_role("link", name="江二").first.click()
    expect(page.locator("h1")).to_have_text("江二")
    page.get_by_role("link", name="市管领导干部廉政约谈暂行办法").first.click()
    expect(page.locator("h1")).to_contain_text("市管领导干部廉政约谈暂行办法")
    context.close()


def test_the_pages_are_used_by_keyboard(page: Page, served: dict[str, str]) -> None:
    page.goto(served["small"])
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".account").first).to_be_visible()


def test_a_hostile_name_runs_nothing(page: Page, served: dict[str, str]) -> None:
    dialogs = list[str]()
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(served["small"] + "/cadre/3")
    expect(page.locator("h1")).to_have_text("<script>alert('约')</script>")
    assert dialogs == []


def test_on_paper_there_is_the_content_alone(page: Page, served: dict[str, str]) -> None:
    page.emulate_media(media="print")
    page.goto(f"{served['small']}/obligation/{REPORT}")
    visible = {name: page.locator(name).first.is_visible() for name in (".side", ".topbar", ".lines", ".cal-counted")}
    assert visible == {".side": False, ".topbar": False, ".lines": True, ".cal-counted": True}
