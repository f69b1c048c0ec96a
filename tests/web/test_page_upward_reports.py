"""The pages of upward reports: drafted, reviewed, sent, received, returned; and who is shown none."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from page_office import DIRECTOR, OTHER, RECORDER, House, Visitor
from planted_people import BUREAU

from yuetan.access.actor import Role
from yuetan.casework.attachments import Looked
from yuetan.paperwork.papers.leaks import texts_of

FINDINGS = {"field.findings": "没有发现问题"}


@pytest.fixture
def bureau(house: House) -> Visitor:
    """Somebody who reports for the bureau, whose director reviews it."""
    for cadre, role in ((BUREAU, Role.CLERK), (DIRECTOR, Role.HEAD)):
        found = house.shell.accounts.named(cadre.lower())
        assert found is not None
        house.shell.accounts.grant(found.reference, role, "E", since=house.moment.date(), by=None, paper="授权",
                                   until=date(2036, 1, 1), at=house.moment)
    return house.visitor(BUREAU)


def form(visitor: Visitor, do: str) -> dict[str, str]:
    """The hidden fields of the form with that button, and what stands in its fields."""
    forms = re.findall(r"<form.*?</form>", visitor.page, re.DOTALL)
    found = next(one for one in forms if f'name="do" value="{do}"' in one)
    long = dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', found, re.DOTALL))
    return long | dict(re.findall(r'name="([^"]+)" (?:type="text" )?value="([^"]*)"', found))


def drafted(visitor: Visitor) -> str:
    """The address of a report that was drafted from the list."""
    visitor.get("/reports")
    forms = re.findall(r"<form.*?</form>", visitor.page, re.DOTALL)
    found = next(one for one in forms if 'value="half_year_summary"' in one)
    visitor.send("/reports", dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found)))
    assert visitor.answer.status_code == 200
    return visitor.address


def press(visitor: Visitor, address: str, do: str, **typed: str) -> None:
    visitor.get(address)
    visitor.send(address, form(visitor, do) | typed)


def test_a_report_goes_from_its_draft_through_a_return_to_being_received(house: House, bureau: Visitor) -> None:
    address, head, above = drafted(bureau), house.visitor(DIRECTOR), house.visitor(RECORDER)
    assert ("报往 市纪委监委" in bureau.text, 'name="field.talks" type="text" value="0"' in bureau.page) == (True, True)
    press(bureau, address, "write", **FINDINGS)
    assert "已保存。" in bureau.text
    press(head, address, "review")
    assert ("已审核通过。" in head.text, 'value="send"' in head.page) == (True, True)
    press(bureau, address, "send")
    said = ("已报送。", "已办结：报送约谈工作情况")
    assert [part for part in said if part not in bureau.text] == []
    above.get("/reports")
    assert ("报来的报告" in above.text, address in above.page) == (True, True)
    press(above, address, "return", reason="数字有误")
    assert ("已退回。" in above.text, "重新待办：报送约谈工作情况" in above.text) == (True, True)
    press(bureau, address, "write", **{"field.talks": "1", "remark.talks": "一次没有录入"})
    assert ("第 2 稿" in bureau.text, "更正理由：一次没有录入" in bureau.text) == (True, True)
    press(head, address, "review")
    press(bureau, address, "send")
    press(above, address, "receive")
    assert "已登记收到。" in above.text
    bureau.get(address)
    assert ("已收到" in bureau.text, "现在档案数" in bureau.text, "有变化" in bureau.text) == (True, True, False)
    link = re.search(r'href="(/reports/to/[^"]+)"', above.page)
    assert link
    above.get(link[1])
    facts = ("应报 1 个单位，未报 0 个", "约谈人次：报 1，报送前档案 0，现在 0；更正理由：一次没有录入")
    assert [part for part in facts if part not in above.text] == []


def test_it_is_printed_as_the_regulation_has_it(bureau: Visitor) -> None:
    address = drafted(bureau)
    answer = bureau.client.get(f"{address}/paper")
    said = "".join(texts_of(answer.get_data()))
    facts = ("约谈工作情况", "市纪委监委：", "本时段共约谈0人次。", "没有约谈", "市教育局")
    assert (answer.status_code, [one for one in facts if one not in said]) == (200, [])


def test_what_will_not_do_comes_back_with_what_was_typed_and_why(house: House, bureau: Visitor) -> None:
    address = drafted(bureau)
    press(bureau, address, "write", **{"field.talks": "7", "field.findings": "有一个问题"})
    assert bureau.answer.status_code == 422
    said = ("与档案计数（0）不一致，请写明更正的理由，或者改回。", "有一个问题")
    assert [part for part in said if part not in bureau.text] == []
    assert 'value="7"' in bureau.page
    head = house.visitor(DIRECTOR)
    press(head, address, "decline", reason="")
    assert (head.answer.status_code, "没有退给起草人" in head.text) == (422, True)
    bureau.send("/reports", {"unit": "E", "regulation": "lianyungang", "duty": "own_scheme", "cause": "standing",
                             "token": "x", "csrf_token": bureau.proof})
    assert (bureau.answer.status_code, "没有这一项应报事项" in bureau.text) == (422, True)


def test_the_obligation_leads_to_the_reports_and_takes_none_itself(bureau: Visitor) -> None:
    found = re.search(r'href="(/owed/[^"]*/half_year_summary/[^"]+)"', bureau.get("/?duty=half_year_summary"))
    assert found is not None
    bureau.get(found[1])
    assert ("打开报告页面" in bureau.text, 'id="act-report"' in bureau.page) == (True, False)
    bureau.send(found[1], {"csrf_token": bureau.proof, "token": "x"})
    assert bureau.answer.status_code == 404
    address = drafted(bureau)
    bureau.get(found[1])
    assert (f'href="{address}"' in bureau.page, "未收到" in bureau.text) == (True, True)


def test_for_whoever_may_see_no_reports_there_is_no_such_page(house: House, bureau: Visitor) -> None:
    address = drafted(bureau)
    for who in (OTHER, RECORDER):  # of a draft the unit it is for knows nothing
        stranger = house.visitor(who)
        for asked in (address, f"{address}/paper", "/reports/AAAAAAAAAAAAAAAAAAAAAA",
                      "/reports/to/AAAAAAAAAAAAAAAAAAAAAA/lianyungang/half_year_summary/2026H1"):
            stranger.get(asked)
            assert stranger.answer.status_code == 404, (who, asked)
    nobody = house.visitor(OTHER)
    nobody.get("/reports")
    assert (nobody.answer.status_code, 'href="/reports"' in nobody.get("/")) == (404, False)


def test_an_old_page_and_an_unknown_button_do_nothing(bureau: Visitor) -> None:
    address = drafted(bureau)
    bureau.get(address)
    old = form(bureau, "write")
    press(bureau, address, "write", **FINDINGS)
    bureau.send(address, old | {"token": "another"})
    assert bureau.answer.status_code == 409
    bureau.get(address)
    bureau.send(address, {"do": "burn", "csrf_token": bureau.proof})
    assert bureau.answer.status_code == 404


def test_the_list_is_narrowed_and_says_where_nothing_is_left(bureau: Visitor) -> None:
    address = drafted(bureau)
    for narrowed, found in (("", True), ("?state=drafted&year=2026", True), ("?state=sent", False),
                            ("?year=2020", False), ("?side=incoming", False), ("?page=2", False),
                            ("?state=none&page=-1&year=x", True)):
        bureau.get(f"/reports{narrowed}")
        assert (address in bureau.page) == found, narrowed
    bureau.get("/reports?state=sent")
    assert "没有符合条件的报告。" in bureau.text


def test_a_report_says_who_acts_next(bureau: Visitor) -> None:
    address = drafted(bureau)
    assert "由市教育局的负责人审核，已列在他的工作台上，不用另外提交" in bureau.text
    press(bureau, address, "write", **FINDINGS)
    assert "已保存。下一步：由市教育局的负责人审核" in bureau.text


def on_the_desk(visitor: Visitor, title: str) -> list[tuple[str, str]]:
    """What waits for him of a report by its title: the badge, and since when."""
    visitor.get("/")
    within = "(?:(?!sev-task).)*?"
    return re.findall(rf'sev-task">([^<]+)</span>{within}>{title}<{within}</span> ([0-9-]+)</div>', visitor.page,
                      re.DOTALL)


def test_each_hand_it_comes_to_finds_it_on_his_desk_since_the_day_it_came(house: House, bureau: Visitor) -> None:
    address, head, above = drafted(bureau), house.visitor(DIRECTOR), house.visitor(RECORDER)
    day, title = "2026-03-02", "报送约谈工作情况"
    assert on_the_desk(head, f"审核报告：{title}") == [("待审核", day)]
    press(head, address, "decline", reason="漏了一次")
    assert (on_the_desk(head, f"审核报告：{title}"), on_the_desk(bureau, f"修改退回的报告：{title}")) == (
        [], [("待修改", day)])
    bureau.get(address)
    assert "已退给起草人，理由在“经过”里" in bureau.text
    press(bureau, address, "write", **FINDINGS)
    press(head, address, "review")
    assert on_the_desk(bureau, f"报送报告：{title}") == [("待报送", day)]
    bureau.get(address)
    assert ("报给市纪委监委" in bureau.text, "市纪委监委在本系统内" in bureau.text) == (True, True)
    press(bureau, address, "send")
    assert (on_the_desk(bureau, f"报送报告：{title}"), on_the_desk(above, f"接收报告：{title}")) == (
        [], [("待接收", day)])
    press(above, address, "return", reason="数字有误")
    assert on_the_desk(bureau, f"修改退回的报告：{title}") == [("待修改", day)]


def test_what_is_owed_says_for_which_period_and_to_whom(bureau: Visitor) -> None:
    bureau.get("/reports")
    wanted = "《市管领导干部廉政约谈暂行办法》 市教育局 市纪委监委 2026年上半年 2026-06-30"
    assert f"报送约谈工作情况 {wanted}" in bureau.text


def test_a_report_that_was_sent_on_paper_before_brings_that_paper_along(
        house: House, bureau: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yuetan_web.late_scans.look", lambda _: Looked(sort="pdf", pages=1))
    address, head = drafted(bureau), house.visitor(DIRECTOR)
    press(head, address, "review")
    bureau.get(address)
    late = {"on": "2026-02-27", "late_paper": "教党〔2026〕3号", "late_reason": "先报了纸件"}
    bureau.send(address, {**form(bureau, "send"), **late, "late_scan": (BytesIO(b"%PDF-signed"), "报告.pdf")})
    said = ("已报送。签字材料的扫描件已随补录归档。", "归档签字材料的扫描件 ·")
    assert [one for one in said if one not in bureau.text] == []
    page = re.search(r'href="(/units/[^"]{22})">市教育局<', bureau.get("/units"))
    assert page is not None
    where = re.search(r'href="([^"]+/scans/[^"]+)">教党〔2026〕3号<', bureau.get(page[1]))
    assert where is not None
    assert bureau.client.get(where[1]).data == b"%PDF-signed"
