"""What somebody answered in his test, and what is right, as a paper for himself: nobody else is given it."""

from __future__ import annotations

from yuetan.casework.knowledge_test_views import AskedQuestion, OwnTest
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.delivery import Delivered, filed
from yuetan.paperwork.papers.pdf import Printer
from yuetan.rules.layouts import Letter, Written
from yuetan.rules.papers import FieldType, FormField, Material

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
TITLE, NAMED = "{title}答卷", "{title}答卷（{name}）"
SCORE, ON_PAPER = "答对{right}题，共{count}题。", "在纸面上作答，系统里没有作答内容和得分。"
MATERIAL = Material("test_result", "答卷", clause="", fields=(
    FormField("title", "名称"), FormField("who", "作答人"), FormField("score", "结果"),
    FormField("answers", "作答", FieldType.LONG_TEXT)))
LAYOUT = Letter("test_result", title="{title}", body=("作答人：{who}", "{score}", Written("answers")),
                note="本件由作答人本人从系统取得，只给本人。")


def result_paper(mine: OwnTest, name: str, by: Printer | None = None) -> Delivered | None:
    """The paper, as PDF where there is a printer; None for a test that was not taken. The same gives the same."""
    if mine.taken_on is None:
        return None
    day = f"{mine.taken_on.year}年{mine.taken_on.month}月{mine.taken_on.day}日"
    score = SCORE.format(right=mine.score, count=len(mine.questions)) if mine.score is not None else ON_PAPER
    entry = {"title": TITLE.format(title=mine.material.title), "who": f"{name}，{day}作答", "score": score,
             "answers": "\n".join(line for one in mine.questions for line in _lines(one))}
    paper = Paper(layout=LAYOUT, material=MATERIAL, entries=(entry,), facts={"signed_on": day}, on=mine.taken_on)
    return filed(NAMED.format(title=mine.material.title, name=name), paper, by)


def _lines(one: AskedQuestion) -> tuple[str, ...]:
    """A question with its options, what was answered, and what is right."""
    options = "　".join(text if letter == text else f"{letter}．{text}" for letter, text in one.options)
    verdict = ("（对）" if one.answer == one.right else "（错）") if one.answer else ""
    answered = f"作答：{one.answer}{verdict}　" if one.answer else ""
    return (f"{one.number}．{one.text}", *((options,) if options else ()), f"{answered}正确答案：{one.right}")
