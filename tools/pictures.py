"""Take the pictures of the README anew: the desk of a generated city on a screen and on a phone.

Run as a module; it needs Chromium, as the tests of pages do.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.house import ROOT
from yuetan.casework.desk import desk_over
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.world import World
from yuetan.plugins import load
from yuetan.testing.business import with_business
from yuetan.testing.city import make_city
from yuetan_web.app import create_app
from yuetan_web.index import Index, indexed
from yuetan_web.serving import LOOPBACK, listening

IMAGES = ROOT / "docs" / "images"
DAY, CADRES = date(2026, 10, 8), 600  # after a holiday, so that the month and a count across it are seen
SIZES = {"home": (1440, 1310, 1.0), "phone": (390, 844, 2.0)}  # columns, rows, and how many dots for each


def main() -> int:
    """Write the pictures; 0 where that was done."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium was not found on this machine.")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _served(_desk()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name in SIZES:
            print(_take(browser, address, name).relative_to(ROOT))
        browser.close()
    return 0


def _desk() -> Index:
    plugins, city = load(), make_city(CADRES, as_of=DAY)
    world = World(units=city.units, placements=city.placements, cadres=city.cadres, appointments=city.appointments,
                  portfolios=city.portfolios, calendar=standard_calendar(), as_of=DAY,
                  judged_from=date(DAY.year - 1, 1, 1))
    return indexed(desk_over(with_business(world, plugins.regulations), plugins))


@contextmanager
def _served(index: Index) -> Iterator[str]:
    server = listening(create_app(index, demo=True), 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.effective_port}/"
    finally:
        server.close()
        thread.join()


def _take(browser: Browser, address: str, name: str) -> Path:
    width, height, dots = SIZES[name]
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=dots, locale="zh-CN")
    page = context.new_page()
    page.goto(address)
    entry = page.locator(".entry", has=page.locator(".part-skipped")).first
    entry.locator("summary").click()
    page.mouse.move(0, 0)
    entry.evaluate("one => scrollTo(0, innerWidth < 768 ? one.getBoundingClientRect().top + scrollY - 8 : 0)")
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    context.close()
    return path


if __name__ == "__main__":
    sys.exit(main())
