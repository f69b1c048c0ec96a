"""The two ends of an interview: an outcome ends its procedure; withdrawing it, or filing it, closes it for good."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from yuetan.engine.facts import Interview
from yuetan.engine.obligations import Status
from yuetan.engine.owed import ended, obligations
from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.events import CLEARED, FILED, RECORDED, RECTIFIED, WITHDRAWN
from yuetan.rules.procedure import Step, applies
from yuetan.rules.regulation import Regulation

CLOSING = frozenset({WITHDRAWN, FILED})
"""What closes an interview: nothing is done in it any more."""

AFTERWARDS = frozenset({RECORDED, RECTIFIED, FILED})
"""Steps that have their place after any outcome."""

_OWED = frozenset({Status.OPEN, Status.WAITING, Status.OVERDUE})


def closed(world: World, interview: str, cadres: tuple[str, ...]) -> bool:
    """Whether an interview was withdrawn or filed for all of these."""
    closing = [event for event in world.events_of(interview=interview) if event.code in CLOSING]
    return bool(closing) and all(any(event.cadre in {"", cadre} for event in closing) for cadre in cadres)


def over(world: World, regulation: Regulation, interview: Interview, step: Step) -> bool:
    """Whether an interview has come so far to its end that a step has no place in it any more.

    After an outcome it is recorded, put right and filed all the same, and what is still owed may still be done.
    """
    if not ended(world, regulation, interview.id, interview.to):
        return False
    if closed(world, interview.id, interview.to):
        return True
    if any(event.code == CLEARED for event in world.events_of(interview=interview.id)):
        return step.code not in AFTERWARDS and CLEARED not in step.after
    return step.code not in AFTERWARDS and not _owed(world, regulation, interview, step)


def remaining(steps: Iterable[Step], done: Collection[str], past: Callable[[Step], bool]) -> tuple[Step, ...]:
    """Of the steps of one kind of interview those that are left to take, in order: no outcome, none that is optional.

    ``past`` tells whether a step has no place in it any more. What follows such a step is not left either.
    """
    known = {step.code: step for step in steps}
    left = {code for code, step in known.items() if code not in done
            and not (step.ends or step.optional or past(step))}
    while missed := {code for code in left
                     if any(one in known and one not in done and one not in left for one in known[code].after)}:
        left -= missed
    return tuple(step for code, step in known.items() if code in left)


def optional(regulation: Regulation, step: Step, kind: str) -> bool:
    """Whether duties ask for a step in other kinds of interview alone: it may be taken, and is not left where not."""
    asking = [duty for duty in regulation.of(Duty) if duty.met_by == step.code and duty.each is None]
    return bool(asking) and not any(applies(duty.kinds, kind) for duty in asking)


def _owed(world: World, regulation: Regulation, interview: Interview, step: Step) -> bool:
    """Whether something that is still owed in the interview is done by the step; no second outcome is."""
    return not step.ends and any(
        one.duty.met_by == step.code and one.status in _OWED and one.occasion is not None
        and one.occasion.interview == interview.id for one in obligations(world, regulation, (interview.id,)))
