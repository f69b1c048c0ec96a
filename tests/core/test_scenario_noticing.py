"""Stories that notice what was changed in a regulation, and what was changed in themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from scenario_office import office, plugins, write

from yuetan.rules import PROPOSED, Condition, Guard, Regulation
from yuetan.testing.campaign import campaign
from yuetan.testing.read_story import read_story
from yuetan.testing.scenario import check_of
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import Story
from yuetan.testing.twists import twists

SETTLED = office().under({})

# Who notices

STORY = """
[[interview]]
id = "谈话"
kind = "routine"
to = "成员"
by = "局长"
planned = 2026-06-10
event = [{ code = "proposed", on = 2026-05-06 }]

[[expect.obligation]]
duty = "notice"
subject = "成员"
status = "open"
due = 2026-06-07
clause = "2"
"""


def story(folder: Path, regulation: Regulation, text: str = STORY) -> Story:
    return read_story(write(folder, text), plugins(regulation))


def test_the_campaign_says_who_noticed_what(tmp_path: Path) -> None:
    regulation = office()
    told = (story(tmp_path, regulation),)
    noticed = {one.mutant.description: one.by for one in campaign(regulation, told, "duty:notice")}
    assert {name: noticed[name] for name in (
        "duty:notice.due.count: -3 to -4", "duty:notice.due.anchor: held to notified", "duty:notice.owed_by: to unit",
    )} == {
        "duty:notice.due.count: -3 to -4": "story.toml [[expect.obligation]] 1",
        "duty:notice.due.anchor: held to notified": "story.toml [[expect.obligation]] 1",
        "duty:notice.owed_by: to unit": "",  # the story does not say who owes it
    }


def test_stories_told_under_another_reading_are_not_heard(tmp_path: Path) -> None:
    regulation = office()
    other = evolve(story(tmp_path, regulation), settings={"roll": "next_workday"})
    noticed = {one.mutant.description: one.by for one in campaign(regulation, (other,), "duty:notice")}
    assert noticed["duty:notice.due.count: -3 to -4"] == ""


class Stumbling(Condition):
    """A condition on which every engine stumbles."""

    def holds(self, case: object) -> bool:  # noqa: ARG002
        raise ZeroDivisionError


def test_an_engine_that_stumbles_on_what_is_accepted_is_no_witness(tmp_path: Path) -> None:
    guard = Guard("broken", "坏的", step=PROPOSED, needs=Stumbling(), clause="2")
    regulation = office(rules=(*office().rules, guard))
    text = '[[expect.step]]\nstep = "proposed"\ninterview = { kind = "routine", to = "成员" }\nresult = "permitted"\n'
    told = story(tmp_path, regulation, text)
    with pytest.raises(ZeroDivisionError):
        list(campaign(regulation, (told,), "guard:broken"))


# Whether every claim of a story is looked at

CLAIMS = """
[[interview]]
id = "谈话"
kind = "warning"
to = "成员"
by = "局长"
planned = 2026-06-10
event = [{ code = "proposed", on = 2026-05-06 }]

[[event]]
code = "finding_recorded"
on = 2026-05-06
cadre = "成员"

[[expect.obligation]]
duty = "report"
subject = "成员"
status = "open"
clause = "2"
due = 2026-06-17
owners = "成员"
to = "甲局"
material = "report"

[[expect.no_obligation]]
duty = "term_talks"

[[expect.offer]]
duty = "plan"
subject = "成员"
status = "open"
clause = "2"

[[expect.step]]
step = "held"
on = 2026-06-10
interview = "谈话"
result = "refused"
because = [
  { rule = "step:held", clause = "2", obstacle = "order", needed = "notified" },
  { rule = "pairing:talkers", clause = "1", obstacle = "company" },
  { rule = "guard:two", clause = "2", obstacle = "guard" },
  { rule = "duty:notice", clause = "2", obstacle = "not_done", cadre = "成员", latest = 2026-06-07 },
]

[[expect.interviewer]]
by = "局长"
to = "成员"
kind = "routine"
result = "permitted"
rules = "pairing:talkers"
topics = "2"
clause = "1"

[[expect.candidates]]
kind = "routine"
to = "成员"
who = ["局长", "县长"]
owners = ["局长", "县长"]

[[expect.material]]
material = "plan"
clause = "2"
fields = [
  { code = "what", type = "long_text", filled_by = "interviewee", seen_by = "organiser" },
  { code = "sort", type = "choice", choices = ["甲类", "乙类"], required = false },
]

[[expect.kind]]
kind = "warning"
family = "warning"
grounds = "2"
clause = "2"
"""
LOOKED_AT = {
    "ExpectedObligation": {"status", "force", "clauses", "due", "opens", "done", "newcomer", "provisional", "owners",
                           "to", "material"},
    "ExpectedAbsence": {"absence"},
    "ExpectedStep": {"result", "because"},
    "ExpectedInterviewer": {"result", "clauses", "rules", "force", "deputy", "topics"},
    "ExpectedCandidates": {"who", "owners"},
    "ExpectedMaterial": {"clauses", "fields"},
    "ExpectedKind": {"clauses", "family", "medium", "grounds", "topics"},
}
IN_LISTS = {
    "because": {"rule", "clauses", "ruling", "obstacle", "needed", "cadre", "latest", "earliest"},
    "fields": {"type", "required", "choices", "filled_by", "seen_by"},
}


def test_a_story_with_every_claim_follows(tmp_path: Path) -> None:
    told = story(tmp_path, office(), CLAIMS)
    failed = [one for each in told.expectations for one in check_of(Stage(told), each, Settled(SETTLED))]
    assert failed == []


def test_every_claim_of_every_expectation_is_twisted(tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}
    for one in story(tmp_path, office(), CLAIMS).expectations:
        found.setdefault(type(one).__name__, set()).update(what.split("[")[0] for what, _ in twists(one))
    assert found == LOOKED_AT


@pytest.mark.parametrize("name", IN_LISTS)
def test_every_claim_inside_a_list_is_twisted(tmp_path: Path, name: str) -> None:
    inside = {what.split("].", maxsplit=1)[1].split("[")[0] for one in story(tmp_path, office(), CLAIMS).expectations
              for what, _ in twists(one) if what.startswith(f"{name}[") and "]." in what}
    assert inside == IN_LISTS[name]


def test_every_twist_is_noticed(tmp_path: Path) -> None:
    told = story(tmp_path, office(), CLAIMS)
    stage, settled = Stage(told), Settled(SETTLED)
    unnoticed = [f"{one.place} {what}" for one in told.expectations for what, twisted in twists(one)
                 if next(check_of(stage, twisted, settled), None) is None]
    assert unnoticed == []
