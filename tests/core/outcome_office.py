"""A made regulation whose talks come to one of several outcomes, each with what it demands, for tests of the acts."""

from __future__ import annotations

from datetime import date
from functools import cache

import pluggy

from yuetan.plugins import Loaded, Plugins
from yuetan.rules import (
    EVERYONE,
    HELD,
    INTERVIEWEE,
    NOTIFIED,
    ORGANISER,
    PROPOSED,
    RECORDED,
    RECORDER,
    Clause,
    Duty,
    FieldType,
    FormField,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    days_after,
    days_before,
    post,
    terms,
)

CODE = "outcomes"
ADOPTED, UNPROVEN, CRITICISED, TOLD, ANSWER = "adopted", "unproven", "criticised", "adoption_told", "answer"
NOTICE_PAPER = Material("notice", "谈话通知", clause="2", fields=(
    FormField("person", "谈话对象", FieldType.CADRE), FormField("topic", "主题"),
    FormField("date", "日期", FieldType.DATE), FormField("place", "地点", required=False)))
RECORD_PAPER = Material("record", "谈话记录", clause="2", fields=(FormField("account", "谈话内容"),))
ANSWER_PAPER = Material(ANSWER, "书面说明", clause="3", fields=(FormField("text", "说明"),))
REGULATION = Regulation(
    code=CODE, title="某市谈话办法", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部"),
    rules=(
        Clause("1", "谁谈谁"), Clause("2", "程序"), Clause("3", "结果"),
        TALK := Kind("talk", "提醒谈话", family="reminder", clause="1"),
        Pairing("talkers", "纪委领导", by=post("head", "deputy"), to=EVERYONE, clause="1"),
        Step(PROPOSED, "提出", clause="2"), Step(NOTIFIED, "通知", after=(PROPOSED,), clause="2"),
        Step(HELD, "谈话", after=(NOTIFIED,), clause="2"), Step(RECORDED, "记录", after=(HELD,), clause="2"),
        NOTICE_PAPER, RECORD_PAPER, ANSWER_PAPER,
        Duty("notice", "通知", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, material=NOTICE_PAPER,
             due=days_before(HELD, 3), clause="2"),
        Duty("record", "记录", owed_by=RECORDER, on=HELD, done=RECORDED, material=RECORD_PAPER, clause="2"),
        Step(ADOPTED, "采纳建议", after=(HELD,), ends=True, clause="3"),
        Step(UNPROVEN, "查无实据", after=(PROPOSED,), ends=True, clause="3"),
        Step(CRITICISED, "批评教育", after=(HELD,), ends=True, clause="3"),
        Step(TOLD, "反馈采纳情况", after=(HELD,), clause="3"),
        Duty("telling", "反馈采纳情况", owed_by=ORGANISER, to=INTERVIEWEE, on=ADOPTED, done=TOLD, clause="3"),
        Duty("answer", "作出书面说明", owed_by=INTERVIEWEE, on=CRITICISED, material=ANSWER_PAPER,
             due=days_after(CRITICISED, 3), clause="3"),
    ))


@cache
def outcome_plugins() -> Plugins:
    """A deployment with this regulation alone."""
    return Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-outcomes", None, (REGULATION,)),))
