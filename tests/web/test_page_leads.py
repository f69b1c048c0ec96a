"""Leads through the pages: sealed at once, opened by two, shown to nobody else, confirmed or closed."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, FINDING, LEAD, OTHER, RECORDER, SECRETARY, House, Visitor, lead_of

SEALED = (LEAD["source_name"], LEAD["source_contact"], LEAD["material"])


def entered(house: House, by: str = CLERK, **changes: str) -> Visitor:
    visitor = house.visitor(by)
    visitor.get("/leads/new")
    visitor.send("/leads/new", LEAD | changes | {"csrf_token": visitor.proof})
    return visitor


def sent(visitor: Visitor, reference: str, **typed: str) -> str:
    return visitor.send(f"/leads/{reference}", typed | {"csrf_token": visitor.proof})


def test_what_is_sealed_is_shown_on_no_page(house: House) -> None:
    clerk = entered(house)
    reference = clerk.address.rpartition("/")[2]
    assert "已经加密封存" in clerk.text
    pages = clerk.page + clerk.get("/leads") + clerk.get(f"/leads/{reference}") + clerk.get("/")
    assert [one for one in SEALED if one in pages] == []


@pytest.mark.parametrize(("changes", "text"), [
    ({"about": "无此人"}, "名册里没有找到“无此人”"), ({"about": ""}, "花名册中没有人员编号"),
    ({"received_on": ""}, "请填写收到日期"), ({"received_on": "2026-03-30"}, "收到日期不能晚于今天"),
    ({"handlers": ""}, "请至少指定一名承办人"), ({"handlers": OTHER}, "不能承办此线索"),
    ({"summary": "赵告密反映其打招呼"}, ""), ({"summary": ""}, ""), ({"channel": ""}, ""),
])
def test_a_lead_that_will_not_do_comes_back(shared_house: House, changes: dict[str, str], text: str) -> None:
    clerk = entered(shared_house, **changes)
    assert (clerk.answer.status_code, "线索没有登记" in clerk.text, text in clerk.text) == (422, True, True)
    assert ('value="来信"' in clerk.page) is ("channel" not in changes)


def test_a_clerk_who_entered_a_lead_is_blind_to_it(house: House) -> None:
    recorder = entered(house, RECORDER)
    assert (recorder.address, "已经加密封存" in recorder.text, "反映其在招标" in recorder.text) == (
        "/leads/new", True, False)
    clerk = house.visitor(CLERK)
    clerk.get("/leads")
    reference = re.findall(r'href="(/leads/[^"]{22})"', clerk.page)[0]
    assert (recorder.client.get(reference).status_code, recorder.client.get("/leads").status_code) == (404, 404)


def test_the_seal_is_opened_by_two_for_one_reading(house: House) -> None:
    clerk, second = entered(house), house.visitor(SECRETARY)
    reference = clerk.address.rpartition("/")[2]
    sent(clerk, reference, do="ask", part="source", reason="核实来信真伪")
    opening = re.findall(r'name="opening" value="([^"]+)"', clerk.page)[0]
    sent(clerk, reference, do="read", opening=opening)
    assert ("还没有经另一人同意" in clerk.text, SEALED[0] in clerk.page) == (True, False)
    clerk.get("/leads")
    sent(clerk, reference, do="agree", opening=opening, note="同意")
    assert "须由另一人同意" in clerk.text
    second.get("/leads")
    assert ("核实来信真伪" in second.text, SEALED[0] in second.page) == (True, False)
    sent(second, reference, do="agree", opening=opening, note="同意")
    assert ("已同意启封" in second.text, SEALED[0] in second.page) == (True, False)
    clerk.get(f"/leads/{reference}")
    sent(clerk, reference, do="read", opening=opening)
    assert (SEALED[0] in clerk.text, SEALED[2] in clerk.text) == (True, False)
    assert SEALED[0] not in clerk.get(f"/leads/{reference}")


def test_a_lead_is_closed_by_two_and_cleared(house: House) -> None:
    clerk, head = entered(house), house.visitor(DEPUTY)
    reference = clerk.address.rpartition("/")[2]
    sent(clerk, reference, do="propose_closing", reason="查无实据")
    assert "已提出了结，等另一人同意" in clerk.text
    head.get("/leads")
    sent(head, reference, do="close", note="同意了结")
    assert ("线索已了结" in head.text, OTHER in head.page) == (True, False)
    clerk.get(f"/leads/{reference}")
    sent(clerk, reference, do="clear", statement="经核查，没有发现问题")
    assert ("已予以澄清" in clerk.text, "已澄清" in clerk.text) == (True, True)


@pytest.mark.parametrize(("typed", "text"), [
    (FINDING | {"field.problem": ""}, "请填写“苗头性、倾向性问题”"),
    (FINDING | {"field.problem": "赵告密所说属实"}, ""),
    ({"do": "ask", "part": "nothing", "reason": "x"}, "请选择反映人信息或反映材料"),
    ({"do": "clear", "statement": "x"}, ""),
])
def test_an_act_that_fails_comes_back_with_what_was_typed(house: House, typed: dict[str, str], text: str) -> None:
    clerk = entered(house)
    reference = clerk.address.rpartition("/")[2]
    clerk.send(f"/leads/{reference}", typed | {"csrf_token": clerk.proof})
    assert (clerk.answer.status_code, text in clerk.text, SEALED[0] in clerk.page.replace("赵告密所说属实", "")) == (
        422, True, False)


def test_a_finding_leads_to_a_proposal(house: House) -> None:
    reference, clerk = lead_of(house), house.visitor()
    clerk.get(f"/leads/{reference}")
    link = re.search(r'href="(/interviews/new[^"]+)"', clerk.page)
    assert link is not None
    clerk.get(link[1].replace("&amp;", "&"))
    assert ("警示约谈" in clerk.text, f'name="lead" value="{reference}"' in clerk.page) == (True, True)


def test_an_act_that_is_none_is_not_there(house: House) -> None:
    clerk = entered(house)
    sent(clerk, clerk.address.rpartition("/")[2], do="destroy")
    assert clerk.answer.status_code == 404


def test_a_lead_waits_with_its_age_and_its_source_and_is_linked_to_a_talk(case: tuple[House, str]) -> None:
    house, talk = case
    clerk = entered(house, channel="巡视", received_on="2026-02-20")
    reference = clerk.address.rpartition("/")[2]
    clerk.get("/leads")
    assert ("已等 10 天" in clerk.text, "巡视" in clerk.text) == (True, True)
    clerk.get(f"/leads/{reference}")
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}")
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', clerk.page))
    clerk.send("/interviews/new", hidden | {"do": "propose", "interviewer": DEPUTY, "topic": "履职"})
    other = clerk.address.rpartition("/")[2]
    clerk.get(f"/leads/{reference}")
    sent(clerk, reference, do="link", interview=talk)
    assert (clerk.answer.status_code, "没有可以关联的这次约谈" in clerk.text) == (422, True)
    sent(clerk, reference, do="link", interview=other)
    assert ("线索已与这次约谈关联" in clerk.text, f'href="/interviews/{other}"' in clerk.page) == (True, True)
    assert "线索" not in house.visitor(DEPUTY).get(f"/interviews/{other}").partition("<main")[2]


def test_a_head_is_told_the_issue_and_its_age_alone(house: House) -> None:
    entered(house)
    head = house.visitor(DEPUTY)
    head.get("/leads")
    said = ("本机关正在办理的问题", "反映其在招标中打招呼", "历时 1 天")
    assert [part for part in said if part not in head.text] == []
    assert [word for word in (*SEALED, "马文慧", "来信") if word in head.page] == []
    assert "本机关正在办理的问题" not in house.visitor(CLERK).get("/leads")


def test_what_was_asked_to_be_opened_is_read_wherever_he_signs_in_next(house: House) -> None:
    clerk, second = entered(house), house.visitor(SECRETARY)
    reference = clerk.address.rpartition("/")[2]
    for _ in range(2):
        sent(clerk, reference, do="ask", part="material", reason="核实", token="once")  # noqa: S106 - of a form
    second.get("/leads")
    opening, = set(re.findall(r'name="opening" value="([^"]+)"', second.page))
    sent(second, reference, do="agree", opening=opening, note="同意")
    house.visitors.clear()
    clerk = house.visitor(CLERK)
    clerk.get(f"/leads/{reference}")
    assert re.findall(r'name="opening" value="([^"]+)"', clerk.page) == [opening]
    sent(clerk, reference, do="read", opening=opening)
    assert SEALED[2] in clerk.text
    for minutes in (20, 11):
        house.later(minutes=minutes)
        clerk.get(f"/leads/{reference}")
    assert "问题摘要" in clerk.text
    assert re.findall(r'name="opening" value="([^"]+)"', clerk.page) == []


def test_where_a_lead_came_from_is_one_of_the_sources_the_regulations_name_or_another(house: House) -> None:
    clerk = house.visitor()
    clerk.get("/leads/new")
    assert re.findall(r'<option value="(信访举报)"', clerk.page) == ["信访举报"]
    clerk.send("/leads/new", LEAD | {"channel": "", "other_channel": "领导批示", "csrf_token": clerk.proof})
    assert "来源 领导批示" in clerk.text
