"""Codes of events that every procedure knows. A plugin adds its own, as a step or as a declared term."""

from __future__ import annotations

from yuetan.rules.terms import terms

# A step is recorded as an event of the same code.
PROPOSED, APPROVED, CONSULTED, NOTIFIED, HELD, RECORDED, RECTIFIED, FILED = (
    "proposed", "approved", "consulted", "notified", "held", "recorded", "rectified", "filed")

# What happens to a talk or a paper without being a step of its procedure.
WITHDRAWN, RETURNED, POSTPONED, ASSIGNED = "withdrawn", "returned", "postponed", "assigned"

# That what the system did because of an act counts no more, since that act was put right.
UNDONE = "undone"

# That nothing stands against whoever was talked to: outside an interview, or as the outcome of one.
CLEARED = "cleared"

# What happens to people outside an interview.
APPOINTMENT_DECIDED, TOOK_OFFICE, SANCTIONED, FINDING_RECORDED, HELD_ACCOUNTABLE = (
    "appointment_decided", "took_office", "sanctioned", "finding_recorded", "held_accountable")

# That somebody is away from his post, with a last day; no rule looks for it, and what he owes is read beside it.
ON_LEAVE = "on_leave"

OUTSIDE = frozenset({APPOINTMENT_DECIDED, TOOK_OFFICE, SANCTIONED, FINDING_RECORDED, HELD_ACCOUNTABLE})

DECIDED = (SANCTIONED, HELD_ACCOUNTABLE)
"""What bodies competent for it decide about somebody: recorded by reference, never a step of an interview."""

# Not events of their own: the ends of the period a duty belongs to.
PERIOD_START, PERIOD_END = "period.start", "period.end"

COMMON_EVENTS = terms(
    "event", proposed="提出约谈", approved="批准约谈", consulted="会商", notified="送达通知", held="实施约谈",
    recorded="完成记录", rectified="完成整改", filed="归档", withdrawn="撤回", returned="退回", postponed="延期",
    appointment_decided="作出任职决定", on_leave="离岗", took_office="到任", sanctioned="受到处分",
    held_accountable="受到问责", finding_recorded="形成问题认定",
    assigned="调整谈话人员", acknowledged="签收通知", signed="签字确认记录", postponement_asked="申请延期",
    postponement_refused="不同意延期", recused="回避", paper_asked="要求报送材料", accepted="审核通过",
    asked_again="要求补充报送", correction_asked="提出更正", corrected="更正", misdelivered="误送登记",
    objected="提出不同意见", cleared="予以澄清", attendance_registered="登记到场", attendance_confirmed="复核到场",
    refused_to_sign="登记拒绝签字", scanned="签字材料扫描归档", content_destroyed="销毁文书内容", undone="原登记作废",
    appeal_lodged="提出申诉", appeal_decided="申诉处理决定")

_OVERDUE, _DEPARTED, _PERIOD, _END = "overdue.", "departed.", "period.", ".end"


def overdue(duty: str) -> str:
    """The event that a duty was not met in time, on the day after its due day; escalation starts here."""
    return _OVERDUE + duty


def departed(duty: str) -> str:
    """The event that a duty's term was departed from, with its reason recorded: it no longer stays open."""
    return _DEPARTED + duty


def plain(anchor: str) -> str:
    """The event a term counts from, whether from its day or its last day; the ends of a period stay as they are."""
    return anchor if anchor.startswith(_PERIOD) else anchor.removesuffix(_END)


def reserved(code: str) -> bool:
    """Whether a code is kept for what follows from other events; nothing that is recorded may be called so."""
    return code.startswith((_OVERDUE, _DEPARTED, _PERIOD)) or code.endswith(_END)


def is_overdue(event: str) -> bool:
    """Whether an event is that a duty was not met in time."""
    return event.startswith(_OVERDUE)


def duty_of(event: str) -> str | None:
    """The duty that an overdue or departed event speaks of; None for any other event."""
    return next((event.removeprefix(prefix) for prefix in (_OVERDUE, _DEPARTED) if event.startswith(prefix)), None)
