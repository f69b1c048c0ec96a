"""What was said in a talk about others: entered as a lead of its own, from the page of the talk."""

from __future__ import annotations

from flask import abort

from yuetan.access.views import InterviewView
from yuetan.casework.acts import Taken
from yuetan.casework.errors import Hidden, NotDone, Unfit
from yuetan.casework.interviews.third_persons import THIRD_PERSONS, SplittingOff
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.guarding import NOT_FOUND


def splitting_off(reference: str) -> SplittingOff | None:
    """What the reader may do of it in an interview; None where he may not, or there is no such interview for him."""
    try:
        return shell().casework.third_persons(actor(), reference)
    except Hidden:
        return None


def offered(view: InterviewView) -> bool:
    """Whether the page of an interview leads there."""
    return bool(access().granted_units()) and splitting_off(view.reference) is not None


def already_typed(reference: str) -> dict[str, str]:
    """What the form of the lead says before anybody fills it in: who said it, which is sealed, and where."""
    view = access().interview(reference) if splitting_off(reference) else None
    if view is None:
        abort(NOT_FOUND)
    said_by = say("、").join(one.name for one in view.of("interviewee"))
    return {"talk": reference, "source_name": said_by, "channel": say("谈话中谈及"),
            "received_on": shell().today().isoformat()}


def demand_third(reference: str, about: str) -> None:
    """`Unfit` for a lead about whoever was talked to himself: that is no third person."""
    found = splitting_off(reference) or abort(NOT_FOUND)
    if about in found.interviewees:
        raise Unfit({"about": say("这里登记约谈对象谈到的其他人；关于他本人的，记入谈话记录。")})


def recorded(reference: str, token: str) -> str:
    """Record in the talk that it was done, with nothing of what was said: what is told whoever did it."""
    found = splitting_off(reference)
    if found is None or not found.step:
        return say("线索已另行登记，来源已经加密封存；约谈中不留谈及他人的内容。")
    try:
        taken = Taken(code=THIRD_PERSONS, version=found.version)
        shell().casework.take(actor(), reference, taken, token=f"{token}-{THIRD_PERSONS}")
    except NotDone:
        return say("线索已另行登记，来源已经加密封存；约谈中的这一步没有记上，请回到约谈页面办理。")
    return say("线索已另行登记，来源已经加密封存；约谈中只记下办了这一步，不留谈及他人的内容。")
