"""Every word of the vocabulary says what a plugin's author expects of it: it constructs, stays, and equals its twin."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import fields, has
from attrs.exceptions import FrozenInstanceError
from small_regulation import HEAD, MEMBER, REPORT, ROUTINE, regulation

import yuetan.rules
from yuetan.rules import (
    ANY,
    APPOINTMENT_DECIDED,
    ARTICLES,
    BEFORE_HOLIDAYS,
    BELOW,
    BELOW_PORTFOLIO,
    EVERYONE,
    HALF_YEAR,
    HELD,
    INDIVIDUAL,
    INTERVIEWEE,
    INTERVIEWER,
    LAST_CALENDAR_WEEK,
    LAST_SEVEN_DAYS,
    MAY,
    MONTH,
    MUST,
    NEVER,
    NEXT_BELOW,
    NOTHING,
    ORGANISER,
    OWN_UNIT,
    PAIR,
    PORTFOLIO,
    QUARTER,
    RECORDER,
    SANCTIONED,
    SECTIONS,
    SEMESTER,
    SHOULD,
    STANDING,
    TWELVE_MONTHS,
    UNIT,
    WITHIN,
    WITHIN_PORTFOLIO,
    YEAR,
    Choice,
    Clause,
    Collection,
    Condition,
    Counted,
    Credit,
    Due,
    Duty,
    FieldType,
    Force,
    FormField,
    Guard,
    Kind,
    Material,
    Numbering,
    Pairing,
    Part,
    Period,
    Quota,
    Rank,
    Reading,
    RegulationError,
    Relation,
    Rule,
    Selector,
    Step,
    Tally,
    Term,
    Tick,
    addressed,
    before,
    between,
    by,
    days_after,
    days_before,
    departed,
    end_of,
    falls_in,
    filled,
    grounded,
    happened,
    led_by,
    manner,
    marked,
    months_after,
    months_before,
    named,
    nobody,
    not_yet,
    overdue,
    party,
    post,
    rank,
    reading,
    same_people,
    selected,
    staffed,
    talked,
    talkers,
    terms,
    unit,
    weeks_after,
    weeks_before,
    workdays_after,
    workdays_before,
    years_after,
)

PROTOCOLS = {"Case", "CaseColumns", "Columns", "Post"}

MAKES: dict[str, Callable[[], object]] = {
    # the sentences of a regulation
    "Clause": lambda: Clause("8.3", "限期整改", kept_by="seal attendance"),
    "Rule": lambda: Rule("any", "随便什么", clause="8.3 9", verb="应当"),
    "Kind": lambda: Kind("routine", "日常约谈", family="routine", medium="talk", grounds="4", topics="5", clause="4.1"),
    "Pairing": lambda: Pairing(
        "tier", "第一层", by=HEAD, to=MEMBER, relation=NEXT_BELOW, step=HELD, kinds=(ROUTINE,), grounds=("4.1",),
        topics="5", led_by=HEAD, deputy=MEMBER, company=(MEMBER,), guests=EVERYONE, force=SHOULD, clause="5.1"),
    "Step": lambda: Step("cleared", "澄清", after=(HELD,), kinds=(ROUTINE,), ends=True, force=MAY, clause="6"),
    "Guard": lambda: Guard(
        "barred", "影响期内不得提拔", step=APPOINTMENT_DECIDED, needs=NEVER, about=HEAD, after=SANCTIONED,
        until=months_after(SANCTIONED, 6), force=MUST, clause="7"),
    "Duty": lambda: Duty(
        "report", "报告", owed_by=INTERVIEWEE, to=UNIT, kinds=(ROUTINE,), when=happened(HELD), about=HEAD,
        due=days_after(HELD, 15), material=REPORT, force=MUST, clause="8.3"),
    "Quota": lambda: Quota(
        ROUTINE, times=2, per=INTERVIEWER, persons=True, together=True, grounds=("4.1",), by_owner=True),
    "Tally": lambda: Tally("red", "红色告诫", counts={"yellow": 6, "points": None}, within=months_before("yellow", 12),
                           reaching=12, above=True, clause="9"),
    "Credit": lambda: Credit("others", "别处的谈话", families=("routine",), to=ROUTINE, decision="2026年第3号"),
    "Material": lambda: Material("form", "登记表", fields=(FormField("place", "地点"),), clause="10"),
    "FormField": lambda: FormField("how", "方式", FieldType.CHOICE, required=False, choices=("面谈", "函询"),
                                   filled_by=INTERVIEWER, seen_by=(INTERVIEWEE,)),
    "Collection": lambda: Collection("bank", "题库", fields=(FormField("question", "题目"),), clause="11"),
    "Reading": lambda: Reading("days", "几天", {"five": 5, "six": 6}, "依上文", "8.3", ("五天", "六天")),
    "Choice": lambda: Choice(Reading("days", "几天", {"five": 5, "six": 6}, "依上文", "8.3"), "five", ("duty:report",)),
    "Regulation": regulation,
    "RegulationError": lambda: RegulationError(("第一处", "第二处")),
    "Numbering": lambda: Numbering(("{chinese}、", "（{chinese}）"), frozenset({"3"})),
    "Term": lambda: Term("unit_type", "bureau", "局"),
    # who
    "Selector": lambda: (unit("bureau", "county") & post("head") & manner("acting") & party("member") & rank(2, 5)
                         & marked("市管") | ~nobody(HEAD)),
    "Relation": lambda: Relation("下两级", portfolio=True, levels=(2, 2)),
    "Part": lambda: Part("witness", "见证人"),
    # when
    "Due": lambda: Due(HELD, -3, Tick.WORKDAY, opens=Due(HELD, -30), stated=False),
    "Counted": lambda: Counted(date(2026, 3, 16), date(2026, 3, 1), rolled_from=date(2026, 3, 15)),
    "Period": lambda: named("term", "每学期", "学期"),
    # what must be so
    "Condition": lambda: (INDIVIDUAL & happened(HELD, fresh=True) & selected(HEAD) & staffed(2) & led_by(HEAD)
                          | talked("routine", HELD) & falls_in(MONTH) & addressed(UNIT) & filled("topic") | NEVER),
}
ENUMS = {"FieldType": FieldType, "Force": Force, "Rank": Rank, "Tick": Tick}


def test_no_word_is_left_out() -> None:
    words = {name for name in yuetan.rules.__all__ if isinstance(getattr(yuetan.rules, name), type)}
    assert MAKES.keys() | ENUMS.keys() | PROTOCOLS == words


@pytest.mark.parametrize("word", MAKES)
def test_a_word_constructs(word: str) -> None:
    assert isinstance(MAKES[word](), getattr(yuetan.rules, word))


FROZEN = sorted(MAKES.keys() - {"RegulationError"})


@pytest.mark.parametrize("word", FROZEN)
def test_a_word_cannot_be_changed(word: str) -> None:
    made: Any = MAKES[word]()
    assert has(type(made))
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(type(made))[0].name, None)


@pytest.mark.parametrize("word", FROZEN)
def test_a_word_equals_its_twin_and_is_found_by_it(word: str) -> None:
    one, two = MAKES[word](), MAKES[word]()
    assert one == two
    assert len({one, two}) == 1


@pytest.mark.parametrize("word", MAKES)
def test_a_word_shows_what_it_is_made_of(word: str) -> None:
    assert repr(MAKES[word]())


@pytest.mark.parametrize("members", ENUMS.values(), ids=ENUMS)
def test_a_closed_set_names_its_members(members: type[enum.Enum]) -> None:
    assert list(members)


def test_ranks_stand_in_order() -> None:
    assert sorted(Rank) == [Rank.STAFF, Rank.SECTION_DEPUTY, Rank.SECTION, Rank.DIVISION_DEPUTY, Rank.DIVISION,
                            Rank.BUREAU_DEPUTY, Rank.BUREAU]


# What functions make

SHORT = {
    "terms": (terms("post", chief="首长", clerk="文书"),
              (Term("post", "chief", "首长"), Term("post", "clerk", "文书"))),
    "reading": (reading("days", "几天", {"five": 5, "six": 6}, why="依上文", clause="8.3"),
                Reading("days", "几天", {"five": 5, "six": 6}, "依上文", "8.3")),
    "days_after": (days_after(HELD, 5), Due(HELD, 5)),
    "days_before": (days_before(HELD, 5), Due(HELD, -5)),
    "workdays_after": (workdays_after(HELD, 5), Due(HELD, 5, Tick.WORKDAY)),
    "workdays_before": (workdays_before(HELD, 5), Due(HELD, -5, Tick.WORKDAY)),
    "weeks_after": (weeks_after(HELD, 5), Due(HELD, 5, Tick.WEEK)),
    "weeks_before": (weeks_before(HELD, 5), Due(HELD, -5, Tick.WEEK)),
    "months_after": (months_after(HELD, 5), Due(HELD, 5, Tick.MONTH)),
    "months_before": (months_before(HELD, 5), Due(HELD, -5, Tick.MONTH)),
    "years_after": (years_after(HELD, 5), Due(HELD, 5, Tick.YEAR)),
    "by": (by(HELD), Due(HELD)),
    "before": (before(HELD), Due(HELD, -1, stated=False)),
    "between": (between(SANCTIONED, HELD), Due(HELD, -1, opens=Due(SANCTIONED, 1, stated=False), stated=False)),
    "end_of": (end_of(SANCTIONED), "sanctioned.end"),
    "overdue": (overdue("report"), "overdue.report"),
    "departed": (departed("report"), "departed.report"),
    "NOTHING": (NOTHING, None),
}
OF_ONE_SORT = {
    Selector: (EVERYONE, post, unit, manner, party, rank, marked, nobody),
    Condition: (NEVER, INDIVIDUAL, happened, selected, staffed, led_by, talked, falls_in, addressed, filled,
                not_yet, grounded, talkers, same_people),
    Relation: (ANY, OWN_UNIT, NEXT_BELOW, BELOW, WITHIN, PORTFOLIO, BELOW_PORTFOLIO, WITHIN_PORTFOLIO),
    Period: (YEAR, HALF_YEAR, QUARTER, MONTH, SEMESTER, BEFORE_HOLIDAYS, LAST_SEVEN_DAYS, LAST_CALENDAR_WEEK, STANDING,
             TWELVE_MONTHS, named),
    Part: (INTERVIEWER, INTERVIEWEE, ORGANISER, RECORDER, UNIT, PAIR),
    Force: (MUST, SHOULD, MAY),
    Numbering: (ARTICLES, SECTIONS),
}


@pytest.mark.parametrize(("made", "expected"), SHORT.values(), ids=SHORT)
def test_a_short_way_of_saying_it_means_the_long_one(made: object, expected: object) -> None:
    assert expected == made


def test_no_name_is_left_out() -> None:
    lower = {name for name in yuetan.rules.__all__ if not isinstance(getattr(yuetan.rules, name), type)}
    codes = {name for name in lower if isinstance(getattr(yuetan.rules, name), str)}
    covered = {name for values in OF_ONE_SORT.values() for name in yuetan.rules.__all__
               if any(getattr(yuetan.rules, name) is value for value in values)}
    assert lower - codes - SHORT.keys() - covered == set()


def test_constants_are_of_the_sort_they_stand_for() -> None:
    amiss = [value for sort, values in OF_ONE_SORT.items() for value in values
             if not callable(value) and not isinstance(value, sort)]
    assert amiss == []


@pytest.mark.parametrize("count", [0, -3])
@pytest.mark.parametrize("term", [days_after, days_before, workdays_after, workdays_before, weeks_after, weeks_before,
                                  months_after, months_before, years_after])
def test_a_term_of_no_days_is_refused(term: Callable[[str, int], Due], count: int) -> None:
    message = f"^时限应为正整数，这里是{count}；事前用 …_before，事后用 …_after，当日用 by$"
    with pytest.raises(ValueError, match=message):
        term(HELD, count)
