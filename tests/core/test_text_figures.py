from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuetan.rules import (
    HALF_YEAR,
    LAST_SEVEN_DAYS,
    MONTH,
    QUARTER,
    YEAR,
    Due,
    Period,
    Tick,
    days_after,
    months_after,
    workdays_before,
)
from yuetan.rules.conditions import Staffed
from yuetan.rules.numerals import printed
from yuetan.rules.text.figures import figures
from yuetan.rules.text.stated import Stated

THE_SAME = (
    ("3天", "三天", "3日", "三日", "３天", "3 日", "3个自然日", "第三天"),
    ("3个工作日", "三个工作日", "3工作日", "3 个 工作日", "第3个工作日"),
    ("15日", "十五日", "一十五天"),
    ("两周", "2周", "二周", "两个星期"),
    ("半年内", "6个月内", "六个月内", "6月内"),
    ("一年内", "十二个月内", "12个月内"),
    ("一年半内", "18个月"),
    ("两次", "2次", "二次", "第二次"),
    ("两人", "2人", "二人", "两名", "2位", "两个人"),
    ("每年", "每一年", "每12个月", "按年", "每年度"),
    ("每半年", "每6个月"),
    ("每季度", "按季度", "每个季度", "每季", "每三个月", "按季"),
    ("每月", "每个月", "按月", "每月度"),
    ("每周", "每个星期"),
    ("6月底", "六月底", "6月末", "6月份底", "6月30日", "六月三十日"),
    ("年底", "年末", "12月底", "12月31日"),
    ("每年6月底", "每年六月三十日"),
    ("每年年底", "每年底", "每年12月31日"),
    ("每月最后一周", "每个月的最后一周", "最后一个星期"),
    ("每季度末", "每季末"),
    ("一年两次", "每年两次", "每年2次"),
    ("二季度", "第二季度", "2季度"),
    ("第一季度末", "一季度末"),
    ("3至5日", "三到五天", "3-5日", "三日、五日", "三五日"),
)

DIFFERENT = (
    "3日", "4日", "3个工作日", "3周", "3个月", "3次", "3人", "3人次", "3年", "每3年", "3个季度", "每3周", "3月",
    "3月底", "3月3日", "最后3日", "每半年", "半年", "上半年", "下半年", "每学期", "月底", "年底", "季度末",
    "6月上旬", "6月中旬", "6月初", "半个月", "二季度", "一季度末",
)

NO_FIGURE = (
    "“两个责任”", "“四种形态”", "《五年规划》", "‘一月一谈’", "两个一百年", "四种情形", "9种情形", "三级约谈",
    "八项规定", "六大纪律", "三重一大", "一岗双责", "十九大", "十九届四中全会", "2031年5月6日", "2031年",
    "二〇三一年五月六日", "2031年底", "2031年度", "〔2031〕7号", "﹝2031﹞7号", "第三条", "第（四）项",
    "第一责任人", "一把手", "个人", "本人", "同一人", "上一年度", "下一次", "再一次", "一次性", "多次", "每次",
    "首次", "一人一档", "三年级", "三年规划", "年度考核", "年底考核", "十周年", "周期", "日常", "工作日",
    "第十二次代表大会", "十人民医院", "三名单", "一旦", "万一", "统一", "一律", "一级", "百年", "月月谈",
)

WHOLE_SENTENCES = (
    ("各科室每年6月底前、12月底前分两次报送，谈话后15日内报告。", ("每年", "6月底", "12月底", "两次", "15日")),
    ("每季度第一个月10日前，不少于2人到场。", ("每季度", "10日", "2人")),
    ("2031年5月6日起每月谈一次，一年内三次以上的提前五个工作日通知。", ("每月", "一次", "一年", "三次", "五个工作日")),
)


@pytest.mark.parametrize("forms", THE_SAME, ids=lambda forms: forms[0])
def test_forms_that_say_the_same_are_the_same_figures(forms: tuple[str, ...]) -> None:
    assert [figures(forms[0])] * len(forms) == [figures(form) for form in forms]


def test_figures_that_say_something_else_are_different() -> None:
    found = [figures(form) for form in DIFFERENT]
    assert (len(DIFFERENT), [1] * len(DIFFERENT)) == (len(set(found)), [len(one) for one in found])


@pytest.mark.parametrize("text", NO_FIGURE)
def test_what_is_no_figure_is_none(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(("text", "printed_there"), WHOLE_SENTENCES)
def test_the_figures_of_a_sentence_stand_in_its_order(text: str, printed_there: tuple[str, ...]) -> None:
    assert printed_there == tuple(one.printed for one in figures(text))
    assert printed_there == tuple(text[one.start:one.start + len(one.printed)] for one in figures(text))


@given(st.integers(1, 199), st.sampled_from(("日", "个工作日", "周", "个月", "次", "人")))
def test_every_way_of_printing_a_number_is_the_same_figure(number: int, unit: str) -> None:
    found = [figures(f"须在{form}以内") for form in printed(number, unit)]
    assert (1, [1] * len(found)) == (len(set(found)), [len(one) for one in found])


@given(st.integers(1, 199), st.sampled_from(Tick))
def test_a_term_stands_where_a_text_prints_it_and_not_where_it_prints_one_more(count: int, tick: Tick) -> None:
    due, other = Due("held", count, tick), Due("held", count + 1, tick)
    found = [Stated(due.figures).stands_in(f"应在{form}内报告。") for form in (*due.figures, *other.figures)]
    assert [True] * len(due.figures) + [False] * len(other.figures) == found


@pytest.mark.parametrize(("value", "text", "stands"), [
    (YEAR, "每年谈一次。", True), (YEAR, "每季度谈一次。", False), (YEAR, "年底报告。", True),
    (HALF_YEAR, "每半年报一次。", True), (HALF_YEAR, "6月底前、12月底前报送。", True),
    (HALF_YEAR, "每年两次报送。", True),
    (HALF_YEAR, "6月底前、11月底前报送。", False), (HALF_YEAR, "每年12月底前分两次报送。", False),
    (HALF_YEAR, "每年三次报送。", False),
    (QUARTER, "按季度报送。", True), (QUARTER, "每年四次报送。", True), (QUARTER, "每年报送。", False),
    (MONTH, "每月谈一次。", True), (MONTH, "每季度谈一次。", False),
    (LAST_SEVEN_DAYS, "安排在每月最后一周。", True), (LAST_SEVEN_DAYS, "安排在每月最后两周。", False),
])
def test_a_period_stands_where_a_text_prints_one_of_its_forms(*, value: Period, text: str, stands: bool) -> None:
    assert stands is Stated(value.figures).stands_in(text)


@pytest.mark.parametrize(("forms", "text"), [
    (days_after("held", 3).figures, "谈前3个工作日送达。"),
    (workdays_before("held", 3).figures, "谈前3天送达。"),
    (months_after("held", 3).figures, "3月底前报送。"),
    (Staffed(2).figures, "谈两次。"),
])
def test_a_value_does_not_stand_where_the_number_has_another_unit(forms: tuple[str, ...], text: str) -> None:
    assert not Stated(forms).stands_in(text)


def test_a_value_without_any_figure_stands_where_its_words_stand() -> None:
    value = Stated(("节前", "节日"))
    assert (value.stands_in("节前谈。"), value.stands_in("年前谈。")) == (True, False)
