"""The browser that tests of pages are given works, and draws Chinese with a font that has it."""

from __future__ import annotations

from playwright.sync_api import Page

GLYPHS = """() => ["约", "谈", "\\u{e000}"].map(text => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = "32px sans-serif";
    canvas.fillText(text, 0, 32);
    return canvas.canvas.toDataURL();
})"""


def test_a_page_is_shown(page: Page) -> None:
    page.set_content("<h1>约谈</h1>")
    assert page.locator("h1").inner_text() == "约谈"


def test_chinese_has_glyphs_of_its_own(page: Page) -> None:
    drawn = page.evaluate(GLYPHS)
    assert len(set(drawn)) == len(drawn)
