"""Every page there is, with something on it, in a real browser: no barrier for anybody, and nothing that overflows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from flask.testing import FlaskClient
from page_served import listening_to
from planted_addresses import ASKED, Address, addresses
from planted_cases import built
from planted_people import (
    ABOVE,
    AUDIT,
    CLERK,
    DEPUTY,
    FIRST,
    NOBODY,
    OFFICER,
    OTHER,
    PLAIN,
    RECORDER,
    SECURITY,
    SYSTEM,
)
from planted_shell import Planted
from playwright.sync_api import Browser, BrowserContext
from pressing import DESK, OVERFLOW, PHONE, looked_at

READERS = (CLERK, PLAIN, DEPUTY, ABOVE, OTHER, RECORDER, SYSTEM, SECURITY, AUDIT, FIRST, OFFICER, NOBODY)
"""Whoever is asked first is shown most; somebody in each role and part."""
ELSEWHERE: Mapping[str, str] = {
    "collections.collection": "test_knowledge_test_in_chromium", "collections.entry": "test_knowledge_test_in_chromium",
    "tests.own": "test_knowledge_test_in_chromium", "tests.office": "test_knowledge_test_in_chromium",
    "monthly_talks.talkers": "test_own_page_in_chromium",
}
"""Pages of what this office does not keep, and the tests that look at them."""
NONE_HERE = {
    "days_off.one", "handover.sheet", "jobs.job", "old_ledgers.ledger", "outward.form", "plans.plan", "rosters.upload",
    "rounds.one_round", "signing.code", "units.reorganisation",
}
"""Pages of single things of which this office has none: nothing here says how they are in a browser."""
HTML, FOUND, TRIED = "text/html", 200, 40


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    with built(tmp_path_factory.mktemp("every")) as (found, *_):
        yield found


@pytest.fixture(scope="module")
def shown(planted: Planted) -> Mapping[str, tuple[str, Address]]:
    """For every sort of page somebody who is shown one, and where."""
    clients = {who: planted.client(who) for who in READERS}
    found = dict[str, tuple[str, Address]]()
    asked = dict[str, list[Address]]()
    for one in addresses(planted):
        asked.setdefault(one.endpoint, []).append(one)
    for endpoint, some in asked.items():
        for who, client in clients.items():
            if (page := next((one for one in some[:TRIED] if is_shown(client, one)), None)) is not None:
                found[endpoint] = (who, page)
                break
    return found


def is_shown(client: FlaskClient, one: Address) -> bool:
    answer = client.get(one.path, buffered=True)
    return answer.status_code == FOUND and answer.mimetype == HTML


def files() -> set[str]:
    """What answers with a file."""
    return {endpoint for endpoint in ASKED if endpoint.rpartition(".")[2] in {
        "paper", "file", "template", "blank", "marked", "bundle", "standard", "sample", "read", "calendar",
        "table_file_of"}} | {"static"}


def test_every_page_but_of_these_was_found(shown: Mapping[str, tuple[str, Address]]) -> None:
    assert ASKED.keys() - shown.keys() - files() - ELSEWHERE.keys() == NONE_HERE


def test_no_page_has_a_barrier_or_overflows(
        browser: Browser, planted: Planted, shown: Mapping[str, tuple[str, Address]]) -> None:
    contexts, faults = dict[str, BrowserContext](), list[str]()
    with listening_to(planted.app) as served:
        for endpoint, (who, one) in shown.items():
            context = contexts.get(who) or signed_in(browser, planted, who, served)
            contexts[who] = context
            page = context.new_page()
            page.set_viewport_size(PHONE)
            page.goto(served + one.path)
            try:
                looked_at(page, f"every {endpoint}")
                page.set_viewport_size(DESK)
                assert page.evaluate(OVERFLOW) == [0, []]
            except AssertionError as fault:
                faults.append(f"{who} {one.path}: {fault}")
            page.close()
        for context in contexts.values():
            context.close()
    assert faults == []


def signed_in(browser: Browser, planted: Planted, who: str, served: str) -> BrowserContext:
    """Somebody's browser, signed in."""
    context = browser.new_context(locale="zh-CN")
    if who != NOBODY and (cookie := planted.client(who).get_cookie("s")) is not None:
        context.add_cookies([{"name": "s", "value": cookie.value, "url": served}])
    return context
