"""How many statements a page takes does not grow with how much there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
import sqlalchemy as sa
from attrs import frozen
from flask.testing import FlaskClient
from multiplied import multiply
from planted_addresses import ASKED, RANDOM, Address, addresses
from planted_cases import built
from planted_people import AUDIT, CLERK, DEPUTY, OTHER, SECURITY, SYSTEM
from planted_shell import Planted

READERS = (CLERK, DEPUTY, OTHER, SYSTEM, SECURITY, AUDIT)
"""Whoever is asked first sees most."""
TRIED, FOUND = 3, 200
TIMES = 4
MOST = 160
"""Statements that any page may take; a list takes far fewer."""


@frozen
class Counted:
    """How many statements a page took, before and after everything was there several times over."""

    path: str
    before: int
    after: int


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Counted]]:
    with built(tmp_path_factory.mktemp("queries")) as (planted, *_):
        clients = {who: planted.client(who) for who in READERS}
        asked = {endpoint: found for endpoint in ASKED if (found := shown(planted, clients, endpoint)) is not None}
        before = {endpoint: statements(planted, *one) for endpoint, one in asked.items()}
        multiply(planted.records, TIMES)
        after = {endpoint: statements(planted, *one) for endpoint, one in asked.items()}
        yield {endpoint: Counted(one.path, before[endpoint], after[endpoint]) for endpoint, (_, one) in asked.items()}


def shown(planted: Planted, clients: Mapping[str, FlaskClient], endpoint: str) -> tuple[FlaskClient, Address] | None:
    """Somebody to whom there is such a page, and where; nobody for what is only done."""
    some = [one for one in addresses(planted) if one.endpoint == endpoint and RANDOM not in one.path][:TRIED]
    return next(((client, one) for client in clients.values() for one in some
                 if client.get(one.path, buffered=True).status_code == FOUND), None)


def statements(planted: Planted, client: FlaskClient, one: Address) -> int:
    said = list[str]()

    def hear(*happened: object) -> None:
        said.append(str(happened[2]))

    sa.event.listen(planted.records, "before_cursor_execute", hear)
    answer = client.get(one.path, buffered=True)  # else a file would stay open
    sa.event.remove(planted.records, "before_cursor_execute", hear)
    assert answer.status_code == FOUND, one
    return len(said)


def test_no_page_takes_more_statements_where_there_is_more(counted: Mapping[str, Counted]) -> None:
    assert {endpoint: one for endpoint, one in counted.items() if one.after > one.before} == {}


def test_no_page_takes_many(counted: Mapping[str, Counted]) -> None:
    assert {endpoint: one for endpoint, one in counted.items() if one.after > MOST} == {}


def test_most_pages_were_counted(counted: Mapping[str, Counted]) -> None:
    assert len(counted) > len(ASKED) * 2 // 3
