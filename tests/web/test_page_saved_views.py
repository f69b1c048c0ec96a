"""Lists as somebody likes to look at them: kept by name, his own alone, and leading to their own list alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from page_office import CLERK, DEPUTY, House


def kept(page: str) -> list[str]:
    return re.findall(r'<li class="view"><a href="([^"]+)"', page)


def save(house: House, who: str = CLERK, **typed: str) -> str:
    visitor = house.visitor(who)
    visitor.get("/interviews")
    form: dict[str, Any] = {"page": "interviews", "title": "常用", "query": "state=running"}
    return visitor.post("/views", **(form | typed))


def test_a_view_is_kept_and_leads_back_to_what_was_looked_at(house: House) -> None:
    save(house)
    assert kept(house.visitor().get("/interviews")) == ["/interviews?state=running"]
    assert kept(house.visitor(DEPUTY).get("/interviews")) == []


@pytest.mark.parametrize(("page", "query", "address"), [
    ("ledgers", "regulation=lianyungang&kind=warning", "/ledgers/lianyungang?kind=warning"),
    ("ledgers", "regulation=..%2F..%2Faccount", None), ("desk", "//example.org", "/"),
    ("interviews", "state=running&lang=en", "/interviews?state=running"),
    ("interviews", "name=%22%3E%3Cscript%3E", "/interviews?name=%22%3E%3Cscript%3E"),
])
def test_a_view_leads_to_its_own_list_whatever_was_sent(
        house: House, page: str, query: str, address: str | None) -> None:
    visitor = house.visitor()
    save(house, page=page, query=query)
    lists = {"ledgers": "/ledgers", "desk": "/", "interviews": "/interviews"}
    found = [one.replace("&amp;", "&") for one in kept(visitor.get(lists[page]))]
    assert all(one.startswith("/") and not one.startswith("//") for one in found)
    assert address is None or found == [address]


def test_a_view_of_no_list_is_not_found_and_one_without_a_name_is_said_to_be(house: House) -> None:
    assert "没有这一页" in save(house, page="account")
    assert kept(save(house, title=" ")) == []


def test_a_view_is_forgotten_by_whoever_keeps_it_alone(house: House) -> None:
    save(house)
    page = house.visitor().get("/interviews")
    path = re.findall(r'action="(/views/[^"]+/drop)"', page)[0]
    other = house.visitor(DEPUTY)
    other.get("/interviews")
    assert "没有这一页" in other.post(path)
    house.visitor().get("/interviews")
    house.visitor().post(path)
    assert kept(house.visitor().get("/interviews")) == []


def test_a_column_puts_the_list_in_its_order_and_turns_it_round(house: House) -> None:
    visitor = house.visitor()
    page = visitor.get("/interviews?sort=planned&state=running")
    assert ('aria-sort="descending"' in page, page.count("sorted")) == (False, 0)  # nothing to sort yet
    page = visitor.get("/ledgers?state=ahead&sort=person&order=rising")
    assert re.findall(r"aria-sort", page) == []
