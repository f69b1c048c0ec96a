"""Where units lie on any day, what they are called, and who oversees them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import field, frozen

from yuetan.engine.facts import Placement, Portfolio
from yuetan.engine.grouping import grouped


@frozen(eq=False, slots=False)
class Tree:
    """The units as they lay under each other, and the portfolios over them."""

    placements: tuple[Placement, ...]
    portfolios: tuple[Portfolio, ...]
    _above: dict[tuple[str, int], tuple[str, ...]] = field(init=False, factory=dict, repr=False)
    _units: dict[int, tuple[str, ...]] = field(init=False, factory=dict, repr=False)

    def placed(self, unit: str, on: date) -> Placement | None:
        """Where a unit lay on a day; None where it did not exist."""
        return next((one for one in reversed(self._placements.get(unit, ())) if one.since <= on < one.until), None)

    def name_of(self, unit: str, on: date) -> str:
        """What a unit is called on a day; where it did not exist, as it was last called by then, or first of all."""
        ever = sorted(self._placements.get(unit, ()), key=lambda one: one.since)
        begun = [one for one in ever if one.since <= on] or ever[:1]
        placed = self.placed(unit, on) or next(reversed(begun), None)
        return placed.name if placed else unit

    def units_on(self, on: date) -> tuple[str, ...]:
        """The units that exist on a day."""
        since = bisect_right(self.days, on)
        if since not in self._units:
            self._units[since] = tuple(unit for unit in self._placements if self.placed(unit, on))
        return self._units[since]

    def above(self, unit: str, on: date) -> tuple[str, ...]:
        """A unit and those it lies under on a day, the nearest first."""
        key = unit, bisect_right(self.days, on)
        known = self._above.get(key)
        if known is None:
            known = self._above[key] = tuple(self._upwards(unit, on))
        return known

    def ever_above(self, units: Iterable[str]) -> frozenset[str]:
        """Some units, and all that any of them ever lay under."""
        known, ahead = set[str](), [*units]
        while ahead:
            unit = ahead.pop()
            if unit not in known:
                known.add(unit)
                ahead += [one.parent for one in self._placements.get(unit, ()) if one.parent]
        return frozenset(known)

    def overseers(self, unit: str, on: date) -> tuple[str, ...]:
        """The cadres who oversee this very unit on a day."""
        return tuple(one.cadre for one in self._overseers.get(unit, ()) if one.since <= on < one.until)

    def overseen_by(self, cadre: str, on: date) -> tuple[str, ...]:
        """The units a cadre oversees on a day."""
        return tuple(one.unit for one in self._overseen.get(cadre, ()) if one.since <= on < one.until)

    def _upwards(self, unit: str, on: date) -> Iterator[str]:
        seen = set[str]()
        while unit and unit not in seen:  # records may hold a circle, which has no top
            yield unit
            seen.add(unit)
            placed = self.placed(unit, on)
            unit = placed.parent if placed else ""

    @cached_property
    def days(self) -> list[date]:
        """The days on which any unit came, went, moved or was renamed, in order."""
        return sorted({day for one in self.placements for day in (one.since, one.until)})

    @cached_property
    def _placements(self) -> Mapping[str, tuple[Placement, ...]]:
        return grouped(self.placements, lambda one: one.unit)

    @cached_property
    def _overseers(self) -> Mapping[str, tuple[Portfolio, ...]]:
        return grouped(self.portfolios, lambda one: one.unit)

    @cached_property
    def _overseen(self) -> Mapping[str, tuple[Portfolio, ...]]:
        return grouped(self.portfolios, lambda one: one.cadre)
