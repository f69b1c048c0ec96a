"""What a regulation looks for that nobody brings about in an interview: it is put on record by itself."""

from __future__ import annotations

from attrs import frozen

from yuetan.access.titles import title_of
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import (
    APPROVED,
    CONSULTED,
    DECIDED,
    FINDING_RECORDED,
    HELD,
    NOTIFIED,
    ON_LEAVE,
    PROPOSED,
    RECORDED,
)
from yuetan.rules.force import UNIT
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule
from yuetan.rules.waiting import looked_for

CLEARED_OF_IT = "cleared"
"""The event in a cadre's own case that nothing stands against him."""

OCCURRENCE = "occurrence.record"
_ACTIONS = {FINDING_RECORDED: "finding.record", CLEARED_OF_IT: "clearing.record"}
_IN_INTERVIEWS = frozenset({PROPOSED, APPROVED, CONSULTED, NOTIFIED, HELD, RECORDED, *OTHER_ACTS})


@frozen(kw_only=True)
class Recordable:
    """One thing that may be put on record about a cadre, or about a unit."""

    regulation: Regulation
    code: str  # of its event
    title: str
    of_unit: bool
    material: Material | None = None  # its form; none: it is recorded by the reference of its document

    @property
    def action(self) -> str:
        """What the policy calls it to put this on record: what the discipline organ finds is its own."""
        return _ACTIONS.get(self.code, OCCURRENCE)


def recordable(regulation: Regulation) -> tuple[Recordable, ...]:
    """What rules of a settled regulation look for and nothing else puts on record, in the order of its articles.

    So may be that somebody is away, where the regulation has a form for it.

    Left out are steps and acts of an interview, what a duty has its owner do or hand in, what follows from a count, and
    what competent bodies decide: that has a form of its own, see `yuetan.casework.decisions`.
    """
    papers = {one.code: one for one in regulation.of(Material)}
    elsewhere = {*_IN_INTERVIEWS, *DECIDED, *(duty.met_by for duty in regulation.of(Duty)),
                 *(one.code for one in (*regulation.of(Step), *regulation.of(Tally))),
                 *(one.code for one in papers.values() if one.drawn_from)}
    return tuple(Recordable(
        regulation=regulation, code=code, of_unit=_of_unit(regulation, code), material=papers.get(code),
        title=papers[code].title if code in papers else title_of(regulation, code))
        for code in (*looked_for(regulation.of(Rule)), *(papers.keys() & {ON_LEAVE})) if code not in elsewhere)


def _of_unit(regulation: Regulation, code: str) -> bool:
    """Whether an event is about a unit: where a unit owes what follows from it, or it is owed or counted for one."""
    return any(UNIT in {duty.owed_by, duty.to} or (duty.talk is not None and duty.talk.per == UNIT)
               for duty in regulation.of(Duty) if duty.on == code)
