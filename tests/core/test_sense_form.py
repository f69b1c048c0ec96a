"""What is refused in the form of a regulation: its fields, codes, clauses and citations. Word for word."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from attrs import frozen
from small_regulation import CLAUSES, HEAD, MEMBER, PARTS, ROUTINE, TALKERS, refusal, regulation

from yuetan.rules import (
    HELD,
    YEAR,
    Clause,
    Condition,
    Credit,
    Duty,
    Guard,
    Kind,
    Pairing,
    Quota,
    Step,
    Tally,
    staffed,
)
from yuetan.rules.guarantees import GUARANTEES


def duty(**fields: Any) -> Duty:  # noqa: ANN401 - wrong on purpose
    return Duty("report_back", "报告", clause="2", **{"done": "scheme_adopted", **fields})


SHAPE = {
    "an owner in prose": (
        [duty(owed_by="纪检部门")],
        "规则 duty:report_back 的字段 owed_by 应为 Part | Selector，现为 '纪检部门'；请改正。"),
    "an addressee in prose": (
        [duty(to="上级")],
        "规则 duty:report_back 的字段 to 应为 Part | Selector | Relation | None，现为 '上级'；请改正。"),
    "one kind where a tuple of kinds is wanted": (
        [duty(kinds="reminder")],
        "规则 duty:report_back 的字段 kinds 应为 tuple[Kind, ...]，现为 'reminder'；请改正。"),
    "a talker in prose": (
        [Pairing("more", "更多", by="领导", to=MEMBER, clause="1")],  # type: ignore[arg-type]
        "规则 pairing:more 的字段 by 应为 Selector，现为 '领导'；请改正。"),
    "prose inside a selector": (
        [Pairing("more", "更多", by=HEAD & "领导", to=MEMBER, clause="1")],  # type: ignore[operator]
        "规则 pairing:more 的字段 by.two 应为 Selector，现为 '领导'；请改正。"),
    "a figure in prose": (
        [duty(each=YEAR, done="", talk=Quota(ROUTINE, times="两次"))],  # type: ignore[arg-type]
        "规则 duty:report_back 的字段 talk.times 应为 int，现为 '两次'；请改正。"),
    "a yes or no for a number": (
        [Guard("two", "两人", step=HELD, needs=staffed(count=True), clause="2")],
        "规则 guard:two 的字段 needs.count 应为 int，现为 True；请改正。"),
    "points in prose": (
        [Tally("cards", "累计", counts={"held": "三分"}, clause="2")],  # type: ignore[dict-item]
        "规则 tally:cards 的字段 counts 应为 Mapping[str, float | None]，现为 {'held': '三分'}；请改正。"),
    "a place that is a number": (
        [Clause(4, "四")],  # type: ignore[arg-type]
        "条款 4 的字段 at 应为 str，现为 4；请改正。"),
}


@pytest.mark.parametrize(("rules", "message"), SHAPE.values(), ids=SHAPE)
def test_a_field_that_holds_something_else_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


@frozen
class Wordy(Condition):
    """A plugin's own condition, made of what can be changed later."""

    words: list[str]


def test_a_value_that_can_be_changed_later_is_refused() -> None:
    message = "规则 guard:wordy 里有以后会变的值；请把 list 换成 tuple，把 set 换成 frozenset，不用 dict。"
    assert f"制度 office：{message}" == refusal(Guard("wordy", "用词", step=HELD, needs=Wordy(["廉"]), clause="2"))


FIELDS = {
    "a day in prose": ({"since": "2026-01-01"}, "字段 since 应为 date | None，现为 '2026-01-01'；请改正。"),
    "a moment for a day": ({"since": datetime(2026, 1, 1)},  # noqa: DTZ001 - wrong on purpose
                           "字段 since 应为 date | None，现为 datetime.datetime(2026, 1, 1, 0, 0)；请改正。"),
    "one issuer that is no tuple": ({"issuers": "某办公室"},
                                    "字段 issuers 应为 tuple[str, ...]，现为 '某办公室'；请改正。"),
    "a forgotten comma": ({"rules": (TALKERS)},
                          "rules 只能包含条款和规则，其中有别的内容；请检查是否漏写了逗号或多套了一层元组。"),
    "a tuple within the tuple": ({"rules": (CLAUSES, PARTS)},
                                 "rules 只能包含条款和规则，其中有别的内容；请检查是否漏写了逗号或多套了一层元组。"),
    "no name": ({"title": " "}, "没有名称；请在 title 中写明。"),
    "an issuer without a name": ({"issuers": ("某办公室", "")}, "发文机关中有一个是空白；请写明是哪个机关，或去掉。"),
    "nothing in it": ({"rules": ()}, "没有任何条款和规则；请在 rules 中按原文的先后逐条写明。"),
    "over before it begins": ({"since": date(2026, 1, 1), "until": date(2026, 1, 1)},
                              "施行起日 2026-01-01 不早于止日 2026-01-01；请改正其中之一。"),
}


@pytest.mark.parametrize(("fields", "message"), FIELDS.values(), ids=FIELDS)
def test_a_heading_that_makes_no_sense_is_refused(fields: dict[str, Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(**fields)


def test_number_issuers_and_dates_may_be_left_out() -> None:
    small = regulation()
    assert [small.number, small.issuers, small.since, small.until] == ["", (), None, None]


CODES = {
    "a code in Chinese": (
        [Duty("报告", "报告", done="scheme_adopted", clause="2")],
        "代码“报告”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过60个字符。"),
    "a code of 61 characters": (
        [Duty("d" * 61, "报告", done="scheme_adopted", clause="2")],
        f"代码“{'d' * 61}”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过60个字符。"),
    "a code that looks derived": (
        [Step("overdue.report", "逾期", clause="2")],
        "代码“overdue.report”会与推算出来的事件混淆；请不以 overdue.、departed.、period. 开头，不以 .end 结尾。"),
    "a code that looks like an end": (
        [Step("sanctioned.end", "处分期满", clause="2")],
        "代码“sanctioned.end”会与推算出来的事件混淆；请不以 overdue.、departed.、period. 开头，不以 .end 结尾。"),
    "two rules of one code": (
        [Kind("routine", "例行约谈", clause="2")],
        "有 2 条规则的代码都是 kind:routine；请改用不同的代码。"),
    "a rule without a title": (
        [Kind("letter", "", clause="2")],
        "规则 kind:letter 没有标题；请写明它叫什么。"),
}


@pytest.mark.parametrize(("rules", "message"), CODES.values(), ids=CODES)
def test_a_code_that_makes_no_sense_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


def test_the_code_of_a_regulation_is_looked_at_too() -> None:
    expected = "制度 某地：代码“某地”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过60个字符。"
    assert expected == refusal(code="某地")


def test_two_rules_of_different_sorts_may_share_a_code() -> None:
    assert regulation(Guard("talkers", "同名", step=HELD, needs=staffed(2), clause="2")).rules


CLAUSES_AND_CITATIONS = {
    "a clause declared twice": ([Clause("1", "又一次")], "条款 1 声明了 2 次；请只保留一处。"),
    "a place in Chinese": (
        [Clause("第八条", "八")], "条款号“第八条”不合要求；请写成用点分隔的数字，如第八条（三）写作 8.3。"),
    "a place with a nought": (
        [Clause("8.0", "八")], "条款号“8.0”不合要求；请写成用点分隔的数字，如第八条（三）写作 8.3。"),
    "a clause set aside and kept by the system": (
        [Clause("8", "保密", aside="原则", kept_by="seal")],
        "条款 8 既写了不设规则的理由，又写了由系统或页面落实；请只写一样。"),
    "a guarantee the system does not give": (
        [Clause("8", "保密", kept_by="magic")],
        f"条款 8 写由“magic”落实，系统没有这项保证；可用的有：{'、'.join(GUARANTEES)}。"),
    "a clause without a gist": ([Clause("8", " ")], "条款 8 没有要旨；请用自己的话写一句它说了什么。"),
    "a rule without a clause": (
        [Kind("letter", "函询", clause="")], "规则 kind:letter 没有引用条款；请写明 clause=。"),
    "a clause that is not declared": (
        [Kind("letter", "函询", clause="9.1")],
        '规则 kind:letter 引用的条款 9.1 没有声明；请在它之前写 Clause("9.1", …)，或改正条款号。'),
    "a clause that has no rules": (
        [Kind("letter", "函询", clause="3")],
        "规则 kind:letter 引用的条款 3 却写着不设规则；请去掉 aside，或改正条款号。"),
    "grounds that are not declared": (
        [Kind("letter", "函询", grounds="2.2", clause="2")],
        '规则 kind:letter 引用的条款 2.2 没有声明；请在它之前写 Clause("2.2", …)，或改正条款号。'),
    "topics of a tier that are not declared": (
        [Pairing("more", "更多", by=HEAD, to=MEMBER, topics="2.3", clause="1")],
        '规则 pairing:more 引用的条款 2.3 没有声明；请在它之前写 Clause("2.3", …)，或改正条款号。'),
    "grounds of a quota that are not declared": (
        [Duty("yearly", "每年谈", each=YEAR, talk=Quota(ROUTINE, grounds=("2.4",)), clause="2")],
        '规则 duty:yearly 引用的条款 2.4 没有声明；请在它之前写 Clause("2.4", …)，或改正条款号。'),
}


@pytest.mark.parametrize(("rules", "message"), CLAUSES_AND_CITATIONS.values(), ids=CLAUSES_AND_CITATIONS)
def test_a_clause_or_a_citation_that_makes_no_sense_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


def test_a_credit_may_rest_on_a_decision_instead_of_a_clause() -> None:
    assert regulation(Credit("other", "抵计", families=("routine",), to=ROUTINE, decision="2026年第3号")).rules


def test_every_fault_is_named_at_once() -> None:
    expected = ("制度 office：规则 kind:letter 没有标题；请写明它叫什么。\n"
                '制度 office：规则 kind:card 引用的条款 9 没有声明；请在它之前写 Clause("9", …)，或改正条款号。')
    assert expected == refusal(Kind("letter", "", clause="2"), Kind("card", "告诫卡", clause="9"))
