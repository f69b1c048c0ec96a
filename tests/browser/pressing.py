"""What is pressed in a real browser, and what a page then has to stand.

A click is done before the page that it leads to is there. What comes after would otherwise meet the page that is going
away, and so every button and link that leads to a page is pressed here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, ViewportSize

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES = {"desk": DESK, "phone": PHONE}
OVERFLOW = """() => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
    [...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .map(one => one.className)]"""
AXE = Axe()
LOOKED_FOR = "() => axe.run({resultTypes: ['violations']})"
OPENED = "all => all.forEach(one => one.open = true)"
PICTURES = os.environ.get("YUETAN_PICTURES", "")
"""A folder in which each page looked at is left as a picture and each paper as a file; empty: nowhere."""


def pressed(control: Locator) -> Page:
    """Press a button or a link that leads to a page: the page, which is there and loaded."""
    page = control.page
    with page.expect_navigation():
        control.click()
    return page


def confirmed(page: Page) -> Page:
    """Where something is to be checked before it is sent, send it: the page that follows; else the same page."""
    button = page.locator(".card-check button.btn-primary")
    return pressed(button) if button.count() else page


def looked_at(page: Page, name: str) -> None:
    """The page, all unfolded, has no barrier and overflows nowhere; its picture is left where somebody asked for it."""
    page.eval_on_selector_all("details", OPENED)
    pictured(page, name)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = [(one["id"], one["nodes"][0]["html"]) for one in page.evaluate(LOOKED_FOR)["violations"]]
    wide = page.evaluate(OVERFLOW)
    assert (found, wide) == ([], [0, []]), (name, found, wide)


def pictured(page: Page, name: str) -> None:
    """Leave a picture of the whole page where somebody asked for it; what no file is named by becomes a hyphen."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / (re.sub(r"[^\w-]+", "-", name) + ".png"), full_page=True)
