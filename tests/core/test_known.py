"""Fields say what they know by words of a closed list: filled in as their type writes it, refused where they err."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    ORGANISER,
    RECORDED,
    RECORDER,
    Clause,
    Duty,
    FieldType,
    FormField,
    Kind,
    Material,
    Regulation,
    Step,
    by,
)
from yuetan.rules.errors import RegulationError
from yuetan.rules.known import KNOWN, event_of, filled_in, number_in_words, words_of
from yuetan.rules.ledgers import GENERIC, ledger_of, tables_of

FORMS = ("预防提醒谈话", "询问示警约谈")
FACTS = {"kind": "预防提醒谈话（新任职）", "mode": "集体", "interviewer": "陈国栋", "interviewer:cadre": "J004",
         "unit": "市教育局", "unit:unit": "E", "talk_date": "2026-03-09", "recorded.content": "谈了廉洁"}


@pytest.mark.parametrize(("field", "value"), [
    (FormField("a", "形式", FieldType.CHOICE, choices=FORMS, known="kind"), "预防提醒谈话"),
    (FormField("a", "方式", FieldType.CHOICE, choices=("个别约谈", "集体谈话"), known="mode"), "集体谈话"),
    (FormField("a", "方式", FieldType.CHOICE, choices=("集体谈话", "集体约谈"), known="mode"), None),  # either would do
    (FormField("a", "形式", FieldType.CHOICE, choices=("其他",), known="kind"), None),
    (FormField("a", "形式", known="kind"), "预防提醒谈话（新任职）"),
    (FormField("a", "约谈人", FieldType.CADRE, known="interviewer"), "J004"),
    (FormField("a", "约谈人", known="interviewer"), "陈国栋"),
    (FormField("a", "单位", FieldType.UNIT, known="unit"), "E"), (FormField("a", "单位", known="unit"), "市教育局"),
    (FormField("a", "内容", FieldType.LONG_TEXT, known="topics recorded.content kind"), "谈了廉洁"),
    (FormField("a", "内容", known="topics"), None), (FormField("a", "内容"), None),
])
def test_a_field_says_the_first_thing_known_as_its_type_writes_it(field: FormField, value: str | None) -> None:
    assert filled_in((field,), FACTS) == ({} if value is None else {"a": value})


@pytest.mark.parametrize(("word", "event"), [
    ("kind", ("", "")), ("held.on", ("held", "on")), ("recorded.content", ("recorded", "content"))])
def test_a_word_speaks_of_the_talk_or_of_an_event(word: str, event: tuple[str, str]) -> None:
    assert event_of(word) == event


@pytest.mark.parametrize(("number", "words"), [("2026-000007", "〔2026〕7号"), ("旧-甲7", "旧-甲7"), ("", "")])
def test_a_number_is_said_as_papers_print_it(number: str, words: str) -> None:
    assert number_in_words(number) == words


# Sense


def regulation(*fields: FormField, code: str = "registration", to: object = None) -> Regulation:
    record = Material("record", "记录", clause="1", fields=(
        FormField("content", "内容", FieldType.LONG_TEXT), FormField("date", "日期", FieldType.DATE),
        FormField("sealed", "线索", seen_by=(ORGANISER,))))
    paper = Material(code, "登记表", clause="1", fields=fields)
    return Regulation(code="small", title="小办法", rules=(
        Clause("1", "谈话"), Kind("routine", "日常谈话", clause="1"), Step(HELD, "谈话", clause="1"),
        Step(RECORDED, "记录", after=(HELD,), clause="1"), Step("registered", "登记", after=(HELD,), clause="1"),
        record, paper, Duty("record", "记录", owed_by=RECORDER, on=HELD, done=RECORDED, material=record, clause="1"),
        Duty("registration", "登记", owed_by=ORGANISER, on=HELD, done="registered", material=paper, clause="1",
             due=by(HELD), to=to)))  # type: ignore[arg-type] # a part, or nobody


@pytest.mark.parametrize("field", [
    FormField("a", "甲", known="kind"), FormField("a", "甲", FieldType.DATE, known="held.on talk_date"),
    FormField("a", "甲", FieldType.LONG_TEXT, known="recorded.content"),
    FormField("a", "甲", known="recorded.content"), FormField("a", "甲", FieldType.YES_NO, known="recorded.done"),
    FormField("a", "甲", FieldType.DATE, known="recorded.date")])
def test_what_makes_sense_is_taken(field: FormField) -> None:
    assert regulation(field).of(Material)[-1].fields[0].known


@pytest.mark.parametrize(("field", "fault"), [
    (FormField("a", "甲", known="age"), (
     "没有这个词；可用的有：interviewee、interviewee_post、interviewee_unit、"
     "interviewer、interviewer_post、company、recorder、unit、number、regulation、kind、mode、tier、state、outcome、"
     "grounds、topics、talk_topic、talk_date、talk_time、talk_place、approver、papers、signed_on、counted_since、"
     "counted_until、row，或写作“环节.on”“环节.栏目”。")),
    (FormField("a", "甲", FieldType.NUMBER, known="kind"),
     "这一栏的类型应为 FieldType.CHOICE、FieldType.LONG_TEXT、FieldType.TEXT；请改正其一。"),
    (FormField("a", "甲", known="nowhere.on"), "没有“nowhere”这个环节或材料；请改正代码。"),
    (FormField("a", "甲", FieldType.NUMBER, known="held.on"),
     "这一栏的类型应为 FieldType.DATE、FieldType.TEXT；请改正其一。"),
    (FormField("a", "甲", known="recorded.nothing"), "“recorded”的材料没有“nothing”这一栏；请改正代码。"),
    (FormField("a", "甲", known="recorded.date"), "两栏的类型不同；请改成同一类型。"),
    (FormField("a", "甲", known="recorded.sealed"), "那一栏不是谁都能看到的，不能抄到别的材料里；请去掉。"),
])
def test_what_makes_none_is_refused_with_what_to_do(field: FormField, fault: str) -> None:
    with pytest.raises(RegulationError) as refused:
        regulation(field)
    said = "制度 small：material:registration 的栏目“a”写了 known=“{word}”：{fault}"
    assert said.format(word=field.known, fault=fault) == str(refused.value)


def test_a_paper_for_the_interviewee_tells_no_ground() -> None:
    grounds = FormField("a", "事由", known="grounds")
    assert regulation(grounds).code == "small"
    with pytest.raises(RegulationError) as refused:
        regulation(grounds, to=INTERVIEWEE)
    assert str(refused.value) == (
        "制度 small：material:registration 是约谈对象经手的材料，栏目“a”不能写 known=“grounds”：事由只供内部材料使用。")


def test_every_word_of_the_generic_ledger_is_known_and_fits() -> None:
    wrong: Mapping[str, object] = {one.code: one.type for one in GENERIC.material.fields for word in words_of(one)
                                   if "." not in word and one.type not in KNOWN[word]}
    assert wrong == {}


def test_a_regulation_without_a_ledger_has_the_generic_one_and_no_table() -> None:
    assert (ledger_of(regulation()), tables_of(regulation())) == (GENERIC, ())
