"""What a reader sees of one interview: asked of the policy, group by group of what may stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from attrs import frozen

from yuetan.access.actor import Role, Standing
from yuetan.access.matrix import DENIED, SECOND, matrix
from yuetan.access.policy import Allowed
from yuetan.rules.duties import Duty
from yuetan.rules.events import CLEARED, FILED, HELD, NOTIFIED, POSTPONED, RECORDED, RECTIFIED, RETURNED, WITHDRAWN
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, RECORDER, Part
from yuetan.rules.papers import Material
from yuetan.rules.procedure import applies
from yuetan.rules.regulation import Regulation

NOTICE, RECORD, STATEMENT, OUTCOME, POSTPONEMENT, HANDLING, PAPER = (
    "notice", "record", "statement", "outcome", "postponement", "handling", "paper")
"""What the papers of events are: the notice; the record; what the interviewee hands in; what came of that; his request
and its answer; why the office did what it did; any other paper, such as an outline."""

ACKNOWLEDGED, SIGNED, ASKED_TO_POSTPONE, NOT_POSTPONED, ASKED_FOR, ACCEPTED, ASKED_AGAIN, OBJECTED, CORRECTED = (
    "acknowledged", "signed", "postponement_asked", "postponement_refused", "paper_asked", "accepted", "asked_again",
    "objected", "corrected")

TOLD = frozenset({NOTIFIED, HELD, RECORDED, POSTPONED, WITHDRAWN, RECTIFIED, FILED, ACKNOWLEDGED, SIGNED,
                  ASKED_TO_POSTPONE, NOT_POSTPONED, ASKED_FOR, ACCEPTED, RETURNED, ASKED_AGAIN, OBJECTED, CLEARED})
"""The events that an interviewee is told of, where they concern everybody or him; all others are the office's own."""

NEEDS: Mapping[str, tuple[str, frozenset[str]]] = {
    NOTICE: ("notice.read", frozenset({"notice"})),
    RECORD: ("record.read", frozenset({"record", "own_record"})),
    STATEMENT: ("statement.read", frozenset({"papers", "own_papers"})),
    OUTCOME: ("statement.read", frozenset({"outcome", "own_papers"})),
    POSTPONEMENT: ("postponement.read", frozenset({"postponement"})),
    HANDLING: ("summary.read", frozenset({"summary"})),
    PAPER: ("outline.read", frozenset({"outline"})),
}
"""By group: what the policy is asked, and one of which it must answer."""

_COMMON = {
    NOTIFIED: NOTICE, ACKNOWLEDGED: NOTICE, RECORDED: RECORD, SIGNED: RECORD, OBJECTED: STATEMENT,
    ASKED_FOR: OUTCOME, ACCEPTED: OUTCOME, RETURNED: OUTCOME, ASKED_AGAIN: OUTCOME, RECTIFIED: OUTCOME,
    POSTPONED: POSTPONEMENT, ASKED_TO_POSTPONE: POSTPONEMENT, NOT_POSTPONED: POSTPONEMENT,
}
_PARTS = {Standing.SUBJECT: INTERVIEWEE, Standing.TALKER: INTERVIEWER, Standing.RECORDER: RECORDER}


@frozen(kw_only=True)
class Sight:
    """What a reader sees of one interview: its fields, and of the papers in it those of some groups."""

    standing: Standing
    fields: frozenset[str]
    papers: frozenset[str]
    lead: bool = False  # which lead it rests on

    @property
    def part(self) -> Part | None:
        """The part he plays; None for one who sees it by a grant alone."""
        return _PARTS.get(self.standing)

    @property
    def outside(self) -> bool:
        """Whether it is about him: then he is told of it, and does not look into it."""
        return "people" not in self.fields and "own_part" in self.fields


def fields_of(ask: Callable[[str], Allowed], standing: Standing) -> Sight:
    """What a reader sees, as the policy answers for each action; nothing that would need a second person."""
    papers = (group for group, (action, fields) in NEEDS.items() if ask(action).alone & fields)
    return Sight(standing=standing, fields=ask("interview.read").alone, papers=frozenset(papers),
                 lead="summary" in ask("lead.read").alone)


@lru_cache
def granting(action: str, relation: str = "own") -> frozenset[Role]:
    """The roles by which somebody may see what lies so to him: the thing itself, no counts of it, and alone."""
    return frozenset(role for role in Role if _whole(matrix().cell(action, relation, role.value)))


@lru_cache
def playing(action: str) -> frozenset[str]:
    """The parts by which somebody may see what he takes part in."""
    return frozenset(part for part in ("interviewer", "recorder") if _whole(matrix().cell(action, "assigned", part)))


def _whole(cell: str) -> bool:
    return cell != DENIED and not cell.endswith(SECOND) and cell not in {"m", "c"}


def groups_of(regulation: Regulation) -> Mapping[str, str]:
    """The group that the paper of an event belongs to, by the code of the event; the rest is the office's own."""
    found = {one.code: PAPER for one in regulation.of(Material)}
    for duty in regulation.of(Duty):
        if duty.material is not None:
            found.update((code, _group(duty)) for code in (duty.met_by, duty.material.code))
    return found | _COMMON


def _group(duty: Duty) -> str:
    if duty.owed_by == INTERVIEWEE:
        return STATEMENT
    if duty.owed_by == RECORDER:
        return RECORD
    return NOTICE if duty.to == INTERVIEWEE else PAPER


def materials_of(regulation: Regulation, kind: str = "") -> Mapping[str, Material]:
    """The paper that belongs to an event, by its code: the one of that code, or that of the duty it discharges.

    One step may ask for another paper in each kind of interview; without a kind, any of them is given.
    """
    by_duty = {duty.met_by: duty.material for duty in regulation.of(Duty)
               if duty.material is not None and (not kind or applies(duty.kinds, kind))}
    return by_duty | {one.code: one for one in regulation.of(Material)}
