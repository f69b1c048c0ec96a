from __future__ import annotations

import pytest

from yuetan.rules import MAY, MUST, SHOULD, Force
from yuetan.rules.text.modals import modals
from yuetan.rules.text.verbs import force_of, forces, verbs

BINDING = (
    ("应提前通知。", MUST), ("应当做好记录。", MUST), ("不得推托。", MUST), ("严禁泄露。", MUST),
    ("必须到场。", MUST), ("须做好记录。", MUST), ("谈话人要认真听取。", MUST), ("不准推托。", MUST),
    ("务必到场。", MUST), ("禁止转交材料。", MUST), ("同意后方可推后。", MUST), ("不可代谈。", MUST),
    ("应对谈话作出记录。", MUST), ("对应当说明的问题作出说明。", MUST), ("谈话由局长主持。", MUST),
    ("需提出书面申请。", MUST), ("对科室负责人的谈话由局长主持。", MUST), ("谈话一般个别进行。", SHOULD),
    ("原则上每年谈一次。", SHOULD), ("办公室一般应提前通知。", SHOULD), ("一般情况下应当个别谈。", SHOULD),
    ("原则上由书记谈，组长配合。", SHOULD), ("可以集体谈。", MAY), ("副局长可代为主持。", MAY),
    ("根据工作需要，可邀请他人。", MAY), ("对象有权申诉。", MAY), ("必要时，由副局长主持。", MAY),
    ("根据工作需要开展。", MAY), ("视情组织集体谈话。", MAY), ("酌情安排回访。", MAY),
    ("视情况需要，也可以集体谈。", MAY), ("原则上可以集体谈。", MAY), ("应根据工作需要安排谈话。", MUST),
    ("一般根据工作需要安排。", SHOULD), ("主要对象：新任职的干部。", MAY), ("谈话主要对象为班子成员。", MUST),
)

SEVERAL = (
    ("一般个别谈，也可以集体谈。", {SHOULD, MAY}),
    ("局长负责提醒谈话，根据需要也可进行日常谈话。", {MUST, MAY}),
    ("准备方案，原则上5日内开展谈话。", {MUST, SHOULD}),
    ("可以采纳的，应当采纳。", {MUST, MAY}),
    ("一般应提前通知（必要时电话通知），写明时间。", {SHOULD, MAY}),
    ("谈话可以在线上进行，由办公室记录。", {MUST, MAY}),
    ("一般由局长谈，不得委托他人。", {SHOULD, MUST}),
)

NO_MODAL = (
    "可能", "可靠", "许可", "认可", "尽可能", "可行性", "可持续", "相应", "适应", "反应", "对应", "应急",
    "应用", "应对风险", "主要", "重要", "需要", "只要", "要求", "必要", "纪要", "摘要", "简要", "首要", "要点",
    "要素", "一般问题", "一般干部", "一般性", "铁一般", "原则性", "有必要", "重视情况", "巡视情况", "监视情形",
    "根据情节", "须知", "无须", "不得不", "“应当”", "《应知应会》",
)


@pytest.mark.parametrize(("text", "force"), BINDING)
def test_a_sentence_of_one_force_has_that_force(text: str, force: Force) -> None:
    assert forces(text) == {force}


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_a_sentence_of_several_forces_has_each_of_them(text: str, expected: set[Force]) -> None:
    assert forces(text) == expected


@pytest.mark.parametrize("words", NO_MODAL)
def test_a_word_that_only_looks_like_a_modal_verb_is_none(words: str) -> None:
    assert verbs(f"局长谈{words}。") == ()


def test_a_heading_has_no_force() -> None:
    assert (len(forces("应当遵守的要求")), len(forces("应当遵守的要求：守时。"))) == (0, 1)


def test_a_title_sentence_before_the_sentence_that_says_it_has_no_force() -> None:
    assert (frozenset({MAY}), frozenset({MUST})) == (forces("建立台账。办公室可建立台账。"), forces("建立台账。"))


def test_verbs_stand_in_the_order_of_the_text() -> None:
    text = "应当送达，不得延误。原则上个别谈，可以补谈。"
    assert [(one.verb, one.force) for one in verbs(text)] == [
        ("应当", MUST), ("不得", MUST), ("原则上", SHOULD), ("可以", MAY)]


@pytest.mark.parametrize(("verb", "text", "expected"), [
    ("应", "一般应提前通知。", {SHOULD}),
    ("一般", "一般应提前通知。", {SHOULD}),
    ("可", "也可谈。必须记录。", {MAY}),
    ("可", "可以谈。", set()),
    ("应", "应当谈。", set()),
    ("要", "主要负责人要求谈。", set()),
    ("要", "主要负责人要谈。", {MUST}),
    ("根据工作需要", "根据工作需要开展。", {MAY}),
    ("根据工作需要", "根据工作需要，可邀请他人。", {MAY}),
    ("负责", "局长负责提醒谈话，也可日常谈话。", {MUST}),
    ("配合", "原则上由书记谈，组长配合。", {SHOULD}),
    ("可以", "可以采纳的，应当采纳。可以补谈。", {MAY}),
    ("应当", "可以采纳的，应当采纳。", {MUST}),
    ("申请", "提出申请后，可以推后。", {MAY}),
    ("严禁", "不得泄露。", set()),
])
def test_a_quoted_verb_has_the_force_of_where_it_stands(verb: str, text: str, expected: set[Force]) -> None:
    assert force_of(verb, text) == expected


def test_a_longer_modal_verb_is_read_whole() -> None:
    assert [one.printed for one in modals("应当必须不得可以方可")] == ["应当", "必须", "不得", "可以", "方可"]
