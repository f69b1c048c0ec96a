"""In whose place an act in an interview is done, where it is done by proxy: kept with its event, and shown with it."""

from __future__ import annotations

from yuetan.access.actor import Actor, Role
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.rights import PROPOSING, may, over_unit
from yuetan.records.broken_rules import ACTED_FOR


def acted_for(opened: Opened, actor: Actor, code: str) -> dict[str, str]:
    """What is kept with an act that somebody may not do in his own right; nothing for any other."""
    if not actor.stands_for or may(opened, actor.himself, code):
        return {}
    return next(({ACTED_FOR: one.cadre} for one in actor.stands_for if over_unit(opened, one.granted.unit)), {})


def proposed_for(actor: Actor, unit: str) -> dict[str, str]:
    """The same of a proposal in the name of a unit."""
    if any(one.role in PROPOSING and one.unit == unit for one in actor.himself.granted):
        return {}
    roles: tuple[Role, ...] = PROPOSING
    return next(({ACTED_FOR: one.cadre} for one in actor.stands_for
                 if one.granted.role in roles and one.granted.unit == unit), {})
