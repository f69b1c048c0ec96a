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
OPENED = "all => all.forEach(one => one.open = true)"
LOOKED_FOR = """async judged => {
    const grounds = new Map([[null, ""]]), known = new Set(judged), fresh = new Set();
    const ground = one => {
        if (!grounds.has(one)) {
            const {backgroundColor, backgroundImage, opacity} = getComputedStyle(one);
            const painted = [backgroundColor, backgroundImage, opacity].join();
            grounds.set(one, ground(one.parentElement) + (painted === "rgba(0, 0, 0, 0),none,1" ? "" : painted));
        }
        return grounds.get(one);
    };
    for (const one of document.querySelectorAll("body *")) {
        if (one.getBoundingClientRect().width < 2) continue;
        const {color, fontSize, fontWeight} = getComputedStyle(one);
        const off = one.closest("[disabled], [aria-disabled=true]") !== null;
        const look = [color, fontSize, fontWeight, off, ground(one)].join();
        one.toggleAttribute("data-fresh", !known.has(look));
        if (!known.has(look) && (one.matches("input, select, textarea")
            || [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))) fresh.add(look);
    }
    axe.configure({rules: [{id: "color-contrast", selector: "[data-fresh]"}]});
    const {violations} = await axe.run({resultTypes: ["violations"]});
    return [violations.map(one => [one.id, one.nodes[0].html]), [...fresh]];
}"""
"""What axe finds. Whether text can be read takes it longest: a colour, a size and a ground together are judged once."""
PICTURES = os.environ.get("YUETAN_PICTURES", "")
"""A folder in which each page looked at is left as a picture and each paper as a file; empty: nowhere."""
_judged = set[str]()


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
    found, wide = barriers(page), page.evaluate(OVERFLOW)
    assert (found, wide) == ([], [0, []]), (name, found, wide)


def barriers(page: Page) -> list[list[str]]:
    """What keeps somebody out of the page as it is: each by its rule and what breaks it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.axe_script)
    found: list[list[str]]
    found, looks = page.evaluate(LOOKED_FOR, list(_judged))
    if not found:
        _judged.update(looks)
    return found


def pictured(page: Page, name: str) -> None:
    """Leave a picture of the whole page where somebody asked for it; what no file is named by becomes a hyphen."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / (re.sub(r"[^\w-]+", "-", name) + ".png"), full_page=True)
