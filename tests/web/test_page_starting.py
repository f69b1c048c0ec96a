"""Beginning an interview, checking what is sent, leaving it for later, and one's own pages; all without a script."""

from __future__ import annotations

import re

import pytest
from page_office import DEPUTY, DIRECTOR, NOTICE, OTHER, RECORDER, House, Visitor, proposed
from werkzeug.datastructures import MultiDict

from yuetan.engine.obligations import Key
from yuetan.records.owed.changes import Change
from yuetan_web.told import changes_in_words

ROUTINE = {"kind": "lianyungang:routine", "interviewer": DEPUTY, "planned": "2026-03-16", "time": "09:30",
           "minutes": "60", "place": "行政中心512室", "topic": "履职情况"}


def hidden(visitor: Visitor) -> list[tuple[str, str]]:
    """The hidden fields of the form that is sent next."""
    form = visitor.page[visitor.page.index('class="columns"'):]
    return re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)


def sent(visitor: Visitor, *fields: tuple[str, str]) -> str:
    return visitor.send("/interviews/new", MultiDict([*hidden(visitor), *fields]))


def checked(house: House, **changes: str) -> Visitor:
    """A clerk who looks at what she is about to propose."""
    clerk = house.visitor()
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}")
    sent(clerk, *(ROUTINE | changes).items(), ("do", "check"))
    return clerk


def at(visitor: Visitor, code: str, **fields: str) -> dict[str, str]:
    """The form of an act as it is filled in."""
    return visitor.hidden(code) | {"addressee": fields.pop("addressee", "")} | {
        f"field.{name}": text for name, text in fields.items()}


def test_a_proposal_is_looked_at_once_more_with_what_would_follow(house: House) -> None:
    clerk = checked(house)
    parts = ("还没有提出", "约谈人 陈国栋（市纪委监委副书记）", "第五条（七）", "2026-03-16 09:30 约 60 分钟",
             "新增应办：通知约谈对象（期限 2026-03-13）", "没有不准许的地方")
    assert [part for part in parts if part not in clerk.text] == []
    clerk.get("/interviews")
    assert "马文慧" not in clerk.text
    checked(house)
    sent(clerk, ("do", "propose"))
    assert "约谈已提出" in clerk.text


def test_an_answer_is_changed_with_all_others_kept(shared_house: House) -> None:
    clerk = checked(shared_house)
    sent(clerk, ("do", "edit"))
    kept = [f'value="{one}"' for one in ("行政中心512室", "09:30", "60", "履职情况")]
    assert [one for one in (*kept, f'value="{DEPUTY}" checked') if one not in clerk.page] == []


def test_what_was_checked_and_not_sent_is_gone_on_with_after_signing_in_again(house: House) -> None:
    checked(house)
    house.on("2026-03-03")
    clerk = house.visitor()
    clerk.get("/drafts")
    link = re.search(r'href="(/interviews/new\?draft=[^"]+)"', clerk.page)
    assert link is not None
    clerk.get(link[1])
    assert ('value="行政中心512室"' in clerk.page, f'value="{DEPUTY}" checked' in clerk.page) == (True, True)
    head = house.visitor(DEPUTY)
    head.get(link[1])
    assert head.answer.status_code == 404
    sent(clerk, *ROUTINE.items(), ("do", "propose"))
    clerk.get("/drafts")
    assert "没有草稿" in clerk.text


def test_the_same_hour_with_the_same_talker_is_told_without_its_matter(house: House) -> None:
    clerk = checked(house)
    sent(clerk, ("do", "propose"))
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={DIRECTOR}")
    sent(clerk, *(ROUTINE | {"time": "10:00", "topic": "别的"}).items(), ("do", "check"))
    told = clerk.text.partition("可能冲突")[2].partition("办理之后")[0]
    text = "时间重叠 陈国栋当天在“行政中心512室”另有安排（09:30 起约 60 分钟）"
    assert (text in told, "履职情况" in told) == (True, False)


def test_several_are_talked_to_one_by_one_each_at_his_own_time(house: House) -> None:
    clerk = house.visitor()
    clerk.get("/interviews/new?kind=lianyungang:routine&more=yes&name=马文慧、周志强")
    assert clerk.page.count('name="cadre"') == 2
    assert 'type="hidden" name="more"' not in clerk.page  # it would keep whoever goes on at the first step
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}&cadre={DIRECTOR}")
    both = [("cadre", OTHER), ("cadre", DIRECTOR), ("apart", "yes"), *ROUTINE.items()]
    sent(clerk, *both, ("do", "check"))
    assert "这一批里，马文慧和周志强的谈话安排在同一时间" in clerk.text
    sent(clerk, (f"time.{DIRECTOR}", "15:00"), ("do", "check"))
    assert ("2026-03-16 15:00" in clerk.text, "这一批里" in clerk.text) == (True, False)
    sent(clerk, ("do", "propose"))
    clerk.get("/interviews")
    assert [clerk.page.count(f"日常约谈 约谈〔2026〕{number}号") for number in (1, 2, 3)] == [1, 1, 0]


@pytest.mark.parametrize(("field", "text", "wrong"), [
    ("minutes", "一小时", "预计时长请填分钟数"), ("minutes", "99999", "预计时长请填 1 至 1440 分钟"),
    ("time", "9点", "请写成 09:30 这样的时间"), ("also", "无此人", "名册里没有找到“无此人”")])
def test_what_will_not_do_comes_back_beside_its_field(shared_house: House, field: str, text: str, wrong: str) -> None:
    clerk = checked(shared_house, **{field: text})
    assert (clerk.answer.status_code, wrong in clerk.text) == (422, True)


def test_a_talk_that_is_owed_is_begun_in_one_click_and_cited(shared_house: House) -> None:
    clerk = shared_house.visitor()
    clerk.get("/?view=all")
    link = re.search(rf'href="(/interviews/new\?[^"]*cadre={OTHER}[^"]*)"', clerk.page)
    assert link is not None
    clerk.get(link[1].replace("&amp;", "&"))
    parts = ("发起约谈 · 马文慧", "日常约谈", "为办理应办事项 每年至少一次日常约谈", "期限 2026-12-31", "第六条")
    assert [part for part in parts if part not in clerk.text] == []
    clerk.get(f"/interviews/new?kind=lianyungang:routine&cadre={OTHER}&because=/owed/a/b/c/d/e")
    assert (clerk.answer.status_code, "为办理应办事项" in clerk.text) == (200, False)


def test_a_notice_is_looked_at_once_more_and_left_for_later(house: House) -> None:
    clerk, reference = house.visitor(), proposed(house)
    clerk.act(reference, "consulted")
    address = f"/interviews/{reference}"
    typed = at(clerk, "notified", **NOTICE)
    clerk.send(address, typed | {"do": "check"})
    parts = ("请核对 · 通知约谈对象", "送达给 约谈对象本人", "日期 2026-03-09", "已办结：通知约谈对象", "还没有办理")
    assert [part for part in parts if part not in clerk.text] == []
    clerk.send(address, typed | {"do": "keep", "field.place": "另一间屋"})
    assert ("接着填" in clerk.text, "另一间屋" in clerk.page) == (True, True)
    recorder = house.visitor(RECORDER)
    recorder.get(address)
    assert "另一间屋" not in recorder.page
    clerk.send(address, typed | {"do": "check", "field.date": "2026-03-04"})
    assert (clerk.answer.status_code, "最迟应在 2026-03-01" in clerk.text) == (422, True)
    clerk.send(address, typed | {"do": "send"})
    assert ("已办理：通知约谈对象" in clerk.text, "接着填" in clerk.text) == (True, False)


def test_another_day_is_supposed_on_the_page_of_the_interview_and_of_a_duty(house: House) -> None:
    clerk, reference = house.visitor(), proposed(house)
    clerk.get(f"/interviews/{reference}?held=2026-03-28")
    assert [part for part in ("现在 2026-03-06 → 最迟 2026-03-25", "现在 2026-03-24 → 最迟 2026-04-13", "不保存")
            if part not in clerk.text] == []
    for typed, wrong in (("三月", "请写成 2026-03-09 这样的日期"), ("2026-01-01", "请填今天（2026-03-02）至")):
        clerk.get(f"/interviews/{reference}?held={typed}")
        assert (clerk.answer.status_code, wrong in clerk.text) == (200, True)
    clerk.get("/?view=all")
    owed = re.search(r'href="(/owed/[^"#]+annual_talk[^"#]+)"', clerk.page)
    assert owed is not None
    for held, verdict in (("2026-12-31", "按期的，离期限 2026-12-31 还有 0 天"), ("2027-01-01", "已经逾期 1 天")):
        clerk.get(f"{owed[1]}?held={held}")
        assert verdict in clerk.text


def test_whoever_is_talked_to_finds_what_is_his_on_one_page(house: House) -> None:
    clerk, reference = house.visitor(), proposed(house)
    him = house.visitor(OTHER)
    him.get("/mine")
    assert "没有通知您的约谈" in him.text
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    him.get("/mine")
    parts = ("警示约谈 · 约谈〔2026〕1号", "签收通知", "报送整改落实情况报告", "期限 2026-03-24", "第八条（三）",
             "申请延期", "提出不同意见", "申请回避", "申诉", "延期申请书")
    assert [part for part in parts if part not in him.text] == []
    assert [secret for secret in ("赵告密", "线索", "陈国栋") if secret in him.text] == []
    other = house.visitor(DIRECTOR)
    other.get("/mine")
    assert "约谈〔2026〕1号" not in other.text


def test_whoever_is_talked_to_is_told_of_changes_in_what_he_owes_alone(shared_house: House) -> None:
    changes = [Change(key=Key("lianyungang", "2015-02-04", duty, subject, ""), change="settled", was="OPEN",
                      became="DONE", due_was=None, due_became=None)
               for duty, subject in (("rectification_report", OTHER), ("rectification_report", DIRECTOR),
                                     ("notice", OTHER), ("annual_talk", DEPUTY))]
    with shared_house.app.test_request_context("/"):
        assert [changes_in_words(changes, (OTHER, "case")), len(changes_in_words(changes))] == [
            ["已办结：报送整改落实情况报告"], 3]
