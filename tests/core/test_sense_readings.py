"""What is refused in open places, and in the settings that read them. Every message word for word."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulation import ROUTINE, refusal, regulation

from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    YEAR,
    Clause,
    Duty,
    Quota,
    RegulationError,
    Step,
    by,
    days_after,
    reading,
)


def place(code: str = "days", options: Any = None, **fields: Any) -> Any:  # noqa: ANN401 - it stands for any value
    """An open place, wrong in one respect or in none."""
    offered = {"five": days_after(HELD, 5), "ten": days_after(HELD, 10)} if options is None else options
    return reading(code, **{"question": "几天", "options": offered, "why": "依上文", "clause": "2", **fields})


def due(value: Any, code: str = "report_back") -> Duty:  # noqa: ANN401
    return Duty(code, "报告", owed_by=INTERVIEWEE, done="scheme_adopted", due=value, clause="2")


NONSENSE = {
    "a reading in place of a code": (
        [Step(place(), "环节", clause="2")], "一个 Step 的字段 code 不能留作不同理解；请写明一个值。"),
    "a reading in place of a title": (
        [Step("read", place(), clause="2")], "一个 Step 的字段 title 不能留作不同理解；请写明一个值。"),
    "a reading in place of a clause's place": (
        [Clause(place(), "某条")], "一个 Clause 的字段 at 不能留作不同理解；请写明一个值。"),
    "a reading without options": (
        [due(place(options={}))],
        "理解“days”只有 0 个选项，谈不上不同理解；请至少写两个，或直接写明那个值。"),
    "a reading of one option": (
        [due(place(options={"five": days_after(HELD, 5)}))],
        "理解“days”只有 1 个选项，谈不上不同理解；请至少写两个，或直接写明那个值。"),
    "options without names": (
        [due(place(options=[5, 10]))],
        "理解“days”的字段 options 应为 Mapping[str, Any]，现为 [5, 10]；请改正。"),
    "labels that do not match the options": (
        [due(place(labels=("五日",)))], "理解“days”有 2 个选项、1 个名称；请一一对应。"),
    "a reading that asks nothing": ([due(place(question=""))], "理解“days”没有写明问题或理由；请写 question 和 why。"),
    "a reading without a why": ([due(place(why=" "))], "理解“days”没有写明问题或理由；请写 question 和 why。"),
    "a reading that rests on nothing": ([due(place(clause=""))], "理解“days”没有引用条款；请写明 clause=。"),
    "a reading of a clause that is not declared": (
        [due(place(clause="2 9"))],
        '理解“days” 引用的条款 9 没有声明；请在它之前写 Clause("9", …)，或改正条款号。'),
    "one code at two places, asked differently": (
        [due(place()), due(place(question="多少天"), "again")],
        "理解“days”出现在几处，但问题、选项或条款不一致；请统一，或改用不同的代码。"),
    "one code at two places, offering different options": (
        [due(place()), due(place(options={"five": by(HELD), "six": by(HELD)}), "again")],
        "理解“days”出现在几处，但问题、选项或条款不一致；请统一，或改用不同的代码。"),
}


@pytest.mark.parametrize(("rules", "message"), NONSENSE.values(), ids=NONSENSE)
def test_an_open_place_that_makes_no_sense_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


@pytest.mark.parametrize("field", ["code", "title", "since", "issuers"])
def test_the_heading_of_a_regulation_is_never_open(field: str) -> None:
    message = f"字段 {field} 不能留作不同理解；请写明一个值。"
    assert refusal(**{field: place()}).endswith(message)


# Every option must make sense, not only ours

WHEN = "（理解“days”取“prose”时）"
OPTIONS = {
    "ours": ({"prose": "五天", "ten": days_after(HELD, 10)},
             "制度 office：规则 duty:report_back 的字段 due 应为 Due | None，现为 '五天'；请改正。"),
    "another": ({"five": days_after(HELD, 5), "prose": "十天"},
                f"{WHEN}制度 office：规则 duty:report_back 的字段 due 应为 Due | None，现为 '十天'；请改正。"),
    "one that names what is not declared": (
        {"five": days_after(HELD, 5), "prose": days_after("hled", 5)},
        (f"{WHEN}制度 office：规则 duty:report_back 提到的事件“hled”没有声明；请改正代码，或在 terms 中用 "
         'terms("event", hled="……") 声明。')),
}


@pytest.mark.parametrize(("options", "message"), OPTIONS.values(), ids=OPTIONS)
def test_an_option_that_makes_no_sense_is_refused_when_the_regulation_is_written(
        options: dict[str, Any], message: str) -> None:
    assert message == refusal(due(place(options=options)))


def test_an_option_inside_an_option_must_make_sense_too() -> None:
    inner = place("inner", {"five": days_after(HELD, 5), "typo": days_after("hled", 5)})
    assert refusal(due(place("outer", {"inner": inner, "ten": days_after(HELD, 10)}))).startswith(
        "（理解“inner”取“typo”时）制度 office：规则 duty:report_back 提到的事件“hled”没有声明；")


# Settings

SETTINGS = {
    "no such reading": (
        {"dais": "ten"}, "制度 office：设置“dais”不对应任何理解；可设置的有：days。"),
    "no such option": (
        {"days": "twelve"}, "制度 office：理解“days”没有选项“twelve”；请改为其中之一：five、ten。"),
    "both": (
        {"days": "twelve", "dais": "ten"},
        ("制度 office：设置“dais”不对应任何理解；可设置的有：days。\n"
         "制度 office：理解“days”没有选项“twelve”；请改为其中之一：five、ten。")),
}


@pytest.mark.parametrize(("settings", "message"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_that_names_nothing_is_refused(settings: dict[str, str], message: str) -> None:
    with pytest.raises(RegulationError) as refused:
        regulation(due(place())).under(settings)
    assert message == str(refused.value)


def test_where_nothing_is_open_there_is_nothing_to_set() -> None:
    with pytest.raises(RegulationError, match=r"^制度 office：设置“days”不对应任何理解；可设置的有：（无）。$"):
        regulation().under({"days": "ten"})


def test_two_options_that_do_not_go_together_are_refused_when_they_are_set() -> None:
    """Each goes with our reading of the other; the pair is met only where an office chooses both."""
    quota = Quota(ROUTINE, times=2, persons=place("persons", {"no": False, "yes": True}),
                  per=place("per", {"talker": INTERVIEWER, "cadre": INTERVIEWEE}))
    yearly = regulation(Duty("yearly", "每年谈", each=YEAR, talk=quota, clause="2"))
    assert yearly.under({"persons": "yes"}).under({}).of(Duty)
    message = r"^制度 office：义务 yearly 数的是人数，只能按约谈人或单位计算；请改 per，或去掉 persons。$"
    with pytest.raises(RegulationError, match=message):
        yearly.under({"persons": "yes", "per": "cadre"})
