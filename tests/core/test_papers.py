"""What stands in a paper: the fields of its material as its layout says, our words around them, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from paper_samples import (
    A_FORM,
    A_NOTICE,
    FACTS,
    ISSUER,
    SAMPLES,
    SIGNED_ON,
    blank,
    lines,
    parts,
    rows,
    written,
)

from yuetan.paperwork.papers.letter import head_size, signature_indent
from yuetan.paperwork.papers.materials import render_with
from yuetan.paperwork.papers.paper import printed, printed_day
from yuetan.paperwork.papers.plain import plain_form
from yuetan.rules import INTERVIEWEE, INTERVIEWER, FieldType, FormField, Material, Part
from yuetan.rules.layouts import Band, Form, Letter, Tall


def test_a_notice_says_everything_in_order() -> None:
    assert lines(written("notice")) == [
        ISSUER,
        "约谈〔2026〕7号",
        "约谈通知",
        "赵喆䶮同志：",
        "根据《市管领导干部廉政约谈暂行办法》第七条（二），现将约谈有关事项通知如下：",
        "一、主题：履行党风廉政建设责任情况",
        "二、日期：2026年3月20日",
        "三、时间：9时30分",
        "四、地点：市行政中心3号楼512室",
        "特此通知。",
        ISSUER,
        "2026年3月9日",
    ]


def test_a_record_says_who_was_there_and_what_was_said_and_leaves_out_what_was_not() -> None:
    assert rows(written("record")) == [
        ["约谈对象", "赵喆䶮", "约谈人", "李堃"], ["参加人", "", "记录人", "马骁"],
        ["依据", *["《市管领导干部廉政约谈暂行办法》第七条（二）"] * 3], ["主题", *["招投标管理"] * 3],
        ["原因", *["苗头性问题"] * 3], ["约谈对象的汇报", *["如实汇报"] * 3], ["整改措施", *["一是……\n二是……"] * 3]]


def test_a_record_to_be_written_by_hand_has_room_for_everything() -> None:
    assert [row[0] for row in rows(blank("record"))] == [
        "约谈对象", "参加人", "依据", "主题", "原因", "约谈对象的汇报", "约谈对象的解释和说明", "整改措施"]
    assert {cell for row in rows(blank("record")) for cell in row[1::2]} == {""}


def test_any_other_material_is_a_table_to_fill_in() -> None:
    assert [(row[0], row[1]) for row in rows(written("form"))] == [
        ("依据", "《市管领导干部廉政约谈暂行办法》第七条（二）"), ("问题", "超标准接待"), ("整改措施", "完善制度"),
        ("落实情况", "")]
    assert lines(written("form")) == [
        "整改落实情况报告", f"单位：{ISSUER}\t编号：约谈〔2026〕7号", "填写人（签名）：\t\t年　　月　　日"]


def test_short_fields_stand_two_in_a_row_and_long_ones_across() -> None:
    sorts = {"on": FieldType.DATE, "at": FieldType.TIME, "many": FieldType.NUMBER, "text": FieldType.LONG_TEXT,
             "yes": FieldType.YES_NO, "line": FieldType.TEXT}
    fields = tuple(FormField(code, code, sort) for code, sort in sorts.items())
    assert plain_form(Material("m", "表", clause="1", fields=fields)).rows == (
        ("依据", "{citation}"), ("on", "{on}", "at", "{at}"), ("many", "{many}"), Tall("text", "{text}"),
        ("yes", "{yes}"), ("line", "{line}"))


def test_what_a_notice_lacks_leaves_no_gap_in_its_numbers() -> None:
    content = written("notice", A_NOTICE.saying(person="赵喆䶮", date=" \n", place="三楼"))
    assert lines(content)[5:7] == ["一、地点：三楼", "特此通知。"]


def test_each_line_of_a_value_is_a_paragraph_of_a_letter() -> None:
    assert lines(written("notice", A_NOTICE.saying(place="第一行\r\n第二行")))[5:7] == ["一、地点：第一行", "第二行"]
    assert lines(written("statement")) == [
        "整改落实情况报告", f"{ISSUER}：", "现报告如下：", "一、问题", "超标准接待", "二、措施", "一是……", "二是……",
        "报告人（签名）：\t\t年　　月　　日"]


def test_a_letter_to_be_filled_in_by_hand_has_gaps_and_lines_to_write_on() -> None:
    assert lines(blank("statement"))[3:17] == ["一、问题", *["\t"] * 6, "二、措施", *["\t"] * 6]
    assert lines(blank("notice"))[:9] == [
        "（单位名称）", "约谈〔　　　　〕　　　号", "约谈通知", "＿＿＿＿＿＿同志：",
        "根据＿＿＿＿＿＿＿＿＿＿＿＿，现将约谈有关事项通知如下：", "一、主题：＿＿＿＿＿＿",
        "二、日期：　　　　年　　月　　日", "三、时间：　　时　　分", "四、地点：＿＿＿＿＿＿"]


def test_a_ledger_has_a_row_for_each_entry_and_a_blank_one_rows_to_fill_in() -> None:
    assert rows(written("ledger")) == [["序号", "姓名", "日期", "情况"], ["1", "赵喆䶮", "2026.3.20", "已谈"],
                                       ["2", "李堃", "", ""]]
    assert rows(blank("ledger"))[1:] == [["", "", "", ""]] * 9
    assert lines(written("ledger")) == ["台账", f"填报单位：{ISSUER}\t2026年3月9日", "填报人："]


# Fields, and what they say

CHOSEN = FormField("whose", "问题属于", FieldType.CHOICE, choices=("本人", "分管部门"), required=False)
AGREED = FormField("agreed", "是否同意", FieldType.YES_NO)
BOXED = Material("boxed", "表", clause="1", fields=(CHOSEN, AGREED))


@pytest.mark.parametrize(("entry", "expected"), [
    ({}, [["属于", "□本人　□分管部门"], ["同意", "□是　□否"]]),
    ({"whose": "本人", "agreed": "no"}, [["属于", "■本人　□分管部门"], ["同意", "□是　■否"]]),
])
def test_a_choice_in_a_table_has_all_its_boxes(entry: dict[str, str], expected: list[list[str]]) -> None:
    form = Form("boxed", rows=(("属于", "{whose}"), ("同意", "{agreed}")))
    content = render_with(form, BOXED, [entry], facts={}, on=SIGNED_ON, by_hand=not entry)
    assert expected == [row[:2] for row in rows(content)]


@pytest.mark.parametrize(("entry", "expected"), [
    ({"whose": "本人", "agreed": "yes"}, "属于本人，是"), ({}, "属于□本人　□分管部门，□是　□否")])
def test_in_a_letter_it_says_what_was_chosen(entry: dict[str, str], expected: str) -> None:
    letter = Letter("boxed", body=("属于{whose}，{agreed}",), signed_by=("本人",))
    assert expected == lines(render_with(letter, BOXED, [entry], facts={}, on=SIGNED_ON))[1]


def test_a_row_goes_with_the_field_that_need_not_be_filled_in_and_bands_stay() -> None:
    form = Form("boxed", rows=(Band("一、情况"), ("属于", "{whose}"), ("同意", "{agreed}")), caption=("", ""))
    content = render_with(form, BOXED, [{"agreed": "yes"}], facts={}, on=SIGNED_ON)
    assert [row[0] for row in rows(content)] == ["一、情况", "同意"]
    assert lines(content) == ["表"]


def test_signers_of_every_page_stand_at_its_foot() -> None:
    form = evolve(plain_form(A_FORM.material), each_page=("约谈对象", "记录人"))
    content = parts(render_with(form, A_FORM.material, facts=FACTS, on=SIGNED_ON))
    for foot in ("word/footer1.xml", "word/footer2.xml"):
        assert "约谈对象签名：＿＿＿＿＿　记录人签名：＿＿＿＿＿" in content[foot].decode()


MATERIAL = Material("paper", "材料", clause="1", fields=(
    FormField("open", "公开"), FormField("own", "本人可见", seen_by=(INTERVIEWEE,)),
    FormField("inner", "内部", seen_by=(INTERVIEWER,))))


@pytest.mark.parametrize(("reader", "expected"), [
    (None, ["甲"]), (INTERVIEWEE, ["甲", "乙"]), (INTERVIEWER, ["甲", "丙"])])
def test_a_field_that_only_some_may_see_is_in_no_paper_for_others(reader: Part | None, expected: list[str]) -> None:
    codes = {None: ("open",), INTERVIEWEE: ("open", "own"), INTERVIEWER: ("open", "inner")}[reader]
    form = Form("paper", rows=tuple((code, f"{{{code}}}") for code in codes), reader=reader)
    entry = {"open": "甲", "own": "乙", "inner": "丙"}
    content = render_with(form, MATERIAL, [entry], facts={}, on=SIGNED_ON)
    assert expected == [row[1] for row in rows(content)]
    assert [one for one in "甲乙丙" if one in parts(content)["word/document.xml"].decode()] == expected


def test_a_plain_paper_has_no_field_that_only_some_may_see() -> None:
    assert plain_form(MATERIAL).rows == (("依据", "{citation}"), ("公开", "{open}"))


@pytest.mark.parametrize("sort", SAMPLES)
def test_what_no_field_declares_gets_into_no_paper(sort: str) -> None:
    sample = SAMPLES[sort]
    secret = evolve(sample, entries=({**sample.entries[0], "source": "某某反映"},), facts={**FACTS, "lead": "某某反映"})
    assert all("某某反映" not in part.decode("utf-8", "ignore") for part in parts(written(sort, secret)).values())


@pytest.mark.parametrize(("field", "value", "expected"), [
    (FieldType.DATE, "2026-03-09", "2026年3月9日"),
    (FieldType.DATE, "2026-12-31", "2026年12月31日"),
    (FieldType.DATE, "下周一", "下周一"),
    (FieldType.DATE, "", ""),
    (FieldType.TIME, "09:30", "9时30分"),
    (FieldType.TIME, "14:00", "14时"),
    (FieldType.TIME, "14:05:00", "14时05分"),
    (FieldType.TIME, "上午", "上午"),
    (FieldType.YES_NO, "yes", "是"),
    (FieldType.YES_NO, "no", "否"),
    (FieldType.TEXT, "2026-03-09", "2026-03-09"),
])
def test_a_value_is_printed_as_its_type_says(field: FieldType, value: str, expected: str) -> None:
    assert expected == printed(FormField("x", "x", field), value)




@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 3, 9), "2026年3月9日"), (date(2026, 11, 30), "2026年11月30日"), (date(2026, 1, 1), "2026年1月1日")])
def test_a_day_has_no_leading_zeros(day: date, expected: str) -> None:
    assert expected == printed_day(day)


@pytest.mark.parametrize(("length", "size", "indent"), [
    (4, 36, 14), (12, 36, 14), (13, 30, 14), (14, 30, 14), (17, 26, 11), (21, 20, 7), (40, 18, 0)])
def test_a_long_name_is_printed_smaller_and_signs_in_a_wider_block(length: int, size: int, indent: int) -> None:
    assert (size, indent) == (head_size("机" * length), signature_indent("机" * length))
