"""The pages of ledgers and of tables that count: what they say, what leads where, and what is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from page_office import CLERK, DEPUTY, DIRECTOR, OTHER, PASSWORD, RECORDER, House
from sqlalchemy import select, update

from yuetan.casework.acts import Proposal
from yuetan.records.cases import find_interview
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.tables import interview, read_log, unit

HOSTILE = '=HYPERLINK("http://example.org","点我")'
TABLE = "/ledgers/lianyungang/tables/summary"


@pytest.fixture(scope="module")
def house(shared_house: House) -> House:
    """The office with three talks that were held, at a place that would be a formula, and one of two people."""
    for kind, on in (("routine", "2026-02-20"), ("routine", "2026-02-24"), ("revisit", "2026-02-25")):
        held(shared_house, kind, on, OTHER)
    held(shared_house, "routine", "2026-02-26", OTHER, DIRECTOR)
    return shared_house


@pytest.fixture(autouse=True)
def _nobody_yet(house: House) -> Iterator[None]:
    yield
    house.visitors.clear()


def held(house: House, kind: str, on: str, *people: str) -> None:
    actor = house.shell.accounts.sign_in(RECORDER.lower(), PASSWORD, at=house.moment).actor
    done = house.shell.casework.propose(actor, Proposal(
        regulation="lianyungang", kind="routine", interviewees=people, collective=len(people) > 1, topic="履职"),
        token=f"{kind}{on}{len(people)}")
    with writing(house.records) as connection:
        found, case = find_interview(connection, done.case), case_file_of(connection, done.case)
        assert found is not None
        assert case is not None
        connection.execute(update(interview).where(interview.c.id == found.id).values(kind=kind, place=HOSTILE))
        append(connection, case, Entry(code="held", happened_on=date.fromisoformat(on), interview_id=found.id),
               by=None, at=house.moment)


def rows(page: str) -> list[list[str]]:
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    return [[re.sub(r"<span class=\"visually-hidden\">.*?</span>|<[^>]+>", "", cell).strip()
             for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", body[1] if body else "", re.DOTALL)]


def test_too_many_are_put_in_order_by_the_day_alone_and_the_page_says_so(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yuetan.access.reading_ledger_pages.MANY", 4)
    visitor = house.visitor(RECORDER)
    days = [row[5] for row in rows(visitor.get("/ledgers?sort=person&order=rising"))]
    assert days == ["2026.2.26", "2026.2.26", "2026.2.25", "2026.2.24", "2026.2.20"]
    assert "共 5 人次，太多，不能按这一列排列" in visitor.text
    assert "不能按这一列排列" not in house.visitor(RECORDER).get("/ledgers?order=rising")


def test_the_ledger_lists_those_talked_to_and_what_they_add_up_to(house: House) -> None:
    page = house.visitor(RECORDER).get("/ledgers")
    assert [(row[0], row[2], row[3], row[5]) for row in rows(page)] == [
        ("1", "日常约谈", "马文慧", "2026.2.26"), ("2", "日常约谈", "周志强", "2026.2.26"),
        ("3", "回访约谈", "马文慧", "2026.2.25"), ("4", "日常约谈", "马文慧", "2026.2.24"),
        ("5", "日常约谈", "马文慧", "2026.2.20")]
    said = ("4 次，5 人次", "回访约谈 1 人次；日常约谈 4 人次", "下载 Excel")
    assert [part for part in said if part not in house.visitor(RECORDER).text] == []


@pytest.mark.parametrize(("address", "number"), [
    ("/ledgers/lianyungang", 5), ("/ledgers/lianyungang?kind=revisit", 1), ("/ledgers?since=2026-02-25", 3),
    ("/ledgers?until=2026-02-20", 1), ("/ledgers?since=&until=", 5), ("/ledgers?since=2025-01-01&until=2025-12-31", 0),
    ("/ledgers?state=ended", 0), ("/ledgers?state=nonsense", 5), ("/ledgers?sort=nonsense&order=rising", 5),
    ("/ledgers?page=99999999", 5), ("/ledgers?page=-1", 5), ("/ledgers?unit=none", 0), ("/ledgers/tongren", 0),
    ("/ledgers?since=gestern", 5), ("/ledgers?kind=%27%3B--", 0),
])
def test_an_address_narrows_it(house: House, address: str, number: int) -> None:
    assert len(rows(house.visitor(RECORDER).get(address))) == number


@pytest.mark.parametrize("address", [
    "/ledgers/none", "/ledgers/files/odt", "/ledgers/files/xlsx?regulation=none", "/ledgers/lianyungang/tables/record",
    "/ledgers/none/tables/summary", f"{TABLE}?unit=none", f"{TABLE}/files/odt"])
def test_what_is_not_there_is_not_found(house: House, address: str) -> None:
    house.visitor(RECORDER).get(address)
    assert house.visitor(RECORDER).answer.status_code == 404


@pytest.mark.parametrize(("who", "statuses"), [
    (RECORDER, [200, 200, 200, 200]), (DEPUTY, [200, 200, 200, 200]),
    (CLERK, [200, 404, 200, 200]),  # of the discipline organ: a second person is asked for
    (OTHER, [200, 404, 404, 404]), (DIRECTOR, [200, 404, 404, 404])])
def test_who_takes_what_away(house: House, who: str, statuses: list[int]) -> None:
    visitor, found = house.visitor(who), list[int]()
    for address in ("/ledgers", "/ledgers/files/xlsx", TABLE, f"{TABLE}/files/xlsx"):
        found.append(visitor.client.get(address).status_code)
    assert found == statuses


def test_a_workbook_says_what_the_page_says_as_text_alone(house: House) -> None:
    answer = house.visitor(RECORDER).client.get("/ledgers/files/xlsx?since=&until=")
    page = load_workbook(BytesIO(answer.get_data())).worksheets[0]
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[1][:4] == ["序号", "编号", "约谈种类", "约谈对象"]
    assert [(row[3], row[6]) for row in cells[2:7]] == [
        ("马文慧", HOSTILE), ("周志强", HOSTILE), *(("马文慧", HOSTILE),) * 3]
    assert cells[7][:2] == ["合计", "4 次，5 人次"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert page.freeze_panes == "A3"
    assert "丁小龙" in str(cells[-1][0])


def test_the_paper_has_a_row_for_each_too(house: House) -> None:
    answer = house.visitor(RECORDER).client.get("/ledgers/files/docx")
    table = Document(BytesIO(answer.get_data())).tables[-1]
    assert [row.cells[3].text for row in table.rows] == ["约谈对象", "马文慧", "周志强", "马文慧", "马文慧", "马文慧"]


@pytest.mark.parametrize(("address", "period"), [
    ("/ledgers/files/docx", "2026年1月1日起"), ("/ledgers/files/docx?since=&until=", "不限"),
    ("/ledgers/files/docx?since=&until=2026-02-28", "截至2026年2月28日"),
    ("/ledgers/files/docx?regulation=lianyungang&since=2026-02-01&until=2026-02-28", "2026年2月1日至2026年2月28日"),
])
def test_the_paper_says_whose_it_is_of_which_days_and_when_it_was_made(house: House, address: str, period: str) -> None:
    answer = house.visitor(RECORDER).client.get(address)
    said = [one.text for one in Document(BytesIO(answer.get_data())).paragraphs]
    assert "填报单位：市纪委监委\t2026年3月2日" in said
    assert f"起止日期：{period}。" in said


def test_a_table_as_a_paper_tells_its_sum_from_its_rows(house: House) -> None:
    answer = house.visitor(RECORDER).client.get(f"{TABLE}/files/docx")
    document = Document(BytesIO(answer.get_data()))
    assert [[cell.text for cell in row.cells][:2] for row in document.tables[-1].rows] == [
        ["单位", "约谈人次"], ["市纪委监委", "5"], ["合计", "5"]]


@pytest.mark.parametrize("address", ["/ledgers/files/pdf", f"{TABLE}/files/pdf"])
def test_the_same_is_there_as_pdf(house: House, address: str) -> None:
    answer = house.visitor(RECORDER).client.get(address)
    assert (answer.content_type, answer.get_data()[:5]) == ("application/pdf", b"%PDF-")


def test_a_column_puts_the_ledger_in_its_order_and_turns_it_round(house: House) -> None:
    visitor = house.visitor(RECORDER)
    page = visitor.get("/ledgers?sort=person&order=rising")
    assert [row[3] for row in rows(page)] == ["周志强", *("马文慧",) * 4]
    turned = re.findall(r'aria-sort="ascending"><a class="sorted" href="([^"]+)"', page)
    assert [row[3] for row in rows(visitor.get(turned[0].replace("&amp;", "&")))] == [*("马文慧",) * 4, "周志强"]


def test_what_is_taken_away_is_logged(house: House) -> None:
    house.visitor(RECORDER).client.get("/ledgers/files/xlsx?regulation=lianyungang")
    with reading(house.records) as connection:
        last = connection.execute(select(read_log).order_by(read_log.c.id.desc())).first()
    assert last is not None
    assert (last.action, last.object, last.outcome, last.reason) == (
        "export.make", "ledger:lianyungang", "given", "共 5 行")


def test_each_figure_of_a_table_leads_to_as_many_rows(house: House) -> None:
    visitor = house.visitor(RECORDER)
    page = visitor.get(TABLE)
    figures = re.findall(r'<a href="(/ledgers/lianyungang\?[^"]+)">(\d+)</a>', page)
    assert [number for _, number in figures] == ["5", "5"]
    for address, number in figures:
        assert len(rows(visitor.get(address.replace("&amp;", "&")))) == int(number)


def test_a_table_of_a_stretch_counts_that_alone(house: House) -> None:
    visitor = house.visitor(RECORDER)
    with reading(house.records) as connection:
        organ = connection.execute(select(unit.c.reference).where(unit.c.code == "J")).scalar_one()
    assert rows(visitor.get(f"{TABLE}?unit={organ}&since=2026-02-24&until=2026-02-25"))[0][:2] == ["市纪委监委", "2"]
    assert rows(visitor.get(f"{TABLE}?since=2025-01-01&until=2025-12-31")) == []
