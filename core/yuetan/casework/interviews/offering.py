"""What can be done in an interview now, as forms drawn from the rules, with what stands against each today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.acts import Choice, Offer
from yuetan.casework.interviews.corrections import asked_for
from yuetan.casework.interviews.effects import fits_now, other_act
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import ACCEPTED, ASKED_AGAIN, ASKED_FOR, OTHER_ACTS, PAPER_ASKED
from yuetan.casework.interviews.papers_owed import handed_in_now, his_papers, material_of_step, papers_of
from yuetan.casework.interviews.rights import may
from yuetan.casework.interviews.steps import ADDRESSEES, PLAN
from yuetan.engine.attempts import Attempt, Obstacle
from yuetan.engine.checks import attempt
from yuetan.records.cases import ACCEPTED as PAPER_ACCEPTED
from yuetan.records.cases import SUBMITTED, cadre_ids
from yuetan.records.database import Connection
from yuetan.rules.events import NOTIFIED, RETURNED
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.procedure import Step, applies
from yuetan.wording import later, say

OF_THE_FORM = frozenset({Obstacle.FIELD})
"""What an entry in the form takes away."""

ADDRESSEE_TITLES = {"interviewee": later("约谈对象本人"), "unit": later("其所在单位党组（党委）")}


def offers(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    """Every act this actor may ask for now: the next steps, papers to hand in, then what the system offers itself."""
    yield from _steps(opened, actor)
    if not opened.kept.ended:
        yield from _papers(connection, opened, actor)
    yield from _others(connection, opened, actor)


def _steps(opened: Opened, actor: Actor) -> Iterator[Offer]:
    done, kind = opened.happened, opened.kept.kind
    steps = [one for one in opened.regulation.of(Step) if applies(one.kinds, kind)]
    known = {one.code for one in steps}
    for step in steps:
        waiting = [code for code in step.after if code in known and code not in done]
        if opened.kept.ended or step.code in done or waiting or not may(opened, actor, step.code):
            continue
        paper = material_of_step(opened.regulation, kind, step.code)
        served = step.code == NOTIFIED
        yield Offer(
            code=step.code, title=step.title, rule=step, material=paper, main=True,
            fields=_asked(paper.fields if paper else ()), values=_plan(opened) if served else {},
            addressees=tuple(Choice(value=one, title=say(ADDRESSEE_TITLES[one])) for one in ADDRESSEES)
            if served else (),
            objections=tuple(one for one in attempt(opened.world, opened.regulation, Attempt(
                step=step.code, on=opened.office.today, interview=opened.interview, actor=actor.cadre,
                addressee=ADDRESSEES[0] if served else "", fields=_all(paper.fields if paper else ())))
                if one.obstacle not in OF_THE_FORM))


def _papers(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    if actor.cadre not in opened.interviewees or not may(opened, actor, "statement.write"):
        return
    his = papers_of(opened.papers, cadre_ids(connection, (actor.cadre,))[actor.cadre])
    for paper in handed_in_now(opened.world, opened.regulation, opened.interview, his):
        yield Offer(code=paper.code, title=paper.title, rule=paper, material=paper, fields=paper.fields, main=True)


def _others(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    for code in OTHER_ACTS:
        act = other_act(opened, code)
        if act is None or fits_now(opened, act, opened.office.today) or not may(opened, actor, code):
            continue
        fields = tuple(_with_choices(connection, opened, code, one) for one in act.fields)
        if all(one.choices for one in fields if one.type is FieldType.CHOICE):
            yield Offer(code=code, title=act.title, fields=fields,
                        main=code in {ACCEPTED, RETURNED} or (code == "filed" and _procedure_done(opened)))


def _procedure_done(opened: Opened) -> bool:
    return all(one.code in opened.happened for one in opened.regulation.of(Step)
               if applies(one.kinds, opened.kept.kind) and not one.ends)


def _asked(fields: tuple[FormField, ...]) -> tuple[FormField, ...]:
    """What a form asks: not whom a notice is about, which the case knows."""
    return tuple(one for one in fields if (one.type, one.code) != (FieldType.CADRE, "person"))


def _all(fields: tuple[FormField, ...]) -> frozenset[str]:
    return frozenset(one.code for one in fields)


def _plan(opened: Opened) -> Mapping[str, str]:
    """What is planned already, by the field of a notice that says it."""
    known = {code: getattr(opened.kept, column) for code, column in PLAN.items()}
    return {code: value.isoformat() if hasattr(value, "isoformat") else str(value)
            for code, value in known.items() if value}


def _with_choices(connection: Connection, opened: Opened, code: str, one: FormField) -> FormField:
    """A field that names a paper or a material of the case, as a choice among those there are."""
    if code == PAPER_ASKED and one.code == "material":
        return evolve(one, type=FieldType.CHOICE, choices=tuple(paper.code for paper in his_papers(opened.regulation)))
    if one.code == ASKED_FOR.code:
        waiting = asked_for(connection, opened)
        return evolve(one, type=FieldType.CHOICE, choices=tuple(str(entry.sequence) for entry in waiting))
    if one.code == "paper":
        states = {PAPER_ACCEPTED} if code == ASKED_AGAIN else {SUBMITTED}
        return evolve(one, type=FieldType.CHOICE, choices=tuple(
            paper.reference for paper in opened.papers if paper.state in states))
    return one
