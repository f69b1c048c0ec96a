"""How many statements a page takes does not grow with how much there is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from attrs import frozen
from flask.testing import FlaskClient
from multiplied import multiply
from planted_shell import Planted
from sorts_of_pages import every_page
from sorts_office import every_sort

import yuetan.records.unit_state

TIMES = 3
FOUND = 200
MOST = 160
"""Statements that any page may take; a list takes far fewer."""


@frozen
class Counted:
    """How many statements a page took, before and after everything was there several times over."""

    path: str
    status: int
    before: int
    after: int


class NothingKept(OrderedDict[object, object]):
    """Forgets at once."""

    def __setitem__(self, key: object, value: object) -> None:
        """Forget it."""


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Counted]:
    with pytest.MonkeyPatch.context() as patched, every_sort(tmp_path_factory.mktemp("queries")) as made:
        patched.setattr(yuetan.records.unit_state, "_kept", NothingKept())  # else it counts who asked before
        planted, pages = made.planted, every_page(made)
        clients = {who: planted.client(who) for who, _ in pages.values()}
        asked = {endpoint: (clients[who], path) for endpoint, (who, path) in pages.items()}
        before = {endpoint: statements(planted, *one) for endpoint, one in asked.items()}
        multiply(planted.records, TIMES)
        after = {endpoint: statements(planted, *one) for endpoint, one in asked.items()}
    return {endpoint: Counted(path, before[endpoint][0], before[endpoint][1], after[endpoint][1])
            for endpoint, (_, path) in asked.items()}


def statements(planted: Planted, client: FlaskClient, path: str) -> tuple[int, int]:
    """The status of an answer, and how many statements it took."""
    said = list[str]()

    def hear(*happened: object) -> None:
        said.append(str(happened[2]))

    sa.event.listen(planted.records, "before_cursor_execute", hear)
    answer = client.get(path, buffered=True)  # else a file would stay open
    sa.event.remove(planted.records, "before_cursor_execute", hear)
    return answer.status_code, len(said)


def test_every_page_is_shown_to_somebody(counted: Mapping[str, Counted]) -> None:
    assert {endpoint: one for endpoint, one in counted.items() if one.status != FOUND} == {}


def test_no_page_takes_more_statements_where_there_is_more(counted: Mapping[str, Counted]) -> None:
    assert {endpoint: one for endpoint, one in counted.items() if one.after > one.before} == {}


def test_no_page_takes_many(counted: Mapping[str, Counted]) -> None:
    assert {endpoint: one for endpoint, one in counted.items() if one.after > MOST} == {}
