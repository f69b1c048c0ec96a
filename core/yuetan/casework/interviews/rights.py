"""Who may do what in an interview: the policy of the door, asked about this case."""

from __future__ import annotations

from typing import Final

from yuetan.access.actor import Actor, Role
from yuetan.access.policy import DENY, Allowed, Lies, allowed, lies_of_grants, shut_by_clearing
from yuetan.access.standing import assigned_to, standing_of
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.casework.interviews.taking import Moment
from yuetan.engine.world import World
from yuetan.records.interviews import INTERVIEWEE
from yuetan.rules.events import APPROVED, CLEARED, CONSULTED, HELD, NOTIFIED, PROPOSED, RECORDED
from yuetan.rules.procedure import Step

ACTIONS: Final = {
    PROPOSED: "interview.propose", APPROVED: "interview.approve", CONSULTED: "interview.consult",
    NOTIFIED: "notice.write", HELD: "interview.hold", RECORDED: "record.write"}
"""What the policy calls the steps that every procedure knows; any other is ``interview.step``."""

PROPOSING: Final = (Role.DISCIPLINE, Role.CLERK, Role.HEAD)
"""The roles by which an interview is proposed, the nearest to the work first."""


def may(opened: Opened, actor: Actor, act: str) -> bool:
    """Whether an actor may do an act in a case: a step, an act of the system, or what the policy itself calls it."""
    action = act if "." in act else OTHER_ACTS[act].action if act in OTHER_ACTS and not _is_step(opened, act) \
        else ACTIONS.get(act, "interview.step")
    return _allowed(opened, actor, action)


def may_for_him(opened: Opened, actor: Actor, moment: Moment) -> bool:
    """Whether an actor may enter what the interviewee did on paper: only with the paper named."""
    return moment.late is not None and bool(moment.late.paper) and may_enter(opened, actor)


def may_enter(opened: Opened, actor: Actor) -> bool:
    """Whether an actor, who is not talked to himself, may enter papers of those who are, once he has them."""
    return actor.cadre not in opened.interviewees and _allowed(opened, actor, "paper.enter")


def may_know(opened: Opened, actor: Actor) -> bool:
    """Whether an actor may know that there is such a case."""
    return _allowed(opened, actor, "interview.read")


def proposing_units(actor: Actor) -> tuple[str, ...]:
    """The units in whose name an actor may propose interviews, in the order of his grants; each once."""
    granted = (grant for role in PROPOSING for grant in actor.granted if grant.role is role and grant.unit)
    return tuple(dict.fromkeys(grant.unit for grant in granted if allowed(
        actor, "interview.propose", standing=standing_of(actor, ()), lies={grant: Lies.OWN})))


def over_unit(opened: Opened, granted: str) -> bool:
    """Whether the unit of a case is this one, or lies below it."""
    return granted in _above(opened.world, opened.unit, opened)


def given(opened: Opened, actor: Actor, action: str) -> Allowed:
    """What the policy gives an actor by an action in a case."""
    above, standing = _above(opened.world, opened.unit, opened), standing_of(actor, opened.people)
    lies = lies_of_grants(actor, above, opened.office.beginning(opened.kept.regulation))
    if CLEARED in opened.happened and shut_by_clearing(standing, lies):
        return DENY
    return allowed(
        actor, action, standing=standing, assigned=assigned_to(actor, opened.people), lies=lies,
        state=opened.kept.state, flags=_flags(opened, actor))


def _allowed(opened: Opened, actor: Actor, action: str) -> bool:
    return bool(given(opened, actor, action))


def _above(world: World, unit: str, opened: Opened) -> tuple[str, ...]:
    return world.lying(unit, opened.office.today) or (unit,)


def _flags(opened: Opened, actor: Actor) -> frozenset[str]:
    """What else is so: he knows of the talk, by a notice to himself or by the talk; it is not recorded yet."""
    served = any(event.code in {NOTIFIED, HELD} and event.to in {"", INTERVIEWEE} and event.cadre in {"", actor.cadre}
                 for event in opened.events)
    flags = {"served": served, "unsigned": RECORDED not in opened.happened}
    return frozenset(name for name, so in flags.items() if so)


def _is_step(opened: Opened, act: str) -> bool:
    return any(step.code == act for step in opened.regulation.of(Step))
