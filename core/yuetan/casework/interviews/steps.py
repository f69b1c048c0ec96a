"""Steps of the procedure and papers handed in: what the regulation knows of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.acts import Taken
from yuetan.casework.errors import Refused
from yuetan.casework.interviews.checking import nothing_left
from yuetan.casework.interviews.decided_for import decided_anew, kept_people
from yuetan.casework.interviews.forms import checked, day_of
from yuetan.casework.interviews.notices import judged_anew, known_fields, own_fields, served_alone
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.papers_owed import handed_in_now, material, material_of_step, papers_of
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.taking import Moment, Ready, attempted, kept_against, permitted, reason_of, whose
from yuetan.engine.attempts import Attempt, Objection, Ruling
from yuetan.engine.endings import CLOSING
from yuetan.engine.facts import Interview
from yuetan.records.cases import cadre_ids
from yuetan.rules.duties import Duty
from yuetan.rules.events import FILED, HELD, NOTIFIED
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step
from yuetan.wording import say

PLAN = {"date": "planned", "time": "planned_time", "place": "place", "topic": "topic"}
"""Fields of a notice that say for when and where a talk is planned: they are the plan from then on."""

UNTIL = "until"
"""The field of a step's paper that says until which day it lasts, or by which day what it demands is to be done."""

ADDRESSEES = ("interviewee", "unit")
"""The parts that may be served."""


def step_of(opened: Opened, code: str) -> Step | None:
    """The step of this code in this kind of interview; None where it is none."""
    return next((one for one in opened.steps if one.code == code), None)


def take_step(opened: Opened, known: Known, actor: Actor, step: Step, taken: Taken, moment: Moment) -> Ready:  # noqa: PLR0913, PLR0917 - all that bears on it
    """A step: its paper filled in, and nothing of the regulation against it."""
    paper = material_of_step(opened.regulation, opened.kept.kind, taken.code)
    values = checked(paper.fields if paper else (), taken.fields, known=known)
    served = served_alone(opened, taken) if taken.code == NOTIFIED else ""
    values |= own_fields(opened, values, paper.fields if paper else (), served)
    plan = _plan(values) if taken.code == NOTIFIED else {}
    planned = plan.get("planned")
    draft = _planned(opened.interview, planned if isinstance(planned, date) else None)
    if taken.addressee not in {"", *ADDRESSEES}:
        raise Refused(None, (), say("不能送达给“{part}”。", part=taken.addressee))
    act = _with(attempted(opened, actor, taken, moment, draft), {*values, *(known_fields(opened, paper))})
    reason = reason_of(taken.reason)
    _demand_open(opened, step)
    objections = permitted(judged_anew(opened, act), act, moment, reason)
    if taken.code == FILED:
        nothing_left(opened)
    changes: dict[str, object] = {**plan, "state": taken.code} | ({"ended": True} if taken.code in CLOSING else {})
    return Ready(
        code=taken.code, content=values | kept_against(objections) | kept_people(opened, taken.code),
        addressee=taken.addressee, reason=reason, interview=changes, cadre=served, departures=departures(objections),
        until=day_of(values.get(UNTIL, "")))


def hand_in(opened: Opened, known: Known, actor: Actor, taken: Taken, moment: Moment) -> Ready:
    """A paper of the regulation handed in: wanted now, filled in, and frozen from then on."""
    paper = material(opened.regulation, taken.code)
    if opened.closed:
        raise Refused(None, (), say("约谈已经结束，不能再报送材料。"))
    world = opened.world if opened.world.as_of == moment.on else opened.world.at(moment.on)
    cadre, reason = whose(opened, actor, taken), reason_of(taken.reason)
    his = papers_of(opened.papers, cadre_ids(known.connection, (cadre,))[cadre])
    wanted = {one.code for one in handed_in_now(world, opened.regulation, opened.interview, his)}
    if paper is None or paper.code not in wanted:
        raise Refused(None, (), say("现在不需要这份材料；退回或要求报送之后才能再交。"))
    values = checked(paper.fields, taken.fields, known=known)
    objections = permitted(opened, _with(attempted(opened, actor, taken, moment), {*values}), moment, reason)
    return Ready(code=paper.code, content=values | kept_against(objections), cadre=cadre, reason=reason,
                 departures=departures(objections))


def put_on_file(opened: Opened, known: Known, actor: Actor, paper: Material, taken: Taken, moment: Moment) -> Ready:  # noqa: PLR0913, PLR0917 - all that bears on it
    """A paper of the office that no step is made with: wanted now, filled in, and about all who are talked to."""
    if opened.closed:
        raise Refused(None, (), say("约谈已经结束，不能再报送材料。"))
    values, reason = checked(paper.fields, taken.fields, known=known), reason_of(taken.reason)
    values |= own_fields(opened, values, paper.fields, "")
    filled = {*values, *known_fields(opened, paper)}
    objections = permitted(opened, _with(attempted(opened, actor, taken, moment), filled), moment, reason)
    return Ready(code=paper.code, content=values | kept_against(objections), reason=reason,
                 departures=departures(objections))


def departures(objections: tuple[Objection, ...]) -> tuple[str, ...]:
    """The duties whose term an act departs from with a reason."""
    return tuple(dict.fromkeys(one.rule.code for one in objections
                               if one.ruling is Ruling.REASON and isinstance(one.rule, Duty)))


def _demand_open(opened: Opened, step: Step) -> None:
    """`Refused` for a step of a closed case, and for one taken before.

    A notice may go out anew until the talk, and what was decided for others may be decided anew.
    """
    if opened.closed:
        raise Refused(None, (), say("约谈已经结束，不能再办理“{act}”。", act=step.title))
    again = step.code == NOTIFIED and HELD not in opened.happened
    if step.code in opened.happened and not (again or decided_anew(opened, step.code)):
        raise Refused(None, (), say("“{act}”已经办理过；内容有误的，请提出更正。", act=step.title))


def _plan(values: Mapping[str, str]) -> dict[str, object]:
    """The columns of the plan that a notice sets."""
    return {column: (day_of(values[code]) if column == "planned" else values[code])
            for code, column in PLAN.items() if code in values}


def _planned(interview: Interview, planned: date | None) -> Interview:
    return evolve(interview, planned=planned) if planned else interview


def _with(act: Attempt, filled: Collection[str]) -> Attempt:
    return evolve(act, fields=frozenset(filled))
