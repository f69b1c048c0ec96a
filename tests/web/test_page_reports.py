"""What a unit owes outside any interview, handed in on the page that tells why it is owed."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DIRECTOR, LEAVE, RECORDER, House, Visitor
from planted_people import BUREAU

from yuetan.access.actor import Role


@pytest.fixture
def bureau(house: House) -> Visitor:
    for cadre, role in ((BUREAU, Role.CLERK), (DIRECTOR, Role.HEAD)):
        found = house.shell.accounts.named(cadre.lower())
        assert found is not None
        house.shell.accounts.grant(found.reference, role, "E", since=house.moment.date(), by=None, paper="授权",
                                   until=house.moment.date() + LEAVE, at=house.moment)
    return house.visitor(BUREAU)


def opened(visitor: Visitor, duty: str) -> str:
    """Open an obligation of the unit from the desk: its address."""
    found = re.search(rf'href="(/owed/[^"]*/{duty}/[^"]+)"', visitor.get(f"/?duty={duty}"))
    assert found is not None
    visitor.get(found[1])
    return found[1]


def sent(visitor: Visitor, address: str, **changes: str) -> str:
    return visitor.send(address, visitor.hidden("report") | changes)


def test_what_has_no_paper_is_said_to_be_done_with_a_button(bureau: Visitor) -> None:
    address = opened(bureau, "own_scheme")
    assert ("登记已办" in bureau.text, 'name="field.' in bureau.page) == (True, False)
    sent(bureau, address)
    assert ("已办结：建立本级廉政约谈制度" in bureau.text, 'id="act-report"' in bureau.page) == (True, False)


def test_a_report_that_will_not_do_comes_back_with_what_was_typed(bureau: Visitor) -> None:
    sent(bureau, opened(bureau, "own_scheme"), on="昨天", late_paper="教党〔2026〕3号")
    assert (bureau.answer.status_code, "请写成 2026-03-09 这样的日期。" in bureau.text) == (422, True)
    assert ('id="act-report-on-error"' in bureau.page, 'value="教党〔2026〕3号"' in bureau.page) == (True, True)


def test_a_report_sent_twice_is_one(bureau: Visitor) -> None:
    address = opened(bureau, "own_scheme")
    form = bureau.hidden("report")
    bureau.send(address, form)
    bureau.send(address, form)
    assert "没有重复登记" in bureau.text


def test_who_reports_for_no_unit_is_shown_no_form_and_sends_none(house: House, bureau: Visitor) -> None:
    address, head = opened(bureau, "own_scheme"), house.visitor(DIRECTOR)
    head.get(address)
    assert (head.answer.status_code, 'id="act-report"' in head.page) == (200, False)
    for who in (head, house.visitor(RECORDER)):
        who.get("/")
        who.send(address, {"csrf_token": who.proof, "token": "x"})
        assert (who.answer.status_code, "不在您的查阅范围内" in who.text) == (404, True)


def test_what_is_owed_by_a_cadre_is_no_report(house: House) -> None:
    clerk = house.visitor(CLERK)
    address = opened(clerk, "annual_talk")
    assert 'id="act-report"' not in clerk.page
    clerk.send(address, {"csrf_token": clerk.proof, "token": "x"})
    assert clerk.answer.status_code == 404


def test_what_was_reported_is_put_right_with_its_reason_and_not_reported_again(bureau: Visitor) -> None:
    address = opened(bureau, "own_scheme")
    sent(bureau, address)
    bureau.get(address)
    again = bureau.hidden("correct")
    bureau.send(address, again)
    assert (bureau.answer.status_code, "不重复报送" in bureau.text) == (422, True)
    bureau.send(address, again | {"correction": "文号有误"})
    assert (bureau.answer.status_code, "已办理：建立本级廉政约谈制度。" in bureau.text) == (200, True)
