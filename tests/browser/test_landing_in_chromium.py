"""Somebody who is talked to signs in in a real browser: he lands at his own talks, and his desk says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_served import OTHER, Served, served_in
from playwright.sync_api import Browser, expect
from pressing import SIZES, looked_at, pressed
from test_page_landing import told


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[Served]:
    with served_in(tmp_path, prepared) as found:
        yield found


@pytest.mark.parametrize("size", SIZES)
def test_the_notice_is_met_at_once_and_acknowledged_from_the_desk(browser: Browser, served: Served, size: str) -> None:
    told(served.house)
    context = browser.new_context(locale="zh-CN", viewport=SIZES[size])
    page = context.new_page()
    served.sign_in(page, OTHER)
    expect(page.get_by_role("heading", name="我的约谈", level=1)).to_be_visible()
    looked_at(page, f"landing-mine-{size}")
    page.goto(served.address)
    looked_at(page, f"landing-desk-{size}")
    task = page.locator(".entry", has_text="待签收")
    pressed(task.get_by_role("link").first)
    pressed(page.locator("#act-acknowledged").get_by_role("button").last)
    page.goto(served.address)
    expect(page.locator("main")).not_to_contain_text("待签收")
    context.close()
