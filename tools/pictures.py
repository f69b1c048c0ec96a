"""Take the pictures of the README anew: the desk of a generated city on a screen and on a phone, as an officer sees it.

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
from tempfile import TemporaryDirectory

from attrs import frozen
from playwright.sync_api import Browser, Page, sync_playwright

from tools.house import ROOT
from yuetan.casework.desk import records_at
from yuetan.cli.common import progress_bar
from yuetan.plugins import load
from yuetan_web.app import create_app
from yuetan_web.demo import City, Stages, Wish, made
from yuetan_web.serving import LOOPBACK, listening

IMAGES = ROOT / "docs" / "images"
DAY, CADRES, SEED = date(2026, 10, 8), 600, 20150204  # after a holiday, so that the month shows it
SIZES = {"home": (1440, 1310, 1.0), "phone": (390, 844, 2.0)}  # columns, rows, and how many dots for each
PASSWORD = "紫砂壶 与 长江大桥 47"  # noqa: S105 - of a city that is gone afterwards


@frozen
class Served:
    """A city behind an address, and with what its officer signs in."""

    address: str
    sign_in: str


def main() -> int:
    """Write the pictures; 0 where that was done."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium was not found on this machine.")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _served() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name in SIZES:
            print(_take(browser, served, name).relative_to(ROOT))
        browser.close()
    return 0


@contextmanager
def _served() -> Iterator[Served]:
    with TemporaryDirectory() as folder, records_at(f"sqlite:///{Path(folder) / 'yuetan.db'}") as records:
        with progress_bar() as bar:
            city = made(records, Path(folder), load(), Wish(CADRES, SEED, DAY, None), Stages(bar))
        server = listening(create_app(city.shell), 0)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield Served(f"http://{LOOPBACK}:{server.effective_port}/", _chosen(city))
        finally:
            server.close()
            thread.join()


def _chosen(city: City) -> str:
    """Have the officer choose his password: his sign-in name."""
    officer, accounts, at = city.opened()[0], city.shell.accounts, city.shell.now()
    session = accounts.sign_in(officer.sign_in, officer.password, at=at)
    accounts.change_password(session.token, officer.password, PASSWORD, at=at)
    return officer.sign_in


def _take(browser: Browser, served: Served, name: str) -> Path:
    width, height, dots = SIZES[name]
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=dots, locale="zh-CN")
    page = context.new_page()
    _sign_in(page, served)
    page.mouse.move(0, 0)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def _sign_in(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_label("登录名").fill(served.sign_in)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


if __name__ == "__main__":
    sys.exit(main())
