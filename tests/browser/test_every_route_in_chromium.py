"""Every page there is, with something on it, in a real browser: no barrier for anybody, and nothing that overflows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from attrs import define, field
from page_served import listening_to
from planted_addresses import ASKED
from planted_people import CLERK, FILED, NOBODY, OTHER
from playwright.sync_api import Browser, Page, Response
from pressing import DESK, OPENED, OVERFLOW, PHONE, barriers, pictured
from sorts_of_pages import every_page
from sorts_office import EverySort, every_sort

FILES = frozenset({
    "static", "handling.paper", "handover.paper", "reports.paper", "ledgers.file", "ledgers.table_file_of", "jobs.file",
    "papers.bundle", "paper_templates.standard", "paper_templates.file", "scans.read", "telling.calendar",
    "old_ledgers.blank", "rosters.blank", "rosters.marked", "collections.template", "tests.result",
    "many_accounts.template", "appeals.paper", "outside_scans.of_unit", "outside_scans.of_cadre",
})
"""What answers with a file: there is nothing to look at."""
ELSEWHERE: Mapping[str, str] = {
    "collections.entry": "test_knowledge_test_in_chromium", "tests.office": "test_knowledge_test_in_chromium",
    "monthly_talks.talkers": "test_own_page_in_chromium",
}
"""Pages that other tests look at, and those tests."""
HTML, MISSING = "text/html; charset=utf-8", 404
SETTLED = 500  # milliseconds
FEWEST = 3
"""Whatever a page is, it asks for its styles and its mark."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EverySort]:
    with every_sort(tmp_path_factory.mktemp("every")) as found:
        yield found


@pytest.fixture(scope="module")
def looked_at(made: EverySort) -> Mapping[str, tuple[str, str]]:
    """Who is shown which address: of every sort of page once, and where a page says something else."""
    case = f"/interviews/{made.planted.cases[FILED].case}"
    others = ("/", "/?name=无此人", "/?lang=en", "/?month=2026-02", f"{case}?lang=en", "/search?q=无此人", "/nowhere",
              f"{case}?held=2026-03-28", "/interviews/new?name=费",
              f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}")
    pages = {endpoint: one for endpoint, one in every_page(made).items() if endpoint not in FILES | ELSEWHERE.keys()}
    return pages | {other: (CLERK, other) for other in others}


@define
class Looking:
    """One page of a browser, before which one after another sits; and what was wrong with what they were shown."""

    made: EverySort
    page: Page
    served: str
    faults: list[str] = field(factory=list)
    asked: list[str] = field(factory=list)
    said: list[str] = field(factory=list)
    cookies: dict[str, Any] = field(factory=dict)

    def look(self, who: str, path: str) -> None:
        """Have somebody open an address on a screen of one size, and look at the same in the other."""
        self.asked.clear()
        self.said.clear()
        self.sit(who)
        answer = self.page.goto(self.served + path)
        assert answer is not None
        self.page.eval_on_selector_all("details", OPENED)
        pictured(self.page, path)
        found = [*self.unlike(answer, path), *self.sized()]
        self.page.set_viewport_size(PHONE if self.page.viewport_size == DESK else DESK)
        found += self.sized()
        if found:
            self.faults.append(f"{who} {path}: {found}")

    def sit(self, who: str) -> None:
        """Let somebody sit down who has signed in."""
        self.page.context.clear_cookies()
        if who != NOBODY and who not in self.cookies:
            cookie = self.made.planted.client(who).get_cookie("s")
            assert cookie is not None
            self.cookies[who] = {"name": "s", "value": cookie.value, "url": self.served}
        if who != NOBODY:
            self.page.context.add_cookies([self.cookies[who]])

    def unlike(self, answer: Response, path: str) -> Iterator[str]:
        """What a page is that none should be: no page, one that asks elsewhere, or one the browser complains of."""
        if answer.headers["content-type"] != HTML or (answer.status == MISSING) != (path == "/nowhere"):
            yield f"{answer.status} {answer.headers['content-type']}"
        yield from (url for url in self.asked if not url.startswith((self.served + "/", "data:")))
        yield from (text for text in self.said if str(MISSING) not in text)
        if len(self.asked) < FEWEST:
            yield f"asked for {self.asked} alone"

    def sized(self) -> list[Any]:
        """What is wrong at the size it has now: what overflows; and on a phone, what keeps somebody out."""
        wide = self.page.evaluate(OVERFLOW)
        if wide != [0, []]:  # a chart takes the new size a moment after the page
            self.page.wait_for_timeout(SETTLED)
            wide = self.page.evaluate(OVERFLOW)
        return [*([] if wide == [0, []] else [wide]),
                *(barriers(self.page) if self.page.viewport_size == PHONE else [])]


def test_what_is_not_looked_at_is_a_file_or_looked_at_elsewhere() -> None:
    assert FILES | ELSEWHERE.keys() <= ASKED.keys()


def test_no_page_has_a_barrier_overflows_asks_for_anything_outside_or_breaks_a_rule_of_its_own(
        browser: Browser, made: EverySort, looked_at: Mapping[str, tuple[str, str]]) -> None:
    context = browser.new_context(locale="zh-CN", viewport=PHONE)
    with listening_to(made.planted.app) as served:
        looking = Looking(made, context.new_page(), served)
        looking.page.on("request", lambda request: looking.asked.append(request.url))
        looking.page.on("console", lambda message: looking.said.append(message.text))
        for who, path in looked_at.values():
            looking.look(who, path)
        context.close()
    assert looking.faults == [], "\n".join(looking.faults)
