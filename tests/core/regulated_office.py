"""A small office under a regulation that asks for what regulations of all sorts asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pluggy
from casework_office import CLERK, DEPUTY, RECORDER, SECRETARY, Office, office_over

from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.plugins import Loaded, Plugins
from yuetan.rules import (
    APPROVED,
    EVERYONE,
    HELD,
    INTERVIEWEE,
    NOTIFIED,
    ORGANISER,
    PROPOSED,
    RECORDED,
    Clause,
    Collection,
    Duty,
    FieldType,
    FormField,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    post,
    terms,
)
from yuetan.rules import (
    RECORDER as KEEPER,
)
from yuetan.rules.workdays import Calendar

CODE = "needs"
DETERMINATION = Material("determination", "审批表", clause="2", fields=(FormField("opinion", "意见"),))
NOTICE = Material("notice", "约谈通知书", clause="2", fields=(
    FormField("person", "约谈对象", FieldType.CADRE), FormField("basis", "依据"), FormField("approver", "经谁同意"),
    FormField("issued_on", "告知日期", FieldType.DATE), FormField("date", "约谈日期", FieldType.DATE),
    FormField("contact", "联系人"), FormField("phone", "联系电话")))
OUTLINE = Material("outline", "谈话提纲", clause="2", fields=(FormField("questions", "提纲"),))
REPORT = Material("report", "整改报告", clause="2", fields=(FormField("results", "落实情况"),))
QUESTIONS = Collection("questions", "题库", clause="2", fields=(
    FormField("question", "题目"), FormField("options", "选项", FieldType.LONG_TEXT, required=False),
    FormField("answer", "答案")))
TEST = Material("knowledge_test", "廉政测试", drawn_from="questions", clause="2", fields=(
    FormField("medium", "作答方式", required=False),))
REGULATION = Regulation(
    code=CODE, title="某市约谈暂行规定", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部"),
    rules=(
        Clause("1", "谁谈谁"), Clause("2", "程序"), Clause("3", "内容"), Clause("3.1", "履职"), Clause("3.2", "廉洁"),
        Kind("routine", "日常谈话", topics="3", clause="1"),
        Pairing("talkers", "纪委副书记", by=post("deputy"), to=EVERYONE, clause="1"),
        Pairing("approving", "书记同意", step=APPROVED, by=post("head"), to=EVERYONE, clause="2"),
        Step(PROPOSED, "提出", clause="2"), Step(APPROVED, "书记同意", after=(PROPOSED,), clause="2"),
        Step(NOTIFIED, "通知", after=(APPROVED,), clause="2"), Step(HELD, "谈话", after=(NOTIFIED,), clause="2"),
        Step("third_persons", "谈及他人的另行登记", after=(HELD,), optional=True, clause="2"),
        Step(RECORDED, "记录", after=(HELD,), clause="2"),
        Step("unproven", "没有证据证实", after=(RECORDED,), optional=True, clause="2"),
        Step("cleared", "予以澄清", after=("unproven",), ends=True, clause="2"),
        Step("personal_file", "存入廉政档案", after=(RECORDED,), clause="2"),
        DETERMINATION, NOTICE, OUTLINE, REPORT, QUESTIONS, TEST,
        Duty("determination", "审批", owed_by=ORGANISER, done=APPROVED, material=DETERMINATION, clause="2"),
        Duty("notice", "通知", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, material=NOTICE, clause="2"),
        Duty("outline", "拟订提纲", owed_by=ORGANISER, material=OUTLINE, clause="2"),
        Duty("report", "报告整改情况", owed_by=INTERVIEWEE, on=HELD, material=REPORT, clause="2"),
        Duty("personal_file", "存入廉政档案", owed_by=ORGANISER, on=RECORDED, done="personal_file", clause="2"),
        Duty("record", "记录", owed_by=KEEPER, on=HELD, done=RECORDED, clause="2"),
    ))
NOTICE_SAYS = {"basis": "规定", "approver": "郑守正", "issued_on": "2026-03-02", "date": "2026-03-02",
               "contact": "白雪", "phone": "85812345"}


def plugins() -> Plugins:
    """That regulation alone."""
    return Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-needs", None, (REGULATION,)),))


@contextmanager
def regulated_office_over(url: str) -> Iterator[Office]:
    """The office under it."""
    with office_over(url, plugins(), CODE) as made:
        yield made


def approved(office: Office, **changes: object) -> Done:
    """A talk that the secretary agreed to."""
    done = office.propose(regulation=CODE, kind="routine", **changes)  # type: ignore[arg-type]
    return office.take(SECRETARY, done, APPROVED, fields={"opinion": "同意"})


def talked(office: Office, **changes: object) -> Done:
    """A talk that was held."""
    done = office.take(CLERK, approved(office, **changes), NOTIFIED, addressee=INTERVIEWEE.code, fields=NOTICE_SAYS)
    return office.take(DEPUTY, done, HELD)


def recorded(office: Office, **changes: object) -> Done:
    """A talk that is on record."""
    return office.take(RECORDER, talked(office, **changes), RECORDED)


def door(office: Office, who: str) -> Access:
    """What somebody sees."""
    return Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())
