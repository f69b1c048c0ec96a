"""Tests before a talk on paper, and who knows what of a test: the record says that and when, the rest is his alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from attrs import evolve
from quiz_office import (
    BANK,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    NAMES,
    OTHER,
    RECORDER,
    START,
    THREE,
    Quiz,
    question,
    quiz_over,
)

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Late, Proposal
from yuetan.casework.errors import Hidden, NotDone, Refused, Unfit
from yuetan.paperwork.papers.leaks import texts_of
from yuetan.paperwork.papers.printed_test import printed_test
from yuetan.rules import HELD
from yuetan.wording import speaking


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Quiz]:
    with quiz_over(shared_database_url) as found:
        yield found


@pytest.fixture
def quiz(office: Quiz) -> Iterator[Quiz]:
    """The office with three questions, all of which every test has."""
    office.forget()
    office.moment = START
    office.keep(*THREE, drawn=3)
    with speaking("zh"):
        yield office


# On paper


def test_a_printed_test_is_the_same_paper_again_without_what_is_right(quiz: Quiz) -> None:
    done, clerk = quiz.told(), quiz.actors[RECORDER]
    first = printed_test(quiz.tests.print(clerk, done.case, OTHER))
    quiz.moment += timedelta(days=2)
    assert printed_test(quiz.tests.print(clerk, done.case, OTHER)) == first
    text = document(first.content)
    parts = ("廉政常识测试", "《某局廉政谈话办法》", "市纪委监委", NAMES[OTHER], "A．甲1", "［判断］", "答题人签名")
    assert [part for part in parts if part not in text] == []
    assert [part for part in ("出处", "答案", "正确答案") if part in text] == []
    assert first.name == f"廉政常识测试试卷（{NAMES[OTHER]}）.docx"
    assert [row[0] for row in quiz.rows("SELECT action FROM read_log ORDER BY id")][-2:] == ["test.draw"] * 2


def document(content: bytes) -> str:
    return "\n".join(texts_of(content))


def test_the_clerk_enters_that_a_paper_was_taken_and_when_and_the_talk_may_be_held(quiz: Quiz) -> None:
    done, clerk = quiz.told(), quiz.actors[RECORDER]
    quiz.tests.print(clerk, done.case, OTHER)
    taken_on = quiz.today
    quiz.moment += timedelta(days=3)
    done = quiz.tests.enter(clerk, done.case, OTHER, on=taken_on, paper="签字试卷第1号", token=quiz.token())
    assert quiz.events(done)[-1][:2] == ("knowledge_test", taken_on)
    mine = quiz.tests.own(quiz.actors[OTHER], done.case)
    assert (mine.taken_on, mine.score, {one.answer for one in mine.questions}) == (taken_on, None, {""})
    assert quiz.hold(done).version == done.version + 1


@pytest.mark.parametrize(("on", "paper", "wrong"), [
    (None, "试卷", {"on": "请填写实际作答的日期。"}),
    (date(2026, 3, 1), "试卷", {"on": "2026-03-01 早于提出约谈之日（2026-03-02）；请核对日期。"}),
    (date(2026, 3, 3), "试卷", {"on": "2026-03-03 还没有到；办理日期最晚是今天（2026-03-02）。"}),
    (date(2026, 3, 2), " ", {"paper": "补录 2026-03-02 的事项，请写明所依据的签字材料。"}),
    (date(2026, 3, 2), "一\x00", {"paper": "有无法保存的字符，请重新输入。"}),
    (date(2026, 3, 2), "\ud800", {"paper": "有无法保存的字符，请重新输入。"}),
    (date(2026, 3, 2), "长" * 201, {"paper": "最多 200 字，现有 201 字。"}),
])
def test_what_will_not_do_is_said_by_field(quiz: Quiz, on: date | None, paper: str, wrong: dict[str, str]) -> None:
    done = quiz.told()
    quiz.tests.print(quiz.actors[RECORDER], done.case, OTHER)
    with pytest.raises(Unfit) as unfit:
        quiz.tests.enter(quiz.actors[RECORDER], done.case, OTHER, on=on, paper=paper, token=quiz.token())
    assert unfit.value.errors == wrong


def test_a_paper_that_was_never_printed_or_is_taken_already_is_not_entered(quiz: Quiz) -> None:
    done, clerk = quiz.told(), quiz.actors[RECORDER]

    def enter() -> Done:
        return quiz.tests.enter(clerk, done.case, OTHER, on=quiz.today, paper="试卷", token=quiz.token())
    with pytest.raises(Refused) as refused:
        enter()
    assert refused.value.text == "还没有为他抽题；请先打印试卷。"
    quiz.answer(done)
    with pytest.raises(Refused):
        enter()


def test_an_earlier_paper_entered_after_the_talk_is_of_a_day_before_it(quiz: Quiz) -> None:
    done, clerk = quiz.told(), quiz.actors[RECORDER]
    quiz.tests.print(clerk, done.case, OTHER)
    quiz.moment += timedelta(days=2)
    done = quiz.take(DEPUTY, done, HELD, on=date(2026, 3, 3), late=Late(paper="记录", reason="漏录"))
    quiz.moment += timedelta(days=1)
    with pytest.raises(Unfit, match="应在谈话之前"):
        quiz.tests.enter(clerk, done.case, OTHER, on=quiz.today, paper="试卷", token=quiz.token())
    quiz.tests.enter(clerk, done.case, OTHER, on=date(2026, 3, 2), paper="试卷", token=quiz.token())
    assert quiz.tests.own(quiz.actors[OTHER], done.case).taken_on == date(2026, 3, 2)


# Who knows what


def test_a_test_is_never_handed_in_as_a_form(quiz: Quiz) -> None:
    done = quiz.told()
    assert "knowledge_test" not in {one.code for one in quiz.casework.offers(quiz.actors[OTHER], done.case)}
    for who, late in ((OTHER, {}), (DEPUTY, {"on": quiz.today})):
        with pytest.raises(NotDone):
            quiz.take(who, done, "knowledge_test", fields={"medium": "网上作答"}, **late)


def test_the_answers_and_the_score_are_his_alone(quiz: Quiz) -> None:
    done = quiz.told()
    quiz.answer(done)
    assert [who for who in NAMES if done_by(lambda: quiz.tests.own(quiz.actors[who], done.case))] == [OTHER]  # noqa: B023 - called at once
    told = [one.content for who in NAMES if (view := quiz.access(who).interview(done.case))
            for one in view.events if one.code == "knowledge_test"]
    assert {field for content in told for field in content} == {"medium"}


def test_neither_event_nor_outbox_holds_the_score_or_an_answer(quiz: Quiz) -> None:
    done = quiz.told()
    quiz.answer(done)
    kept = quiz.rows("SELECT event.content, outbox.content FROM event JOIN outbox ON outbox.event_id = event.id "
                      "WHERE event.code = 'knowledge_test' ORDER BY event.id")
    assert kept[-1][0] == '{"medium":"网上作答"}'
    assert set(str(kept[-1][1])) <= set('{"case": , "sequence": }' + done.case + "0123456789")


OFFICE = {CLERK, RECORDER}


def test_the_office_draws_and_enters_he_takes_it_and_nobody_else_does_either(quiz: Quiz) -> None:
    done = quiz.told()
    chosen = quiz.answers(done.case)
    acts: dict[str, Callable[[Actor], object]] = {
        "office": lambda actor: quiz.tests.office(actor, done.case),
        "print": lambda actor: quiz.tests.print(actor, done.case, OTHER),
        "begin": lambda actor: quiz.tests.begin(actor, done.case),
        "answer": lambda actor: quiz.tests.answer(actor, done.case, {}, token=quiz.token()),
        "enter": lambda actor: quiz.tests.enter(actor, done.case, OTHER, on=None, paper="", token=quiz.token())}
    may = {who: {name for name, act in acts.items() if done_by(lambda: act(quiz.actors[who]))}  # noqa: B023 - called at once
           for who in NAMES}
    assert {who: given for who, given in may.items() if given} == {
        **{who: {"office", "print", "enter"} for who in OFFICE}, OTHER: {"begin", "answer"}}
    assert quiz.tests.answer(quiz.actors[OTHER], done.case, chosen, token=quiz.token()).repeated is False


def done_by(act: Callable[[], object]) -> bool:
    """Whether it is there for him, done or not."""
    try:
        act()
    except Hidden:
        return False
    except Unfit:
        return True
    return True


def test_before_he_was_told_of_the_talk_there_is_no_test_for_him(quiz: Quiz) -> None:
    done = quiz.casework.propose(quiz.actors[CLERK], Proposal(
        regulation="quiz", kind="daily", interviewees=(OTHER,), interviewers=(DEPUTY,)), token=quiz.token())
    assert done_by(lambda: quiz.tests.own(quiz.actors[OTHER], done.case)) is False
    assert done_by(lambda: quiz.tests.begin(quiz.actors[OTHER], done.case)) is False
    assert done_by(lambda: quiz.tests.print(quiz.actors[CLERK], done.case, DIRECTOR)) is False


def test_a_kind_of_talk_that_asks_for_no_test_has_none(quiz: Quiz) -> None:
    done = quiz.told("plain")
    for who, find in ((OTHER, quiz.tests.own), (CLERK, quiz.tests.office)):
        with pytest.raises(Hidden):
            find(quiz.actors[who], done.case)
    for reference in ("A" * 22, "\ud800", "\x00", ""):
        with pytest.raises(Hidden):
            quiz.tests.own(quiz.actors[OTHER], reference)


def test_where_it_is_read_so_the_office_is_told_the_score_and_still_no_answer(tmp_path: object) -> None:
    with quiz_over(f"sqlite:///{tmp_path}/quiz.db", {"score": "office"}) as quiz:
        quiz.keep(*THREE, drawn=3)
        done = quiz.told()
        quiz.answer(done)
        told = {who: [content for code, _, content in quiz.events(done, who) if code == "knowledge_test"]
                for who in (CLERK, DEPUTY, RECORDER)}
        whole = {"medium": "网上作答", "score": "2"}
        assert told == {CLERK: [whole], DEPUTY: [whole], RECORDER: [{}]}


def test_a_test_is_drawn_out_of_what_the_nearest_unit_above_keeps(quiz: Quiz) -> None:
    quiz.forget()
    quiz.collections.set_drawn(quiz.actors[BUREAU], evolve(BANK, unit="E"), "1", token=quiz.token())
    quiz.keep(question(7), drawn=1)
    granted = quiz.actors[BUREAU]
    done = quiz.casework.propose(granted, Proposal(
        regulation="quiz", kind="daily", interviewees=(OTHER,), interviewers=(DEPUTY,)), token=quiz.token())
    with pytest.raises(Refused, match="题库里还没有题目"):
        quiz.tests.print(granted, done.case, OTHER)
    quiz.collections.add(granted, evolve(BANK, unit="E"), question(8), token=quiz.token())
    assert [one.text for one in quiz.tests.print(granted, done.case, OTHER).questions] == [question(8)["question"]]
