"""Who holds which post on any day, looked up by person, by unit and by selector."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise

from attrs import field, frozen

from yuetan.engine.facts import Appointment, Cadre, Unit
from yuetan.engine.grouping import grouped
from yuetan.rules.selectors import Selector


@frozen
class Holding:
    """A post as a selector reads it: with the type of its unit and the affiliation of its holder."""

    cadre: str
    unit: str
    post: str
    rank: int
    manner: str
    marks: frozenset[str]
    unit_type: str
    party: str
    appointment: Appointment = field(eq=False, repr=False)


@frozen
class Held:
    """Posts that do not change between a day and another, the other not included."""

    since: date
    until: date
    posts: tuple[Holding, ...]


@frozen
class Career:
    """What a cadre held, stretch by stretch; from the first day he held anything there is no gap between them."""

    days: tuple[date, ...]  # on which each stretch begins
    stretches: tuple[Held, ...]

    def on(self, day: date) -> tuple[Holding, ...]:
        """Every post on a day."""
        place = bisect_right(self.days, day)
        return self.stretches[place - 1].posts if place else ()


@frozen(eq=False, slots=False)
class Posts:
    """Every post there ever was. Careers, and whom a selector ever admits, are worked out when first asked for."""

    units: Mapping[str, Unit]
    cadres: Mapping[str, Cadre]
    appointments: tuple[Appointment, ...]
    _careers: dict[tuple[str, bool], Career] = field(init=False, factory=dict, repr=False)
    _admitted: dict[Selector, Mapping[str, tuple[Held, ...]]] = field(init=False, factory=dict, repr=False)

    def career(self, cadre: str, *, coming: bool = False) -> Career:
        """Everything a cadre ever held; with ``coming``, each post from the day it was decided."""
        known = self._careers.get((cadre, coming))
        if known is None:
            known = self._careers[cadre, coming] = self._career(cadre, coming=coming)
        return known

    def holders(self, selector: Selector, unit: str, on: date) -> Iterator[Holding]:
        """The posts in a unit that a selector admits on a day."""
        return (post for held in self.ever(selector).get(unit, ()) if held.since <= on < held.until
                for post in held.posts)

    def ever(self, selector: Selector) -> Mapping[str, tuple[Held, ...]]:
        """Every post that a selector admits on any day, with the stretch in which it does, by unit."""
        known = self._admitted.get(selector)
        if known is None:
            known = self._admitted[selector] = grouped(self._admitting(selector), lambda held: held.posts[0].unit)
        return known

    def members(self, unit: str) -> tuple[str, ...]:
        """Everyone who ever held a post in a unit."""
        return tuple(dict.fromkeys(one.cadre for one in self._of_unit.get(unit, ())))

    def _admitting(self, selector: Selector) -> Iterator[Held]:
        for cadre in self._of_cadre:
            for held in self.career(cadre).stretches:
                yield from (Held(held.since, held.until, (post,)) for post in held.posts
                            if selector.admits(post, held.posts))

    def _career(self, cadre: str, *, coming: bool) -> Career:
        held = [Held(min(one.since, one.decided or one.since) if coming else one.since, one.until,
                     (self._holding(one),)) for one in self._of_cadre.get(cadre, ())]
        days = sorted({day for one in held for day in (one.since, one.until) if day < date.max})
        return Career(tuple(days), tuple(
            Held(since, until, tuple(post for one in held if one.since <= since < one.until for post in one.posts))
            for since, until in pairwise((*days, date.max))))

    def _holding(self, one: Appointment) -> Holding:
        unit, cadre = self.units.get(one.unit), self.cadres.get(one.cadre)
        return Holding(one.cadre, one.unit, one.post, one.rank, one.manner, one.marks, unit.type if unit else "",
                       cadre.party if cadre else "", one)

    @cached_property
    def _of_cadre(self) -> Mapping[str, tuple[Appointment, ...]]:
        return grouped(self.appointments, lambda one: one.cadre)

    @cached_property
    def _of_unit(self) -> Mapping[str, tuple[Appointment, ...]]:
        return grouped(self.appointments, lambda one: one.unit)
