from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import text_mutants
from attrs import evolve
from text_mutants import Mutant
from text_samples import (
    ARTICLES_REGULATION,
    ARTICLES_TEXT,
    SAMPLES,
    SECTIONS_REGULATION,
    SECTIONS_TEXT,
    rule_of,
    with_rule,
)

from yuetan.rules import (
    ARTICLES,
    HALF_YEAR,
    MAY,
    MUST,
    SECTIONS,
    YEAR,
    Clause,
    Due,
    Duty,
    Pairing,
    Regulation,
    days_before,
    reading,
)
from yuetan.rules.text.check import check
from yuetan.rules.text.faults import Fault, FaultCode

TEXT_MUTATORS = (
    text_mutants.changed_figures, text_mutants.dropped_figures, text_mutants.dropped_places,
    text_mutants.changed_numbers, text_mutants.dropped_numbers, text_mutants.added_places,
)
RULE_MUTATORS = (
    text_mutants.changed_values, text_mutants.changed_places, text_mutants.changed_forces,
    text_mutants.changed_quotations, text_mutants.dropped_clauses, text_mutants.invented_clauses,
)
# A figure in a lead-in may be cited at the places below it, one in a tail at the item before it and above.
TOLERATED = {"duty:notice at 4.1", "duty:notice at 4.2", "guard:last_week at 3.2"}

NOTICE = rule_of(ARTICLES_REGULATION, "notice", Duty)
DAILY = rule_of(ARTICLES_REGULATION, "daily_talk", Duty)
REPORT = rule_of(ARTICLES_REGULATION, "report", Duty)
DEPUTY = rule_of(ARTICLES_REGULATION, "deputy", Pairing)
HEAD = rule_of(ARTICLES_REGULATION, "head", Pairing)


def codes(regulation: Regulation, text: str) -> list[tuple[str, str, str]]:
    return [(fault.code.value, fault.at, fault.rule) for fault in check(regulation, text)]


def changed(old: str, new: str) -> str:
    assert old in ARTICLES_TEXT
    return ARTICLES_TEXT.replace(old, new, 1)


@pytest.mark.parametrize(("regulation", "text"), SAMPLES)
def test_a_regulation_agrees_with_its_text(regulation: Regulation, text: str) -> None:
    assert check(regulation, text) == ()


@pytest.mark.parametrize("mutate", TEXT_MUTATORS, ids=lambda one: one.__name__)
@pytest.mark.parametrize(("regulation", "text"), SAMPLES, ids=["articles", "sections"])
def test_every_change_to_a_text_is_found(
    regulation: Regulation, text: str, mutate: Callable[[str], Iterator[Mutant]],
) -> None:
    mutants = list(mutate(text))
    assert mutants
    assert [mutant.name for mutant in mutants if not check(regulation, mutant.text)] == []


@pytest.mark.parametrize("mutate", RULE_MUTATORS, ids=lambda one: one.__name__)
@pytest.mark.parametrize(("regulation", "text"), SAMPLES, ids=["articles", "sections"])
def test_every_change_to_a_rule_is_found_or_refused(
    regulation: Regulation, text: str, mutate: Callable[[Regulation], Iterator[Mutant]],
) -> None:
    mutants = [mutant for mutant in mutate(regulation) if mutant.name not in TOLERATED]
    assert mutants
    assert [mutant.name for mutant in mutants if mutant.regulation and not check(mutant.regulation, text)] == []


def test_every_verb_a_rule_quotes_is_found_when_the_text_changes_it() -> None:
    found = [check(ARTICLES_REGULATION, mutant.text) for mutant in text_mutants.changed_verbs(ARTICLES_TEXT)]
    sections = [check(SECTIONS_REGULATION, mutant.text) for mutant in text_mutants.changed_verbs(SECTIONS_TEXT)]
    # of the first text two stand where no rule has a force: a paper's fields, and what the system keeps
    assert (sum(map(bool, found)), len(found), sum(map(bool, sections)), len(sections)) == (7, 9, 4, 4)


NOTICE_FAULTS = [("nowhere", "4", "duty:notice"), ("unstated", "4", ""), ("gist", "4", "")]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("三天", "3日", []),
    ("三天", "四天", NOTICE_FAULTS),
    ("三天", "三个工作日", NOTICE_FAULTS),
    ("6月底前、", "", [("nowhere", "5", "duty:summary")]),
    ("两次", "三次", [("unstated", "5", ""), ("gist", "5", "")]),
    ("15日内报告", "报告", [("nowhere", "6.2", "duty:report"), ("gist", "6.2", "")]),
    ("15日内报告", "15日内应向两人报告", [("unstated", "6.2", "")]),
    ("(一) 按时到场，不得推托。\n", "", [("numbering", "", ""), ("invented", "6.1", "")]),
    ("第七条", "第八条", [("numbering", "", ""), ("missing", "8", ""), ("invented", "7", "")]),
    ("第七条  本办法由办公室解释。", "", [("invented", "7", "")]),
    ("附件：", "第八条  印发即办。\n附件：", [("missing", "8", "")]),
    ("必要时，可以", "应当", [("verb", "2", "pairing:deputy")]),
    ("必要时，可以", "必要时，应当", [("force", "2", "pairing:deputy")]),
    ("约谈一般由", "约谈由", [("verb", "2", "pairing:head")]),
    ("应当在五个", "可以在五个", [("force", "3.2", "duty:reminder_talk")]),
    ("解释。", "解释，不得转授。", [("aside", "7", "")]),
    ("解释。", "每年解释。", [("aside", "7", "")]),
])
def test_a_changed_text_has_these_faults_and_no_other(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected == codes(ARTICLES_REGULATION, changed(old, new))


@pytest.mark.parametrize(("old", "new", "expected"), [
    (NOTICE, evolve(NOTICE, clause="5"), [("misplaced", "5", "duty:notice"), ("unstated", "4", "")]),
    (NOTICE, evolve(NOTICE, clause="4 5"), []),
    (NOTICE, evolve(NOTICE, due=days_before("held", 8)), [("nowhere", "4", "duty:notice"), ("unstated", "4", "")]),
    (NOTICE, evolve(NOTICE, due=days_before("held", 15)), [("misplaced", "4", "duty:notice"), ("unstated", "4", "")]),
    (NOTICE, evolve(NOTICE, due=None), [("unstated", "4", "")]),
    (NOTICE, evolve(NOTICE, force=MAY), [("force", "4", "duty:notice")]),
    (REPORT, evolve(REPORT, force=MAY), [("force", "6.2", "duty:report")]),
    (DAILY, evolve(DAILY, each=HALF_YEAR), [("misplaced", "3.1", "duty:daily_talk"), ("unstated", "3.1", "")]),
    (DAILY, evolve(DAILY, each=YEAR), [("misplaced", "3.1", "duty:daily_talk"), ("unstated", "3.1", "")]),
    (DEPUTY, evolve(DEPUTY, verb=""), [("ambiguous", "2", "pairing:deputy")]),
    (DEPUTY, evolve(DEPUTY, force=MUST), [("force", "2", "pairing:deputy")]),
    (DEPUTY, evolve(DEPUTY, force=MUST, verb=""), [("force", "2", "pairing:deputy")]),
    (DEPUTY, evolve(DEPUTY, verb="可"), [("verb", "2", "pairing:deputy")]),
    (HEAD, evolve(HEAD, clause="5"), [("verb", "5", "pairing:head")]),
])
def test_a_changed_rule_has_these_faults_and_no_other(
    old: Duty, new: Duty, expected: list[tuple[str, str, str]],
) -> None:
    assert expected == codes(with_rule(ARTICLES_REGULATION, old, new), ARTICLES_TEXT)


@pytest.mark.parametrize(("at", "new", "expected"), [
    ("6.1", Clause("6.1", "按时到场", aside="不设规则"), [("aside", "6.1", "")]),
    ("6", Clause("6", "对象的要求", aside="引出下列各项"), []),
    ("3", Clause("3", "两类约谈，每年四次"), [("gist", "3", ""), ("gist", "3", "")]),
    ("3", Clause("3", "两类约谈，提醒约谈5个工作日内谈"), []),
    ("5", Clause("5", "一年三次报情况"), [("gist", "5", "")]),
])
def test_a_changed_clause_has_these_faults_and_no_other(
    at: str, new: Clause, expected: list[tuple[str, str, str]],
) -> None:
    old = ARTICLES_REGULATION.clause(at)
    assert old is not None
    assert expected == codes(with_rule(ARTICLES_REGULATION, old, new), ARTICLES_TEXT)


def test_a_figure_of_a_listed_ground_stands_in_its_gist() -> None:
    old = SECTIONS_REGULATION.clause("3.1.1")
    assert old is not None
    regulation = with_rule(SECTIONS_REGULATION, old, Clause("3.1.1", "多次迟到"))
    assert codes(regulation, SECTIONS_TEXT) == [("unstated", "3.1.1", ""), ("unstated", "3.1.1", "")]


def test_what_the_system_keeps_states_its_figures_in_its_gist() -> None:
    text, old = changed("不得推托", "提前10天到场"), ARTICLES_REGULATION.clause("6.1")
    assert old is not None
    stated = with_rule(ARTICLES_REGULATION, old, Clause("6.1", "提前10天到场", kept_by="attendance"))
    assert (codes(ARTICLES_REGULATION, text), codes(stated, text)) == ([("unstated", "6.1", "")], [])


def test_items_bind_as_the_sentence_that_leads_in_to_them() -> None:
    text = SECTIONS_TEXT.replace("（二）可以谈的情形", "（二）应当谈的情形")
    assert codes(SECTIONS_REGULATION, text) == [("force", "3.2.1", "pairing:asked_himself")]


def test_only_the_default_option_of_an_open_place_is_compared() -> None:
    ours, other = days_before("held", 3), days_before("held", 9)

    def read_as(first: Due, second: Due) -> Regulation:
        due = reading("days", "隔几天", {"one": first, "two": second}, why="两读", clause="4")
        return with_rule(ARTICLES_REGULATION, NOTICE, evolve(NOTICE, due=due))

    assert (len(check(read_as(ours, other), ARTICLES_TEXT)), len(check(read_as(other, ours), ARTICLES_TEXT))) == (0, 2)


def test_a_place_printed_otherwise_than_the_regulation_prints_it_is_a_fault() -> None:
    faults = check(evolve(ARTICLES_REGULATION, numbering=SECTIONS), ARTICLES_TEXT)
    assert {FaultCode.PRINTED} == {fault.code for fault in faults}


def test_a_file_that_is_no_regulation_is_one_fault() -> None:
    assert codes(ARTICLES_REGULATION, "通知如下：\n请认真学习。\n") == [("unreadable", "", "")]


SAYS = (
    (ARTICLES_REGULATION, changed("三天", "四天"), (
        "规则 duty:notice 引用第四条，其“3日”文本中哪里都没有，该处印的是：四天；请按文本改正规则。",
        "第四条印有“四天”，可引用该处的规则都没有写它；请写进规则，由系统、页面落实的条款和列举的情形则写进要旨。",
        "条款 4（第四条）的要旨写了“3天”，文本该处没有；请按文本改正要旨。",
    )),
    (ARTICLES_REGULATION, changed("第七条", "第八条"), (
        "文本第 28 行：编号“第八条”不接上文，按顺序应为“第七条”；请核对文本是否缺漏、重复或印错。",
        "第八条：文本中有此处，制度没有声明；请写上 Clause，条款号为 8，并写明由什么落实。",
        "条款 7（第七条）：文本中没有这一处；请删去该条款，或改正条款号。",
    )),
    (ARTICLES_REGULATION, "", (
        "文本中没有找到任何条款编号（第一条、一、（一）、1.）；请确认给的是制度正文的纯文本。",
    )),
    (evolve(ARTICLES_REGULATION, numbering=ARTICLES), ARTICLES_TEXT, (
        "条款 4.1：文本印作“第四条1”，制度写作“第四条（一）”；请改正制度的 numbering。",
        "条款 4.2：文本印作“第四条2”，制度写作“第四条（二）”；请改正制度的 numbering。",
    )),
    (with_rule(ARTICLES_REGULATION, REPORT, evolve(REPORT, clause="5")), ARTICLES_TEXT, (
        "规则 duty:report 引用第五条，该处没有“15日”，它印在第六条（二）；请改正引用的条款或规则的数字。",
        "第六条（二）印有“15日”，可引用该处的规则都没有写它；请写进规则，由系统、页面落实的条款和列举的情形则写进要旨。",
    )),
    (ARTICLES_REGULATION, changed("解释。", "解释，不得转授。"), (
        "条款 7（第七条）印有“不得”，不能搁置；请写出相应规则，或写明由系统的哪项保证落实。",
    )),
    (with_rule(ARTICLES_REGULATION, DEPUTY, evolve(DEPUTY, force=MUST)), ARTICLES_TEXT, (
        ("规则 pairing:deputy 的约束力是“应当”，与第二条的用词不符，该处是：“一般”（一般）、“可以”（可以）；"
         "请改正约束力、verb 或引用的条款。"),
    )),
    (with_rule(ARTICLES_REGULATION, DEPUTY, evolve(DEPUTY, verb="须")), ARTICLES_TEXT, (
        "规则 pairing:deputy 引用的用词“须”不在第二条；请照文本引用，一字不差。",
    )),
    (with_rule(ARTICLES_REGULATION, DEPUTY, evolve(DEPUTY, verb="")), ARTICLES_TEXT, (
        ("第二条有几种约束力：“一般”（一般）、“可以”（可以）；"
         "请在规则 pairing:deputy 中用 verb 写明依据的是哪一个用词。"),
    )),
)


@pytest.mark.parametrize(("regulation", "text", "expected"), SAYS)
def test_every_fault_says_what_is_wrong_where_and_what_to_do(
    regulation: Regulation, text: str, expected: tuple[str, ...],
) -> None:
    assert expected == tuple(str(fault) for fault in check(regulation, text))


def test_every_kind_of_fault_is_said_by_one_of_these() -> None:
    said = {fault.code for regulation, text, _ in SAYS for fault in check(regulation, text)}
    assert set(FaultCode) == said


def test_a_fault_is_data() -> None:
    fault = check(ARTICLES_REGULATION, changed("第七条  本办法由办公室解释。", ""))[0]
    assert Fault(FaultCode.INVENTED, "7", details={"where": "第七条"}) == fault
