"""Imported talks are flagged as such in the ledger, among interviews and with the cadre, and nowhere else counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from page_office import CLERK, OTHER, House
from sqlalchemy import delete, insert

from yuetan.records.cases import cadre_ids
from yuetan.records.database import writing
from yuetan.records.tables import past_talk


@pytest.fixture
def told(shared_house: House) -> Iterator[House]:
    """The office, which imported a talk of last year."""
    with writing(shared_house.records) as connection:
        connection.execute(insert(past_talk).values(
            cadre_id=cadre_ids(connection, (OTHER,))[OTHER], regulation="lianyungang", kind="routine", family="routine",
            held_on=date(2025, 5, 6), provenance="imported"))
    yield shared_house
    with writing(shared_house.records) as connection:
        connection.execute(delete(past_talk))


@pytest.mark.parametrize(("address", "there"), [
    ("/ledgers?since=", True), ("/ledgers/lianyungang?since=2025-01-01&until=2025-12-31", True), ("/ledgers", False),
    ("/ledgers?since=&state=ahead", False), ("/ledgers?since=&kind=warning", False), ("/interviews?name=马文慧", True),
    ("/interviews", False), ("/interviews?name=马文慧&state=running", False)])
def test_an_imported_talk_is_listed_with_its_flag(told: House, address: str, *, there: bool) -> None:
    clerk = told.visitor(CLERK)
    clerk.get(address)
    assert ("花名册导入" in clerk.text, "2025-05-06" in clerk.text) == (there, there)


def test_it_stands_on_the_page_of_the_cadre_for_whoever_reads_the_ledger(told: House) -> None:
    clerk, him = told.visitor(CLERK), told.visitor(OTHER)
    clerk.get("/cadres?name=马文慧")
    link = re.search(r'href="(/cadres/[^"]+)">马文慧', clerk.page)
    assert link is not None
    for visitor, there in ((clerk, True), (him, False)):
        visitor.get(link[1])
        assert (visitor.answer.status_code, "花名册导入" in visitor.text) == (200, there)
