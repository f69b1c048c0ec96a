"""Acts that the system offers in every interview, whatever its regulation: data, with the form each is asked by."""

from __future__ import annotations

from attrs import evolve, frozen

from yuetan.rules.events import FILED, HELD, NOTIFIED, POSTPONED, RECORDED, RECTIFIED, RETURNED, WITHDRAWN
from yuetan.rules.papers import FieldType, FormField
from yuetan.wording import later, say

POSTPONEMENT_ASKED, POSTPONEMENT_REFUSED, RECUSED, PAPER_ASKED, ACCEPTED, ASKED_AGAIN = (
    "postponement_asked", "postponement_refused", "recused", "paper_asked", "accepted", "asked_again")
CORRECTION_ASKED, CORRECTED, MISDELIVERED, OBJECTED, ASSIGNED, ACKNOWLEDGED, SIGNED = (
    "correction_asked", "corrected", "misdelivered", "objected", "assigned", "acknowledged", "signed")

ATTENDANCE, ATTENDANCE_CONFIRMED, REFUSED = "attendance_registered", "attendance_confirmed", "refused_to_sign"

REASON = FormField("reason", later("理由"), FieldType.LONG_TEXT)
PAPER = FormField("paper", later("材料"))  # the reference of a paper of the interview
MATERIAL = FormField("material", later("材料种类"))  # the code of a material of the regulation
ASKED_FOR = FormField("asked", later("提出更正的记录"))  # the sequence of the event by which somebody asked for it


@frozen(kw_only=True)
class OtherAct:
    """One such act: it is recorded as an event of its code."""

    code: str
    title: str
    action: str  # what the policy calls it
    fields: tuple[FormField, ...]
    until: str = ""  # not any more once this has happened
    since: str = ""  # not before this has happened
    answers: bool = False  # takes up one such event, which no other act took up
    once: bool = False  # is done once: by each interviewee where it is his, in all where it is the office's
    anew: tuple[str, ...] = ()  # after one of these once more
    ends: bool = False
    after_end: bool = False  # also when the interview is over
    each: bool = False  # about one interviewee: of several it is said about whom
    his: bool = False  # an act of the interviewee: the office may enter it for him from a signed paper


_PEOPLE = (
    FormField("interviewer", later("约谈人"), FieldType.CADRE),
    FormField("second", later("第二约谈人"), FieldType.CADRE, required=False),
    FormField("company", later("另请参加的人"), FieldType.CADRE, required=False),
    FormField("recorder", later("记录人"), FieldType.CADRE, required=False))
_NEW_DAY = (
    FormField("date", later("改定日期"), FieldType.DATE),
    FormField("time", later("改定时间"), FieldType.TIME, required=False))
_OPINION, _ANY_OPINION = (FormField("opinion", later("意见"), FieldType.LONG_TEXT, required=required)
                          for required in (True, False))
_NOTE = FormField("note", later("要求"), FieldType.LONG_TEXT, required=False)
_STATEMENT = FormField("statement", later("不同意见"), FieldType.LONG_TEXT)
_ASTRAY = (FormField("what", later("误送的文书")), FormField("how", later("经过和补救"), FieldType.LONG_TEXT))
_CORRECTION = (FormField("sequence", later("更正第几条"), FieldType.NUMBER),
               FormField("correction", later("更正内容"), FieldType.LONG_TEXT))

CAME = {"in_time": later("按时到场"), "late": later("迟到"), "absent": later("未到场")}
"""How an interviewee came, or did not."""

_CAME = (FormField("came", later("到场情况"), FieldType.CHOICE, choices=tuple(CAME)),
         FormField("arrived", later("到场时间"), FieldType.TIME, required=False),
         FormField("note", later("说明"), FieldType.LONG_TEXT, required=False))
REFUSABLE = (later("签收通知"), later("核对、签署记录"), later("作出书面说明或承诺"), later("其他"))
"""What an interviewee may refuse to sign."""

_REFUSED = (FormField("what", later("拒绝事项"), FieldType.CHOICE, choices=REFUSABLE),
            FormField("account", later("经过"), FieldType.LONG_TEXT),
            FormField("his_reason", later("本人说明的理由"), FieldType.LONG_TEXT, required=False),
            FormField("witness", later("见证人")))
REGISTERED = FormField("registered", later("登记到场的记录"))  # the sequence of the event by which it was registered

OTHER_ACTS = {act.code: act for act in (
    OtherAct(code=ACKNOWLEDGED, title=later("签收通知"), action="notice.acknowledge", since=NOTIFIED, until=HELD,
             his=True, once=True, anew=(NOTIFIED,), fields=()),
    OtherAct(code=SIGNED, title=later("签字确认记录"), action="record.sign", since=RECORDED, his=True,
             once=True, anew=(CORRECTED,), fields=()),
    OtherAct(code=ASSIGNED, title=later("调整谈话人员"), action="interview.assign", until=HELD,
             fields=(*_PEOPLE, REASON)),
    OtherAct(code=POSTPONEMENT_ASKED, title=later("申请延期"), action="postponement.ask", until=HELD, his=True,
             fields=(REASON,)),
    OtherAct(code=POSTPONED, title=later("同意延期"), action="postponement.decide", since=POSTPONEMENT_ASKED,
             until=HELD, answers=True, fields=(*_NEW_DAY, REASON)),
    OtherAct(code=POSTPONEMENT_REFUSED, title=later("不同意延期"), action="postponement.decide",
             since=POSTPONEMENT_ASKED, until=HELD, answers=True, fields=(REASON,)),
    OtherAct(code=ATTENDANCE, title=later("登记到场"), action="attendance.register", since=NOTIFIED, each=True,
             once=True, anew=(POSTPONED,), fields=_CAME),
    OtherAct(code=ATTENDANCE_CONFIRMED, title=later("复核到场"), action="attendance.register", since=ATTENDANCE,
             fields=(REGISTERED,)),
    OtherAct(code=REFUSED, title=later("登记拒绝签字"), action="attendance.register", since=NOTIFIED, each=True,
             fields=_REFUSED),
    OtherAct(code=RECUSED, title=later("登记回避"), action="interview.recuse",
             fields=(FormField("cadre", later("回避人"), FieldType.CADRE), REASON)),
    OtherAct(code=PAPER_ASKED, title=later("要求报送材料"), action="paper.ask", fields=(MATERIAL, _NOTE)),
    OtherAct(code=ACCEPTED, title=later("审核通过"), action="rectification.judge", fields=(PAPER, _ANY_OPINION)),
    OtherAct(code=RETURNED, title=later("退回材料"), action="rectification.judge", fields=(PAPER, REASON)),
    OtherAct(code=ASKED_AGAIN, title=later("要求补充报送"), action="rectification.judge", fields=(PAPER, REASON)),
    OtherAct(code=RECTIFIED, title=later("确认整改完成"), action="rectification.judge", since=HELD,
             once=True, anew=(PAPER_ASKED, ASKED_AGAIN), fields=(_OPINION,)),
    OtherAct(code=OBJECTED, title=later("提出不同意见"), action="objection.write", since=HELD, his=True, after_end=True,
             fields=(_STATEMENT,)),
    OtherAct(code=MISDELIVERED, title=later("登记误送"), action="misdelivered.report", after_end=True, fields=_ASTRAY),
    OtherAct(code=CORRECTION_ASKED, title=later("提出更正"), action="correction.write", after_end=True,
             fields=(*_CORRECTION, REASON)),
    OtherAct(code=CORRECTED, title=later("同意更正"), action="correction.write", since=CORRECTION_ASKED, after_end=True,
             fields=(ASKED_FOR,)),
    OtherAct(code=WITHDRAWN, title=later("撤回约谈"), action="interview.withdraw", until=HELD, ends=True,
             fields=(REASON,)),
    OtherAct(code=FILED, title=later("归档"), action="interview.file", ends=True,
             fields=(FormField("volume", later("存放位置"), required=False),)),
)}


def in_words(act: OtherAct) -> OtherAct:
    """The same act, its title and those of its fields in the language of the moment."""
    return evolve(act, title=say(act.title), fields=tuple(evolve(one, title=say(one.title)) for one in act.fields))
