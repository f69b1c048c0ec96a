"""Whom one has to know of to tell whose task something is: those whom the rules name, and where these may sit.

It says beforehand where `yuetan.engine.permitted` looks, so that of a province only those people are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import itemgetter, or_

from attrs import frozen

from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.force import INTERVIEWER, ORGANISER, RECORDER
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector


@frozen
class Sought:
    """People by what they hold: wherever they sit, or near those concerned.

    Near is a unit that lies so many levels below one that lies above somebody concerned, or is his own. Whoever
    oversees such a unit is known in any case.
    """

    anywhere: Selector | None = None
    near: tuple[tuple[int, Selector], ...] = ()


def sought(pairings: Iterable[Pairing], *named: Selector) -> Sought:
    """Whoever some pairings may admit, as talker or as deputy; ``named`` are looked for anywhere."""
    anywhere, near = [*named], defaultdict[int, list[Selector]](list)
    for pairing in pairings:
        relation = pairing.relation
        some = (pairing.by, *((pairing.deputy,) if pairing.deputy else ()))
        if relation.levels is None or (relation.portfolio and relation.above) or pairing.beside:
            anywhere += some
        elif not relation.portfolio:
            near[relation.above] += some
    return Sought(reduce(or_, anywhere) if anywhere else None, tuple(
        (levels, reduce(or_, selectors)) for levels, selectors in sorted(near.items(), key=itemgetter(0))))


def acting(regulation: Regulation, duty: Duty) -> tuple[Selector, ...]:
    """Whoever may have to do what a duty asks for: those it names, or those who talk, or who organise."""
    if isinstance(duty.owed_by, Selector):
        return (duty.owed_by,)
    return tuple(pairing.by for pairing in _pairings(regulation, duty))


def sought_for(regulation: Regulation, duties: Iterable[Duty]) -> Sought:
    """The same of some duties, with where they may sit."""
    asked = tuple(duties)
    pairings = {pairing: None for duty in asked for pairing in _pairings(regulation, duty)}
    return sought(pairings, *{duty.owed_by: None for duty in asked if isinstance(duty.owed_by, Selector)})


def _pairings(regulation: Regulation, duty: Duty) -> tuple[Pairing, ...]:
    step = HELD if duty.owed_by == INTERVIEWER else PROPOSED if duty.owed_by in {ORGANISER, RECORDER} else ""
    return tuple(one for one in regulation.of(Pairing) if step and one.step == step
                 and (duty.talk is None or applies(one.kinds, duty.talk.kind.code)))
