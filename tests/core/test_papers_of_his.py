"""The result of a test and an appeal as papers: filled in, the same each time, and saying what is on record alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from docx import Document

from yuetan.casework.appeals import AppealView
from yuetan.casework.handing_outside import Said, Whole
from yuetan.casework.knowledge_test_views import AskedQuestion, OwnTest
from yuetan.paperwork.papers.appeal_paper import appeal_paper
from yuetan.paperwork.papers.pdf import printer
from yuetan.paperwork.papers.result_paper import result_paper
from yuetan.paperwork.papers.scans import look
from yuetan.paperwork.papers.sealed_print import sealed_print
from yuetan.rules.papers import Material
from yuetan_lianyungang.regulation import REGULATION

ON = date(2026, 3, 9)
QUESTIONS = (AskedQuestion(number=1, entry="a", text="能收礼吗", options=(("A", "能"), ("B", "不能")), several=False,
                           right="B", answer="B"),
             AskedQuestion(number=2, entry="b", text="{{ 判断 }}", options=(("对", "对"), ("错", "错")), several=False,
                           right="错", answer="对"))
APPEAL = AppealView(reference="r", lodged_on=ON, state="lodged", mine=True, lodged_by="马文慧", interview="i",
                    statement="事实不符\n请求复核 {who}")


def text_of(content: bytes) -> str:
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


@pytest.fixture(scope="module")
def mine() -> OwnTest:
    return OwnTest(interview="i", regulation=REGULATION, material=Material("quiz", "廉政常识测试", clause=""),
                   questions=QUESTIONS, taken_on=ON, score=1)


@pytest.mark.parametrize(("changes", "there", "absent"), [
    ({}, ("廉政常识测试答卷", "作答人：马文慧，2026年3月9日作答", "答对1题，共2题", "A．能　B．不能", "作答：B（对）",
          "作答：对（错）", "正确答案：错", "{{ 判断 }}"), ("在纸面上",)),
    ({"score": None, "questions": ()}, ("在纸面上作答，系统里没有",), ("答对",)),
])
def test_the_result_says_what_he_answered_and_what_is_right(
        mine: OwnTest, changes: dict[str, Any], there: tuple[str, ...], absent: tuple[str, ...]) -> None:
    made = result_paper(evolve(mine, **changes), "马文慧")
    assert made is not None
    text = text_of(made.content)
    assert ([one for one in there if one not in text], [one for one in absent if one in text]) == ([], [])
    assert made.name == "廉政常识测试答卷（马文慧）.docx"


def test_there_is_no_result_of_a_test_that_was_not_taken(mine: OwnTest) -> None:
    assert result_paper(evolve(mine, taken_on=None), "马文慧") is None


@pytest.mark.parametrize(("changes", "there", "absent"), [
    ({}, ("申诉书", "申诉人马文慧于2026年3月9日", "事实不符", "请求复核 {who}", "尚未作出决定"), ("决定的理由",)),
    ({"state": "upheld", "decision": "应予复核"}, ("申诉成立", "决定的理由", "应予复核"), ("不成立",)),
])
def test_an_appeal_is_filled_in_with_what_was_written_and_decided(
        changes: dict[str, Any], there: tuple[str, ...], absent: tuple[str, ...]) -> None:
    text = text_of(appeal_paper(evolve(APPEAL, **changes)).content)
    assert ([one for one in there if one not in text], [one for one in absent if one in text]) == ([], [])


def test_both_are_there_as_pdf_and_the_same_gives_the_same(mine: OwnTest) -> None:
    made = [(result_paper(mine, "马文慧", printer()), appeal_paper(APPEAL, printer())) for _ in range(2)]
    assert made[0] == made[1]
    assert [(one.content[:5], one.name[-4:]) for one in made[0] if one] == [(b"%PDF-", ".pdf")] * 2


@pytest.mark.parametrize("entries", [0, 1, 25])
def test_a_sealed_print_as_pdf_has_as_many_sheets_as_its_cover_says(entries: int) -> None:
    said = tuple(Said(number=number, title="约谈记录", on=ON, fields=(("情况", "很长的一段话，" * 30), ("签名", "")))
                 for number in range(1, entries + 1))
    whole = Whole(number="2026-000007", unit="J", kind="警示约谈", addressee="省纪委监委", receipt="机要〔2026〕1号",
                  people=("马文慧",), topic="工程招标", place="512室", said=said, on=ON)
    sheets = sealed_print(whole, printer())
    assert (look(sheets.content).pages, sheets.content[:5]) == (sheets.pages + 1, b"%PDF-")
    assert sealed_print(whole, printer()) == sheets
