"""Talks held under another regulation that count here: where a clause or a dated decision says so."""

from __future__ import annotations

from collections.abc import Iterable

from yuetan.engine.chronicle import Talk
from yuetan.engine.permitted import Occurrence, Permission, verdict
from yuetan.engine.world import World
from yuetan.rules.duties import Credit
from yuetan.rules.procedure import PRE_APPOINTMENT, Kind
from yuetan.rules.regulation import Regulation


def credit_of(world: World, regulation: Regulation, talk: Talk, cadre: str, kinds: Iterable[Kind]) -> Credit | None:
    """What makes a talk with a cadre under another regulation count as one of these kinds; None where nothing does.

    It counts where one of those who held it may hold such a talk with him under this regulation too. Whether it was
    held as it ought to be is judged by its own regulation alone.
    """
    interview, event = talk
    wanted = tuple(kinds)
    return next((one for one in regulation.of(Credit) if one.to in wanted
                 and one.takes(interview.regulation, interview.family, event.on)
                 and _may_have_held(world, regulation, talk, cadre, one.to)), None)


def _may_have_held(world: World, regulation: Regulation, talk: Talk, cadre: str, kind: Kind) -> bool:
    interview, event = talk
    what = Occurrence(kind=kind.code, cadre=cadre, on=event.on, entrusted=interview.entrusted,
                      coming=kind.family == PRE_APPOINTMENT)
    return any(verdict(world, regulation, what, by).permission is Permission.PERMITTED for by in interview.by)
