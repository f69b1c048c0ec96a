"""The pages in a real browser: no barrier, nothing that overflows, nothing from outside, and no need of a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_served import OTHER, Served, proposed, served_in
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pressing import DESK, SIZES, looked_at, pressed

PAGES = ("/", "/?name=无此人", "/?lang=en", "/?month=2026-02", "/account", "/interviews", "CASE",
         "CASE?lang=en", "CASE?held=2026-03-28", "OWED", "/mine", "/drafts", "/interviews/new?name=马",
         f"/interviews/new?kind=lianyungang:warning&cadre={OTHER}",
         "/cadres?name=马", "CADRE", "/search?q=马", "/search?q=无此人", "/reminders",
         "/regulations", "/regulations/lianyungang", "/collections", "/monthly_talks/talkers", "/leads",
         "/leads/new", "LEAD", "/plans", "PLAN", "/nowhere")

each_page = pytest.mark.parametrize("address", PAGES)


@pytest.fixture(scope="module")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN"}


@pytest.fixture(scope="module")
def served(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_in(tmp_path_factory.mktemp("served"), prepared) as found:
        yield found


@pytest.fixture(scope="module")
def addresses(served: Served) -> dict[str, str]:
    """Where one of each is."""
    case = f"/interviews/{proposed(served.house)}"
    clerk = served.house.visitor()
    page = clerk.get(case)
    first = {name: page.split(f'href="/{part}/')[1].split('"')[0]
             for name, part in (("OWED", "owed"), ("LEAD", "leads"), ("CADRE", "cadres"))}
    clerk.get("/plans")
    clerk.send("/plans", {"title": "2026年第二季度约谈计划", "unit": "J", "regulation": "lianyungang",
                          "since": "2026-04-01", "until": "2026-06-30", "token": "plan", "csrf_token": clerk.proof})
    return {"PLAN": clerk.address, "CASE": case, "OWED": f"/owed/{first['OWED']}", "LEAD": f"/leads/{first['LEAD']}",
            "CADRE": f"/cadres/{first['CADRE']}"}


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


def at(served: Served, addresses: dict[str, str], address: str) -> str:
    name, mark, rest = address.partition("?")
    return served.address + addresses.get(name, name) + mark + rest


def looked_at_in_each_size(page: Page, name: str) -> None:
    for size, measures in SIZES.items():
        page.set_viewport_size(measures)
        looked_at(page, f"{name} {size}")


@each_page
def test_a_page_asks_for_nothing_outside_breaks_no_rule_of_its_own_has_no_barrier_and_overflows_nowhere(
        inside: Page, served: Served, addresses: dict[str, str], address: str) -> None:
    asked, said = list[str](), list[str]()
    inside.on("request", lambda request: asked.append(request.url))
    inside.on("console", lambda message: said.append(message.text))
    inside.goto(at(served, addresses, address))
    outside = [url for url in asked if not url.startswith((served.address + "/", "data:"))]
    complaints = [text for text in said if "404" not in text]
    assert (outside, complaints, len(asked) >= 3) == ([], [], True)
    looked_at_in_each_size(inside, f"page {address}")


def test_the_page_to_sign_in_on_has_no_barrier_either(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_label("登录名").fill("nobody")
    page.get_by_label("密码").fill("x")
    pressed(page.get_by_role("button", name="登录"))
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at_in_each_size(page, "sign-in")


def test_a_form_that_comes_back_has_no_barrier_either(
        inside: Page, served: Served, addresses: dict[str, str]) -> None:
    inside.goto(served.address + "/leads/new")
    pressed(inside.get_by_role("button", name="登记并封存"))
    expect(inside.get_by_role("alert")).to_be_visible()
    looked_at_in_each_size(inside, "lead-refused")
    inside.goto(at(served, addresses, f"/interviews/new?kind=lianyungang:warning&cadre={OTHER}"))
    inside.get_by_label("为什么不是别人").fill("周志强")
    pressed(inside.get_by_role("button", name="查一查"))
    expect(inside.locator(".answer")).to_contain_text("第五条（七）")
    inside.get_by_label("计划日期").fill("2026-03-19")
    pressed(inside.get_by_role("button", name="核对"))
    looked_at_in_each_size(inside, "proposal-checked")


def test_the_pages_are_used_by_keyboard(inside: Page, served: Served, addresses: dict[str, str]) -> None:
    inside.goto(at(served, addresses, "CASE"))
    inside.keyboard.press("Tab")
    expect(inside.locator(".skip-link")).to_be_focused()
    inside.keyboard.press("Enter")
    inside.locator(".others summary").first.focus()
    inside.keyboard.press("Enter")
    expect(inside.locator(".others .act").first).to_be_visible()


def test_on_paper_there_is_the_content_alone(inside: Page, served: Served, addresses: dict[str, str]) -> None:
    inside.emulate_media(media="print")
    inside.goto(at(served, addresses, "OWED"))
    visible = {name: inside.locator(name).first.is_visible() for name in (".side", ".topbar", ".lines", ".cal-counted")}
    assert visible == {".side": False, ".topbar": False, ".lines": True, ".cal-counted": True}
