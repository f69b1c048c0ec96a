"""The pages as people use them in a real browser: forms that come back, the keyboard alone, and paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from page_served import OTHER, Served, proposed, served_in
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pressing import DESK, OVERFLOW, SIZES, looked_at, pressed

UPRIGHT: ViewportSize = {"width": 700, "height": 1000}
LYING: ViewportSize = {"width": 1045, "height": 710}
"""What is left of a sheet of A4 between its margins; a ledger lies on it."""
CHARTS = """() => {
    const tables = [...document.querySelectorAll(".chart")].map(one => one.parentElement.querySelector("table"));
    const charts = [...document.querySelectorAll(".chart")].map(one => echarts.getInstanceByDom(one).getOption());
    const cells = table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent.trim()));
    const bars = chart => [...chart.xAxis, ...chart.yAxis].find(one => one.type === "category").data.map(
        (title, row) => [title, ...chart.series.map(one => String(one.data[row]))]);
    return [charts.map(bars), tables.map(cells)];
}"""


@pytest.fixture(scope="module")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN"}


@pytest.fixture(scope="module")
def served(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_in(tmp_path_factory.mktemp("served"), prepared) as found:
        yield found


@pytest.fixture(scope="module")
def case(served: Served) -> str:
    """Where an interview is."""
    return f"{served.address}/interviews/{proposed(served.house)}"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN")
    served.sign_in(context.new_page())
    yield context
    context.close()


@pytest.fixture
def inside(signed_in: BrowserContext) -> Iterator[Page]:
    """A page of somebody who is signed in."""
    page = signed_in.new_page()
    page.set_viewport_size(DESK)
    yield page
    page.close()


def looked_at_in_each_size(page: Page, name: str) -> None:
    for size, measures in SIZES.items():
        page.set_viewport_size(measures)
        looked_at(page, f"{name} {size}")


def test_the_page_to_sign_in_on_has_no_barrier_either(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_label("登录名").fill("nobody")
    page.get_by_label("密码").fill("x")
    pressed(page.get_by_role("button", name="登录"))
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at_in_each_size(page, "sign-in")


def test_a_form_that_comes_back_has_no_barrier_either(inside: Page, served: Served) -> None:
    inside.goto(served.address + "/leads/new")
    pressed(inside.get_by_role("button", name="登记并封存"))
    expect(inside.get_by_role("alert")).to_be_visible()
    looked_at_in_each_size(inside, "lead-refused")
    inside.goto(f"{served.address}/interviews/new?kind=lianyungang:warning&cadre={OTHER}")
    inside.get_by_label("为什么不是别人").fill("周志强")
    pressed(inside.get_by_role("button", name="查一查"))
    expect(inside.locator(".answer")).to_contain_text("第五条（七）")
    inside.get_by_label("计划日期").fill("2026-03-19")
    pressed(inside.get_by_role("button", name="核对"))
    looked_at_in_each_size(inside, "proposal-checked")


def test_the_pages_are_used_by_keyboard(inside: Page, case: str) -> None:
    inside.goto(case)
    inside.keyboard.press("Tab")
    expect(inside.locator(".skip-link")).to_be_focused()
    inside.keyboard.press("Enter")
    inside.locator(".others summary").first.focus()
    inside.keyboard.press("Enter")
    expect(inside.locator(".others .act").first).to_be_visible()


def test_a_chart_shows_what_the_table_beside_it_says(inside: Page, served: Served) -> None:
    inside.goto(f"{served.address}/?view=all")
    expect(inside.locator(".chart canvas").first).to_be_visible()
    drawn, said = inside.evaluate(CHARTS)
    assert (drawn, bool(said)) == (said, True)


def test_without_a_script_the_table_stands_alone(browser: Browser, served: Served, signed_in: BrowserContext) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False, storage_state=signed_in.storage_state())
    page = context.new_page()
    page.goto(f"{served.address}/?view=all")
    expect(page.locator(".figures-table").first).to_be_visible()
    expect(page.locator(".chart")).to_have_count(0)
    context.close()


def test_on_paper_there_is_the_content_alone(inside: Page, case: str) -> None:
    inside.emulate_media(media="print")
    inside.goto(case)
    inside.goto(urljoin(case, inside.locator('a[href^="/owed/"]').first.get_attribute("href") or ""))
    visible = {name: inside.locator(name).first.is_visible() for name in (".side", ".topbar", ".lines", ".cal-counted")}
    assert visible == {".side": False, ".topbar": False, ".lines": True, ".cal-counted": True}


@pytest.mark.parametrize(("path", "shown", "sheet"), [
    ("/?view=all", ".entry", UPRIGHT), ("/interviews", "thead", UPRIGHT), ("/statistics", "h1", UPRIGHT),
    ("/ledgers?state=ahead&since=", "thead", LYING)])
def test_on_a_sheet_a_list_stays_a_table_and_nothing_is_pressed(
        inside: Page, served: Served, path: str, shown: str, sheet: ViewportSize) -> None:
    inside.emulate_media(media="print")
    inside.set_viewport_size(sheet)
    inside.goto(served.address + path)
    expect(inside.locator(f"main {shown}").first).to_be_visible()
    expect(inside.locator("main .btn:visible, main .form-select:visible")).to_have_count(0)
    assert inside.evaluate(OVERFLOW) == [0, []]
