"""A small office with a regulation of its own, for tests that tell stories about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pluggy
from small_regulation import CLAUSES, HEAD, MEMBER, REMINDER, REPORT, ROUTINE, TERMS

from yuetan.plugins import Loaded, Plugins
from yuetan.rules import (
    FINDING_RECORDED,
    HALF_YEAR,
    HELD,
    INTERVIEWEE,
    MAY,
    NEXT_BELOW,
    NOTIFIED,
    ORGANISER,
    PAIR,
    PROPOSED,
    SANCTIONED,
    SEMESTER,
    SHOULD,
    STANDING,
    UNIT,
    YEAR,
    Clause,
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
    Regulation,
    Step,
    Tally,
    addressed,
    between,
    days_before,
    happened,
    marked,
    months_before,
    nobody,
    overdue,
    post,
    rank,
    reading,
    selected,
    staffed,
    terms,
    unit,
    workdays_after,
)
from yuetan.testing.read_story import read_story
from yuetan.testing.scenario import Outcome, run
from yuetan.testing.story import Story

WARNING = Kind("warning", "警示谈话", family="warning", grounds="2", clause="2")
ROLLS = reading("roll", "末日休息是否顺延", {"stay": False, "next_workday": True}, why="没有写", clause="2")
PAPER = Material("plan", "整改方案", clause="2", fields=(
    FormField("what", "整改什么", FieldType.LONG_TEXT, filled_by=INTERVIEWEE, seen_by=(ORGANISER,)),
    FormField("sort", "类别", FieldType.CHOICE, choices=("甲类", "乙类"), required=False),
))

RULES = (
    *CLAUSES, Clause("4", "其余"), ROUTINE, REMINDER, WARNING, REPORT, PAPER,
    Pairing("talkers", "主要负责人谈班子成员", by=HEAD, to=MEMBER, clause="1", topics="2", deputy=post("deputy"),
            company=(post("middle"),), guests=marked("特邀")),
    Pairing("upper", "上级谈下级主要负责人", by=HEAD, to=HEAD, relation=NEXT_BELOW, force=SHOULD, clause="1"),
    Pairing("on_ground", "问题由分管的谈", by=post("deputy"), to=MEMBER, kinds=(WARNING,), grounds=("2",), clause="2"),
    Step(PROPOSED, "提出", clause="2"), Step(NOTIFIED, "通知", after=(PROPOSED,), clause="2"),
    Step(HELD, "谈话", after=(NOTIFIED,), clause="2"), Step("closed", "了结", after=(HELD,), ends=True, clause="2"),
    Guard("two", "不少于两人", step=HELD, kinds=(WARNING,), needs=staffed(2) & happened(FINDING_RECORDED), clause="2"),
    Guard("to_himself", "只通知本人", step=NOTIFIED, needs=addressed(INTERVIEWEE), force=SHOULD, clause="2"),
    Guard("bar", "影响期内不得提出", step="promoted", after=SANCTIONED, until=HALF_YEAR, clause="2",
          about=nobody(post("staff"))),
    Guard("grade", "科级以上", step=PROPOSED, needs=selected(rank(3, 5) | HEAD), force=SHOULD, clause="2"),
    Duty("yearly", "每年谈一次", each=YEAR, talk=Quota(ROUTINE), about=MEMBER, clause="1"),
    Duty("notice", "通知", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, due=days_before(HELD, 3), clause="2"),
    Duty("report", "报告", owed_by=INTERVIEWEE, to=unit("bureau"), kinds=(WARNING,), material=REPORT, clause="2",
         due=workdays_after(HELD, 5)),
    Duty("plan", "方案", owed_by=INTERVIEWEE, on=FINDING_RECORDED, material=PAPER, force=MAY, clause="2"),
    Duty("answer", "答复", owed_by=INTERVIEWEE, to=HEAD, on=FINDING_RECORDED, done="answered", clause="2",
         due=between(FINDING_RECORDED, SANCTIONED)),
    Duty("scheme", "本级制度", owed_by=UNIT, to=NEXT_BELOW, each=STANDING, about=unit("county"), done="scheme_adopted",
         clause="4"),
    Duty("term_talks", "每学期每对谈一次", each=SEMESTER, talk=Quota(REMINDER, per=PAIR), about=MEMBER, clause="4"),
    Duty("after_lapse", "逾期之后说明", owed_by=INTERVIEWEE, on=overdue("report"), done="explained", clause="4",
         when=happened(HELD)),
    Tally("cards", "一年三张", counts={FINDING_RECORDED: 1, SANCTIONED: None}, within=months_before(HELD, 12),
          reaching=3, clause="4"),
    Tally("in_year", "年内两次", counts={HELD: 1}, within=YEAR, reaching=2, above=True, clause="4"),
    Credit("elsewhere", "别处谈的", families=("reminder",), to=REMINDER, clause="4"),
    Collection("bank", "题库", fields=(FormField("question", "题目"),), clause="4"),
)


def office(**changed: object) -> Regulation:
    """The regulation of the office, with other values of its own where asked."""
    declared = (*TERMS, *terms("mark", 特邀="特邀人员"),
                *terms("event", promoted="提任", answered="答复", explained="说明"))
    own: dict[str, object] = {"code": "office", "title": "某单位谈话办法", "since": date(2026, 1, 1), "terms": declared,
                              "rolls": ROLLS, "rules": RULES}
    return Regulation(**{**own, **changed})  # type: ignore[arg-type]


def plugins(*regulations: Regulation) -> Plugins:
    """What a deployment with these regulations has loaded."""
    brought = regulations or (office(),)
    return Plugins(pluggy.PluginManager("yuetan"), (Loaded("office", "yuetan-office", None, brought),))


CAST = """
unit = [
  { id = "甲局", type = "bureau" },
  { id = "乙县", type = "county", parent = "甲局" },
]
cadre = [
  { id = "局长", post = [{ unit = "甲局", post = "head" }] },
  { id = "副局长", post = [{ unit = "甲局", post = "deputy" }] },
  { id = "成员", post = [{ unit = "甲局", post = "member" }] },
  { id = "又一成员", post = [{ unit = "甲局", post = "member" }] },
  { id = "中层", post = [{ unit = "甲局", post = "middle", marks = ["特邀"] }] },
  { id = "县长", post = [{ unit = "乙县", post = "head" }] },
]
"""

TOP = 'title = "一件事"\nregulation = "office"\nas_of = 2026-05-20\ninclude = "cast.toml"\n'


def write(folder: Path, text: str, *, top: str = TOP, cast: str = CAST) -> Path:
    """A story beside its cast; the text follows the lines at the top."""
    (folder / "cast.toml").write_text(cast, encoding="utf-8")
    path = folder / "story.toml"
    path.write_text(top + text, encoding="utf-8")
    return path


def read(folder: Path, text: str, *, top: str = TOP) -> Story:
    """The same, read."""
    return read_story(write(folder, text, top=top), plugins())


def tell(folder: Path, text: str, *, top: str = TOP) -> Outcome:
    """The same, told."""
    return run(write(folder, text, top=top), plugins())


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
HELD_IN_MARCH = TALK + """
[[expect.step]]
step = "held"
on = 2026-03-10
interview = "三月谈话"
"""


def outcome(folder: Path, text: str) -> Outcome:
    """A story told; what belongs above its first table is put there."""
    lines = [line.strip() for line in text.splitlines()]
    above = [line for line in lines if line.startswith(("exact", "span", "settings"))]
    return tell(folder, "\n".join(line for line in lines if line not in above), top=TOP + "\n".join(above) + "\n")
