"""What the regulation says of the acts that the system offers itself: by whom they are done, and what comes first."""

from __future__ import annotations

from yuetan.access.actor import Actor
from yuetan.casework.acts import Taken
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.taking import Moment, attempted, let_through, reason_of
from yuetan.engine.attempts import Obstacle
from yuetan.engine.checks import attempt

BINDING = frozenset({Obstacle.PAIRING, Obstacle.GUARD})
"""What is looked at. The forms of these acts are the system's own, and no term of a regulation counts from them."""


def bound(opened: Opened, actor: Actor, taken: Taken, moment: Moment) -> None:
    """Raise `Refused` for an act that a pairing gives to somebody else, or whose guard does not hold."""
    found = attempt(opened.world, opened.regulation, attempted(opened, actor, taken, moment))
    let_through(opened.regulation, tuple(one for one in found if one.obstacle in BINDING), reason_of(taken.reason),
                moment)
