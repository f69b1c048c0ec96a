"""Questions of a test: read out of the entries of a collection, drawn at random, and answered.

A question has its options one on a line; without any it is one of true or false. What is right is named by letters,
such as B or ACD.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256

from attrs import frozen

from yuetan.wording import say

LETTERS = "ABCDEFGHIJ"
LONGEST_LABEL = 8  # characters before an option
TRUE, FALSE = "对", "错"
"""What a question without options is answered with, on paper and in the records, whatever language its reader has."""

_TRUE, _FALSE = frozenset({TRUE, "正确", "√", "是"}), frozenset({FALSE, "错误", "×", "否"})
_LABEL = re.compile(r"([A-Za-z])\s*[.、:)]\s*(?=\S)")
_BETWEEN = re.compile(r"[\s、,;]+")


@frozen(kw_only=True)
class Question:
    """One question: its options with what each is chosen by, and what is right of them."""

    entry: str  # the reference of the entry it was read from
    text: str
    options: tuple[tuple[str, str], ...]
    right: frozenset[str]
    source: str = ""

    @property
    def several(self) -> bool:
        """Whether more than one option is right."""
        return len(self.right) > 1


def question_of(entry: str, content: Mapping[str, str]) -> Question:
    """The question that an entry holds; ValueError for one in which `faults_of` finds anything."""
    options = _options(content.get("options", ""))
    right = _right(content.get("answer", ""), options)
    if faults_of(content) or right is None:
        message = "a question was kept that makes no sense"
        raise ValueError(message)
    return Question(entry=entry, text=content["question"], options=options, right=right,
                    source=content.get("source", ""))


def faults_of(content: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a question, by the field that has to be mended; nothing for one that can be asked."""
    if not content.get("question", "").strip():
        return {"question": say("请填写题目。")}
    written = content.get("options", "")
    options = _options(written)
    if written.strip() and (wrong := _wrong_options(written, options)):
        return {"options": wrong}
    if _right(content.get("answer", ""), options) is None:
        return {"answer": say("答案请从 {known} 中写。", known=say("、").join(letter for letter, _ in options))}
    return {}


def drawn(entries: Iterable[str], seed: str, count: int) -> tuple[str, ...]:
    """So many of some entries, at random: the same for the same seed, on every machine and for every reader of it."""
    return tuple(sorted(entries, key=lambda entry: sha256(f"{seed}:{entry}".encode()).digest())[:count])


def answer_of(question: Question, chosen: Iterable[str]) -> str:
    """What was chosen, in the order of the options: letters such as ACD; empty where nothing of it is an option.

    Where one option alone is right, several answer nothing.
    """
    found = [letter for letter, _ in question.options if letter in set(chosen)]
    return "".join(found) if question.several or len(found) == 1 else ""


def is_right(question: Question, answer: str) -> bool:
    """Whether an answer names all that is right and nothing else."""
    return frozenset(answer) == question.right


def score_of(questions: Iterable[Question], answers: Mapping[str, str]) -> int:
    """How many questions were answered rightly; ``answers`` are by entry."""
    return sum(is_right(one, answers.get(one.entry, "")) for one in questions)


def _options(written: str) -> tuple[tuple[str, str], ...]:
    """The options by their letters, without the labels somebody wrote before them."""
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if not lines:
        return (TRUE, TRUE), (FALSE, FALSE)
    return tuple((letter, _unlabelled(line)) for letter, line in zip(LETTERS, lines, strict=False))


def _wrong_options(written: str, options: tuple[tuple[str, str], ...]) -> str:
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if not 2 <= len(lines) <= len(LETTERS):  # noqa: PLR2004 - one option is no choice
        return say("选项每行写一个，应有 2 至 {most} 个，现有 {found} 个。", most=len(LETTERS), found=len(lines))
    labels = [found[1].upper() for line in lines if (found := _LABEL.match(unicodedata.normalize("NFKC", line)))]
    if labels and "".join(labels) != LETTERS[:len(lines)]:
        return say("选项前的字母应依次为 {letters}；也可以都不写。", letters=say("、").join(LETTERS[:len(lines)]))
    texts = [text for _, text in options]
    if len(set(texts)) < len(texts):
        return say("有两个选项相同；请改写。")
    return ""


def _unlabelled(line: str) -> str:
    found = _LABEL.match(unicodedata.normalize("NFKC", line[:LONGEST_LABEL]))  # a wide letter is one as a narrow one is
    return line[found.end():].strip() if found else line


def _right(written: str, options: tuple[tuple[str, str], ...]) -> frozenset[str] | None:
    """What is right of some options; None where that names none of them, or anything else."""
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", written)).upper()
    known = {letter for letter, _ in options}
    if TRUE in known:
        return frozenset({TRUE}) if text in _TRUE else frozenset({FALSE}) if text in _FALSE else None
    return frozenset(text) if text and set(text) <= known and len(set(text)) == len(text) else None
