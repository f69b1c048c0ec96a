"""What the acts of the system itself need and change, each by its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve

from yuetan.casework.interviews.forms import day_of
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import OTHER_ACTS, OtherAct, in_words
from yuetan.casework.interviews.papers_owed import material
from yuetan.records.cases import KeptSubmission
from yuetan.rules.events import POSTPONED
from yuetan.wording import say

Values = Mapping[str, str]


def other_act(opened: Opened, code: str) -> OtherAct | None:
    """The system's own act of this code, in words; None where the regulation has a step of its own by that name.

    A paper by that name which asks for all that the act needs is its form.
    """
    own = {step.code for step in opened.steps}
    if code in own or code not in OTHER_ACTS:
        return None
    act, paper = in_words(OTHER_ACTS[code]), material(opened.regulation, code)
    fits = paper is not None and {one.code for one in act.fields} <= {one.code for one in paper.fields}
    return evolve(act, fields=paper.fields) if paper is not None and fits else act


def fits_now(opened: Opened, act: OtherAct, on: date, cadre: str = "") -> str:
    """Why an act has no place in the case on a day; empty where it has. ``cadre`` is whose it is, where it is one's."""
    begun = [event.code for event in opened.events if event.on <= on]
    if why := _too_late(opened, act, on):
        return why
    if act.since and (act.since not in begun or (act.answers and not _waiting(begun, act.since))):
        return say("还没有到办理“{act}”的环节。", act=act.title)
    if act.once and _done(opened, act, cadre):
        return say("“{act}”已经办理过；内容有误的，请提出更正。", act=act.title)
    return ""


def _too_late(opened: Opened, act: OtherAct, on: date) -> str:
    last = max((event.on for event in opened.events), default=on)
    if opened.closed and not act.after_end:
        return say("约谈已经结束，不能再办理“{act}”。", act=act.title)
    if act.until and act.until in opened.happened:
        return say("约谈已经实施，不能再办理“{act}”。", act=act.title)
    if act.until and opened.outcome:
        return say("约谈已有结果“{outcome}”，不能再办理“{act}”。", outcome=opened.outcome.title, act=act.title)
    if act.ends and on < last:
        return say("“{act}”不能早于已登记的事项（{day}）；请核对日期。", act=act.title, day=last)
    return ""


def _waiting(codes: Sequence[str], asked: str) -> bool:
    """Whether something that was asked for was not answered yet."""
    answers = {one.code for one in OTHER_ACTS.values() if one.answers and one.since == asked}
    return codes.count(asked) > sum(code in answers for code in codes)


def _done(opened: Opened, act: OtherAct, cadre: str) -> bool:
    """Whether an act that is done once was done, by this one where it is one's own, and nothing has happened since."""
    done = False
    for event in opened.entered:
        if event.code == act.code and event.cadre == cadre:
            done = True
        elif event.code in act.anew and event.cadre in {"", cadre}:
            done = False
    return done


def changes(act: OtherAct, values: Values) -> dict[str, object]:
    """The columns of the interview that an act changes."""
    changed: dict[str, object] = {"ended": True, "state": act.code} if act.ends else {}
    if act.code == POSTPONED:
        changed |= {"planned": day_of(values["date"])}
        changed |= {"planned_time": values["time"]} if "time" in values else {}
    return changed


def paper_of(opened: Opened, values: Values) -> KeptSubmission | None:
    """The paper an act speaks of; None where it is none of this interview."""
    return next((one for one in opened.papers if one.reference == values.get("paper")), None)
