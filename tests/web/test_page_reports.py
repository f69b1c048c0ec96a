"""What a unit owes outside any interview, handed in on the page that tells why it is owed."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DIRECTOR, LEAVE, RECORDER, House, Visitor
from planted_people import BUREAU

from yuetan.access.actor import Role

SUMMARY = {"field.talks": "12", "field.by_kind": "日常约谈12人次"}


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


def test_a_units_summary_is_handed_in_where_it_is_owed(bureau: Visitor) -> None:
    address = opened(bureau, "half_year_summary")
    assert ("约谈人次" in bureau.text, "补录" in bureau.text) == (True, True)
    sent(bureau, address, **SUMMARY)
    assert (bureau.answer.status_code, bureau.address) == (200, address)
    said = ("已办理：报送约谈工作情况。", "已办结：报送约谈工作情况")
    assert [part for part in said if part not in bureau.text] == []
    assert 'id="act-report"' not in bureau.page


def test_what_has_no_paper_is_said_to_be_done_with_a_button(bureau: Visitor) -> None:
    address = opened(bureau, "own_scheme")
    assert ("登记已办" in bureau.text, 'name="field.' in bureau.page) == (True, False)
    sent(bureau, address)
    assert ("已办结：建立本级廉政约谈制度" in bureau.text, 'id="act-report"' in bureau.page) == (True, False)


@pytest.mark.parametrize(("changes", "code", "text"), [
    ({"field.talks": "十二"}, "talks", "“约谈人次”请写成数字。"),
    ({"field.by_kind": ""}, "by_kind", "请填写“分类情况”。"),
    ({"on": "昨天"}, "on", "请写成 2026-03-09 这样的日期。"),
])
def test_a_report_that_will_not_do_comes_back_with_what_was_typed(bureau: Visitor, changes: dict[str, str], code: str,
                                                                  text: str) -> None:
    sent(bureau, opened(bureau, "half_year_summary"), **(SUMMARY | changes))
    assert (bureau.answer.status_code, text in bureau.text) == (422, True)
    assert f'id="act-report-{code}-error"' in bureau.page
    typed = (SUMMARY | changes)["field.talks"]
    assert f'value="{typed}"' in bureau.page


def test_a_report_sent_twice_is_one(bureau: Visitor) -> None:
    address = opened(bureau, "own_scheme")
    form = bureau.hidden("report")
    bureau.send(address, form)
    bureau.send(address, form)
    assert "没有重复登记" in bureau.text


def test_who_reports_for_no_unit_is_shown_no_form_and_sends_none(house: House, bureau: Visitor) -> None:
    address, head = opened(bureau, "half_year_summary"), house.visitor(DIRECTOR)
    head.get(address)
    assert (head.answer.status_code, 'id="act-report"' in head.page) == (200, False)
    for who in (head, house.visitor(RECORDER)):
        who.get("/")
        who.send(address, SUMMARY | {"csrf_token": who.proof, "token": "x"})
        assert (who.answer.status_code, "不在您的查阅范围内" in who.text) == (404, True)


def test_what_is_owed_by_a_cadre_is_no_report(house: House) -> None:
    clerk = house.visitor(CLERK)
    address = opened(clerk, "annual_talk")
    assert 'id="act-report"' not in clerk.page
    clerk.send(address, {"csrf_token": clerk.proof, "token": "x"})
    assert clerk.answer.status_code == 404


def test_what_was_reported_is_put_right_with_its_reason_and_not_reported_again(bureau: Visitor) -> None:
    address = opened(bureau, "half_year_summary")
    sent(bureau, address, **SUMMARY)
    bureau.get(address)
    again = SUMMARY | {"field.talks": "13"}
    bureau.send(address, bureau.hidden("correct") | again)
    assert (bureau.answer.status_code, "不重复报送" in bureau.text, 'value="13"' in bureau.page) == (422, True, True)
    bureau.send(address, bureau.hidden("correct") | again | {"correction": "漏计一人"})
    assert (bureau.answer.status_code, "已办理：报送约谈工作情况。" in bureau.text) == (200, True)


def test_the_numbers_of_a_summary_are_proposed_from_the_records(bureau: Visitor) -> None:
    opened(bureau, "half_year_summary")
    assert ('name="field.talks" type="text" value="0"' in bureau.page, "没有约谈" in bureau.text) == (True, True)
    assert "表中数字按约谈档案预填：2026-01-01 至 2026-03-02，实施约谈 0 次、0 人次" in bureau.text
