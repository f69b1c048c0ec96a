"""What a talk is about, out of what the text lists for it."""

from __future__ import annotations

from yuetan.rules.events import HELD
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause


def listed_topics(regulation: Regulation, kind: str, talking: tuple[Pairing, ...] = ()) -> tuple[Clause, ...]:
    """The topics listed under a kind and under some pairings, in the order of the text; none where none are listed.

    Without a pairing, under any by which somebody holds such a talk.
    """
    pairings = talking or tuple(one for one in regulation.of(Pairing)
                                if one.step == HELD and applies(one.kinds, kind))
    found = regulation.kind(kind)
    under = {one.topics for one in (*pairings, *((found,) if found else ())) if one.topics}
    return tuple(one for one in regulation.of(Clause) if one.at.rpartition(".")[0] in under)
