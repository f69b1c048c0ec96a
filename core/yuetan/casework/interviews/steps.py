"""Steps of the procedure and papers handed in: what the regulation knows of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.acts import Taken
from yuetan.casework.errors import Refused
from yuetan.casework.interviews.forms import checked, day_of
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.papers_owed import handed_in_now, material, material_of_step
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.taking import Moment, Ready, attempted, permitted, reason_of
from yuetan.engine.attempts import Attempt, Objection, Ruling
from yuetan.engine.facts import Interview
from yuetan.rules.duties import Duty
from yuetan.rules.events import NOTIFIED
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.procedure import Step, applies
from yuetan.wording import say

PLAN = {"date": "planned", "time": "planned_time", "place": "place", "topic": "topic"}
"""Fields of a notice that say for when and where a talk is planned: they are the plan from then on."""

ADDRESSEES = ("interviewee", "unit")
"""The parts that may be served."""


def step_of(opened: Opened, code: str) -> Step | None:
    """The step of this code in this kind of interview; None where it is none."""
    return next((one for one in opened.regulation.of(Step) if one.code == code
                 and applies(one.kinds, opened.kept.kind)), None)


def take_step(opened: Opened, known: Known, actor: Actor, taken: Taken, moment: Moment) -> Ready:
    """A step: its paper filled in, and nothing of the regulation against it."""
    paper = material_of_step(opened.regulation, opened.kept.kind, taken.code)
    values = checked(paper.fields if paper else (), taken.fields, known=known)
    values |= _own_fields(opened, values, paper.fields if paper else ())
    plan = _plan(values) if taken.code == NOTIFIED else {}
    planned = plan.get("planned")
    draft = _planned(opened.interview, planned if isinstance(planned, date) else None)
    if taken.addressee not in {"", *ADDRESSEES}:
        raise Refused(None, (), say("不能送达给“{part}”。", part=taken.addressee))
    act = _with(attempted(opened, actor, taken, moment, draft), values)
    reason = reason_of(taken.reason)
    objections = permitted(opened, act, moment, reason)
    step = step_of(opened, taken.code)
    changes: dict[str, object] = {**plan, "state": taken.code} | ({"ended": True} if step and step.ends else {})
    return Ready(code=taken.code, content=values, addressee=taken.addressee, reason=reason, interview=changes,
                 departures=departures(objections))


def hand_in(opened: Opened, known: Known, actor: Actor, taken: Taken, moment: Moment) -> Ready:
    """A paper of the regulation handed in: wanted now, filled in, and frozen from then on."""
    paper = material(opened.regulation, taken.code)
    world = opened.world if opened.world.as_of == moment.on else opened.world.at(moment.on)
    wanted = {one.code for one in handed_in_now(world, opened.regulation, opened.interview, opened.papers)}
    if paper is None or paper.code not in wanted:
        raise Refused(None, (), say("现在不需要这份材料；退回或要求报送之后才能再交。"))
    values = checked(paper.fields, taken.fields, known=known)
    objections = permitted(opened, _with(attempted(opened, actor, taken, moment), values), moment, "")
    alone = opened.interviewees[0] if len(opened.interviewees) == 1 else ""
    cadre = actor.cadre if actor.cadre in opened.interviewees else alone
    return Ready(code=paper.code, content=values, cadre=cadre, departures=departures(objections))


def departures(objections: tuple[Objection, ...]) -> tuple[str, ...]:
    """The duties whose term an act departs from with a reason."""
    return tuple(dict.fromkeys(one.rule.code for one in objections
                               if one.ruling is Ruling.REASON and isinstance(one.rule, Duty)))


def _own_fields(opened: Opened, values: Mapping[str, str], fields: tuple[FormField, ...]) -> dict[str, str]:
    """What the case knows of itself and a form need not ask: whom it is about."""
    wanting = [one for one in fields if one.code not in values and one.type is FieldType.CADRE and one.code == "person"]
    return {one.code: opened.interviewees[0] for one in wanting if opened.interviewees}


def _plan(values: Mapping[str, str]) -> dict[str, object]:
    """The columns of the plan that a notice sets."""
    return {column: (day_of(values[code]) if column == "planned" else values[code])
            for code, column in PLAN.items() if code in values}


def _planned(interview: Interview, planned: date | None) -> Interview:
    return evolve(interview, planned=planned) if planned else interview


def _with(act: Attempt, values: Mapping[str, str]) -> Attempt:
    return evolve(act, fields=frozenset(values))
