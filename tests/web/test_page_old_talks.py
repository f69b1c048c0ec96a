"""Imported talks are flagged as such in the ledger, among interviews and with the cadre, and nowhere else counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from page_office import CLERK, OTHER, House
from sqlalchemy import delete, insert

from yuetan.access.actor import Role
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


def taken(house: House, who: str, address: str) -> bytes:
    """A file of the ledger; nothing where there is none for him."""
    answer = house.visitor(who).client.get(address)
    return answer.data if answer.status_code == 200 else b""


def words(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as parts:
        return re.sub("<[^>]+>", " ", parts.read("word/document.xml").decode())


def clerk_of_all(house: House, sign_in: str) -> str:
    house.account(sign_in, "", (Role.CLERK, "C"))
    return sign_in


def test_the_files_of_a_ledger_hold_it_behind_the_rest_and_marked(told: House) -> None:
    who, title = clerk_of_all(told, "zhang"), "启用本系统之前的约谈（导入）"
    book = load_workbook(BytesIO(taken(told, who, "/ledgers/files/xlsx?since=")))
    rows = [[str(cell.value) for cell in row] for row in book[title].iter_rows()]
    assert rows[2][:4] == ["1", "花名册导入", "2025.5.6", "日常约谈"]
    assert [one for row in rows for one in row if "不计入台账的数字" in one]
    text = words(taken(told, who, "/ledgers/files/docx?since="))
    assert [one for one in (title, "花名册导入", "2025.5.6", "马文慧", "不计入台账的数字") if one not in text] == []
    assert taken(told, who, "/ledgers/files/pdf?since=").startswith(b"%PDF")
    told.visitor(who).get("/ledgers?since=")
    assert "下载 Excel" in told.visitor(who).text


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_of_days_without_any_talk_there_is_no_file(told: House, ending: str) -> None:
    who = clerk_of_all(told, f"li{ending}")
    assert taken(told, who, f"/ledgers/files/{ending}?since=2026-01-01") == b""


def test_nobody_takes_it_away_who_may_not_take_a_ledger_away_by_himself(told: House) -> None:
    told.account("superior", "", (Role.SUPERIOR, "C"))
    assert [taken(told, who, "/ledgers/files/xlsx?since=") for who in (CLERK, OTHER, "superior")] == [b"", b"", b""]
