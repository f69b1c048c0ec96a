"""What somebody says in a talk about others is kept apart from it, as a lead of its own whose source is sealed."""

from __future__ import annotations

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.rights import may, may_know, over_unit
from yuetan.records.interviews import RECORDER
from yuetan.rules.events import HELD

THIRD_PERSONS = "third_persons"
"""The step that tells that this was done, where a regulation has one; no content goes with it."""


@frozen
class SplittingOff:
    """That an actor may enter such a lead: the interview as he sees it, and whether that is still to be recorded."""

    version: int
    interviewees: tuple[str, ...]
    step: bool


def splitting_off(opened: Opened, actor: Actor) -> SplittingOff | None:
    """What there is to do; None where no talk was held, and for whoever neither records it nor is of the organ."""
    records = (RECORDER, actor.cadre) in opened.people
    of_organ = any(one.role is Role.DISCIPLINE and over_unit(opened, one.unit) for one in actor.granted)
    himself = actor.cadre in opened.interviewees
    if HELD not in opened.happened or himself or not (records or of_organ) or not may_know(opened, actor):
        return None
    step = next((one for one in opened.steps if one.code == THIRD_PERSONS), None)
    left = step is not None and step.code not in opened.happened and not opened.past(step)
    return SplittingOff(opened.case.version, opened.interviewees, left and may(opened, actor, THIRD_PERSONS))
