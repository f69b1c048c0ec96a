"""Forms: drawn from the rules, kept as they were typed, with what is wrong in words and beside the field."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, NOTICE, OTHER, PROPOSAL, RECORDER, SECRETARY, House, Visitor

CONSULTED = "consulted"


def drafting(house: House, **typed: str) -> Visitor:
    """A clerk in the second step of a proposal, with something typed and a button pressed."""
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind={PROPOSAL['kind']}&cadre={OTHER}")
    clerk.send("/interviews/new", {"csrf_token": clerk.proof, "token": "one"} | PROPOSAL | typed)
    return clerk


@pytest.mark.parametrize(("typed", "parts"), [
    ({"do": "count"}, ("“通知约谈对象”最迟 2026-03-06（周五）", "“报送整改落实情况报告”最迟 2026-03-24（周二）",
                       "从 2026-03-09 数到 2026-03-06")),
    ({"do": "count", "planned": "2026-03-04"}, ("“通知约谈对象”最迟 2026-03-01（周日） 已经来不及",)),
    ({"do": "count", "planned": ""}, ("填上计划日期，按“推算时限”",)),
    ({"do": "other", "other": "周志强"}, ("周志强不在可以办理的人之列；这一对象由市纪委、监察局负责", "第五条（七）")),
    ({"do": "other", "other": "陈国栋"}, ("条文准许他谈，没有什么不可以",)),
    ({"do": "other", "other": "无此人"}, ("名册里没有找到“无此人”",)),
    ({"do": "other", "other": ""}, ("名册里没有找到“”",)),
    ({"do": "check"}, ("照这样还不能提出", "警示约谈须先有纪检机关记录在案的问题认定，现在不满足", "第四条（三）")),
    ({"do": "propose"}, ("照这样还不能提出", "警示约谈须先有纪检机关记录在案的问题认定")),
    ({"do": "check", "planned": "三月九日"}, ("请写成 2026-03-09 这样的日期",)),
    ({"do": "propose", "time": "9点", "company": "无此人"}, ("请写成 09:30 这样的时间", "名册里没有找到“无此人”")),
    ({"do": "check", "recorder": "丁小龙、白雪"}, ("记录人只能有一位",)),
])
def test_a_draft_is_answered_and_kept(shared_house: House, typed: dict[str, str], parts: tuple[str, ...]) -> None:
    clerk = drafting(shared_house, **typed)
    assert [part for part in parts if part not in clerk.text] == []
    kept = PROPOSAL | typed
    fields = ("time", "place", "topic", "recorder", "planned")
    assert [name for name in fields if f'value="{kept[name]}"' not in clerk.page] == []
    assert f'name="interviewer" value="{DEPUTY}" checked' in clerk.page


@pytest.mark.parametrize("typed", [
    {"kind": "lianyungang:none"}, {"kind": ""}, {"cadre": ""}, {"kind": "none:warning"},
])
def test_a_draft_of_nothing_begins_anew(shared_house: House, typed: dict[str, str]) -> None:
    assert "第 1 步，共 3 步" in drafting(shared_house, **typed).text


def test_a_draft_about_nobody_is_not_there(shared_house: House) -> None:
    assert drafting(shared_house, cadre="none").answer.status_code == 404


def test_a_reason_is_asked_for_where_the_text_says_generally(house: House) -> None:
    typed = {"kind": "lianyungang:routine", "cadre": CLERK, "interviewer": DEPUTY, "do": "propose"}
    head = house.visitor(DEPUTY)
    head.get(f"/interviews/new?kind=lianyungang:routine&cadre={CLERK}")
    head.send("/interviews/new", {"csrf_token": head.proof, "token": "two"} | PROPOSAL | typed)
    assert ("约谈对象一般为市管领导干部" in head.text, 'name="reason"' in head.page) == (True, True)
    head.send("/interviews/new", {"csrf_token": head.proof, "token": "two", "reason": "工作需要"} | PROPOSAL | typed)
    assert ("约谈已提出" in head.text, "工作需要" in head.text) == (True, True)


@pytest.mark.parametrize(("fields", "text"), [
    ({"date": "2026-03-04"}, "“通知约谈对象”最迟应在 2026-03-01（周日）"),
    ({"date": "三月九日"}, "“日期”请写成 2026-03-09 这样的日期"),
    ({"date": ""}, "约谈通知的“日期”没有填写"),
    ({"addressee": "unit"}, "警示、回访约谈的主题只告知本人"),
    ({"on": "2026-03-01"}, "补录 2026-03-01 的事项，请写明所依据的签字材料"),
    ({"on": "2026-03-30"}, "2026-03-30 还没有到"),
    ({"on": "昨天"}, "请写成 2026-03-09 这样的日期"),
])
def test_a_step_that_fails_comes_back_as_it_was_typed(case: tuple[House, str], fields: dict[str, str],
                                                      text: str) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, CONSULTED)
    clerk.act(reference, "notified", **NOTICE | {"place": "另一处 <b>"} | fields)
    assert (clerk.answer.status_code, text in clerk.text, 'value="另一处 &lt;b&gt;"' in clerk.page) == (422, True, True)


def test_what_is_wrong_is_linked_to_its_field(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, CONSULTED)
    clerk.act(reference, "notified", **NOTICE | {"time": "早上"})
    field = re.search(r'<input[^>]*id="act-notified-time"[^>]*>', clerk.page)
    assert field is not None
    assert ('aria-invalid="true"' in field[0], 'aria-describedby="act-notified-time-error"' in field[0]) == (True, True)
    assert ('href="#act-notified-time"' in clerk.page, 'id="act-notified-time-error"' in clerk.page) == (True, True)


def test_a_late_entry_shows_its_paper_and_reason(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    house.on("2026-03-04")
    clerk = house.visitor()
    clerk.act(reference, CONSULTED, on="2026-03-03", late_paper="会商函", late_reason="经办人出差")
    assert [part for part in ("补录", "会商函", "经办人出差") if part not in clerk.text] == []


def test_a_form_sent_twice_is_done_once(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}")
    typed = clerk.hidden(CONSULTED)
    clerk.send(f"/interviews/{reference}", typed)
    clerk.send(f"/interviews/{reference}", typed)
    assert ("没有重复登记" in clerk.text, "已办 2 步" in clerk.text) == (True, True)


def test_whoever_comes_second_is_told_and_shown_the_way(case: tuple[House, str]) -> None:
    house, reference = case
    clerk, other = house.visitor(), house.visitor(SECRETARY)
    other.get(f"/interviews/{reference}")
    typed = other.hidden("withdrawn") | {"field.reason": "另行安排"}
    clerk.act(reference, CONSULTED)
    other.send(f"/interviews/{reference}", typed)
    assert (other.answer.status_code, "别人先办了一步" in other.text) == (409, True)
    assert f'href="/interviews/{reference}"' in other.page


@pytest.mark.parametrize("typed", [
    {}, {"code": "nothing"}, {"code": CONSULTED, "version": "x"}, {"code": CONSULTED, "version": "９"},
    {"code": "notified", "version": "1", "field.none": "x"}, {"code": "approved", "version": "1"},
    {"code": CONSULTED, "version": "1", "on": "9" * 40},
])
def test_a_form_that_was_tampered_with_breaks_nothing(case: tuple[House, str], typed: dict[str, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}")
    clerk.send(f"/interviews/{reference}", {"csrf_token": clerk.proof, "token": "t"} | typed)
    assert (clerk.answer.status_code, "没有办成" in clerk.text) == (422, True)


def test_people_are_named_or_numbered_and_nobody_is_guessed(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, "assigned", interviewer="郑守正", recorder=RECORDER, reason="调整")
    assert ("已办理：调整谈话人员" in clerk.text, "郑守正" in clerk.text) == (True, True)
    clerk.get(f"/interviews/{reference}")
    clerk.send(f"/interviews/{reference}", clerk.hidden("recused") | {"other_cadre": "无此人", "field.reason": "亲属"})
    assert (clerk.answer.status_code, "名册里没有找到“无此人”" in clerk.text, 'value="无此人"' in clerk.page) == (
        422, True, True)


def choices(visitor: Visitor) -> dict[str, str]:
    """Who is offered to be recused, by staff number; whoever is chosen already with a star."""
    found = re.search(r'<select[^>]*id="act-recused-cadre".*?</select>', visitor.page, re.DOTALL)
    assert found is not None
    return {value: name + "*" * bool(chosen) for value, chosen, name in re.findall(
        r'<option value="([^"]+)"( selected)?>([^<]+)<', found[0])}


def test_who_is_recused_is_chosen_among_those_who_take_part_or_looked_for_by_name(case: tuple[House, str]) -> None:
    house, reference = case
    clerk, address = house.visitor(), f"/interviews/{reference}"
    clerk.get(address)
    assert choices(clerk) == {DEPUTY: "陈国栋（约谈人）", RECORDER: "丁小龙（记录人）", CLERK: "白雪（组织人员、本人）"}
    clerk.send(address, clerk.hidden("recused") | {"do": "find", "other_cadre": "zsz", "field.reason": "近亲属"})
    assert (choices(clerk)[SECRETARY].startswith("郑守正"), choices(clerk)[SECRETARY].endswith("*")) == (True, True)
    assert "近亲属" in clerk.page
    clerk.send(address, clerk.hidden("recused") | {"other_cadre": "郑守正", "field.reason": "近亲属"})
    assert "已办理：登记回避" in clerk.text


def test_who_may_recuse_himself_alone_is_offered_nobody_else(case: tuple[House, str]) -> None:
    house, reference = case
    house.visitor().act(reference, "assigned", interviewer=DEPUTY, company="何明远", reason="请其参加")
    guest = house.visitor("C001")
    guest.get(f"/interviews/{reference}")
    assert (choices(guest), "other_cadre" in guest.page) == ({"C001": "何明远（参加人、本人）*"}, False)
