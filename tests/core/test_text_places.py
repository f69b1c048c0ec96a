from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from text_outlines import Expected, Outline, outlines
from text_samples import ARTICLES_REGULATION, SAMPLES

from yuetan.rules import Clause, Regulation
from yuetan.rules.text.check import check
from yuetan.rules.text.places import Oddity, Place, read, read_places

ODD = (
    ("a number is skipped", "第一条 甲。\n第二条 乙。\n第四条 丁。", ("1", "2", "4"), (Oddity(3, "第四条", "第三条"),)),
    ("a list begins with two", "一、甲。\n2. 乙。\n3. 丙。", ("1", "1.2", "1.3"), (Oddity(2, "2", "1"),)),
    ("a number is repeated", "（一）甲。\n（二）乙。\n（二）丙。\n（三）丁。", ("1", "2", "3"),
     (Oddity(3, "（二）", "（三）"),)),
    ("a number runs ahead of its list", "1. 甲。\n5. 戊。\n2. 乙。\n3. 丙。", ("1", "2", "3"), (Oddity(2, "5", "2"),)),
    ("two numbers are exchanged", "1. 甲。\n3. 丙。\n2. 乙。\n4. 丁。", ("1", "2", "4"),
     (Oddity(2, "3", "2"), Oddity(4, "4", "3"))),
    ("a list begins anew", "一、甲。\n(1) 子。\n(2) 丑。\n又：\n(1) 寅。", ("1", "1.1", "1.2"),
     (Oddity(5, "(1)", "(3)"),)),
)

NO_PLACES = (
    ("a reference to items", "（一）、（二）项规定的情形除外。"),
    ("a reference to an item", "（二）项规定的情形除外。"),
    ("a reference to an article", "第二条规定的情形除外。"),
    ("a reference to a paragraph", "第二条第二款除外。"),
    ("levels spoken of", "二、三级单位参照办理。"),
    ("a decimal number", "2.5倍行距。"),
    ("a date", "2031.5.6起办理。"),
    ("a numbered word", "二是听，三是记。"),
    ("items within a sentence", "包括：（一）时间；（二）地点。"),
    ("a count", "2个工作日内送达。"),
)

CLOSINGS = ("附件：样式", "附件", "附 件 1", "附件1：样式", "附件一", "抄送：各科室。",
            "青松局办公室  2031年5月6日印发", "2031年5月6日")


TWO_DECIMALS = re.compile(r"(?=.*^2\.5倍行距)(?=.*^[0-9０-９]+[.．]\s*3个工作日)", re.DOTALL | re.MULTILINE)


def ats(text: str) -> tuple[str, ...]:
    return tuple(place.at for place in read_places(text))


@settings(max_examples=150)
@given(outlines())
def test_any_outline_in_any_style_is_read_back_as_it_was(outline: Outline) -> None:
    assume(not TWO_DECIMALS.search(outline.text))  # nothing tells which of the two is the number of a place
    found = read(outline.text)
    read_back = tuple(Expected(place.at, place.printed, place.text, place.tail) for place in found.places)
    assert (outline.places, ()) == (read_back, found.oddities)


@pytest.mark.parametrize(("regulation", "text"), SAMPLES, ids=lambda one: getattr(one, "code", ""))
def test_the_places_of_a_sample_are_those_its_regulation_declares_and_prints(regulation: Regulation, text: str) -> None:
    declared = tuple((clause.at, regulation.printed(clause.at)) for clause in regulation.of(Clause))
    assert declared == tuple((place.at, place.printed) for place in read_places(text))


def test_a_place_has_its_own_words_and_the_row_of_its_number() -> None:
    text = "一、总则\n坚持公正。\n（一）谈前准备。通知要写明：\n1. 时间；\n2. 地点。\n以上各项由办公室负责。\n二、附则"
    assert read_places(text) == (
        Place("1", "一", "总则\n坚持公正。", row=1),
        Place("1.1", "一（一）", "谈前准备。通知要写明：", row=3),
        Place("1.1.1", "一（一）1", "时间；", row=4),
        Place("1.1.2", "一（一）2", "地点。", "以上各项由办公室负责。", row=5),
        Place("2", "二", "附则", row=7),
    )


def test_labelled_paragraphs_belong_to_the_last_item_and_are_no_tail() -> None:
    text = "一、谁谈\n（一）日常谈话\n对象：全体成员。\n方式：一般个别谈。\n全院照此办理。\n二、附则"
    assert [(place.text, place.tail) for place in read_places(text)][1] == (
        "日常谈话\n对象：全体成员。\n方式：一般个别谈。", "全院照此办理。")


def test_a_line_broken_off_by_the_page_goes_on_across_an_empty_line() -> None:
    text = "1. 分工不清、责任不明，导致工\n\n作落实不到位的；\n2. 其他。"
    assert [place.text for place in read_places(text)] == ["分工不清、责任不明，导致工作落实不到位的；", "其他。"]


def test_a_number_at_the_start_of_a_broken_line_opens_no_place() -> None:
    text = "1. 通知须在谈话以前送达，提前\n3. 5日均可，\n2. 提前。\n2. 记录。"
    assert ats(text) == ("1", "2")


def test_a_number_in_the_middle_of_a_sentence_does_not_end_the_list_that_a_decimal_begins() -> None:
    text = "（一）听\n1.3个工作日内送达。\n凡是需要谈话的，\n（四十七）不是编号。\n2.谈\n（二）说"
    assert ats(text) == ("1", "1.1", "1.2", "2")


def test_an_article_whose_words_begin_on_the_next_line_is_read() -> None:
    assert read_places("第一条\n  本办法由办公室解释。")[0].text == "本办法由办公室解释。"


def test_articles_run_through_chapters_and_a_chapter_is_nobodys_words() -> None:
    text = "第一章 总则\n第一条 甲。\n第二章 谈话\n第一节  准备\n第二条 乙。"
    assert [(place.at, place.text) for place in read_places(text)] == [("1", "甲。"), ("2", "乙。")]


def test_numbers_of_a_covering_letter_before_the_first_article_are_outside() -> None:
    assert ats("通知如下：\n一、认真学习。\n二、抓好落实。\n第一条 甲。\n（一）子；\n（二）丑。") == ("1", "1.1", "1.2")


@pytest.mark.parametrize("closing", CLOSINGS)
def test_the_annex_and_the_imprint_are_outside(closing: str) -> None:
    text = f"第一条 甲。\n第二条 乙。\n{closing}\n"
    assert [(place.at, place.text) for place in read_places(text)] == [("1", "甲。"), ("2", "乙。")]


def test_a_sentence_about_an_annex_does_not_end_the_text() -> None:
    assert ats("第一条 表格见附件。\n附件所列表格由本人填写。\n第二条 乙。") == ("1", "2")


@pytest.mark.parametrize("line", [line for _, line in NO_PLACES], ids=[name for name, _ in NO_PLACES])
def test_what_only_looks_like_a_number_opens_no_place(line: str) -> None:
    for text in (f"一、甲。\n（一）子。\n1. 丑。\n{line}", f"第一条 甲。\n{line}"):
        found, last = read(text), read(text).places[-1]
        assert ((), line) == (found.oddities, last.tail or last.text.partition("\n")[2])


@pytest.mark.parametrize(("text", "places", "oddities"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_numbers_out_of_order_are_reported(text: str, places: tuple[str, ...], oddities: tuple[Oddity, ...]) -> None:
    assert (places, oddities) == (ats(text), read(text).oddities)


def test_a_text_without_numbers_has_no_places() -> None:
    assert read("通知如下：\n请各科室认真学习。\n").places == ()


def test_a_text_of_another_machine_is_read_alike() -> None:
    assert ats("\ufeff第一条 甲。\r\n\r\n第二条 乙。\r\n") == ("1", "2")


PIECES = (
    "第一条", "第三条 ", "第一章 ", "一、", "二、", "（一）", "1.", "(1)", "2.3", "①", "\n", "附件", "每年",
    "3日", "2031年", "半", "可以", "应", "一般", "十百日", "。", "，", "：", "“", "　",
)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_text_whatever_is_too_odd_to_be_read_and_compared(text: str) -> None:
    found, faults = read(text), check(ARTICLES_REGULATION, text)
    assert len({place.row for place in found.places}) == len(found.places)
    assert all(map(str, faults))
