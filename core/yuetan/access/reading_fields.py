"""Which groups of fields of an interview a reader may see, and to which group what happened in it belongs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import frozen

from yuetan.access.actor import Role, Standing
from yuetan.rules.duties import Duty
from yuetan.rules.events import FILED, HELD, NOTIFIED, POSTPONED, RECORDED, RECTIFIED, RETURNED, WITHDRAWN
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, RECORDER, Part
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation

PROCEDURE, NOTICE, RECORD, STATEMENT, HANDLING, PAPER, LEAD = (
    "procedure", "notice", "record", "statement", "handling", "paper", "lead")
"""Groups of fields: what was done and when; what the notice says; the record; what the interviewee hands in; why the
office did what it did; any other paper; which lead it rests on."""

TOLD = frozenset({NOTIFIED, HELD, RECORDED, POSTPONED, WITHDRAWN, RETURNED, RECTIFIED, FILED})
"""The common events the interviewee is told of; all others are the office's own, unless they are about him alone."""

_BY_STANDING: Mapping[Standing, frozenset[str]] = {
    Standing.SUBJECT: frozenset({PROCEDURE, NOTICE, STATEMENT}),  # and the record, once it is signed
    Standing.TALKER: frozenset({PROCEDURE, NOTICE, RECORD, STATEMENT, PAPER}),
    Standing.RECORDER: frozenset({PROCEDURE, NOTICE, RECORD}),
}
_BY_ROLE: Mapping[Role, frozenset[str]] = {
    Role.CLERK: frozenset({PROCEDURE, NOTICE}),
    Role.DISCIPLINE: frozenset({PROCEDURE, NOTICE, RECORD, STATEMENT, HANDLING, PAPER}),
    Role.HEAD: frozenset({PROCEDURE, NOTICE, HANDLING}),
}
_PARTS = {Standing.SUBJECT: INTERVIEWEE, Standing.TALKER: INTERVIEWER, Standing.RECORDER: RECORDER}


@frozen(kw_only=True)
class Sight:
    """What a reader sees of one interview: the groups of fields, and the part he plays."""

    standing: Standing
    groups: frozenset[str]

    @property
    def part(self) -> Part | None:
        """The part he plays; None for one who sees it by a grant alone."""
        return _PARTS.get(self.standing)

    @property
    def outside(self) -> bool:
        """Whether it is about him: then he is told of it, and looks into nothing."""
        return self.standing is Standing.SUBJECT


def fields_of(standing: Standing, roles: Collection[Role], *, signed: bool, handles_lead: bool) -> Sight:
    """What a reader sees of an interview by what he is in it, and by the roles he is granted where it lies.

    ``signed`` says that its record is, ``handles_lead`` that the lead it rests on is assigned to him.
    """
    if standing is Standing.SUBJECT:
        return Sight(standing=standing, groups=_BY_STANDING[standing] | ({RECORD} if signed else set()))
    groups = _BY_STANDING.get(standing, frozenset()).union(*(_BY_ROLE.get(role, frozenset()) for role in roles))
    lead = {LEAD} if handles_lead and Role.DISCIPLINE in roles else set()
    return Sight(standing=standing, groups=groups | lead)


def groups_of(regulation: Regulation) -> Mapping[str, str]:
    """The group that the paper of an event belongs to, by the code of the event; the rest is the office's own."""
    found = {one.code: PAPER for one in regulation.of(Material)}
    for duty in regulation.of(Duty):
        if duty.material is not None:
            found.update((code, _group(duty)) for code in (duty.met_by, duty.material.code))
    return found | {NOTIFIED: NOTICE, RECORDED: RECORD}


def _group(duty: Duty) -> str:
    if duty.owed_by == INTERVIEWEE:
        return STATEMENT
    if duty.owed_by == RECORDER:
        return RECORD
    return NOTICE if duty.to == INTERVIEWEE else PAPER


def materials_of(regulation: Regulation) -> Mapping[str, Material]:
    """The paper that belongs to an event, by its code: the one of that code, or that of the duty it discharges."""
    by_duty = {duty.met_by: duty.material for duty in regulation.of(Duty) if duty.material is not None}
    return by_duty | {one.code: one for one in regulation.of(Material)}
