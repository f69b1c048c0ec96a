"""A test to be taken on paper: its questions with room to answer, and who signs it. What is right is not in it."""

from __future__ import annotations

from functools import cache

from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.shared import Pt

from yuetan.casework.knowledge_test_views import AskedQuestion, PrintedTest
from yuetan.paperwork.papers.delivery import Delivered
from yuetan.paperwork.papers.page import add_run, add_tag, empty_page, saved
from yuetan.paperwork.papers.styles import FANG, KAI, LINE, SIZE_4, SONG
from yuetan.paperwork.papers.template import Template, checked_template

# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
NAMES = ("title", "citation", "who", "signature", "day")
LISTS = {"questions": ("text", "options")}
WHO = "单位：{unit}　　姓名：{name}"
CITATION = "《{title}》{places}"
SINGLE, SEVERAL, JUDGED = "单选", "多选", "判断"
ROOM = "（　　　）"
SIGNATURE, DAY = "答题人签名：________________", "答题日期：　　　　年　　月　　日"
NAMED = "{title}试卷（{name}）.docx"


def printed_test(test: PrintedTest) -> Delivered:
    """The .docx of a test. The same test gives the same paper."""
    places = "、".join(test.regulation.printed(place) for place in test.material.places)
    content = _template().filled({
        "title": test.material.title, "citation": CITATION.format(title=test.regulation.title, places=places),
        "who": WHO.format(unit=test.unit_name, name=test.name), "signature": SIGNATURE, "day": DAY,
        "questions": [{"text": _text(one), "options": _options(one)} for one in test.questions],
    }, issuer=test.unit_name, on=test.drawn_on)
    return Delivered(NAMED.format(title=test.material.title, name=test.name), content)


def _text(one: AskedQuestion) -> str:
    sort = SEVERAL if one.several else JUDGED if _judged(one) else SINGLE
    return f"{one.number}．［{sort}］{one.text}{ROOM}"


def _options(one: AskedQuestion) -> str:
    if _judged(one):
        return "　　".join(text for _, text in one.options)
    return "\n".join(f"{letter}．{text}" for letter, text in one.options)


def _judged(one: AskedQuestion) -> bool:
    return all(letter == text for letter, text in one.options)


@cache
def _template() -> Template:
    return checked_template(saved(_sheet()), NAMES, LISTS)


def _sheet() -> OpenDocument:
    document = empty_page()
    title = document.add_paragraph(style="Title")
    title.paragraph_format.space_after = Pt(SIZE_4)
    add_run(title, "{{ title }}", SONG)
    for tag in ("{{ citation }}", "{{ who }}"):
        line = document.add_paragraph(style="Table Text")
        line.alignment = ALIGNED.CENTER
        add_run(line, tag, KAI)
    gap = document.add_paragraph(style="Table Text")
    gap.paragraph_format.line_spacing = Pt(SIZE_4)
    add_tag(document, "{%p for question in questions %}")
    asked = document.add_paragraph(style="Table Text")
    asked.paragraph_format.keep_with_next = asked.paragraph_format.keep_together = True
    add_run(asked, "{{ question.text }}", FANG)
    options = document.add_paragraph(style="Table Text")
    options.paragraph_format.keep_together = True
    options.paragraph_format.left_indent, options.paragraph_format.space_after = Pt(2 * SIZE_4), Pt(SIZE_4 / 2)
    add_run(options, "{{ question.options }}", FANG)
    add_tag(document, "{%p endfor %}")
    for tag, before in (("{{ signature }}", LINE), ("{{ day }}", 0)):
        line = document.add_paragraph(style="Table Text")
        line.paragraph_format.space_before = Pt(before)
        line.paragraph_format.keep_with_next = tag != "{{ day }}"
        add_run(line, tag, FANG)
    return document
