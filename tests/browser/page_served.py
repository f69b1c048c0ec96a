"""The small office served to a real browser, and how somebody signs in to it there."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from flask import Flask
from playwright.sync_api import Page
from pressing import pressed
from waitress.server import BaseWSGIServer

sys.path.append(str(Path(__file__).parents[1] / "web"))

from page_office import (
    CLERK,
    DEPUTY,
    FINDING,
    LEAD,
    NOTICE,
    OTHER,
    PASSWORD,
    RECORD,
    RECORDER,
    REPORT,
    CheapHasher,
    House,
    house_in,
    proposed,
)

from yuetan_web.serving import listening

SEE_OTHER = 303
ENDING = 10  # seconds: a page that a failing test left open keeps its connection

__all__ = ["CLERK", "DEPUTY", "FINDING", "LEAD", "NOTICE", "OTHER", "PASSWORD", "RECORD", "RECORDER", "REPORT",
           "CheapHasher", "House", "Served", "let_in", "listening_to", "proposed", "served", "served_in", "signed_in"]


@frozen
class Served:
    """The office behind an address."""

    house: House
    address: str

    def sign_in(self, page: Page, cadre: str = CLERK) -> None:
        """Sign somebody in, and land on the desk."""
        signed_in(page, self.address, cadre.lower())


def signed_in(page: Page, address: str, name: str) -> Page:
    """Sign somebody in by the name of his account, and land on the desk."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    return pressed(page.get_by_role("button", name="登录"))


def let_in(page: Page, address: str, name: str) -> Page:
    """Sign somebody in who was not asked to show how that is done: no page is drawn, and whoever was there is gone."""
    page.context.clear_cookies()
    form = page.context.request.get(f"{address}/sign-in").text()
    proof = form.split('name="csrf_token" value="')[1].split('"')[0]
    answer = page.context.request.post(f"{address}/sign-in", max_redirects=0,
                                       form={"name": name, "password": PASSWORD, "csrf_token": proof})
    assert answer.status == SEE_OTHER, answer.text()
    return page


@contextmanager
def served(house: House) -> Iterator[str]:
    """An office served for as long as it is needed: its address."""
    with listening_to(house.app) as address:
        yield address


@contextmanager
def listening_to(app: Flask) -> Iterator[str]:
    """The same of any pages."""
    server, ended = listening(app, 0), threading.Event()
    thread = threading.Thread(target=_served_until, args=(server, ended), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        ended.set()
        server.pull_trigger()
        thread.join(ENDING)


def _served_until(server: BaseWSGIServer, ended: threading.Event) -> None:
    """Its own thread closes what it waits for: a socket closed by another is one it may be reading just then."""
    sockets = server._map  # noqa: SLF001 - the server has no other end than a signal's
    while not ended.is_set():
        server.asyncore.loop(timeout=1, map=sockets, count=1)
    server.task_dispatcher.shutdown()
    server.asyncore.close_all(sockets, ignore_all=True)


@contextmanager
def served_in(folder: Path, copied: Path) -> Iterator[Served]:
    """The office in a folder, served: a copy of the one that was prepared."""
    with house_in(folder, copied) as house, served(house) as address:
        yield Served(house, address)
