"""Tests before a talk: really taken, once, by himself or on paper; the record says that and when, the rest is his."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from quiz_office import (
    BANK,
    CLERK,
    DIRECTOR,
    NAMES,
    OTHER,
    START,
    THREE,
    Quiz,
    question,
    quiz_over,
)

from yuetan.casework.acts import Done
from yuetan.casework.errors import Conflict, Refused, Unfit
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


# On his own page


def test_no_daily_talk_is_held_before_the_test_and_one_with_it_is(quiz: Quiz) -> None:
    done = quiz.told()
    with pytest.raises(Refused) as refused:
        quiz.hold(done)
    assert [one.rule.code for one in refused.value.objections] == ["tested"]
    done = quiz.answer(done)
    assert [(one.key.duty, one.change) for one in done.changes] == [("knowledge_test", "settled")]
    assert quiz.hold(done).version == done.version + 1


def test_a_test_counts_for_one_talk_and_the_next_needs_another(quiz: Quiz) -> None:
    quiz.hold(quiz.answer(quiz.told()))
    quiz.moment += timedelta(days=30)
    with pytest.raises(Refused):
        quiz.hold(quiz.told())


def test_a_talk_with_several_waits_until_each_of_them_took_it(quiz: Quiz) -> None:
    done = quiz.told(to=(OTHER, DIRECTOR))
    quiz.answer(done, OTHER)
    done = quiz.answer(done, DIRECTOR)
    assert [(one.name, one.taken_on) for one in quiz.tests.office(quiz.actors[CLERK], done.case).people] == [
        (NAMES[OTHER], quiz.today), (NAMES[DIRECTOR], quiz.today)]
    assert quiz.hold(done).version > done.version


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
    kept = quiz.rows("SELECT seed, sequence, questions FROM test_paper")
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
    assert [code for code, *_ in quiz.events(done)].count("knowledge_test") == 1
    assert len(quiz.rows("SELECT id FROM test_paper")) == 1


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
    assert quiz.rows("SELECT id FROM test_paper") == []


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
