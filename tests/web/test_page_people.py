"""Somebody moves: foreseen, entered and put right; two records merged by two persons; a file handed over."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, NAMES, OTHER, RECORDER, SECRETARY, House, Visitor

LEAVE = {"sort": "leave", "on": "2026-03-02", "last": "2026-06-30", "paper": "连组干〔2026〕8号", "reason": "病假"}


def opened(visitor: Visitor, cadre: str, tail: str = "") -> str:
    """Open somebody's page, or what stands beside it: its address."""
    visitor.get(f"/cadres?name={cadre}")
    found = re.search(r'href="(/cadres/[^"]{22})"', visitor.page)
    assert found is not None
    visitor.get(found[1] + tail)
    return found[1]


def hidden(visitor: Visitor, form: str) -> dict[str, str]:
    """The hidden fields of a form; several of one name are not among them."""
    found = re.search(rf'<form class="act[^"]*" id="{form}".*?</form>', visitor.page, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found[0])) if found else {}


def entered(visitor: Visitor, cadre: str, typed: dict[str, str]) -> None:
    """Fill in the form of an act, look at what would change, and enter it."""
    opened(visitor, cadre, f"/moves?sort={typed['sort']}")
    visitor.send(f"{visitor.address}", hidden(visitor, "act-move") | typed)
    visitor.send(f"{visitor.address}", hidden(visitor, "act-move"))


def test_a_leave_is_foreseen_entered_shown_and_put_right(house: House) -> None:
    clerk = house.visitor(RECORDER)
    opened(clerk, DEPUTY, "/moves?sort=leave")
    clerk.send(clerk.address, hidden(clerk, "act-move") | LEAVE)
    assert ("还没有登记" in clerk.text, "共 0 件" in clerk.text) == (True, True)
    clerk.send(clerk.address, hidden(clerk, "act-move"))
    said = ("已登记：长期离岗。", "连组干〔2026〕8号", "2026-03-02 至 2026-06-30")
    assert [text for text in said if text not in clerk.text] == []
    opened(clerk, DEPUTY)
    assert "离岗（2026-03-02 至 2026-06-30）" in clerk.text
    desk = house.visitor(DEPUTY)
    assert "这段时间不向您派应办事项" in re.sub(r"\s+", "", desk.get("/"))
    opened(clerk, DEPUTY, "/moves")
    clerk.send(clerk.address, hidden(clerk, "act-revoke") | {"reason": "登记有误"})
    assert ("已更正" in clerk.text, "更正最近一项" in clerk.text) == (True, False)


def test_what_is_wrong_comes_back_with_what_was_typed(house: House) -> None:
    clerk = house.visitor(RECORDER)
    opened(clerk, DEPUTY, "/moves?sort=leave")
    clerk.send(clerk.address, hidden(clerk, "act-move") | LEAVE | {"last": "昨天"})
    assert (clerk.answer.status_code, "请写成 2026-03-09 这样的日期" in clerk.text) == (422, True)
    clerk.send(clerk.address, hidden(clerk, "act-move") | LEAVE | {"paper": ""})
    assert (clerk.answer.status_code, "请填写。" in clerk.text, 'value="2026-06-30"' in clerk.page) == (422, True, True)
    clerk.send(clerk.address, hidden(clerk, "act-move") | LEAVE | {"sort": "none"})
    assert clerk.answer.status_code == 422


def test_two_at_once_are_told_apart(house: House) -> None:
    clerk = house.visitor(RECORDER)
    opened(clerk, DEPUTY, "/moves?sort=leave")
    first = hidden(clerk, "act-move") | LEAVE | {"do": "apply"}
    clerk.send(clerk.address, first)
    address = clerk.address
    clerk.send(address, first | {"token": "another"})
    assert (clerk.answer.status_code, "有人刚刚办理过他的变动" in clerk.text) == (422, True)
    clerk.send(address, first)
    assert "没有重复登记" in clerk.text


@pytest.mark.parametrize("sort", ["appointment", "promotion", "acting", "secondment", "end", "return", "renaming",
                                  "death", "detention"])
def test_every_act_has_its_form(shared_house: House, sort: str) -> None:
    clerk = shared_house.visitor(RECORDER)
    opened(clerk, DEPUTY, f"/moves?sort={sort}")
    assert (clerk.answer.status_code, 'id="act-move"' in clerk.page) == (200, True)


def test_a_promotion_ends_the_post_that_is_chosen(house: House) -> None:
    clerk = house.visitor(RECORDER)
    opened(clerk, DEPUTY, "/moves?sort=promotion")
    unit = re.search(r'<option value="([^"]{22})">市纪委监委', clerk.page)
    ends = re.search(r'name="ends" value="([^"]+)"', clerk.page)
    assert unit
    assert ends
    typed = {"sort": "promotion", "unit": unit[1], "title": "书记", "post": "head", "rank": "6", "manner": "regular",
             "ends": ends[1], "on": "2026-03-02", "paper": "连组干〔2026〕9号", "reason": "提任", "marks": "市管"}
    clerk.send(clerk.address, hidden(clerk, "act-move") | typed)
    assert "还没有登记" in clerk.text
    clerk.send(clerk.address, hidden(clerk, "act-move") | {"ends": ends[1]})
    said = ("已登记：提任。", "任市纪委监委书记", "不再任市纪委监委副书记")
    assert [text for text in said if text not in clerk.text] == []


def test_who_may_not_finds_no_page_and_no_way_there(house: House) -> None:
    clerk = house.visitor()  # of the discipline organ: no personnel clerk
    address = opened(clerk, DEPUTY)
    assert "/moves" not in clerk.page
    for method in (clerk.get, lambda path: clerk.send(path, LEAVE | {"csrf_token": clerk.proof})):
        method(f"{address}/moves")
        assert clerk.answer.status_code == 404
        opened(clerk, DEPUTY)


def test_records_are_merged_by_two_and_a_refusal_needs_its_reason(house: House) -> None:
    first, second = house.visitor(), house.visitor(SECRETARY)
    first.get("/mergers")
    typed = {"kept": OTHER, "merged": "E003", "paper": "干部档案", "reason": "同一人"}
    first.send("/mergers", hidden(first, "act-new") | typed | {"merged": OTHER})
    assert (first.answer.status_code, "请填写两个不同的人员编号" in first.text) == (422, True)
    first.send("/mergers", hidden(first, "act-new") | typed)
    assert ("已提出合并" in first.text, "待另一人答复" in first.text) == (True, True)
    second.get("/mergers")
    form = re.search(r'id="(m[^"]{22})"', second.page)
    assert form
    address = f"/mergers/{form[1][1:]}"
    second.send(address, hidden(second, form[1]) | {"do": "refuse", "reason": ""})
    assert second.answer.status_code == 422
    second.send(address, hidden(second, form[1]) | {"do": "refuse", "reason": "不是同一人"})
    assert "共 0 件" in second.text
    first.send(address, {"do": "agree", "csrf_token": first.proof, "token": "t"})
    assert first.answer.status_code == 404


def test_a_file_is_handed_over_with_its_list_and_accepted(house: House) -> None:
    clerk, other = house.visitor(), house.visitor(SECRETARY)
    address = opened(clerk, OTHER, "/dossier")
    assert "每次查阅都留有记录" in clerk.text
    clerk.send(f"{address}/dossier", hidden(clerk, "act-release") | {"to_unit": "E", "paper": "函"})
    assert (clerk.answer.status_code, "不能是现在保管的单位" in clerk.text) == (422, True)
    clerk.send(f"{address}/dossier", hidden(clerk, "act-release") | {"to_unit": "J", "paper": "函"})
    assert ("已移交，待签收" in clerk.text, NAMES[OTHER] in clerk.text) == (True, True)
    other.get("/dossiers")
    form = re.search(r'id="(d[^"]{22})"', other.page)
    assert form
    other.send(f"/dossiers/{form[1][1:]}", hidden(other, form[1]) | {"do": "accept"})
    assert "已签收档案。" in other.text
    other.send(f"/dossiers/{form[1][1:]}", {"do": "nothing", "csrf_token": other.proof})
    assert other.answer.status_code == 404
    assert CLERK
