"""What is refused in the words rules use: kinds, papers, selectors and the words of open sets. Word for word."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulation import HEAD, MEMBER, ROUTINE, TERMS, refusal, regulation

from yuetan.rules import (
    EVERYONE,
    HELD,
    YEAR,
    Collection,
    Credit,
    Duty,
    FieldType,
    FormField,
    Guard,
    Kind,
    Material,
    Pairing,
    Quota,
    Rank,
    Selector,
    Term,
    filled,
    manner,
    marked,
    nobody,
    party,
    post,
    rank,
    selected,
    talked,
    unit,
)
from yuetan.rules.papers import QUESTION_FIELDS

LETTER = Kind("letter", "函询", clause="2")
FORM = Material("form", "登记表", fields=(FormField("place", "地点"),), clause="2")
BUREAU, COUNTY = unit("bureau"), unit("county")


def paper(*fields: FormField) -> Material:
    return Material("form", "登记表", fields=fields, clause="2")


def guard(needs: Any, **fields: Any) -> Guard:  # noqa: ANN401 - any condition
    return Guard("first", "先决条件", step=HELD, needs=needs, clause="2", **fields)


WORDS = {
    "a paper that tells of a round and names no plan": (
        [Material("form", "登记表", clause="2", of_round="day", fields=(FormField("day", "日期", FieldType.DATE),))],
        "material:form 没有可以写计划名称的短文本栏目“day”；请补上，或改正 of_round。"),
    "a paper that tells of a round and has no field of that name": (
        [Material("form", "登记表", clause="2", of_round="plan", fields=(FormField("name", "名称"),))],
        "material:form 没有可以写计划名称的短文本栏目“plan”；请补上，或改正 of_round。"),
    "a kind left out of the rules": (
        [Pairing("letters", "函询", by=HEAD, to=MEMBER, kinds=(LETTER,), clause="1")],
        "规则 pairing:letters 用到的约谈种类 letter 没有列入 rules；请把它写进去，或改正代码。"),
    "a kind owed and left out of the rules": (
        [Duty("yearly", "每年函询", each=YEAR, talk=LETTER, about=MEMBER, clause="2")],
        "规则 duty:yearly 用到的约谈种类 letter 没有列入 rules；请把它写进去，或改正代码。"),
    "a kind credited and left out of the rules": (
        [Credit("other", "抵计", families=("routine",), to=LETTER, clause="2")],
        "规则 credit:other 用到的约谈种类 letter 没有列入 rules；请把它写进去，或改正代码。"),
    "a kind asked for by a code that is none": (
        [guard(talked("remainder"))],
        "规则 guard:first 用到的约谈种类 remainder 没有列入 rules；请把它写进去，或改正代码。"),
    "a paper left out of the rules": (
        [Duty("fill", "填表", material=FORM, clause="2")],
        "义务 fill 的材料 form 没有列入 rules；请把它写进去。"),
    "two fields of one code": (
        [paper(FormField("place", "地点"), FormField("place", "地址"))],
        "material:form 有 2 个栏目的代码都是“place”；请改用不同的代码。"),
    "two fields of one code in a collection": (
        [Collection("bank", "题库", fields=(FormField("question", "题"), FormField("question", "问")), clause="2")],
        "collection:bank 有 2 个栏目的代码都是“question”；请改用不同的代码。"),
    "a test drawn out of nothing": (
        [Material("form", "测试", drawn_from="bank", clause="2")],
        "material:form 从“bank”抽题，但没有列入这个资料库，或它没有 question、options、answer 栏目；请补上或改正。"),
    "a test drawn out of what are no questions": (
        [Collection("bank", "题库", fields=(FormField("question", "题"), FormField("answer", "答")), clause="2"),
         Material("form", "测试", drawn_from="bank", clause="2")],
        "material:form 从“bank”抽题，但没有列入这个资料库，或它没有 question、options、answer 栏目；请补上或改正。"),
    "a field of a test that nobody fills in": (
        [Collection("bank", "题库", fields=tuple(FormField(one, one) for one in QUESTION_FIELDS), clause="2"),
         Material("form", "测试", drawn_from="bank", clause="2",
                  fields=(FormField("medium", "方式"), FormField("score", "得分")))],
        "material:form 由系统登记，不由人填写；请把栏目“score”写成 required=False。"),
    "a field without a name": (
        [paper(FormField("place", ""))], "material:form 有一个栏目没有代码或名称；请写全。"),
    "a choice of nothing": (
        [paper(FormField("how", "方式", FieldType.CHOICE))],
        "material:form 的栏目“how”：只有 FieldType.CHOICE 才写 choices，也必须写；请改正其一。"),
    "choices for a text": (
        [paper(FormField("how", "方式", choices=("面谈", "函询")))],
        "material:form 的栏目“how”：只有 FieldType.CHOICE 才写 choices，也必须写；请改正其一。"),
    "a choice offered twice": (
        [paper(FormField("how", "方式", FieldType.CHOICE, choices=("面谈", "面谈")))],
        "material:form 的栏目“how”有重复的选项；请去掉。"),
    "a field that no paper has": (
        [guard(filled("measures", "result") & filled("result"))],
        "规则 guard:first 要求填写的栏目“result”不在任何材料里；请改正代码，或写进材料的 fields。"),
    "a type of unit that is not declared": (
        [Pairing("more", "更多", by=unit("office") & HEAD, to=MEMBER, clause="1")],
        '规则 pairing:more 选用的“office”没有声明；请改正，或在 terms 中用 terms("unit_type", office="……") 声明。'),
    "a post that is not declared": (
        [Pairing("more", "更多", by=post("chief"), to=MEMBER, clause="1")],
        '规则 pairing:more 选用的“chief”没有声明；请改正，或在 terms 中用 terms("post", chief="……") 声明。'),
    "a mark that is not declared": (
        [Pairing("more", "更多", by=marked("key"), to=MEMBER, clause="1")],
        '规则 pairing:more 选用的“key”没有声明；请改正，或在 terms 中用 terms("mark", key="……") 声明。'),
    "a word that is not declared, deep inside a condition": (
        [guard(selected(nobody(~party("comrade"))))],
        '规则 guard:first 选用的“comrade”没有声明；请改正，或在 terms 中用 terms("party", comrade="……") 声明。'),
}


@pytest.mark.parametrize(("rules", "message"), WORDS.values(), ids=WORDS)
def test_a_word_that_is_not_declared_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


TERMS_OF_THEIR_OWN = {
    "a word without a title": ([Term("post", "chief", " ")], "terms 中“chief”（post）没有写全；代码和名称都不能空白。"),
    "one word with two titles": (
        [Term("post", "chief", "首长"), Term("post", "chief", "总长")],
        "“chief”（post）有两个名称：“首长”和“总长”；请只用一个，通用的词不能另起名称。"),
    "another title for a common word": (
        [Term("post", "head", "一把手")],
        "“head”（post）有两个名称：“主要负责人”和“一把手”；请只用一个，通用的词不能另起名称。"),
    "one title for two words": (
        [Term("unit_type", "board", "局")],
        "“局”（unit_type）有两个代码：bureau 和 board，花名册里分不清；请合并，或改一个名称。"),
}


@pytest.mark.parametrize(("terms", "message"), TERMS_OF_THEIR_OWN.values(), ids=TERMS_OF_THEIR_OWN)
def test_a_word_declared_to_mean_two_things_is_refused(terms: list[Term], message: str) -> None:
    assert f"制度 office：{message}" == refusal(terms=(*TERMS, *terms))


def test_a_word_may_be_declared_twice_alike() -> None:
    assert regulation(terms=(*TERMS, *TERMS, Term("post", "head", "主要负责人"))).terms


# Selectors that select nobody

NOBODY = {
    "two types of unit at once": BUREAU & COUNTY,
    "two posts at once": HEAD & MEMBER,
    "both a word and not": BUREAU & ~BUREAU,
    "no word at all": post(),
    "ranks the wrong way round": rank(Rank.DIVISION, Rank.SECTION),
    "ranks that do not exist": rank(low=8),
    "ranks that do not meet": rank(high=Rank.SECTION) & rank(Rank.DIVISION),
    "not everybody": ~EVERYONE,
    "nobody but somebody": nobody(EVERYONE),
    "a post of somebody without it": HEAD & nobody(HEAD),
    "one branch of several": BUREAU & HEAD | COUNTY & BUREAU,
    "what is left out": EVERYONE & ~(BUREAU & COUNTY),
    "one mark and not": marked("key") & (BUREAU & ~marked("key")),
    "one of two, and neither": (HEAD | MEMBER) & ~HEAD & ~MEMBER,
}


@pytest.mark.parametrize("selector", NOBODY.values(), ids=NOBODY)
def test_a_selector_that_can_select_nobody_is_refused(selector: Selector) -> None:
    message = ("制度 office：规则 pairing:more 的 by 中有对象选择选不中任何人；"
               "一个职务不会既是这个又是那个，“或”请写 |，“且”才写 &。")
    terms = (*TERMS, Term("mark", "key", "关键岗位"))
    assert message == refusal(Pairing("more", "更多", by=selector, to=MEMBER, clause="1"), terms=terms)


SOMEBODY = {
    "everybody": EVERYONE,
    "a post in a type of unit": BUREAU & HEAD,
    "either of two types": BUREAU | COUNTY,
    "not this and not that": ~BUREAU & ~HEAD,
    "a head who also holds a post elsewhere": HEAD & ~nobody(COUNTY & MEMBER) & BUREAU,
    "a post beside the one that is left out": ~nobody(HEAD) & ~HEAD,
    "people without such a post": nobody(BUREAU & HEAD) & MEMBER,
    "one rank": rank(Rank.DIVISION, Rank.DIVISION),
    "many words": unit("bureau", "county") & post("head", "deputy", "member", "middle", "staff") & manner("acting")
    & party("none") & rank(2, 5) & marked("key") & ~marked("other"),
}


@pytest.mark.parametrize("selector", SOMEBODY.values(), ids=SOMEBODY)
def test_a_selector_that_can_select_somebody_is_let_pass(selector: Selector) -> None:
    terms = (*TERMS, Term("mark", "key", "关键岗位"), Term("mark", "other", "其他"))
    assert regulation(Pairing("more", "更多", by=selector, to=MEMBER, clause="1"), terms=terms).rules


def test_a_selector_of_very_many_words_is_let_pass_untried() -> None:
    marks = [Term("mark", f"m{number}", f"标记{number}") for number in range(15)]
    impossible: Selector = HEAD
    for mark in marks:
        impossible = impossible & marked(mark.code)
    impossible = impossible & ~marked(marks[0].code)
    assert regulation(Pairing("more", "更多", by=impossible, to=MEMBER, clause="1"), terms=(*TERMS, *marks)).rules


@pytest.mark.parametrize("rules", [
    [Duty("yearly", "每年谈", each=YEAR, talk=Quota(ROUTINE), about=HEAD & MEMBER, clause="2")],
    [guard(selected(HEAD & MEMBER))],
    [Guard("first", "先决条件", step=HELD, needs=talked("reminder"), about=HEAD & MEMBER, clause="2")],
])
def test_selectors_are_tried_wherever_they_stand(rules: list[Any]) -> None:
    assert "中有对象选择选不中任何人；" in refusal(*rules)
