"""Notices: whom one names, who has yet to be served, and a new one after the talk was put off."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from yuetan.access.views import PERSON
from yuetan.casework.acts import Taken
from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.engine.attempts import Attempt
from yuetan.rules.events import HELD, NOTIFIED, POSTPONED
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.wording import say

TALKER = "interviewer"
"""The field of a paper that names who is to talk: the first of the talkers the case has."""


def served_alone(opened: Opened, taken: Taken) -> str:
    """Of several interviewees the one whom a notice is served on; empty where it is served on each of them.

    Raises `Unfit` for whoever is not talked to.
    """
    if taken.cadre and taken.cadre not in opened.interviewees:
        raise Unfit({"cadre": say("请选定是哪一位约谈对象。")})
    return taken.cadre if len(opened.interviewees) > 1 else ""


def own_fields(opened: Opened, values: Mapping[str, str], fields: tuple[FormField, ...], served: str,
               ) -> dict[str, str]:
    """What the case knows of itself and a form need not ask: whom a notice is for, and who is to talk.

    One that is served on several names none of them: each is given his own, and reads of no other. Raises `Unfit` for
    a name that somebody filled in nevertheless.
    """
    person = served or (opened.interviewees[0] if len(opened.interviewees) == 1 else "")
    known = {PERSON: person, TALKER: next(iter(opened.interview.by), "")}
    naming = [one.code for one in fields if known_by_itself(one)]
    if wrong := [code for code in naming if values.get(code, known[code]) != known[code]]:
        why = {PERSON: say("通知只写收通知的人自己；请从约谈对象中选。"),
               TALKER: say("约谈人与这次约谈登记的不一致；请先调整谈话人员。")}
        raise Unfit({code: why[code] for code in wrong})
    return {code: known[code] for code in naming if known[code]}


def known_fields(opened: Opened, paper: Material | None) -> frozenset[str]:
    """The fields of a paper that need not be filled in: those that name whom it is for, one on each copy."""
    return frozenset(one.code for one in (paper.fields if paper and opened.interviewees else ()) if _names(one))


def unserved(opened: Opened) -> tuple[str, ...]:
    """Those talked to who have no notice that holds: none was served on them, or the talk was put off since."""
    served = set[str]()
    for event in opened.entered:
        if event.code == POSTPONED:
            served.clear()
        elif event.code == NOTIFIED:
            served |= {event.cadre} if event.cadre else {*opened.interviewees}
    return tuple(one for one in opened.interviewees if one not in served)


def due_anew(opened: Opened) -> bool:
    """Whether a notice went out and somebody has none that holds, so that a new one is to be offered."""
    return NOTIFIED in opened.happened and HELD not in opened.happened and bool(unserved(opened))


def judged_anew(opened: Opened, act: Attempt) -> Opened:
    """The case as a new notice is judged in it: where the talk is on another day now, as if none had gone out."""
    moved = act.interview is not None and act.interview.planned != opened.interview.planned
    if act.step != NOTIFIED or not (moved or due_anew(opened)):
        return opened
    others = tuple(event for event in opened.world.events
                   if (event.interview, event.code) != (opened.kept.reference, NOTIFIED))
    return evolve(opened, world=evolve(opened.world, events=others))


def known_by_itself(one: FormField) -> bool:
    """Whether a case knows by itself what a field asks for."""
    return one.type is FieldType.CADRE and one.code in {PERSON, TALKER}


def _names(one: FormField) -> bool:
    return one.type is FieldType.CADRE and one.code == PERSON
