"""The papers of an interview: which material an act is made with, and which may be handed in now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yuetan.engine.addressees import upward
from yuetan.engine.attempts import Attempt
from yuetan.engine.checks_of_terms import arisen
from yuetan.engine.facts import Interview
from yuetan.engine.terms import anchor_of
from yuetan.engine.world import World
from yuetan.records.cases import ASKED, RETURNED, KeptSubmission
from yuetan.rules.duties import Duty
from yuetan.rules.force import INTERVIEWEE
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step, applies
from yuetan.rules.regulation import Regulation


def material_of_step(regulation: Regulation, kind: str, code: str) -> Material | None:
    """The paper a step is made with: that of a duty the step meets, else that of its own code; None without either."""
    return next((duty.material for duty in regulation.of(Duty) if duty.material is not None and duty.met_by == code
                 and duty.each is None and applies(duty.kinds, kind)), material(regulation, code))


def material(regulation: Regulation, code: str) -> Material | None:
    """The material of this code; None where there is none."""
    return next((one for one in regulation.of(Material) if one.code == code), None)


def handed_in_now(world: World, regulation: Regulation, interview: Interview,
                  papers: tuple[KeptSubmission, ...]) -> Iterator[Material]:
    """What an interviewee may hand in now: papers asked for or returned among ``papers``, and those he owes by now.

    A test is none: it is taken, see `yuetan.casework.knowledge_tests`.
    """
    wanted = {one.material for one in latest(papers) if one.state in {ASKED, RETURNED}}
    handed_in = {one.material for one in papers} - wanted
    steps = {step.code for step in regulation.of(Step)}
    wanted |= {duty.material.code for duty in regulation.of(Duty) if duty.material is not None
               and duty.owed_by == INTERVIEWEE and duty.met_by not in steps
               and _counting(world, regulation, duty, interview)}
    yield from (one for one in regulation.of(Material) if one.code in wanted - handed_in and not one.drawn_from)


def papers_of_the_office(world: World, regulation: Regulation, interview: Interview) -> Iterator[Material]:
    """Papers that somebody else than the interviewee owes in the interview by now, and that no step is made with.

    Each is put on file once, and reviewed by nobody. A report upward is none: see `yuetan.casework.upward_reports`.
    """
    done = {event.code for event in world.events_of(interview=interview.id)} | {
        step.code for step in regulation.of(Step)}
    wanted = {duty.material.code for duty in regulation.of(Duty) if duty.material is not None
              and duty.owed_by != INTERVIEWEE and duty.each is None and duty.met_by == duty.material.code
              and not upward(duty)
              and interview.id in _counting(world, regulation, duty, interview)}
    yield from (one for one in regulation.of(Material) if one.code in wanted - done and not one.drawn_from)


def papers_of(papers: Iterable[KeptSubmission], cadre_id: int) -> tuple[KeptSubmission, ...]:
    """The papers of one cadre, by his key, and those that are nobody's alone."""
    return tuple(one for one in papers if one.cadre_id in {None, cadre_id})


def latest(papers: Iterable[KeptSubmission]) -> tuple[KeptSubmission, ...]:
    """Of each paper of each cadre the last one: those before it were returned."""
    return tuple({(one.material, one.cadre_id): one for one in sorted(papers, key=lambda one: one.edition)}.values())


def his_papers(regulation: Regulation) -> tuple[Material, ...]:
    """The papers an interviewee hands in: those of duties that fall to him."""
    return tuple(dict.fromkeys(duty.material for duty in regulation.of(Duty)
                               if duty.material is not None and duty.owed_by == INTERVIEWEE
                               and not duty.material.drawn_from))


def _counting(world: World, regulation: Regulation, duty: Duty, interview: Interview) -> tuple[str, ...]:
    """Where a duty has arisen for the interview, and what its term counts from has happened or is still to come.

    By the interview each time, empty for what arose outside any.
    """
    found = list[str]()
    act = Attempt(step=duty.met_by, on=world.as_of, interview=interview)
    for occasion in arisen(world, regulation, duty, act):
        anchor = anchor_of(world, occasion, duty.due.anchor) if duty.due else None
        ahead = duty.due is None or duty.due.count <= 0  # what is due before an event is wanted before it
        if ahead or (anchor is not None and not anchor.planned):
            found.append(occasion.interview)
    return tuple(found)
