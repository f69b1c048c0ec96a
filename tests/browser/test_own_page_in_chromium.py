"""The page of a regulation's own in a real browser: no barrier, nothing that overflows, every status to be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_served import PASSWORD
from playwright.sync_api import Browser, expect
from talkers_office import talkers_in

from yuetan_web.serving import listening

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with talkers_in(tmp_path_factory.mktemp("own")) as house:
        server = listening(house.app, 0)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        thread.join()


@pytest.mark.parametrize("size", SIZES)
def test_who_held_his_talk_is_read_without_a_barrier(browser: Browser, address: str, size: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport=SIZES[size])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("登录名").fill("k1")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="谈话开展情况").click()
    page.get_by_role("link", name="上月").click()
    expect(page.locator(".sev-over").first).to_contain_text("逾期")
    found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert (found, wide) == ([], 0)
