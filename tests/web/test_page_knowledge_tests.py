"""The pages of a test: the cadre takes his own, the office prints one and enters it, and nobody reads what is his."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_office import CLERK, DEPUTY, NAMES, OTHER, RECORDER, SECRETARY, Visitor
from quiz_office import BUREAU, DIRECTOR, question
from quiz_pages import Paged, paged_in

from yuetan.casework.acts import Done
from yuetan.paperwork.papers.leaks import texts_of

THREE = (question(1), question(2, "BC"), question(3, "对", options=""))
SECRET = "埋下的出处"  # noqa: S105 - a text that stands nowhere but beside a right answer


@pytest.fixture
def paged(tmp_path: Path) -> Iterator[Paged]:
    with paged_in(tmp_path) as found:
        found.quiz.keep(*(one | {"source": SECRET} for one in THREE), drawn=3)
        yield found


@pytest.fixture
def done(paged: Paged) -> Done:
    return paged.quiz.told()


def chosen(visitor: Visitor, *, leave: int = 0) -> list[tuple[str, str]]:
    """The form of the test, with the first option of each question but the first so many."""
    form = re.search(r'<form class="act" id="answers".*?</form>', visitor.page, re.DOTALL)
    assert form, visitor.text
    asked = re.findall(r"<fieldset.*?</fieldset>", form[0], re.DOTALL)
    first = [re.findall(r'name="(answer\.[^"]+)" value="([^"]+)"', one)[0] for one in asked]
    return [*re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0]), *first[leave:]]


def missing(visitor: Visitor, *parts: str) -> list[str]:
    return [part for part in parts if part not in visitor.text]


def begin(visitor: Visitor, done: Done) -> None:
    path = f"/interviews/{done.case}/test"
    visitor.get(path)
    visitor.post(path, do="begin")


def take(visitor: Visitor, done: Done) -> None:
    begin(visitor, done)
    visitor.send(f"/interviews/{done.case}/test", dict(chosen(visitor)))


def test_the_page_of_the_talk_leads_him_to_his_test_and_through_it(paged: Paged, done: Done) -> None:
    me = paged.house.visitor(OTHER)
    me.get(f"/interviews/{done.case}")
    assert f'href="/interviews/{done.case}/test"' in me.page
    begin(me, done)
    assert missing(me, "共 3 题", "单选", "多选", "判断", "A. 甲1", "交卷之后不能再改") == []
    take(me, done)
    assert missing(me, "已作答：廉政常识测试。得分只有您自己看得到。", "已办结：参加廉政常识测试", "答对 2 题，共 3 题",
                   "您的作答", "正确答案 BC", f"出处：{SECRET}") == []
    me.get(f"/interviews/{done.case}/test")
    assert ("交卷" in me.text, "已作答" in me.text) == (False, True)
    path = f"/interviews/{done.case}/test/result"
    assert [me.client.get(path + more).data[:4] for more in ("", "?format=pdf")] == [b"PK\x03\x04", b"%PDF"]
    assert paged.house.visitor(CLERK).client.get(path).status_code == 404


def test_before_he_hands_it_in_his_page_tells_nothing_of_what_is_right(paged: Paged, done: Done) -> None:
    me = paged.house.visitor(OTHER)
    begin(me, done)
    assert (SECRET in me.page, "正确答案" in me.page, "checked" in me.page) == (False, False, False)


def test_a_question_without_an_answer_is_named_and_the_others_stay_chosen(paged: Paged, done: Done) -> None:
    me = paged.house.visitor(OTHER)
    begin(me, done)
    me.send(f"/interviews/{done.case}/test", dict(chosen(me, leave=1)))
    assert (me.answer.status_code, "第 1 题没有作答。" in me.text, me.page.count(" checked")) == (422, True, 2)
    assert "第 2 题没有作答。" not in me.text


def test_it_is_taken_once_however_often_it_is_sent(paged: Paged, done: Done) -> None:
    me = paged.house.visitor(OTHER)
    begin(me, done)
    form = dict(chosen(me))
    me.send(f"/interviews/{done.case}/test", form)
    assert "先前已经办过" in me.send(f"/interviews/{done.case}/test", form)
    me.send(f"/interviews/{done.case}/test", form | {"token": "another"})
    assert (me.answer.status_code, "这份测试已经作答，不能再答。" in me.text) == (422, True)


def test_what_is_wanting_is_said_in_words(paged: Paged, done: Done) -> None:
    paged.quiz.forget()
    me, clerk = paged.house.visitor(OTHER), paged.house.visitor(RECORDER)
    begin(me, done)
    assert (me.answer.status_code, "题库里还没有题目" in me.text) == (422, True)
    clerk.get(f"/interviews/{done.case}/tests")
    clerk.post(f"/interviews/{done.case}/tests/paper", cadre=OTHER)
    assert (clerk.answer.status_code, "题库里还没有题目" in clerk.text) == (422, True)


def test_the_clerk_prints_it_and_enters_that_it_was_taken(paged: Paged, done: Done) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.get(f"/interviews/{done.case}")
    path = f"/interviews/{done.case}/tests"
    assert f'href="{path}"' in clerk.page
    clerk.get(path)
    assert missing(clerk, NAMES[OTHER], "未抽题", "抽题并打印试卷（Word）") == []
    proof = clerk.proof
    papers = [clerk.client.post(f"{path}/paper", data={"cadre": OTHER, "csrf_token": proof}) for _ in range(2)]
    assert (papers[0].data == papers[1].data, str(papers[0].mimetype)[-8:]) == (True, "document")
    text = "\n".join(texts_of(papers[0].data))
    assert ("第1问" in text, SECRET in text) == (True, False)
    clerk.get(path)
    sent = {"cadre": OTHER, "token": "entering", "csrf_token": clerk.proof}
    clerk.send(path, sent | {"on": "2026-03-40", "paper": ""})
    assert (clerk.answer.status_code, "请写成 2026-03-09 这样的日期" in clerk.text) == (422, True)
    clerk.send(path, sent | {"on": "2026-03-02", "paper": ""})
    assert (clerk.answer.status_code, "请写明所依据的签字材料" in clerk.text) == (422, True)
    clerk.send(path, sent | {"on": "2026-03-02", "paper": "签字试卷"})
    assert missing(clerk, "已登记：廉政常识测试", "已作答", "2026-03-02") == []
    me = paged.house.visitor(OTHER)
    me.get(f"/interviews/{done.case}/test")
    assert ("已在纸面上作答" in me.text, "题，共" in me.text) == (True, False)


def test_what_he_answered_and_how_well_stands_on_no_page_of_anybody_else(paged: Paged, done: Done) -> None:
    take(paged.house.visitor(OTHER), done)
    me = paged.house.visitor(OTHER)
    assert "答对 2 题，共 3 题" in me.text
    case = f"/interviews/{done.case}"
    paths = [case, f"{case}/test", f"{case}/tests", "/", "/interviews", "/cadres?name=E002",
             *(f"{case}/papers/{number}" for number in range(1, 6))]
    for who in (CLERK, RECORDER, DEPUTY, SECRETARY, DIRECTOR, BUREAU):
        visitor = paged.house.visitor(who)
        for path in paths:
            answer = visitor.client.get(path)
            text = answer.text if answer.mimetype == "text/html" else "\n".join(texts_of(answer.data))
            assert [part for part in ("答对", "您的作答", "正确答案", SECRET) if part in text] == [], (who, path)


@pytest.mark.parametrize("who", [DEPUTY, SECRETARY, DIRECTOR, BUREAU])
def test_the_pages_are_as_if_they_were_not_there_for_everybody_else(paged: Paged, done: Done, who: str) -> None:
    visitor = paged.house.visitor(who)
    visitor.get("/account")
    sent = {"csrf_token": visitor.proof, "cadre": OTHER, "do": "begin", "token": "x", "on": "2026-03-02"}
    path = f"/interviews/{done.case}"
    found = [visitor.client.get(f"{path}/{tail}") for tail in ("test", "tests")]
    found += [visitor.client.post(f"{path}/{tail}", data=sent) for tail in ("test", "tests", "tests/paper")]
    assert [one.status_code for one in found] == [404] * 5


def test_the_office_prints_for_those_talked_to_alone(paged: Paged, done: Done) -> None:
    clerk = paged.house.visitor(RECORDER)
    clerk.get(f"/interviews/{done.case}/tests")
    for cadre in (DIRECTOR, "", "\x00", "E" * 200):
        clerk.post(f"/interviews/{done.case}/tests/paper", cadre=cadre)
        assert clerk.answer.status_code == 404
        clerk.get(f"/interviews/{done.case}/tests")
