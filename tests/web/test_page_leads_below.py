"""A superior looks into the leads of an organ below through the pages: two persons, half an hour, nothing sealed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from page_office import CLERK, DEPUTY, LEAD, RECORDER, House, Visitor, plugins
from planted_people import ABOVE
from test_page_leads import SEALED, entered

from yuetan.access.actor import Role
from yuetan.casework.governance import Governance


@pytest.fixture
def office(house: House) -> House:
    """The office, the discipline organ with a scheme of its own, and somebody above it."""
    governance = Governance(house.records, plugins())
    reference = governance.propose("J", "lianyungang", since=date(2026, 1, 1), live_on=date(2026, 1, 1), paper="决定",
                                   by=None, at=house.moment)
    governance.approve(reference, by=None, at=house.moment)
    accounts = house.shell.accounts
    view = accounts.named(ABOVE.lower())
    assert view is not None
    accounts.grant(view.reference, Role.SUPERIOR, "C", since=date(2026, 1, 1), until=date(2027, 1, 1), by=None,
                   paper="授权", at=house.moment)
    entered(house)
    return house


def sent(visitor: Visitor, **typed: str) -> str:
    return visitor.send("/leads/below", typed | {"csrf_token": visitor.proof})


def asked(house: House) -> tuple[Visitor, str]:
    """A superior who asked, and what names his request."""
    above = house.visitor(ABOVE)
    above.get("/leads/below")
    unit = re.search(r'<option value="([^"]{22})">市纪委监委', above.page)
    assert unit is not None
    sent(above, do="ask", unit=unit[1], reason="年度督查")
    reading = re.search(r'name="reading" value="([^"]+)"', above.page)
    assert ("查阅申请已提出" in above.text, "等另一人同意" in above.text, reading is not None) == (True, True, True)
    assert reading is not None
    return above, reading[1]


def test_a_superior_looks_once_another_has_agreed(office: House) -> None:
    above, reading = asked(office)
    sent(above, do="look", reading=reading)
    assert (above.answer.status_code, "还没有经另一人同意" in above.text) == (422, True)
    assert LEAD["summary"] not in above.text
    head = office.visitor(DEPUTY)
    head.get("/leads/below")
    assert "年度督查" in head.text
    sent(head, do="agree", reading=reading, note="同意")
    assert ("已同意查阅" in head.text, LEAD["summary"] in head.text) == (True, False)
    above.get("/leads/below")
    sent(above, do="look", reading=reading)
    assert (LEAD["summary"] in above.text, "来信" in above.text) == (True, True)
    assert [one for one in SEALED if one in above.page] == []
    for minutes in (20, 11):
        office.later(minutes=minutes)
        above.get("/leads/below")
    sent(above, do="look", reading=reading)
    assert ("查阅已过期" in above.text, LEAD["summary"] in above.text) == (True, False)


def test_nobody_else_asks_agrees_or_looks(office: House) -> None:
    _, reading = asked(office)
    clerk = office.visitor(CLERK)
    clerk.get("/leads/below")
    for typed in ({"do": "look", "reading": reading}, {"do": "ask", "unit": "x" * 22, "reason": "x"},
                  {"do": "agree", "reading": "x.1", "note": "x"}):
        sent(clerk, **typed)
        assert clerk.answer.status_code == 404
    recorder = office.visitor(RECORDER)
    recorder.get("/leads/below")
    assert recorder.answer.status_code == 404
