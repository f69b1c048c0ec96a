"""Tests before a talk: really taken, once, by himself or on paper; the record says that and when, the rest is his."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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
    Quiz,
    question,
    quiz_over,
)

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Late, Proposal
from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit
from yuetan.paperwork.papers.leaks import texts_of
from yuetan.paperwork.papers.printed_test import printed_test
from yuetan.records.database import reading
from yuetan.rules import HELD
from yuetan.wording import speaking

THREE = (question(1), question(2, "B"), question(3, "对", options=""))


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


def rows(quiz: Quiz, query: str) -> list[tuple[object, ...]]:
    with reading(quiz.records) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query).all()]


def events(quiz: Quiz, done: Done, who: str = CLERK) -> list[tuple[str, date, dict[str, str]]]:
    view = quiz.access(who).interview(done.case)
    assert view is not None
    return [(one.code, one.on, dict(one.content)) for one in view.events]


def held(quiz: Quiz, done: Done) -> Done:
    return quiz.take(DEPUTY, done, HELD)


# On his own page


def test_no_daily_talk_is_held_before_the_test_and_one_with_it_is(quiz: Quiz) -> None:
    done = quiz.told()
    with pytest.raises(Refused) as refused:
        held(quiz, done)
    assert [one.rule.code for one in refused.value.objections] == ["tested"]
    done = quiz.answer(done)
    assert [(one.key.duty, one.change) for one in done.changes] == [("knowledge_test", "settled")]
    assert held(quiz, done).version == done.version + 1


def test_a_test_counts_for_one_talk_and_the_next_needs_another(quiz: Quiz) -> None:
    held(quiz, quiz.answer(quiz.told()))
    quiz.moment += timedelta(days=30)
    with pytest.raises(Refused):
        held(quiz, quiz.told())


def test_a_talk_with_several_waits_until_each_of_them_took_it(quiz: Quiz) -> None:
    done = quiz.told(to=(OTHER, DIRECTOR))
    quiz.answer(done, OTHER)
    done = quiz.answer(done, DIRECTOR)
    assert [(one.name, one.taken_on) for one in quiz.tests.office(quiz.actors[CLERK], done.case).people] == [
        (NAMES[OTHER], quiz.today), (NAMES[DIRECTOR], quiz.today)]
    assert held(quiz, done).version > done.version


def test_the_same_paper_is_shown_again_whatever_became_of_the_questions(quiz: Quiz) -> None:
    done, me = quiz.told(), quiz.actors[OTHER]
    quiz.tests.begin(me, done.case)
    first = quiz.tests.own(me, done.case)
    for one in first.questions:
        quiz.collections.retire(quiz.actors[CLERK], BANK, one.entry, version=1, token=quiz.token())
    quiz.keep(*(question(number) for number in range(10, 20)), drawn=5)
    quiz.tests.begin(me, done.case)
    assert quiz.tests.own(me, done.case) == first
    quiz.tests.answer(me, done.case, {one.entry: (one.options[0][0],) for one in first.questions}, token=quiz.token())
    again = quiz.tests.own(me, done.case)
    assert ([one.entry for one in again.questions], again.score) == ([one.entry for one in first.questions], 2)


def test_before_it_is_taken_nothing_tells_what_is_right_and_afterwards_he_sees_it(quiz: Quiz) -> None:
    done, me = quiz.told(), quiz.actors[OTHER]
    assert quiz.tests.own(me, done.case).questions == ()
    chosen = quiz.answers(done.case)
    asked = quiz.tests.own(me, done.case)
    assert {(one.right, one.source, one.answer) for one in asked.questions} == {("", "", "")}
    assert {len(one.options) for one in asked.questions} == {2, 3}
    quiz.tests.answer(me, done.case, chosen, token=quiz.token())
    taken = quiz.tests.own(me, done.case)
    assert sorted((one.text[:3], one.answer, one.right) for one in taken.questions) == [
        ("第1问", "A", "A"), ("第2问", "A", "B"), ("第3问", "对", "对")]
    assert (taken.score, taken.taken_on) == (2, quiz.today)


def test_questions_are_drawn_at_random_and_anybody_may_hold_the_draw_to_its_seed(quiz: Quiz) -> None:
    quiz.keep(*(question(number) for number in range(10, 30)), drawn=4)
    drawn = set()
    for _ in range(4):
        done = quiz.told()
        quiz.tests.begin(quiz.actors[OTHER], done.case)
        drawn.add(tuple(one.entry for one in quiz.tests.own(quiz.actors[OTHER], done.case).questions))
    assert len(drawn) > 1
    assert {len(one) for one in drawn} == {4}
    kept = rows(quiz, "SELECT seed, sequence, questions FROM test_paper")
    assert ({str(one[0]).isalnum() for one in kept}, len({one[0] for one in kept}), {one[2] for one in kept}) == (
        {True}, 4, {4})


@pytest.mark.parametrize("which", [(), ("first", "second")])
def test_every_question_wants_an_answer_and_the_fault_names_it(quiz: Quiz, which: tuple[str, ...]) -> None:
    done = quiz.told()
    chosen = quiz.answers(done.case)
    entries = list(chosen)
    given = {entry: chosen[entry] for entry, _ in zip(entries, which, strict=False)}
    with pytest.raises(Unfit) as unfit:
        quiz.tests.answer(quiz.actors[OTHER], done.case, given, token=quiz.token())
    assert unfit.value.errors == {entry: f"第 {number} 题没有作答。" for number, entry in enumerate(entries, start=1)
                                  if entry not in given}
    assert quiz.tests.own(quiz.actors[OTHER], done.case).taken_on is None


@pytest.mark.parametrize("chosen", [("X", "\ud800", "", "a"), ("A", "B")])
def test_what_is_no_option_answers_nothing(quiz: Quiz, chosen: tuple[str, ...]) -> None:
    done = quiz.told()
    given = dict.fromkeys(quiz.answers(done.case), chosen) | {"\x00": ("A",)}
    with pytest.raises(Unfit):
        quiz.tests.answer(quiz.actors[OTHER], done.case, given, token=quiz.token())


def test_it_is_taken_once_and_the_same_request_does_it_no_second_time(quiz: Quiz) -> None:
    done = quiz.told()
    chosen, token = quiz.answers(done.case), quiz.token()
    first = quiz.tests.answer(quiz.actors[OTHER], done.case, chosen, token=token)
    again = quiz.tests.answer(quiz.actors[OTHER], done.case, chosen, token=token)
    assert (again.version, again.repeated) == (first.version, True)
    with pytest.raises(Refused) as refused:
        quiz.tests.answer(quiz.actors[OTHER], done.case, chosen, token=quiz.token())
    assert refused.value.text == "这份测试已经作答，不能再答。"
    with pytest.raises(Unfit):
        quiz.tests.answer(quiz.actors[OTHER], done.case, chosen, token="")
    with pytest.raises(Conflict):
        quiz.tests.answer(quiz.actors[OTHER], quiz_of_another(quiz), chosen, token=token)


def quiz_of_another(quiz: Quiz) -> str:
    done = quiz.told()
    quiz.tests.begin(quiz.actors[OTHER], done.case)
    return done.case


def test_of_many_at_once_one_takes_it_and_there_is_one_paper_and_one_event(quiz: Quiz) -> None:
    done = quiz.told()

    def try_it(number: int) -> bool:
        try:
            quiz.tests.answer(quiz.actors[OTHER], done.case, quiz.answers(done.case), token=f"{done.case} {number}")
        except (Conflict, Refused):
            return False
        return True
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1
    assert [code for code, *_ in events(quiz, done)].count("knowledge_test") == 1
    assert len(rows(quiz, "SELECT id FROM test_paper")) == 1


@pytest.mark.parametrize(("questions", "drawn", "why"), [
    (0, 0, "题库里还没有题目；请经办人先在“资料库”里录入或导入。"),
    (2, 0, "还没有设定每份试卷出多少题；请经办人在“资料库”里设定。"),
    (2, 3, "题库里只有 2 题在用，每份试卷要出 3 题；请经办人补充题目或改小题数。"),
])
def test_what_is_wanting_before_one_can_be_drawn_is_said(quiz: Quiz, questions: int, drawn: int, why: str) -> None:
    quiz.forget()
    quiz.keep(*THREE[:questions], drawn=drawn)
    done = quiz.told()
    for draw in (lambda: quiz.tests.begin(quiz.actors[OTHER], done.case),
                 lambda: quiz.tests.print(quiz.actors[CLERK], done.case, OTHER)):
        with pytest.raises(Refused) as refused:
            draw()
        assert refused.value.text == why
    assert rows(quiz, "SELECT id FROM test_paper") == []


def test_after_the_talk_it_can_no_longer_be_taken_here(quiz: Quiz) -> None:
    done = quiz.told(to=(OTHER, DIRECTOR))
    quiz.answers(done.case, DIRECTOR)
    quiz.answer(done, OTHER)
    late_one = quiz.tests.own(quiz.actors[DIRECTOR], done.case)
    assert (late_one.closed, bool(late_one.questions)) == ("", True)
    quiz.take(CLERK, as_it_stands(quiz, done), "withdrawn", fields={"reason": "另有安排"})
    assert quiz.tests.own(quiz.actors[DIRECTOR], done.case).closed == "约谈已经结束，不能再作答“廉政常识测试”。"
    with pytest.raises(Refused):
        quiz.tests.begin(quiz.actors[DIRECTOR], done.case)


def as_it_stands(quiz: Quiz, done: Done) -> Done:
    """The case as it stands."""
    view = quiz.access(CLERK).interview(done.case)
    assert view is not None
    return Done(case=done.case, version=view.version)


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
    assert [row[0] for row in rows(quiz, "SELECT action FROM read_log ORDER BY id")][-2:] == ["test.draw"] * 2


def document(content: bytes) -> str:
    return "\n".join(texts_of(content))


def test_the_clerk_enters_that_a_paper_was_taken_and_when_and_the_talk_may_be_held(quiz: Quiz) -> None:
    done, clerk = quiz.told(), quiz.actors[RECORDER]
    quiz.tests.print(clerk, done.case, OTHER)
    taken_on = quiz.today
    quiz.moment += timedelta(days=3)
    done = quiz.tests.enter(clerk, done.case, OTHER, on=taken_on, paper="签字试卷第1号", token=quiz.token())
    assert events(quiz, done)[-1][:2] == ("knowledge_test", taken_on)
    mine = quiz.tests.own(quiz.actors[OTHER], done.case)
    assert (mine.taken_on, mine.score, {one.answer for one in mine.questions}) == (taken_on, None, {""})
    assert held(quiz, done).version == done.version + 1


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
    kept = rows(quiz, "SELECT event.content, outbox.content FROM event JOIN outbox ON outbox.event_id = event.id "
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
        told = {who: [content for code, _, content in events(quiz, done, who) if code == "knowledge_test"]
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
