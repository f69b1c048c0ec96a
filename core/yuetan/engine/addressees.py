"""To which unit a unit reports: the nearest that the duty names, as the units lie on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yuetan.engine.world import World
from yuetan.rules.duties import Duty
from yuetan.rules.force import UNIT
from yuetan.rules.relations import Relation
from yuetan.rules.selectors import Selector


def upward(duty: Duty) -> bool:
    """Whether it is a report of a unit: a paper that the unit owes to another."""
    return duty.owed_by == UNIT and duty.material is not None and isinstance(duty.to, Selector | Relation)


def reports_to_itself(world: World, duty: Duty, unit: str) -> bool:
    """Whether a unit is of those that a report goes to: it reports nothing to itself."""
    return isinstance(duty.to, Selector) and world.admits_unit(duty.to, unit)


def addressee(world: World, duty: Duty, unit: str, on: date) -> str:
    """The unit that a report is for; empty where none such exists in the same tree on the day.

    A relation names a unit above by its levels. A selector names whichever of the units it admits lies nearest: in the
    branch of the unit itself first, then in that of the unit above it, and so on; of several there, the highest.
    """
    above = world.above(unit, on)
    if isinstance(duty.to, Relation):
        return _by_levels(duty.to, above)
    if not isinstance(duty.to, Selector):
        return ""
    admitted = {one: world.above(one, on) for one in world.units_on(on)
                if one != unit and world.admits_unit(duty.to, one)}
    for upper in above:
        near = sorted((chain.index(upper), one) for one, chain in admitted.items() if upper in chain)
        if near:
            return near[0][1]
    return ""


def _by_levels(relation: Relation, above: tuple[str, ...]) -> str:
    return next(_between(relation, above), "")


def _between(relation: Relation, above: tuple[str, ...]) -> Iterator[str]:
    first, last = relation.levels or (1, len(above))
    yield from above[max(first, 1):last + 1]
