"""Appeals through the pages: lodged by who was talked to, decided above, and out of reach of the acting unit."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, LEAVE, NOTICE, OTHER, SECRETARY, House, Visitor
from planted_people import ABOVE

from yuetan.access.actor import Role

STATEMENT, DECISION = "谈话内容与通知主题不符", "经核查，应予改正"


@pytest.fixture
def served(case: tuple[House, str]) -> tuple[House, str]:
    """A talk of which the interviewee was told, and somebody above who decides appeals."""
    house, reference = case
    found = house.shell.accounts.named(ABOVE.lower())
    assert found is not None
    house.shell.accounts.grant(found.reference, Role.SUPERIOR, "C", since=house.moment.date(), by=None, paper="授权",
                               until=house.moment.date() + LEAVE, at=house.moment)
    clerk = house.visitor()
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    return house, reference


def lodged(house: House, reference: str, statement: str = STATEMENT) -> Visitor:
    cadre = house.visitor(OTHER)
    cadre.get(f"/interviews/{reference}")
    cadre.send(f"/interviews/{reference}/appeals", {"statement": statement, "csrf_token": cadre.proof})
    return cadre


def test_an_appeal_is_lodged_decided_and_its_decision_read(served: tuple[House, str]) -> None:
    house, reference = served
    cadre, above = lodged(house, reference), house.visitor(ABOVE)
    address = cadre.address
    assert [part for part in ("申诉已提出", "待处理", STATEMENT) if part not in cadre.text] == []
    assert 'id="act-decide"' not in cadre.page
    above.get("/appeals")
    assert (f'href="{address}"' in above.page, "马文慧" in above.text) == (True, True)
    above.get(address)
    assert STATEMENT in above.text
    above.send(address, {"statement": DECISION, "upheld": "yes", "csrf_token": above.proof})
    assert ("申诉已作出决定" in above.text, 'id="act-decide"' in above.page) == (True, False)
    cadre.get(address)
    assert [part for part in ("申诉成立", DECISION) if part not in cadre.text] == []
    assert f'href="{address}"' not in above.get("/appeals")


def test_an_appeal_is_a_paper_for_the_two_it_is_between(served: tuple[House, str]) -> None:
    house, reference = served
    cadre, above = lodged(house, reference), house.visitor(ABOVE)
    path = f"{cadre.address}/paper"
    for visitor in (cadre, above):
        assert [visitor.client.get(path + more).data[:4] for more in ("", "?format=pdf")] == [b"PK\x03\x04", b"%PDF"]
    assert house.visitor().client.get(path).status_code == 404


def test_a_decision_wants_both_a_choice_and_a_reason_and_is_made_once(served: tuple[House, str]) -> None:
    house, reference = served
    address, above = lodged(house, reference).address, house.visitor(ABOVE)
    above.get(address)
    proof = {"csrf_token": above.proof}
    above.send(address, {"statement": DECISION, "upheld": ""} | proof)
    assert (above.answer.status_code, "请选择申诉是否成立。" in above.text, DECISION in above.text) == (422, True, True)
    above.send(address, {"statement": " ", "upheld": "no"} | proof)
    assert (above.answer.status_code, "请写明理由。" in above.text) == (422, True)
    above.send(address, {"statement": DECISION, "upheld": "no"} | proof)
    assert "申诉不成立" in above.text
    above.send(address, {"statement": DECISION, "upheld": "yes"} | proof)
    assert above.answer.status_code == 409


def test_an_appeal_that_will_not_do_comes_back_and_one_that_waits_is_linked(served: tuple[House, str]) -> None:
    house, reference = served
    cadre = lodged(house, reference, " ")
    assert (cadre.answer.status_code, "请写明理由。" in cadre.text) == (422, True)
    address = lodged(house, reference).address
    cadre.get(f"/interviews/{reference}")
    assert (f'href="{address}"' in cadre.page, 'id="act-lodge"' in cadre.page) == (True, False)
    lodged(house, reference)
    assert (cadre.answer.status_code, "正在处理" in cadre.text) == (422, True)


def test_the_acting_unit_is_shown_neither_the_form_nor_the_appeal(served: tuple[House, str]) -> None:
    house, reference = served
    address = lodged(house, reference).address
    for who in map(house.visitor, (CLERK, DEPUTY, SECRETARY)):
        page = who.get(f"/interviews/{reference}")
        assert (STATEMENT in page, "提出申诉" in who.text, re.findall('href="/appeals', page)) == (False, False, [])
        for path, typed in ((f"/interviews/{reference}/appeals", {"statement": "不服"}),
                            (address, {"statement": "驳回", "upheld": "no"})):
            who.get("/")
            who.send(path, typed | {"csrf_token": who.proof})
            assert who.answer.status_code == 404
        assert (who.client.get(address).status_code, who.client.get("/appeals").status_code) == (404, 404)


def test_before_he_is_told_nobody_appeals(case: tuple[House, str]) -> None:
    house, reference = case
    cadre = house.visitor(OTHER)
    cadre.get("/")
    cadre.send(f"/interviews/{reference}/appeals", {"statement": STATEMENT, "csrf_token": cadre.proof})
    assert cadre.answer.status_code == 404
