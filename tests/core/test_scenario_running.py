"""What a story may say, each way once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scenario_office import HELD_IN_MARCH, TALK, outcome, plugins, read, write

from tools.house import ROOT
from yuetan.plugins import load
from yuetan.testing.scenario import run

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
    "a step in time": HELD_IN_MARCH + 'result = "permitted"\n',
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


@pytest.mark.parametrize("text", FOLLOWS.values(), ids=FOLLOWS.keys())
def test_what_follows_may_be_said(tmp_path: Path, text: str) -> None:
    assert outcome(tmp_path, text).sentences == ()


def test_a_path_is_read_before_it_is_run(tmp_path: Path) -> None:
    text = '\n[[expect.no_obligation]]\nduty = "report"\n'
    path = write(tmp_path, text)
    assert (run(path, plugins()).passed, run(read(tmp_path, text), plugins()).passed) == (True, True)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_examples_of_the_guide_follow(tmp_path: Path, number: int) -> None:
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    path = tmp_path / "example.toml"
    path.write_text(re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[number], encoding="utf-8")
    assert run(path, load()).sentences == ()
