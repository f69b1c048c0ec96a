"""The pages of whoever supervises: how procedure is kept below, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from page_office import CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, RECORDER, House
from sqlalchemy import select
from test_page_ledgers import held

from yuetan.access.supervision_views import GROUPS
from yuetan.records.cases import find_interview
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.tables import interview, unit


@pytest.fixture(scope="module")
def house(shared_house: House) -> House:
    """The office in September, with a report that was not filed and a talk whose notice departed from a rule."""
    held(shared_house, "routine", "2026-02-20", OTHER)
    with writing(shared_house.records) as connection:
        talk = connection.execute(select(interview.c.reference)).scalar_one()
        found, case = find_interview(connection, talk), case_file_of(connection, talk)
        assert found is not None
        assert case is not None
        append(connection, case, Entry(
            code="notified", happened_on=date(2026, 2, 19), interview_id=found.id, addressee="interviewee",
            reason="马文慧次日出国", content={"rules.departed": "duty:notice 7.2", "topic": "绝密主题"}),
            by=None, at=shared_house.moment)
    shared_house.on("2026-09-01")
    return shared_house


@pytest.fixture(autouse=True)
def _nobody_yet(house: House) -> Iterator[None]:
    yield
    house.visitors.clear()


def at(house: House, code: str) -> str:
    with reading(house.records) as connection:
        return str(connection.execute(select(unit.c.reference).where(unit.c.code == code)).scalar_one())


def test_the_page_says_what_is_late_not_filed_and_departed_from(house: House) -> None:
    visitor = house.visitor(CLERK)
    visitor.get(f"/supervision?unit={at(house, 'C')}")
    said = ("监督检查：市委", "最久的逾期 63 天", "市教育局", "2026-06-30 逾期 63 天", "报送约谈工作情况",
            "变通通知约谈对象（《市管领导干部廉政约谈暂行办法》第七条（二））", "某次日出国")
    assert [part for part in said if part not in visitor.text] == []
    kept = (*(NAMES[one] for one in (OTHER, DIRECTOR, DEPUTY)), "绝密主题")
    assert [part for part in kept if part in visitor.text] == []


def test_every_figure_leads_to_as_many_rows(house: House) -> None:
    visitor = house.visitor(CLERK)
    page = visitor.get(f"/supervision?unit={at(house, 'C')}")
    figures = re.findall(r'<a href="(/supervision/obligations\?[^"]+)">(\d+)</a>', page)
    assert len(figures) >= 3
    for address, number in figures:
        listed = visitor.get(address.replace("&amp;", "&"))
        assert listed.count("<tr>") - 1 == int(number)


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_a_page_that_names_nobody(house: House, group: str) -> None:
    visitor = house.visitor(CLERK)
    visitor.get(f"/supervision/obligations?unit={at(house, 'C')}&group={group}")
    assert visitor.answer.status_code == 200
    main = visitor.page.partition("<main")[2]
    assert [name for name in (NAMES[OTHER], NAMES[DIRECTOR], NAMES[DEPUTY], OTHER) if name in main] == []


@pytest.mark.parametrize("who", [RECORDER, DEPUTY, OTHER, DIRECTOR])
@pytest.mark.parametrize("address", ["/supervision", "/supervision/obligations?group=overdue"])
def test_whoever_supervises_nothing_finds_no_such_page(house: House, who: str, address: str) -> None:
    visitor = house.visitor(who)
    visitor.get(address)
    assert (visitor.answer.status_code, "监督检查" in visitor.page) == (404, False)


@pytest.mark.parametrize("address", [
    "/supervision?unit=none", "/supervision/obligations?group=done", "/supervision/obligations?unit=none&group=late"])
def test_what_is_not_there_is_not_found(house: House, address: str) -> None:
    house.visitor(CLERK).get(address)
    assert house.visitor(CLERK).answer.status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999", "2"])
def test_a_page_that_there_is_not_has_nothing_on_it(house: House, page: str) -> None:
    house.visitor(CLERK).get(f"/supervision/obligations?unit={at(house, 'C')}&group=overdue&page={page}")
    assert house.visitor(CLERK).answer.status_code == 200
