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


def served_alone(opened: Opened, taken: Taken) -> str:
    """Of several interviewees the one whom a notice is served on; empty where it is served on each of them.

    Raises `Unfit` for whoever is not talked to.
    """
    if taken.cadre and taken.cadre not in opened.interviewees:
        raise Unfit({"cadre": say("请选定是哪一位约谈对象。")})
    return taken.cadre if len(opened.interviewees) > 1 else ""


def own_fields(opened: Opened, values: Mapping[str, str], fields: tuple[FormField, ...], served: str,
               ) -> dict[str, str]:
    """What the case knows of itself and a form need not ask: whom a notice is for.

    One that is served on several names none of them: each is given his own, and reads of no other. Raises `Unfit` for
    a name that somebody filled in nevertheless.
    """
    person = served or (opened.interviewees[0] if len(opened.interviewees) == 1 else "")
    naming = [one.code for one in fields if _names(one)]
    if wrong := [code for code in naming if values.get(code, person) != person]:
        raise Unfit(dict.fromkeys(wrong, say("通知只写收通知的人自己；请从约谈对象中选。")))
    return {code: person for code in naming if person}


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


def _names(one: FormField) -> bool:
    return one.type is FieldType.CADRE and one.code == PERSON
