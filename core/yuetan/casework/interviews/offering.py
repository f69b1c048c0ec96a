"""What can be done in an interview now, as forms drawn from the rules, with what stands against each today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.casework.acts import Choice, Offer
from yuetan.casework.interviews.approving import own_proposal
from yuetan.casework.interviews.attendance import number_of, unconfirmed
from yuetan.casework.interviews.corrections import asked_for
from yuetan.casework.interviews.decided_for import decided_anew
from yuetan.casework.interviews.effects import fits_now, other_act
from yuetan.casework.interviews.from_paper import may_enter_signed
from yuetan.casework.interviews.notices import due_anew, judged_anew, known_by_itself, unserved
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import (
    ACCEPTED,
    ASKED_AGAIN,
    ASKED_FOR,
    ASSIGNED,
    OTHER_ACTS,
    PAPER_ASKED,
    RECUSED,
    REGISTERED,
)
from yuetan.casework.interviews.papers_owed import (
    handed_in_now,
    his_papers,
    material_of_step,
    papers_of,
    papers_of_the_office,
)
from yuetan.casework.interviews.prefilled import counted_in, prefilled
from yuetan.casework.interviews.rights import may, may_enter
from yuetan.casework.interviews.steps import ADDRESSEES
from yuetan.engine.attempts import Attempt, Obstacle
from yuetan.engine.checks import attempt
from yuetan.engine.endings import optional, remaining
from yuetan.records.cases import ACCEPTED as PAPER_ACCEPTED
from yuetan.records.cases import SUBMITTED, cadre_ids
from yuetan.records.database import Connection
from yuetan.rules.events import FILED, NOTIFIED, POSTPONED, RETURNED
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.procedure import Step
from yuetan.wording import later, say

OF_THE_FORM = frozenset({Obstacle.FIELD})
"""What an entry in the form takes away."""

ADDRESSEE_TITLES = {"interviewee": later("约谈对象本人"), "unit": later("其所在单位党组（党委）")}


def offers(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    """Every act this actor may ask for now: the next steps, papers to hand in, then what the system offers itself."""
    yield from _steps(connection, opened, actor)
    if not opened.closed:
        yield from _papers(connection, opened, actor)
        yield from _of_the_office(connection, opened, actor)
    yield from _others(connection, opened, actor)


def _steps(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    done, steps = opened.happened, opened.steps
    known = {one.code for one in steps}
    for step in steps:
        again = decided_anew(opened, step.code) or (step.code == NOTIFIED and due_anew(opened))
        waiting = [code for code in step.after if code in known and code not in done]
        if (step.code in done and not again) or waiting or opened.past(step) or not (
                _may_himself(opened, actor, step) or may_enter_signed(opened, actor, step.code)):
            continue
        yield _step(connection, opened, actor, step, again=again)


def _step(connection: Connection, opened: Opened, actor: Actor, step: Step, *, again: bool) -> Offer:
    paper, serving = material_of_step(opened.regulation, opened.kept.kind, step.code), step.code == NOTIFIED
    fields = _asked(paper.fields if paper else ())
    act = Attempt(
        step=step.code, on=opened.office.today, interview=opened.interview, actor=actor.cadre,
        addressee=ADDRESSEES[0] if serving else "", fields=_all(paper.fields if paper else ()))
    world, on_paper = judged_anew(opened, act).world, may_enter_signed(opened, actor, step.code)
    against = [one for one in attempt(world, opened.regulation, act) if one.obstacle not in OF_THE_FORM]
    not_his = on_paper and (any(one.obstacle is Obstacle.PAIRING for one in against)
                            or not _may_himself(opened, actor, step))
    return Offer(
        code=step.code, title=_anew(step) if again else step.title, rule=step,
        material=paper, main=True, fields=fields,
        values=prefilled(connection, opened, actor, step.code, fields),
        counted=counted_in(connection, opened, actor, fields),
        addressees=tuple(Choice(value=one, title=say(ADDRESSEE_TITLES[one])) for one in ADDRESSEES) if serving else (),
        cadres=_several(opened, unserved(opened) or opened.interviewees) if serving else (), all_cadres=serving,
        signable=on_paper, not_his=not_his, weighs=serving or step.ends,
        objections=tuple(one for one in against if not (not_his and one.obstacle is Obstacle.PAIRING)))


def _may_himself(opened: Opened, actor: Actor, step: Step) -> bool:
    return may(opened, actor, step.code) and not own_proposal(opened, actor, step.code)


def _anew(step: Step) -> str:
    again = later("{step}（重新送达）") if step.code == NOTIFIED else later("{step}（重新办理）")
    return say(again, step=step.title)


def _papers(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    """Papers he may hand in now; to the office those it may enter for somebody, from what he signed."""
    own = actor.cadre in opened.interviewees
    if not (may(opened, actor, "statement.write") if own else may_enter(opened, actor)):
        return
    wanting = dict[str, list[str]]()
    for cadre, number in cadre_ids(connection, (actor.cadre,) if own else opened.interviewees).items():
        his = papers_of(opened.papers, number)
        for paper in handed_in_now(opened.world, opened.regulation, opened.interview, his):
            wanting.setdefault(paper.code, []).append(cadre)
    for paper in opened.regulation.of(Material):
        if paper.code in wanting:
            yield Offer(code=paper.code, title=paper.title if own else _for_him(paper.title), rule=paper,
                        material=paper, fields=paper.fields, main=own, twin=not own,
                        values=prefilled(connection, opened, actor, paper.code, paper.fields),
                        cadres=() if own else _several(opened, wanting[paper.code]))


def _of_the_office(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    """Papers of the office itself: it enters them as its own, and no signed paper of somebody else is asked for."""
    if may(opened, actor, "interview.step"):
        for paper in papers_of_the_office(opened.world, opened.regulation, opened.interview):
            fields = _asked(paper.fields)
            yield Offer(code=paper.code, title=paper.title, rule=paper, material=paper, fields=fields,
                        values=prefilled(connection, opened, actor, paper.code, fields))


def _others(connection: Connection, opened: Opened, actor: Actor) -> Iterator[Offer]:
    own = actor.cadre in opened.interviewees
    for code in OTHER_ACTS:
        act = other_act(opened, code)
        twin = act is not None and act.his and not own and may_enter(opened, actor)
        on_paper = act is not None and not act.his and may_enter_signed(opened, actor, code)
        if act is None or not (twin or on_paper or may(opened, actor, code)):
            continue
        one_of = twin or act.each
        whose = opened.interviewees if one_of else (actor.cadre if own and act.his else "",)
        fitting = [one for one in whose if not fits_now(opened, act, opened.office.today, one)]
        fields = tuple(_with_choices(connection, opened, code, one) for one in act.fields)
        if fitting and all(one.choices for one in fields if one.type is FieldType.CHOICE):
            yield Offer(code=code, title=_for_him(act.title) if twin else act.title, fields=fields, twin=twin,
                        signable=on_paper, not_his=on_paper and not may(opened, actor, code),
                        company=_attending(opened) if code == ASSIGNED else (),
                        values={"cadre": actor.cadre} if code == RECUSED and actor.cadre else {},
                        of_others=code == RECUSED and may(opened, actor, "interview.assign"),
                        cadres=_several(opened, fitting) if one_of else (), weighs=act.ends or code == POSTPONED,
                        main=code in {ACCEPTED, RETURNED} or (code == FILED and not _left(opened)))


def _left(opened: Opened) -> bool:
    steps = [one for one in opened.steps if not optional(opened.regulation, one, opened.kept.kind)]
    return bool(remaining(steps, opened.happened, opened.past))


def _attending(opened: Opened) -> tuple[Choice, ...]:
    """Who attends so far, by name."""
    people = {one: opened.world.cadre(one) for one in opened.interview.company}
    return tuple(Choice(value=one, title=found.name if found else one) for one, found in people.items())


def _for_him(title: str) -> str:
    return say("代录：{act}", act=title)


def _several(opened: Opened, cadres: Sequence[str]) -> tuple[Choice, ...]:
    """Those of several interviewees whom an act may be about, by name; nobody to choose where there is one."""
    if len(opened.interviewees) == 1:
        return ()
    people = {one: opened.world.cadre(one) for one in opened.interviewees if one in cadres}
    return tuple(Choice(value=one, title=found.name if found else one) for one, found in people.items())


def _asked(fields: tuple[FormField, ...]) -> tuple[FormField, ...]:
    """What a form asks: not whom a notice is about, nor who is to talk, which the case knows."""
    return tuple(one for one in fields if not known_by_itself(one))


def _all(fields: tuple[FormField, ...]) -> frozenset[str]:
    return frozenset(one.code for one in fields)


def _with_choices(connection: Connection, opened: Opened, code: str, one: FormField) -> FormField:
    """A field that names a paper or a material of the case, as a choice among those there are."""
    if code == PAPER_ASKED and one.code == "material":
        return evolve(one, type=FieldType.CHOICE, choices=tuple(paper.code for paper in his_papers(opened.regulation)))
    if one.code == ASKED_FOR.code:
        waiting = asked_for(connection, opened)
        return evolve(one, type=FieldType.CHOICE, choices=tuple(str(entry.sequence) for entry in waiting))
    if one.code == REGISTERED.code:
        return evolve(one, type=FieldType.CHOICE, choices=tuple(map(number_of, unconfirmed(opened))))
    if one.code == "paper":
        states = {PAPER_ACCEPTED} if code == ASKED_AGAIN else {SUBMITTED}
        return evolve(one, type=FieldType.CHOICE, choices=tuple(
            paper.reference for paper in opened.papers if paper.state in states))
    return one
