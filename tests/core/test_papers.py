"""What stands in a paper: the fields of its material in their order, our own words around them, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from paper_samples import A_NOTICE, ISSUER, SIGNED_ON, WRITERS, lines, rows, written

from yuetan.paperwork.papers.letter import head_size, signature_indent
from yuetan.paperwork.papers.paper import paper_of, printed_day
from yuetan.rules import INTERVIEWEE, INTERVIEWER, FieldType, FormField, Material


def test_a_notice_says_everything_in_order() -> None:
    assert lines(written("notice")) == [
        ISSUER,
        "约谈〔2026〕7号",
        "约谈通知",
        "赵喆䶮同志：",
        "根据《市管领导干部廉政约谈暂行办法》第七条（二），现将约谈有关事项通知如下：",
        "一、主题：履行党风廉政建设责任情况",
        "二、对象：赵喆䶮",
        "三、日期：2026年3月20日",
        "四、时间：9时30分",
        "五、地点：市行政中心3号楼512室",
        "特此通知。",
        ISSUER,
        "2026年3月9日",
    ]


def test_a_record_says_who_was_there_and_who_signs() -> None:
    content = written("record")
    assert rows(content, 0) == [["约谈人", "李堃", "约谈对象", "赵喆䶮"], ["记录人员", "马骁", "", ""]]
    assert rows(content, 1) == [
        ["项目", "内容"], ["依据", "《市管领导干部廉政约谈暂行办法》第七条（二）"], ["主题", "招投标管理"],
        ["原因", "苗头性问题"], ["约谈对象的汇报", "如实汇报"], ["约谈对象的解释和说明", ""],
        ["整改措施", "一是……\n二是……"],
    ]
    assert lines(content) == [
        "约谈记录", f"单位：{ISSUER}\t编号：约谈〔2026〕7号", "以上记录经核对无误。",
        "约谈人（签名）：\t\t年　　月　　日", "约谈对象（签名）：\t\t年　　月　　日", "2026年3月9日",
    ]


def test_any_other_material_is_a_table_to_fill_in() -> None:
    content = written("form")
    assert rows(content) == [
        ["项目", "内容"], ["报送对象", ISSUER], ["问题", "超标准接待"], ["整改措施", "完善制度"], ["落实情况", ""]]
    assert lines(content) == [
        "整改落实情况报告", "单位：市住房和城乡建设局\t", "以上内容属实。", "报告人（签名）：\t\t年　　月　　日",
        "2026年3月9日"]


def test_what_a_notice_lacks_leaves_no_gap_in_its_numbers() -> None:
    paper = evolve(A_NOTICE, fields=(("主题", ""), ("对象", "赵喆䶮"), ("日期", " \n"), ("地点", "三楼")))
    assert lines(written("notice", paper))[5:7] == ["一、对象：赵喆䶮", "二、地点：三楼"]


def test_a_notice_may_have_neither_number_nor_addressee_nor_ground() -> None:
    assert lines(written("notice", evolve(A_NOTICE, number="", addressee="", citation="", fields=()))) == [
        ISSUER, "约谈通知", "现将约谈有关事项通知如下：", "特此通知。", ISSUER, "2026年3月9日"]


def test_each_line_of_a_value_is_a_paragraph_of_a_notice() -> None:
    assert lines(written("notice", evolve(A_NOTICE, fields=(("地点", "第一行\r\n第二行"),))))[5:7] == [
        "一、地点：第一行", "第二行"]


@pytest.mark.parametrize("sort", WRITERS)
def test_other_words_may_close_a_paper(sort: str) -> None:
    assert "此致。" in lines(written(sort, evolve(WRITERS[sort][1], closing="此致。")))


def test_other_words_may_lead_into_a_notice() -> None:
    assert lines(written("notice", evolve(A_NOTICE, lead_in="请知悉：")))[4] == "请知悉："


MATERIAL = Material("paper", "材料", clause="1", fields=(
    FormField("open", "公开"), FormField("own", "本人可见", seen_by=(INTERVIEWEE,)),
    FormField("inner", "内部", seen_by=(INTERVIEWER,)), FormField("on", "日期", FieldType.DATE),
    FormField("at", "时间", FieldType.TIME),
))


@pytest.mark.parametrize(("reader", "expected"), [
    (None, ["公开", "日期", "时间"]),
    (INTERVIEWEE, ["公开", "本人可见", "日期", "时间"]),
    (INTERVIEWER, ["公开", "内部", "日期", "时间"]),
])
def test_a_field_that_only_some_may_see_is_left_out_of_a_paper_for_others(reader: object, expected: list[str]) -> None:
    paper = paper_of(MATERIAL, {"inner": "秘密"}, issuer=ISSUER, signed_on=SIGNED_ON, reader=reader)  # type: ignore[arg-type] # a part or none
    assert expected == [title for title, _ in paper.fields]


def test_what_no_field_declares_gets_into_no_paper() -> None:
    paper = paper_of(MATERIAL, {"open": "写明", "source": "某某反映"}, issuer=ISSUER, signed_on=SIGNED_ON)
    assert "某某反映" not in str(paper)


@pytest.mark.parametrize(("code", "value", "expected"), [
    ("on", "2026-03-09", "2026年3月9日"),
    ("on", "2026-12-31", "2026年12月31日"),
    ("on", "下周一", "下周一"),
    ("on", "", ""),
    ("at", "09:30", "9时30分"),
    ("at", "14:00", "14时"),
    ("at", "14:05:00", "14时05分"),
    ("at", "上午", "上午"),
    ("open", "2026-03-09", "2026-03-09"),
])
def test_a_value_is_printed_as_its_type_says(code: str, value: str, expected: str) -> None:
    paper = paper_of(MATERIAL, {code: value}, issuer=ISSUER, signed_on=SIGNED_ON)
    titles = {"on": "日期", "at": "时间", "open": "公开"}
    assert expected == dict(paper.fields)[titles[code]]


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 3, 9), "2026年3月9日"), (date(2026, 11, 30), "2026年11月30日"), (date(2026, 1, 1), "2026年1月1日")])
def test_a_day_has_no_leading_zeros(day: date, expected: str) -> None:
    assert expected == printed_day(day)


@pytest.mark.parametrize(("length", "size", "indent"), [
    (4, 36, 14), (12, 36, 14), (13, 30, 14), (14, 30, 14), (17, 26, 11), (21, 20, 7), (40, 18, 0)])
def test_a_long_name_is_printed_smaller_and_signs_in_a_wider_block(length: int, size: int, indent: int) -> None:
    assert (size, indent) == (head_size("机" * length), signature_indent("机" * length))
