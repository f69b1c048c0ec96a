"""What a story may say, and what is said where something else follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from scenario_office import TOP, plugins, read, tell, write

from yuetan.engine.obligations import Status
from yuetan.testing.failures import Failure, Problem, shown
from yuetan.testing.scenario import Outcome, run
from yuetan.wording import speaking

TALK = """
[[interview]]
id = "三月谈话"
kind = "warning"
to = "成员"
by = "局长"
organiser = "中层"
company = "中层"
event = [
  { code = "proposed", on = 2026-03-02 },
  { code = "notified", on = 2026-03-05, to = "interviewee" },
  { code = "held", on = 2026-03-10 },
]
[[event]]
code = "finding_recorded"
on = 2026-02-02
cadre = "成员"
"""
HELD = TALK + """
[[expect.step]]
step = "held"
on = 2026-03-10
interview = "三月谈话"
"""

# 3月10日（星期二）谈，通知最迟3月7日；报告5个工作日：11、12、13、16、17日
FOLLOWS = {
    "an obligation with everything about it": TALK + """
        [[expect.obligation]]
        as_of = 2026-03-17
        duty = "report"
        subject = "成员"
        interview = "三月谈话"
        status = "open"
        force = "must"
        clause = "2"
        due = 2026-03-17
        owners = "成员"
        to = "甲局"
        material = "report"
        """,
    "the same on another day": TALK + """
        [[expect.obligation]]
        as_of = 2026-03-18
        duty = "report"
        subject = "成员"
        status = "overdue"
        clause = "2"
        due = 2026-03-17
        """,
    "one of several, by its period": """
        [[expect.obligation]]
        as_of = 2027-01-05
        duty = "yearly"
        subject = "成员"
        period = "2026"
        status = "overdue"
        clause = "1"
        due = 2026-12-31
        owners = ["局长", "县长"]
        """,
    "the same for a group": """
        [group]
        "两名成员" = ["成员", "又一成员"]
        [[expect.obligation]]
        duty = "yearly"
        subject = "两名成员"
        status = "open"
        clause = "1"
        due = 2026-12-31
        """,
    "each pair in a semester the story names": """
        span = [{ code = "semester", first = 2026-02-24, last = 2026-07-10 }]
        [[expect.obligation]]
        duty = "term_talks"
        subject = ["局长+成员"]
        period = "2026-02-24"
        status = "open"
        clause = "4"
        due = 2026-07-10
        """,
    "a window that opens": TALK + """
        [[expect.obligation]]
        duty = "answer"
        subject = "成员"
        status = "waiting"
        opens = 2026-02-03
        clause = "2"
        to = ["局长", "县长"]
        """,
    "an offer": TALK + """
        [[expect.offer]]
        duty = "plan"
        subject = "成员"
        cause = "finding_recorded:2026-02-02"
        status = "open"
        clause = "2"
        owners = "成员"
        """,
    "what is not owed, and not offered": """
        [[expect.no_obligation]]
        duty = "report"
        [[expect.no_offer]]
        duty = "plan"
        subject = "成员"
        """,
    "a duty of units, to whoever lies so": """
        [[expect.obligation]]
        duty = "scheme"
        subject = "乙县"
        status = "open"
        clause = "4"
        owners = "乙县"
        material = []
        """,
    "what follows from a lapse": TALK + """
        [[expect.obligation]]
        as_of = 2026-03-18
        duty = "after_lapse"
        subject = "成员"
        status = "open"
        clause = "4"
        """,
    "a step in time": HELD + 'result = "permitted"\n',
    "a step that asks for a reason": TALK + """
        [[expect.step]]
        step = "notified"
        on = 2026-03-05
        interview = "三月谈话"
        addressee = "unit"
        result = "reason"
        because = [{ rule = "guard:to_himself", clause = "2", obstacle = "guard" }]
        """,
    "several interviews told on the spot": """
        [[expect.step]]
        step = "held"
        interview = { kind = ["routine", "reminder"], to_each = ["成员", "又一成员"], by = "局长", company = "中层" }
        result = "refused"
        because = [
          { rule = "step:held", clause = "2", obstacle = "order", needed = "notified" },
          { rule = "duty:notice", clause = "2", obstacle = "not_done", latest = 2026-05-17 },
        ]
        """,
    "an act outside any interview": """
        [[event]]
        code = "sanctioned"
        on = 2026-05-06
        cadre = "成员"
        [[expect.step]]
        step = "promoted"
        on = 2026-06-30
        cadre = "成员"
        result = "refused"
        because = [{ rule = "guard:bar", clause = "2" }]
        [[expect.step]]
        step = "promoted"
        on = 2026-07-01
        cadre = "成员"
        result = "permitted"
        """,
    "a paper that is not complete": """
        [[expect.step]]
        step = "plan"
        cadre = "成员"
        fields = ["sort"]
        result = "refused"
        because = [{ rule = "material:plan", clause = "2", obstacle = "field", needed = "what" }]
        """,
    "who may talk, by which rule and with which topics": """
        [[expect.interviewer]]
        by = "局长"
        to = "成员"
        kind = "routine"
        result = "permitted"
        rules = "pairing:talkers"
        topics = "2"
        clause = "1"
        """,
    "who may talk because he is entrusted": """
        [[expect.interviewer]]
        by = "副局长"
        to = "成员"
        kind = "routine"
        entrusted = true
        result = "permitted"
        topics = "2"
        clause = "1"
        deputy = true
        """,
    "who may talk as is usual, and who with a reason": """
        [[expect.interviewer]]
        by = "局长"
        to = "县长"
        kind = "routine"
        result = "permitted"
        force = "should"
        clause = "1"
        [[expect.interviewer]]
        by = "副局长"
        to = "县长"
        kind = "routine"
        result = "reason"
        clause = "1"
        """,
    "who talks on a ground": """
        [[expect.interviewer]]
        by = "副局长"
        to = "成员"
        kind = "warning"
        grounds = "2"
        result = "permitted"
        rules = "pairing:on_ground"
        clause = "2"
        """,
    "everybody who may": """
        [[expect.candidates]]
        kind = ["routine", "reminder"]
        to = ["成员", "又一成员"]
        who = ["局长", "县长"]
        owners = ["局长", "县长"]
        """,
    "what a paper consists of": """
        [[expect.material]]
        material = "plan"
        clause = "2"
        fields = [
          { code = "what", type = "long_text", filled_by = "interviewee", seen_by = "organiser" },
          { code = "sort", type = "choice", choices = ["甲类", "乙类"], required = false },
        ]
        """,
    "what a kind is": """
        [[expect.kind]]
        kind = "warning"
        family = "warning"
        grounds = "2"
        clause = "2"
        """,
    "another reading": """
        settings = { roll = "next_workday" }
        [[expect.no_obligation]]
        duty = "report"
        """,
    "all there is of some": TALK + """
        exact = ["又一成员"]
        [[expect.obligation]]
        duty = "yearly"
        subject = "又一成员"
        status = "open"
        clause = "1"
        due = 2026-12-31
        """,
}


def indented_less(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())


def outcome(folder: Path, text: str) -> Outcome:
    """The story told; what belongs above its first table is put there."""
    lines = indented_less(text).splitlines()
    above = [line for line in lines if line.startswith(("exact", "span", "settings"))]
    return tell(folder, "\n".join(line for line in lines if line not in above), top=TOP + "\n".join(above) + "\n")


@pytest.mark.parametrize("text", FOLLOWS.values(), ids=FOLLOWS.keys())
def test_what_follows_may_be_said(tmp_path: Path, text: str) -> None:
    assert outcome(tmp_path, text).sentences == ()


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
        HELD + 'result = "refused"\n', "[[expect.step]] 1：step:held 的 result 应为 refused，实为 permitted。"),
    "a reason that does not stand against it": (
        HELD + 'result = "permitted"\nbecause = [{ rule = "guard:two", clause = "2", obstacle = "guard" }]\n',
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
    failed = outcome(tmp_path, HELD + 'result = "refused"\n')
    with speaking("en"):
        assert failed.sentences != ("[[expect.step]] 1：step:held 的 result 应为 refused，实为 permitted。",)


def test_a_path_is_read_before_it_is_run(tmp_path: Path) -> None:
    text = '\n[[expect.no_obligation]]\nduty = "report"\n'
    path = write(tmp_path, text)
    assert (run(path, plugins()).passed, run(read(tmp_path, text), plugins()).passed) == (True, True)
