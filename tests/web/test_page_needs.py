"""What the clerk meets: a head's signed paper, who attends ticked, topics chosen, a lead of its own, one cleared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_office import (
    CLERK,
    DEPUTY,
    DIRECTOR,
    NAME,
    NAMES,
    OTHER,
    RECORDER,
    SECRETARY,
    House,
    Visitor,
    house_in,
    prepare,
)
from regulated_office import CODE, plugins

PROPOSAL = {"kind": f"{CODE}:routine", "cadre": OTHER, "interviewer": DEPUTY, "recorder": "丁小龙",
            "company": "白雪、郑守正", "topics": "3.2", "planned": "2026-03-02", "time": "09:30", "place": "谈话室",
            "topic": "履职"}
SIGNED = {"signed_by": "郑守正", "signed_paper": "审批表〔2026〕3号"}
LEAD = {"about": "周志强", "unit": "J", "handlers": CLERK, "summary": "反映其违规发放补贴", "material": "谈话中的原话"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regulated")
    prepare(folder, plugins(), CODE)
    return folder / NAME


@pytest.fixture
def house(tmp_path: Path, prepared: Path) -> Iterator[House]:
    with house_in(tmp_path, prepared, plugins(), CODE) as made:
        yield made


def proposed(clerk: Visitor) -> str:
    clerk.get(f"/interviews/new?kind={CODE}:routine&cadre={OTHER}")
    clerk.send("/interviews/new", PROPOSAL | {"do": "propose", "token": "one", "csrf_token": clerk.proof})
    return clerk.address.rpartition("/")[2]


def signed(clerk: Visitor, reference: str) -> None:
    clerk.get(f"/interviews/{reference}")
    clerk.send(f"/interviews/{reference}", clerk.hidden("approved") | {"field.opinion": "同意"} | SIGNED)


def talked(house: House) -> str:
    clerk = house.visitor()
    reference = proposed(clerk)
    signed(clerk, reference)
    clerk.act(reference, "notified", addressee="interviewee", basis="规定", approver="郑守正", issued_on="2026-03-02",
              date="2026-03-02", contact="白雪", phone="85812345")
    house.visitor(DEPUTY).act(reference, "held")
    return reference


def form(visitor: Visitor, code: str) -> str:
    found = re.search(rf'<form class="act" id="act-{code}".*?</form>', visitor.page, re.DOTALL)
    assert found is not None
    return found[0]


def test_the_topics_of_the_text_are_chosen_and_stand_on_the_page(house: House) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind={CODE}:routine&cadre={OTHER}")
    assert re.findall(r'name="topics" value="([^"]+)"', clerk.page) == ["3.1", "3.2"]
    proposed(clerk)
    assert "谈话内容 第三条（二） 廉洁" in clerk.text


def test_a_topic_that_was_ticked_stays_ticked(house: House) -> None:
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind={CODE}:routine&cadre={OTHER}")
    clerk.send("/interviews/new", PROPOSAL | {"do": "count", "csrf_token": clerk.proof})
    assert re.findall(r'name="topics" value="([^"]+)" checked', clerk.page) == ["3.2"]


def test_a_clerk_enters_what_the_head_signed(house: House) -> None:
    clerk = house.visitor(RECORDER)
    reference = proposed(house.visitor())
    clerk.act(reference, "approved", opinion="同意")
    assert ("还" in clerk.text, clerk.answer.status_code) == (True, 422)
    signed(clerk, reference)
    said = ("郑守正 签字，依据审批表〔2026〕3号录入", "丁小龙")
    assert [part for part in said if part not in clerk.text] == []
    assert "违反和变通的记录" not in clerk.text


@pytest.mark.parametrize(("changes", "text"), [
    ({"signed_paper": ""}, "请写明他签字的材料"), ({"signed_by": "马文慧"}, "约谈对象不能办理约谈他本人的这一项")])
def test_a_signature_that_will_not_do_comes_back(house: House, changes: dict[str, str], text: str) -> None:
    clerk = house.visitor()
    reference = proposed(clerk)
    clerk.send(f"/interviews/{reference}", clerk.hidden("approved") | {"field.opinion": "同意"} | SIGNED | changes)
    assert (clerk.answer.status_code, text in clerk.text) == (422, True)
    assert 'value="同意"' in form(clerk, "approved")


def test_the_notice_is_filled_in_as_far_as_it_is_known(house: House) -> None:
    clerk = house.visitor()
    reference = proposed(clerk)
    signed(clerk, reference)
    values = dict(re.findall(r'name="field\.(\w+)"[^>]*? value="([^"]*)"', form(clerk, "notified")))
    assert {code: values[code] for code in ("basis", "approver", "issued_on", "contact", "phone")} == {
        "basis": "《某市约谈暂行规定》", "approver": "郑守正", "issued_on": "2026-03-02", "contact": "", "phone": ""}


def test_who_attends_is_ticked_and_others_are_named(house: House) -> None:
    clerk = house.visitor()
    reference = proposed(clerk)
    assert re.findall(r'name="stays" value="([^"]+)" checked', form(clerk, "assigned")) == [CLERK, SECRETARY]
    clerk.send(f"/interviews/{reference}", clerk.hidden("assigned") | {
        "stays": SECRETARY, "field.interviewer": "陈国栋", "field.company": "周志强、田小雨", "field.reason": "调整"})
    assert clerk.answer.status_code == 200
    assert re.findall(r'name="stays" value="([^"]+)" checked', form(clerk, "assigned")) == [SECRETARY, DIRECTOR, "E003"]
    assert "郑守正、周志强、田小雨" in clerk.text


def test_what_is_unticked_stays_so_where_the_form_comes_back(house: House) -> None:
    clerk = house.visitor()
    reference = proposed(clerk)
    clerk.send(f"/interviews/{reference}", clerk.hidden("assigned") | {
        "stays": SECRETARY, "field.interviewer": "陈国栋", "field.company": "无此人", "field.reason": "工作调整"})
    assert clerk.answer.status_code == 422
    assert re.findall(r'name="stays" value="([^"]+)" checked', form(clerk, "assigned")) == [SECRETARY]


def test_what_was_said_of_others_becomes_a_lead_of_its_own(house: House) -> None:
    reference, clerk = talked(house), house.visitor()
    clerk.get(f"/interviews/{reference}")
    assert ('id="act-third_persons"' in clerk.page, f"/leads/new?talk={reference}" in clerk.page) == (False, True)
    clerk.get(f"/leads/new?talk={reference}")
    assert 'value="马文慧"' in clerk.page
    typed = dict(re.findall(r'name="(talk|token|source_name|received_on|channel)"[^>]*? value="([^"]*)"',
                            clerk.page))
    clerk.send("/leads/new", typed | LEAD | {"csrf_token": clerk.proof})
    assert (clerk.address, "谈及他人的另行登记" in clerk.text) == (f"/interviews/{reference}", True)
    assert [one for one in ("违规发放补贴", "谈话中的原话", NAMES[DIRECTOR]) if one in clerk.page] == []
    clerk.get("/leads")
    assert "周志强" in clerk.text


@pytest.mark.parametrize("who", [OTHER, DEPUTY])
def test_nobody_else_splits_anything_off(house: House, who: str) -> None:
    reference, visitor = talked(house), house.visitor(who)
    visitor.get(f"/interviews/{reference}")
    assert (visitor.answer.status_code, "另立线索" in visitor.text) == (200, False)
    assert visitor.client.get(f"/leads/new?talk={reference}").status_code == 404


def test_whoever_was_talked_to_is_no_third_person(house: House) -> None:
    reference, clerk = talked(house), house.visitor()
    clerk.get(f"/leads/new?talk={reference}")
    clerk.send("/leads/new", LEAD | {"csrf_token": clerk.proof} | {
        "talk": reference, "token": "x", "about": "马文慧", "received_on": "2026-03-02", "channel": "谈话"})
    assert (clerk.answer.status_code, "记入谈话记录" in clerk.text) == (422, True)


def test_a_cleared_talk_is_gone_from_the_pages_of_everybody_else(house: House) -> None:
    reference = talked(house)
    house.visitor(RECORDER).act(reference, "recorded")
    clerk = house.visitor()
    clerk.act(reference, "unproven")
    clerk.act(reference, "cleared")
    for who, there in ((CLERK, True), (OTHER, True), (DEPUTY, False), (RECORDER, False)):
        visitor = house.visitor(who)
        visitor.get("/interviews")
        assert (reference in visitor.page) is there
        assert visitor.client.get(f"/interviews/{reference}").status_code == (200 if there else 404)
    own = house.visitor(OTHER)
    own.get("/interviews")
    assert "予以澄清" in own.text
