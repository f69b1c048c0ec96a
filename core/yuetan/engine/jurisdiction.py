"""Where and when a regulation governs, read how: what it says is said of the units it governs, and of nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from yuetan.engine.facts import FOREVER
from yuetan.rules.regulation import Regulation


@frozen
class Governed:
    """That a unit, with all that lies below it, is governed from ``since`` until, and no longer on, ``until``."""

    unit: str
    since: date = date.min
    until: date = FOREVER

    def stands(self, on: date) -> bool:
        """Whether that is so on a day."""
        return self.since <= on < self.until


@frozen
class Extent:
    """The units a regulation governs, and those at which something else stands in its place.

    ``otherwise`` are those at which it is read, or begins to be judged, in another way: there that stands in its place,
    and yet it is the same regulation.
    """

    of: tuple[Governed, ...]
    instead: tuple[Governed, ...] = ()
    otherwise: tuple[Governed, ...] = ()

    @property
    def read_anyhow(self) -> Extent:
        """Where the regulation governs, whichever way it is read there."""
        return Extent((*self.of, *self.otherwise), tuple(one for one in self.instead if one not in self.otherwise))

    def governs(self, above: Sequence[str], on: date) -> bool:
        """Whether it governs a unit on a day; ``above`` is the unit and those it lies under then, the nearest first.

        The nearest decides. What is decided for a unit itself stands beside whatever takes its place there.
        """
        for unit in above:
            if any(one.unit == unit and one.stands(on) for one in self.of):
                return True
            if any(one.unit == unit and one.stands(on) for one in self.instead):
                return False
        return False

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which anything of this changes, in order."""
        return tuple(sorted({day for one in (*self.of, *self.instead) for day in (one.since, one.until)}))


@frozen(kw_only=True)
class Jurisdiction:
    """A settled edition, where it governs, and the day before which nothing is judged there.

    Without an ``extent`` it speaks of everybody whom its selectors name.
    """

    regulation: Regulation
    extent: Extent | None = None
    judged_from: date = date.min

    @property
    def edition(self) -> tuple[str, str]:
        """Which edition it is."""
        return self.regulation.code, self.regulation.edition
