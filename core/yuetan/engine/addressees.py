"""To which unit a unit reports: the nearest that the duty names, as the units lie on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

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
    """The unit that a report is for, see `Addressees`; empty where none such exists in the same tree on the day."""
    return Addressees(world, on).of(duty, unit)


@frozen(eq=False)
class Addressees:
    """To whom the units of a world report on a day, worked out once for all of them.

    A relation names a unit above by its levels. A selector names whichever of the units it admits lies nearest: in the
    branch of the unit itself first, then in that of the unit above it, and so on; of several there, the highest.
    """

    world: World
    on: date
    _known: dict[Selector, Mapping[str, tuple[str, ...]]] = field(init=False, factory=dict)

    def of(self, duty: Duty, unit: str) -> str:
        """The unit that the report of a unit is for; empty where none such exists in the same tree on the day."""
        above = self.world.above(unit, self.on)
        if isinstance(duty.to, Relation):
            return _by_levels(duty.to, above)
        if not isinstance(duty.to, Selector):
            return ""
        within = self._within(duty.to)
        return next((one for upper in above for one in within.get(upper, ()) if one != unit), "")

    def _within(self, selector: Selector) -> Mapping[str, tuple[str, ...]]:
        """For each unit those at and below it that a selector admits, the highest first."""
        if selector not in self._known:
            found = defaultdict[str, list[tuple[int, str]]](list)
            for one in self.world.units_on(self.on):
                if self.world.admits_unit(selector, one):
                    for place, upper in enumerate(self.world.above(one, self.on)):
                        found[upper].append((place, one))
            self._known[selector] = {upper: tuple(one for _, one in sorted(some)) for upper, some in found.items()}
        return self._known[selector]


def _by_levels(relation: Relation, above: tuple[str, ...]) -> str:
    return next(_between(relation, above), "")


def _between(relation: Relation, above: tuple[str, ...]) -> Iterator[str]:
    first, last = relation.levels or (1, len(above))
    yield from above[max(first, 1):last + 1]
