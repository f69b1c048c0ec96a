"""Decisions by reference on a cadre's page; and who came to a talk, registered by two on the page of the talk."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, NAMES, NOTICE, OTHER, RECORDER, House, Visitor

DECISION = {"sort": "sanctioned", "on": "2026-02-20", "body": "市纪委监委", "number": "连纪〔2026〕8号"}


def on_the_page_of(visitor: Visitor, cadre: str) -> str:
    """Open somebody's page: its address."""
    visitor.get(f"/cadres?name={NAMES[cadre]}")
    found = re.search(r'href="(/cadres/[^"]{22})"', visitor.page)
    assert found is not None
    visitor.get(found[1])
    return found[1]


def hidden(visitor: Visitor) -> dict[str, str]:
    form = re.search(r'<form class="act" id="act-decision".*?</form>', visitor.page, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])) if form else {}


def test_a_decision_is_put_on_record_by_its_number_once(house: House) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    form = hidden(clerk) | DECISION
    clerk.send(f"{address}/decisions", form)
    said = ("决定已按文号登记。", "党纪政务处分", "2026-02-20", "市纪委监委", "连纪〔2026〕8号", "共 1 件")
    assert [part for part in said if part not in clerk.text] == []
    clerk.send(f"{address}/decisions", form)
    assert "共 1 件" in clerk.text
    assert "连纪〔2026〕8号" in house.visitor(OTHER).get(address)


@pytest.mark.parametrize(("changes", "text"), [
    ({"number": ""}, "请填写"), ({"on": "昨天"}, "请写成 2026-03-09 这样的日期"), ({"on": ""}, "请填写作出决定的日期"),
    ({"sort": ""}, "请选择决定的种类")])
def test_a_decision_that_will_not_do_comes_back(house: House, changes: dict[str, str], text: str) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    clerk.send(f"{address}/decisions", hidden(clerk) | DECISION | changes)
    assert (clerk.answer.status_code, text in clerk.text, 'value="市纪委监委"' in clerk.page) == (422, True, True)


def test_who_may_not_record_one_sees_no_form_and_sends_none(house: House) -> None:
    clerk = house.visitor()
    address = on_the_page_of(clerk, OTHER)
    cadre = house.visitor(OTHER)
    cadre.get(address)
    assert (cadre.answer.status_code, 'id="act-decision"' in cadre.page) == (200, False)
    for who in (cadre, house.visitor(RECORDER)):
        who.get("/")
        who.send(f"{address}/decisions", DECISION | {"csrf_token": who.proof, "token": "x"})
        assert who.answer.status_code == 404


def test_who_came_is_registered_by_one_and_confirmed_by_another(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    house.on("2026-03-09")
    clerk, recorder = house.visitor(CLERK), house.visitor(RECORDER)
    clerk.act(reference, "attendance_registered", came="in_time", arrived="09:20")
    assert ("已办理：登记到场。" in clerk.text, "按时到场" in clerk.text) == (True, True)
    clerk.act(reference, "attendance_confirmed", registered="4")
    assert "不能由登记的人自己复核" in clerk.text
    recorder.act(reference, "attendance_confirmed", registered="4")
    assert "已办理：复核到场。" in recorder.text
    assert "登记到场" not in house.visitor(OTHER).get(f"/interviews/{reference}")
    assert house.visitor(DEPUTY).get(f"/interviews/{reference}").count('id="act-attendance') == 0
