"""How a paper is laid out, as data: each layout is for a paper there is, says all of it, and nothing it may not."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from small_regulation import REPORT, refusal, regulation

from yuetan.rules import INTERVIEWEE, INTERVIEWER, NOTIFIED, Duty, FormField, Material
from yuetan.rules.layouts import (
    FACTS,
    Band,
    Column,
    Form,
    Heading,
    Layout,
    Ledger,
    Letter,
    Listed,
    Tall,
    Written,
    kept_from,
    named_in,
    texts_of,
)

LETTER = Letter("report", to="{unit}：", body=("现报告如下：", Heading("一、{kind}"), Written("measures", "二、措施")),
                closing="特此报告。", signed_by=("报告人",), note="一式两份")
FORM = Form("report", rows=(Band("情况"), ("对象", "{interviewee}", "日期", "{talk_date}"), Tall("措施", "{measures}")),
            closing="以上属实。", each_page=("报告人",))
LEDGER = Ledger("report", columns=(Column("序号", "{row}"), Column("措施", "{measures}", 4)))
NOTICE = Material("notice", "约谈通知", fields=(
    FormField("place", "地点"), FormField("why", "研判", seen_by=(INTERVIEWER,))), clause="2")
SERVED = Duty("serve", "送达通知", to=INTERVIEWEE, done=NOTIFIED, material=NOTICE, clause="2")


@pytest.mark.parametrize("layout", [LETTER, FORM, LEDGER])
def test_a_regulation_says_how_its_papers_are_laid_out(layout: Layout) -> None:
    assert regulation(layouts=(layout,)).layouts == (layout,)


def test_it_need_not_say_so() -> None:
    assert regulation().layouts == ()


def test_a_layout_names_fields_and_facts_in_its_order() -> None:
    assert named_in(LETTER) == ("unit", "kind", "measures")
    assert named_in(FORM) == ("unit", "number", "interviewee", "talk_date", "measures")
    assert named_in(LEDGER) == ("unit", "signed_on", "row", "measures")
    assert named_in(Letter("x", body=(Listed(("b", "a")), "{c}"))) == ("c", "b", "a")


@pytest.mark.parametrize("layout", [LETTER, FORM, LEDGER])
def test_every_text_of_a_layout_is_looked_at(layout: Layout) -> None:
    texts = texts_of(evolve(layout, title="{x}", note="{y}", signed_by=("{z}",)))
    assert {"{x}", "{y}", "{z}"} <= set(texts)


@pytest.mark.parametrize("place", [
    {"title": "{nothing}"}, {"note": "{nothing}"}, {"signed_by": ("{nothing}",)}, {"to": "{nothing}"},
    {"closing": "{nothing}"}, {"body": (*LETTER.body, "{nothing}")}, {"body": (*LETTER.body, Heading("{nothing}"))},
    {"body": (*LETTER.body, Listed(("nothing",)))}, {"body": (*LETTER.body, Written("nothing"))},
    {"body": (Written("measures", "{nothing}"),)},
], ids=str)
def test_a_field_that_is_not_declared_is_refused_wherever_it_is_named(place: dict[str, Any]) -> None:
    said = refusal(layouts=(evolve(LETTER, **place),))
    assert said.replace("、".join(FACTS), "（略）") == UNDECLARED


MEASURES = FORM.rows[2]
UNDECLARED = ("制度 office：material:report（第二条）的版式写了“{nothing}”，没有这个栏目；这份材料的栏目有：measures；"
              "案件信息有：（略）。请改正代码，或在材料的 fields 中声明它。")


BRACES = "的“{unit”里有多余的花括号；花括号里只写栏目代码，如“{place}”，请改正。"
LINES = "的行数、空行数或列宽不在 1 到 40 之间；请改正。"
ONE_SIDE: Any = ("{measures}",)


@pytest.mark.parametrize(("layout", "fault"), [
    (evolve(LETTER, to="{unit"), BRACES),
    (evolve(LETTER, to="{Unit}"), BRACES.replace("{unit", "{Unit}")),
    (evolve(LETTER, body=("无",)), "没有写栏目 measures，填了也印不出来；请加进版式，或从材料的 fields 中去掉。"),
    (evolve(LETTER, body=(Listed(("measures",)), Listed(("measures",)))),
     "有两处 Listed；一份材料只能有一处，请并成一处。"),
    (evolve(LETTER, body=(Listed(("unit", "measures")),)),
     "在 Listed 或 Written 里写了“unit”，那里只能写材料的栏目；请改写成一段正文。"),
    (evolve(LETTER, body=(), to="{measures}"), "没有正文；请在 body 中写上段落。"),
    (evolve(LETTER, body=(Written("measures", lines=0),)), LINES),
    (evolve(FORM, rows=(MEASURES, ("措施",))), "的 rows 里有一行不是两格或四格；请写成“名称、内容”一对或两对。"),
    (evolve(FORM, caption=ONE_SIDE), "的 caption 要写左右两段文字，可以是空的；请改正。"),
    (evolve(FORM, rows=(Tall("措施", "{measures}", lines=41),)), LINES),
    (evolve(FORM, rows=(), caption=("{measures}", "")), "没有表格；请写上 rows 或 columns。"),
    (evolve(LEDGER, blanks=0), LINES),
], ids=lambda one: one if isinstance(one, str) else "")
def test_a_layout_that_makes_no_sense_is_refused(layout: Layout, fault: str) -> None:
    assert refusal(layouts=(layout,)) == f"制度 office：material:report（第二条）的版式{fault}"


def test_a_layout_is_for_a_material_there_is() -> None:
    assert refusal(layouts=(evolve(LETTER, material="nothing"),)) == (
        "制度 office：有一个版式是给材料“nothing”的，制度里没有这份材料；请改正代码，已有的是：report。")


def test_a_row_number_is_for_ledgers_alone() -> None:
    assert "写了“{row}”，没有这个栏目" in refusal(layouts=(evolve(FORM, rows=(MEASURES, ("序号", "{row}"))),))


def test_a_paper_has_one_layout() -> None:
    assert refusal(layouts=(LETTER, FORM)) == "制度 office：material:report（第二条）有 2 个版式；请只留一个。"


def test_a_value_of_another_sort_is_refused() -> None:
    assert "字段 layouts" in refusal(layouts=(Letter("report", body=["{measures}"]),))  # type: ignore[arg-type] # a list
    assert "字段 layouts" in refusal(layouts=({"report": LETTER},))


# What its reader may see


@pytest.mark.parametrize(("reader", "kept"), [(None, {"why"}), (INTERVIEWEE, {"why"}), (INTERVIEWER, set())])
def test_what_only_some_may_see_is_kept_from_others(reader: Any, kept: set[str]) -> None:  # noqa: ANN401 - a part or none
    assert kept == kept_from(NOTICE, reader)


def test_a_field_its_reader_may_not_see_is_refused() -> None:
    layout = Form("notice", rows=(("地点", "{place}"), ("研判", "{why}")))
    assert refusal(NOTICE, layouts=(layout,)) == (
        "制度 office：material:notice（第二条）的版式写了“{why}”，看这份材料的人不能都看到它；请从版式中去掉，"
        "或用 reader 写明给谁看。")
    assert regulation(NOTICE, layouts=(evolve(layout, reader=INTERVIEWER),)).layouts


def test_what_goes_through_the_hands_of_the_interviewee_is_for_no_other_reader() -> None:
    layout = Form("notice", rows=(("地点", "{place}"), ("研判", "{why}")), reader=INTERVIEWER)
    assert refusal(NOTICE, SERVED, layouts=(layout,)) == (
        "制度 office：material:notice（第二条）是约谈对象经手的材料，版式的 reader 却写了别人；请去掉 reader，"
        "或写 INTERVIEWEE。")


def test_nor_does_it_say_on_which_ground_he_is_talked_to() -> None:
    layout = Form("notice", rows=(("地点", "{place}"), ("事由", "{grounds}")))
    assert refusal(NOTICE, SERVED, layouts=(layout,)) == (
        "制度 office：material:notice（第二条）是约谈对象经手的材料，版式里写了“{grounds}”，事由只供内部材料使用；"
        "请去掉，需要告知本人的写成材料的栏目。")
    assert regulation(NOTICE, layouts=(layout,)).layouts


def test_a_paper_of_a_regulation_may_be_left_plain() -> None:
    assert regulation(NOTICE, SERVED, layouts=(LETTER,)).layouts == (LETTER,)
    assert REPORT.fields[0].code == "measures"
