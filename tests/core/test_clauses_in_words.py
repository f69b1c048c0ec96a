"""A regulation in words: what each clause rests on, and how open places are read."""

from __future__ import annotations

import pytest

from yuetan.paperwork.clauses import ClauseInWords, Support, clauses_in_words, readings_in_words
from yuetan.plugins import load
from yuetan.rules.coverage import coverage

(REGULATION,) = (one for one in load().regulations if one.code == "lianyungang")
CLAUSES = {one.at: one for one in clauses_in_words(REGULATION.under({}))}


def test_every_clause_is_there_in_the_order_of_the_text() -> None:
    assert [*CLAUSES] == [one.at for one in coverage(REGULATION)]


@pytest.mark.parametrize(("at", "expected"), [
    ("1", ClauseInWords("1", "第一条", "制定目的与依据", 0, (), "宗旨，不设规则")),
    ("5.2", ClauseInWords("5.2", "第五条（二）", "市人大、市政协党组主要领导负责本机关班子成员和中层干部", 1,
                          (Support("谈话关系", "市人大、市政协党组主要领导"),))),
    ("9", ClauseInWords("9", "第九条", "县区、部门和单位参照建立本级制度", 0,
                        (Support("义务", "建立本级廉政约谈制度", "own_scheme"),))),
    ("8.1", ClauseInWords("8.1", "第八条（一）", "保密：反映人的情况和反映材料不得到约谈对象手里", 1, (
        Support("系统保障", "反映人信息和反映材料单独加密封存，任何页面、文书和导出均不出现"),))),
])
def test_a_clause_says_what_it_rests_on(at: str, expected: ClauseInWords) -> None:
    assert CLAUSES[at] == expected


def test_no_sort_of_rule_is_without_a_word() -> None:
    sorts = {support.sort for clause in CLAUSES.values() for support in clause.supports}
    assert sorts == {"种类", "谈话关系", "环节", "前置条件", "义务", "材料", "系统保障"}


@pytest.mark.parametrize(("settings", "chosen", "others", "by_default"), [
    ({}, "顺延到下一个工作日", ("不顺延",), True), ({"roll": "stay"}, "不顺延", ("顺延到下一个工作日",), False),
])
def test_a_reading_says_what_was_chosen(settings: dict[str, str], chosen: str, others: tuple[str, ...],
                                        by_default: bool) -> None:  # noqa: FBT001 - a fact of the table
    found = next(one for one in readings_in_words(REGULATION.under(settings)) if "顺延" in one.question)
    assert (found.places, found.chosen, found.others, found.by_default) == ("第八条（三）", chosen, others, by_default)


def test_each_open_place_is_there_once() -> None:
    assert len(readings_in_words(REGULATION.under({}))) == len(REGULATION.readings())
