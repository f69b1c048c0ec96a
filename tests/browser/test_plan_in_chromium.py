"""The calendar of a plan in a real browser: who stands on a day is read, and moved, by keyboard alone too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_served import DEPUTY, OTHER, RECORDER, Served, served_in
from playwright.sync_api import Browser, Page, expect
from pressing import DESK, SIZES, looked_at, pressed
from test_page_plans import made, press

LINES = ((OTHER, "routine", "2026-05-06"), (OTHER, "warning", "2026-05-06"), (OTHER, "revisit", "2026-05-06"),
         (DEPUTY, "routine", "2026-05-06"), (DEPUTY, "warning", "2026-05-20"), (DEPUTY, "revisit", ""))


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[Served]:
    with served_in(tmp_path, prepared) as found:
        yield found


@pytest.fixture
def plan(served: Served) -> str:
    """Where a plan is: with a full day, one line on another day, and one without any."""
    address, clerk = made(served.house), served.house.visitor(RECORDER)
    for cadre, kind, planned in LINES:
        press(clerk, address, "add", cadre=cadre, kind=kind, planned=planned, collective="no", sealed="no")
    return served.address + address


def opened(browser: Browser, served: Served, plan: str, size: str, *, scripts: bool = True) -> Page:
    context = browser.new_context(locale="zh-CN", viewport=SIZES[size], java_script_enabled=scripts)
    page = context.new_page()
    served.sign_in(page, RECORDER)
    page.goto(plan)
    return page


@pytest.mark.parametrize("size", SIZES)
def test_the_calendar_of_a_plan_is_read_and_a_line_is_being_moved_without_a_barrier(
        browser: Browser, served: Served, plan: str, size: str) -> None:
    page = opened(browser, served, plan, size)
    looked_at(page, f"plan-calendar-{size}")
    page.locator(".who-rest[open]").first.locator("summary").click()
    pressed(page.get_by_role("link", name="改到另一天").last)
    expect(page.get_by_role("button", name="移到 2026-05-21")).to_be_visible()
    looked_at(page, f"plan-moving-{size}")
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_line_is_moved_by_a_day_of_the_calendar_without_any_script(
        browser: Browser, served: Served, plan: str, size: str) -> None:
    page = opened(browser, served, plan, size, scripts=False)
    page.locator("td.busy", has_text="20").locator(".who-move").click()
    page.get_by_role("button", name="移到 2026-05-21").click()
    expect(page.locator("td.busy", has_text="21").locator(".who")).to_contain_text("陈国栋")
    page.context.close()


def test_a_line_is_moved_by_the_keyboard_alone(browser: Browser, served: Served, plan: str) -> None:
    page = opened(browser, served, plan, "desk")
    assert page.viewport_size == DESK
    page.get_by_role("link", name="给 陈国栋 定日期").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("button", name="移到 2026-05-08").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("td.busy", has_text="8").locator(".who")).to_contain_text("陈国栋")
    expect(page.locator(".plan-undated")).to_have_count(0)
    page.context.close()


def test_a_name_in_the_calendar_leads_to_its_row_in_the_table(browser: Browser, served: Served, plan: str) -> None:
    page = opened(browser, served, plan, "desk")
    page.locator("td.busy", has_text="20").locator(".who > a").first.click()
    expect(page.locator("tr:target")).to_contain_text("2026-05-20")
    page.context.close()
