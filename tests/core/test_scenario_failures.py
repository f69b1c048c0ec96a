"""What is said where something else follows than a story says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from scenario_office import HELD_IN_MARCH, TALK, outcome

from yuetan.engine.obligations import Status
from yuetan.testing.failures import Failure, Problem, shown
from yuetan.wording import speaking

REPORT = TALK + """
[[expect.obligation]]
as_of = 2026-03-17
duty = "report"
subject = "成员"
"""
ABOUT_REPORT = "[[expect.obligation]] 1：duty:report 成员 的 "
FAILS = {
    "another status": (
        REPORT + 'status = "done"\nclause = "2"\ndue = 2026-03-17\n', ABOUT_REPORT + "status 应为 done，实为 open。"),
    "another day": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-16\n',
        ABOUT_REPORT + "due 应为 2026-03-16，实为 2026-03-17。"),
    "no day said": (
        REPORT + 'status = "open"\nclause = "2"\n', ABOUT_REPORT + "due 应为 （无），实为 2026-03-17。"),
    "another clause": (
        REPORT + 'status = "open"\nclause = "1 2"\ndue = 2026-03-17\n', ABOUT_REPORT + "clause 应为 1、2，实为 2。"),
    "another force": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nforce = "should"\n',
        ABOUT_REPORT + "force 应为 should，实为 must。"),
    "done although it is not": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\ndone = 2026-03-16\n',
        ABOUT_REPORT + "done 应为 2026-03-16，实为 （无）。"),
    "a window it has not": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nopens = 2026-03-16\n',
        ABOUT_REPORT + "opens 应为 2026-03-16，实为 （无）。"),
    "a newcomer who is none": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nnewcomer = true\n',
        ABOUT_REPORT + "newcomer 应为 true，实为 false。"),
    "provisional although the year is known": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nprovisional = true\n',
        ABOUT_REPORT + "provisional 应为 true，实为 false。"),
    "other owners": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nowners = ["局长", "成员"]\n',
        ABOUT_REPORT + "owners 应为 局长、成员，实为 成员。"),
    "nobody to report to": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nto = []\n',
        ABOUT_REPORT + "to 应为 （无），实为 甲局。"),
    "another paper": (
        REPORT + 'status = "open"\nclause = "2"\ndue = 2026-03-17\nmaterial = "plan"\n',
        ABOUT_REPORT + "material 应为 plan，实为 report。"),
    "no such obligation": (
        '[[expect.obligation]]\nduty = "report"\nsubject = "成员"\nstatus = "open"\nclause = "2"\n',
        "[[expect.obligation]] 1：没有得出 duty:report 成员；得出的有：duty:yearly 成员 2026。"),
    "several of them": (
        '[[expect.obligation]]\nas_of = 2027-01-05\nduty = "yearly"\nsubject = "成员"\nstatus = "open"\nclause = "1"\n',
        ("[[expect.obligation]] 1：duty:yearly 成员 不止一项；请用 period、cause 或 interview 写明是哪一项："
         "duty:yearly 成员 2026、duty:yearly 成员 2027。")),
    "there although it should not be": (
        '[[expect.no_obligation]]\nduty = "yearly"\nsubject = "成员"\n',
        "[[expect.no_obligation]] 1：不应有 duty:yearly 成员，却得出 duty:yearly 成员 2026。"),
    "an obligation nobody names": (
        'exact = ["又一成员"]\n[[expect.no_obligation]]\nduty = "report"\n',
        "exact：故事没有写到 duty:yearly 又一成员 2026（open、2026-12-31）；请补上，或查明为何会有。"),
    "another result": (
        HELD_IN_MARCH + 'result = "refused"\n',
        "[[expect.step]] 1：step:held 的 result 应为 refused，实为 permitted。"),
    "a reason that does not stand against it": (
        HELD_IN_MARCH + 'result = "permitted"\nbecause = [{ rule = "guard:two", clause = "2", obstacle = "guard" }]\n',
        "[[expect.step]] 1：step:held 的 because 应为 guard:two(2, refused, guard)，实为 （无）。"),
    "another talker": (
        ('[[expect.interviewer]]\nby = "副局长"\nto = "成员"\nkind = "routine"\nresult = "refused"\nclause = "1"\n'
         'rules = "pairing:upper"\ntopics = "2"\n'),
        "[[expect.interviewer]] 1：副局长 → 成员 的 rules 应为 pairing:upper，实为 pairing:talkers。"),
    "another force of a talker": (
        '[[expect.interviewer]]\nby = "局长"\nto = "县长"\nkind = "routine"\nresult = "permitted"\nclause = "1"\n',
        "[[expect.interviewer]] 1：局长 → 县长 的 force 应为 must，实为 should。"),
    "other candidates": (
        '[[expect.candidates]]\nkind = "routine"\nto = "成员"\nwho = ["局长", "副局长", "县长"]\n',
        "[[expect.candidates]] 1：routine → 成员 的 who 应为 副局长、县长、局长，实为 县长、局长。"),
    "another family": (
        '[[expect.kind]]\nkind = "reminder"\nfamily = "warning"\nclause = "1"\n',
        "[[expect.kind]] 1：kind:reminder 的 family 应为 warning，实为 reminder。"),
    "another clause of a paper": (
        '[[expect.material]]\nmaterial = "report"\nclause = "1"\nfields = [{ code = "measures" }]\n',
        "[[expect.material]] 1：material:report 的 clause 应为 1，实为 2。"),
    "a field that is not required": (
        ('[[expect.material]]\nmaterial = "report"\nclause = "2"\n'
         'fields = [{ code = "measures", required = false }]\n'),
        ("[[expect.material]] 1：material:report 的 fields 应为 measures(text, required = false)，"
         "实为 measures(text)。")),
}


@pytest.mark.parametrize(("text", "sentence"), FAILS.values(), ids=FAILS.keys())
def test_what_does_not_follow_is_said_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    assert outcome(tmp_path, text).sentences == (sentence,)


@pytest.mark.parametrize(("value", "expected"), [
    (None, "（无）"), ("", "（无）"), ((), "（无）"), (frozenset[str](), "（无）"), (False, "false"),
    (0, "0"), (1, "1"), (date(2026, 3, 1), "2026-03-01"), (Status.OVERDUE, "overdue"), (("乙", "甲"), "乙、甲"),
    (frozenset({"b", "a"}), "a、b"), ((Status.OPEN, date(2026, 3, 1)), "open、2026-03-01"),
    (tuple(range(1, 14)), "1、2、3、4、5、6、7、8、9、10、11、12等 13 项"),
])
def test_a_value_is_shown_as_a_story_writes_it(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_failure_is_data_until_somebody_reads_it(tmp_path: Path) -> None:
    text = '[[expect.no_obligation]]\nduty = "yearly"\nsubject = "成员"\n'
    assert outcome(tmp_path, text).failures == (Failure(
        problem=Problem.PRESENT, place="[[expect.no_obligation]] 1", what="duty:yearly 成员", field="subject",
        actual=("duty:yearly 成员 2026",)),)


def test_a_failure_is_said_in_the_language_of_the_moment(tmp_path: Path) -> None:
    failed = outcome(tmp_path, HELD_IN_MARCH + 'result = "refused"\n')
    with speaking("en"):
        assert failed.sentences != ("[[expect.step]] 1：step:held 的 result 应为 refused，实为 permitted。",)
