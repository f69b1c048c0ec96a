"""What waits for somebody beside what is owed, in words: an approval, a review, an answer, a signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen
from flask import url_for

from yuetan.access.reading_fields import ACKNOWLEDGED, SIGNED
from yuetan.access.task_views import (
    ACKNOWLEDGEMENT,
    APPROVAL,
    CONSULTATION,
    FILE,
    GRANT,
    HANDOVER,
    INSPECTION,
    OPENING,
    PLAN,
    POSTPONEMENT,
    RECEIPT,
    RENEWAL,
    REORGANISATION,
    REPORT,
    REVIEW,
    REVISION,
    SENDING,
    SIGNATURE,
    STEP_OF,
    Task,
)
from yuetan.casework.account_lists import WAITING
from yuetan.wording import later, say
from yuetan_web.current import wording_of


@frozen
class Sort:
    """How a sort of task is shown: its badge, what it is where it has no title of its own, and where it is settled."""

    badge: str
    title: str
    endpoint: str
    anchor: str = ""  # where on the page; it may hold the ``reference``
    alone: bool = True  # whether the page is that of the one thing; else of all of them
    narrowed: Mapping[str, str] = field(factory=dict)  # what the page of all of them is narrowed to


SORTS: Mapping[str, Sort] = {
    APPROVAL: Sort(later("待审批"), later("审批约谈"), "handling.interview", f"act-{STEP_OF[APPROVAL]}"),
    CONSULTATION: Sort(later("待会商"), later("会商"), "handling.interview", f"act-{STEP_OF[CONSULTATION]}"),
    REVIEW: Sort(later("待审核"), later("审核材料"), "handling.interview", "act-accepted"),
    POSTPONEMENT: Sort(later("待答复"), later("答复延期申请"), "handling.interview", f"act-{STEP_OF[POSTPONEMENT]}"),
    RENEWAL: Sort(later("待送达"), later("重新送达通知"), "handling.interview", f"act-{STEP_OF[RENEWAL]}"),
    ACKNOWLEDGEMENT: Sort(later("待签收"), later("签收通知"), "handling.interview", f"act-{ACKNOWLEDGED}"),
    SIGNATURE: Sort(later("待签字"), later("签字确认记录"), "handling.interview", f"act-{SIGNED}"),
    PLAN: Sort(later("待审批"), later("审批约谈计划"), "plans.plan"),
    REPORT: Sort(later("待审核"), later("审核报告"), "reports.report"),
    RECEIPT: Sort(later("待接收"), later("接收报告"), "reports.report"),
    SENDING: Sort(later("待报送"), later("报送报告"), "reports.report", "send"),
    REVISION: Sort(later("待修改"), later("修改退回的报告"), "reports.report", "write"),
    REORGANISATION: Sort(later("待确认"), later("确认机构调整"), "units.reorganisation"),
    HANDOVER: Sort(later("待确认"), later("确认工作交接"), "handover.sheet"),
    FILE: Sort(later("待接收"), later("接收廉政档案"), "dossiers.listing", alone=False),
    INSPECTION: Sort(later("待同意"), later("同意检查导出"), "inspections.listing", alone=False),
    OPENING: Sort(later("待同意"), later("同意启封"), "leads.listing", alone=False),
    GRANT: Sort(later("待同意"), later("同意授权"), "grants.listing", "grant-{reference}", alone=False,
                narrowed={"which": WAITING}),
}


@frozen
class Waiting:
    """One such task in words."""

    badge: str
    title: str
    about: str
    since: str
    citation: str
    address: str


def waiting(tasks: Iterable[Task]) -> list[Waiting]:
    """Some tasks in words, in their order."""
    return [_waiting(one) for one in tasks]


def _waiting(one: Task) -> Waiting:
    sort = SORTS[one.sort]
    citation = wording_of(one.regulation).citation(one.places) if one.regulation and one.places else ""
    title = one.title if one.title and one.sort not in {PLAN, REPORT, RECEIPT, SENDING, REVISION, GRANT} else (
        say("{act}：{title}", act=say(sort.title), title=one.title) if one.title else say(sort.title))
    named: dict[str, Any] = {"reference": one.reference} if sort.alone else dict(sort.narrowed)
    anchor = sort.anchor.format(reference=one.reference) or None
    return Waiting(say(sort.badge), title, one.about, one.since.isoformat() if one.since else "", citation,
                   url_for(sort.endpoint, _anchor=anchor, **named))
