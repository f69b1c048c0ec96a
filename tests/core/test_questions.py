"""Questions: what can be asked, drawn at random and the same again, and what is right of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yuetan.engine.questions import answer_of, drawn, faults_of, question_of, score_of

FOUR = "甲\n乙\n丙\n丁"


@pytest.mark.parametrize(("options", "answer", "read", "right"), [
    (FOUR, "B", ("甲", "乙", "丙", "丁"), "B"),
    ("A．甲\nB、 乙\nc) 丙\nＤ．丁", "ａ、C", ("甲", "乙", "丙", "丁"), "AC"),
    ("A公司\nB公司", "A", ("A公司", "B公司"), "A"),
    (" 甲 \n\n 乙 ", "A B", ("甲", "乙"), "AB"),
    ("", "正确", ("对", "错"), "对"),
    ("", "×", ("对", "错"), "错"),
])
def test_a_question_is_read(options: str, answer: str, read: tuple[str, ...], right: str) -> None:
    content = {"question": "问", "options": options, "answer": answer, "source": "某条"}
    found = question_of("one", content)
    assert tuple(text for _, text in found.options) == read
    assert (set(found.right), found.several) == (set(right), len(right) > 1)
    assert (faults_of(content), found.source) == ({}, "某条")


@pytest.mark.parametrize(("content", "field", "wrong"), [
    ({"question": " "}, "question", "请填写题目。"),
    ({"options": "甲", "answer": "A"}, "options", "选项每行写一个，应有 2 至 10 个，现有 1 个。"),
    ({"options": "\n".join("甲乙丙丁戊己庚辛壬癸子"), "answer": "A"}, "options", "现有 11 个"),
    ({"options": "甲\n甲", "answer": "A"}, "options", "有两个选项相同；请改写。"),
    ({"options": "B.甲\nA.乙", "answer": "A"}, "options", "选项前的字母应依次为 A、B；也可以都不写。"),
    ({"options": "A.甲\n乙", "answer": "A"}, "options", "选项前的字母应依次为 A、B"),
    ({"options": FOUR, "answer": "E"}, "answer", "答案请从 A、B、C、D 中写。"),
    ({"options": FOUR, "answer": "AA"}, "answer", "答案请从 A、B、C、D 中写。"),
    ({"options": FOUR, "answer": ""}, "answer", "答案请从 A、B、C、D 中写。"),
    ({"answer": "A"}, "answer", "答案请从 对、错 中写。"),
])
def test_what_cannot_be_asked_is_said_with_its_field(content: dict[str, str], field: str, wrong: str) -> None:
    found = faults_of({"question": "问"} | content)
    assert [field] == list(found)
    assert wrong in found[field]
    with pytest.raises(ValueError, match="makes no sense"):
        question_of("one", {"question": "问"} | content)


@given(some.sets(some.text("abcdef", min_size=3, max_size=6), max_size=30), some.text(max_size=8), some.integers(0, 40))
def test_what_is_drawn_is_some_of_them_once_each_and_the_same_in_whatever_order_they_stand(
        entries: set[str], seed: str, count: int) -> None:
    found = drawn(sorted(entries), seed, count)
    assert (min(count, len(entries)), set()) == (len(set(found)), set(found) - entries)
    assert found == drawn(sorted(entries, reverse=True), seed, count)


def test_every_question_comes_up_about_as_often_as_any_other() -> None:
    entries = [f"entry {number}" for number in range(10)]
    often = dict.fromkeys(entries, 0)
    for seed in range(2_000):
        for one in drawn(entries, str(seed), 3):
            often[one] += 1
    assert all(500 < count < 700 for count in often.values()), often


def test_an_answer_is_what_was_chosen_of_the_options_and_right_where_it_is_all_of_it() -> None:
    one = question_of("one", {"question": "问", "options": FOUR, "answer": "B"})
    two = question_of("two", {"question": "问", "options": FOUR, "answer": "AC"})
    given = ((one, "B"), (one, "AB"), (one, "X"), (two, "CAC"), (two, "A"))
    assert [answer_of(asked, chosen) for asked, chosen in given] == ["B", "", "", "AC", "A"]
    answers = ({"one": "B", "two": "AC"}, {"one": "B", "two": "A"}, {"two": "AC"}, {"one": "A", "two": "ABC"})
    assert [score_of((one, two), each) for each in answers] == [2, 1, 1, 0]
