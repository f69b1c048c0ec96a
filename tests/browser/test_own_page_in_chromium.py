"""The page of a regulation's own in a real browser: no barrier, nothing that overflows, every status to be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_served import served, signed_in
from playwright.sync_api import Browser, expect
from pressing import SIZES, looked_at, pressed
from talkers_office import talkers_in


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with talkers_in(tmp_path_factory.mktemp("own")) as house, served(house) as found:
        yield found


@pytest.mark.parametrize("size", SIZES)
def test_who_held_his_talk_is_read_without_a_barrier(browser: Browser, address: str, size: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport=SIZES[size])
    page = signed_in(context.new_page(), address, "k1")
    if size == "phone":
        page.locator("summary", has_text="菜单").click()
    pressed(page.get_by_role("link", name="谈话开展情况"))
    pressed(page.get_by_role("link", name="上月"))
    expect(page.locator(".sev-over").first).to_contain_text("逾期")
    looked_at(page, f"talkers-{size}")
    context.close()
