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
    """A post from a day until, and no longer on, another."""

    since: date
    until: date
    post: Holding


@frozen
class Career:
    """What a cadre held from each day on which anything changed until the next."""

    days: tuple[date, ...]
    posts: tuple[tuple[Holding, ...], ...]

    def on(self, day: date) -> tuple[Holding, ...]:
        """Every post on a day."""
        place = bisect_right(self.days, day)
        return self.posts[place - 1] if place else ()


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
        return (held.post for held in self.ever(selector).get(unit, ()) if held.since <= on < held.until)

    def ever(self, selector: Selector) -> Mapping[str, tuple[Held, ...]]:
        """Every post that a selector admits on any day, with the stretch in which it does, by unit."""
        known = self._admitted.get(selector)
        if known is None:
            known = self._admitted[selector] = grouped(self._admitting(selector), lambda held: held.post.unit)
        return known

    def left(self, cadre: str, on: date) -> tuple[str, ...]:
        """The units of every post that a cadre held by a day."""
        return tuple(dict.fromkeys(one.unit for one in self._of_cadre.get(cadre, ()) if one.since <= on))

    def members(self, unit: str) -> tuple[str, ...]:
        """Everyone who ever held a post in a unit."""
        return tuple(dict.fromkeys(one.cadre for one in self._of_unit.get(unit, ())))

    def _admitting(self, selector: Selector) -> Iterator[Held]:
        for cadre in self._of_cadre:
            career = self.career(cadre)
            for (since, until), person in zip(pairwise((*career.days, date.max)), career.posts, strict=True):
                yield from (Held(since, until, post) for post in person if selector.admits(post, person))

    def _career(self, cadre: str, *, coming: bool) -> Career:
        held = [(min(one.since, one.decided or one.since) if coming else one.since, one.until, self._holding(one))
                for one in self._of_cadre.get(cadre, ())]
        days = sorted({day for since, until, _ in held for day in (since, until) if day < date.max})
        return Career(tuple(days), tuple([tuple([post for since, until, post in held if since <= day < until])
                                          for day in days]))

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


def post_in_words(unit: str, title: str) -> str:
    """A post: 市教育局局长; what the unit's name ends in and the title begins with is said once: 市法院院长."""
    shared = next((length for length in range(len(title), 1, -1) if unit.endswith(title[:length])), 0)
    return title if title.startswith(unit) else unit + title[shared:]
