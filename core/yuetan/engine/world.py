"""The world on any day, looked up: who holds what, where units lie, what happened to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from yuetan.engine.facts import (
    FOREVER,
    Appointment,
    Cadre,
    Event,
    Interview,
    Placement,
    Portfolio,
    Unit,
)
from yuetan.rules.events import HELD
from yuetan.rules.selectors import Selector
from yuetan.rules.workdays import Calendar

T = TypeVar("T")
__all__ = ["FOREVER", "Appointment", "Cadre", "Event", "Holding", "Interview", "Placement", "Portfolio", "Unit", "World"]


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
class _Chairless:
    """A unit as a selector reads it, whoever sits in it."""

    unit_type: str
    post: str = ""
    rank: int = 0
    manner: str = ""
    marks: frozenset[str] = frozenset()
    party: str = ""


@frozen(kw_only=True, eq=False, slots=False)
class World:
    """Everything the engine looks at, as of a day. Nothing is judged that fell due before ``judged_from``."""

    units: tuple[Unit, ...] = ()
    placements: tuple[Placement, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    interviews: tuple[Interview, ...] = ()
    events: tuple[Event, ...] = ()
    calendar: Calendar = field(factory=Calendar)
    as_of: date
    judged_from: date = date.min
    _remembered: dict[Hashable, Any] = field(init=False, factory=dict, repr=False)

    def with_events(self, events: Iterable[Event]) -> World:
        """The same world in which these events happened too."""
        return evolve(self, events=(*self.events, *events))

    def cadre(self, cadre: str) -> Cadre | None:
        """The cadre of this staff number, None where there is none."""
        return self._cadres.get(cadre)

    def interview(self, interview: str) -> Interview | None:
        """The interview of this id, None where there is none."""
        return self._interviews.get(interview)

    def posts_of(self, cadre: str, on: date, *, coming: bool = False) -> tuple[Holding, ...]:
        """Every post a cadre holds on a day; with ``coming``, those too that are decided by then and not yet begun."""
        return self._remember(("posts", cadre, on, coming), lambda: tuple(
            self._holding(one) for one in self._appointments.get(cadre, ())
            if one.since <= on < one.until or (coming and (one.decided or one.since) <= on < one.since)))

    def holders(self, selector: Selector, on: date) -> Mapping[str, tuple[Holding, ...]]:
        """The posts that a selector admits on a day, by their unit."""
        return self._remember(("holders", selector, on), lambda: _grouped(
            (post for posts in self._all_posts(on) for post in posts if selector.admits(post, posts)),
            lambda post: post.unit))

    def admits(self, selector: Selector, cadre: str, on: date, *, coming: bool = False) -> bool:
        """Whether a cadre is one of those selected on a day."""
        return selector.admits_person(self.posts_of(cadre, on, coming=coming))

    def admits_unit(self, selector: Selector, unit: str) -> bool:
        """Whether a unit is one of those selected, whoever sits in it."""
        return unit in self._units and selector.admits(_Chairless(self._units[unit].type))

    def units_on(self, on: date) -> tuple[str, ...]:
        """The units that exist on a day."""
        return self._remember(("units", on), lambda: tuple(self._placed(on)))

    def name_of(self, unit: str, on: date) -> str:
        """What a unit is called on a day; its last or first name where it did not exist then."""
        placed = self._placed(on).get(unit) or next(iter(self._placements.get(unit, ())), None)
        return placed.name if placed else unit

    def levels_between(self, upper: str, lower: str, on: date) -> int | None:
        """How many levels one unit lies below another on a day; 0 for itself, None where it does not."""
        level, seen, placed = 0, set[str](), self._placed(on)
        while lower != upper:
            seen.add(lower)
            above = placed[lower].parent if lower in placed else ""
            if not above or above in seen:
                return None
            lower, level = above, level + 1
        return level

    def overseen_by(self, cadre: str, on: date) -> tuple[str, ...]:
        """The units a cadre oversees on a day."""
        return tuple(one.unit for one in self._portfolios.get(cadre, ()) if one.since <= on < one.until)

    def overseers_of(self, unit: str, on: date) -> tuple[str, ...]:
        """The cadres who oversee a unit, or a unit above it, on a day."""
        return tuple(dict.fromkeys(one.cadre for one in self.portfolios if one.since <= on < one.until
                                   and self.levels_between(one.unit, unit, on) is not None))

    def events_of(self, *, interview: str = "", cadre: str = "", unit: str = "") -> Sequence[Event]:
        """What happened up to the day asked about in an interview, else to a cadre, else in a unit, in order."""
        key = ("interview", interview) if interview else ("cadre", cadre) if cadre else ("unit", unit)
        return self._events.get(key, ())

    def events_with(self, code: str) -> Sequence[Event]:
        """Every event of a code up to the day asked about, in order."""
        return self._events.get(("code", code), ())

    def talks_with(self, cadre: str) -> Sequence[tuple[Interview, Event]]:
        """The talks held with a cadre up to the day asked about, in order."""
        return self._talks.get(cadre, ())

    def _all_posts(self, on: date) -> Iterable[tuple[Holding, ...]]:
        return (posts for cadre in self._appointments if (posts := self.posts_of(cadre, on)))

    def _holding(self, one: Appointment) -> Holding:
        unit, cadre = self._units.get(one.unit), self._cadres.get(one.cadre)
        return Holding(one.cadre, one.unit, one.post, one.rank, one.manner, one.marks, unit.type if unit else "",
                       cadre.party if cadre else "", one)

    def _placed(self, on: date) -> Mapping[str, Placement]:
        return self._remember(("placed", on), lambda: {
            one.unit: one for one in self.placements if one.since <= on < one.until})

    def _remember(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self._remembered:
            self._remembered[key] = make()
        return self._remembered[key]  # type: ignore[no-any-return]

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _cadres(self) -> dict[str, Cadre]:
        return {cadre.id: cadre for cadre in self.cadres}

    @cached_property
    def _interviews(self) -> dict[str, Interview]:
        return {interview.id: interview for interview in self.interviews}

    @cached_property
    def _appointments(self) -> Mapping[str, tuple[Appointment, ...]]:
        return _grouped(self.appointments, lambda one: one.cadre)

    @cached_property
    def _portfolios(self) -> Mapping[str, tuple[Portfolio, ...]]:
        return _grouped(self.portfolios, lambda one: one.cadre)

    @cached_property
    def _placements(self) -> Mapping[str, tuple[Placement, ...]]:
        return _grouped(sorted(self.placements, key=lambda one: one.since, reverse=True), lambda one: one.unit)

    @cached_property
    def _events(self) -> Mapping[tuple[str, str], Sequence[Event]]:
        found = defaultdict[tuple[str, str], list[Event]](list)
        for event in sorted(self.events, key=lambda one: one.on):
            if event.on <= self.as_of:
                found["code", event.code].append(event)
                if event.interview:
                    found["interview", event.interview].append(event)
                elif event.cadre:
                    found["cadre", event.cadre].append(event)
                else:
                    found["unit", event.unit].append(event)
        return found

    @cached_property
    def _talks(self) -> Mapping[str, Sequence[tuple[Interview, Event]]]:
        found = defaultdict[str, list[tuple[Interview, Event]]](list)
        for event in self.events_with(HELD):
            if (interview := self._interviews.get(event.interview)) is not None:
                for cadre in (event.cadre,) if event.cadre else interview.to:
                    found[cadre].append((interview, event))
        return found


def _grouped(values: Iterable[T], key: Callable[[T], str]) -> Mapping[str, tuple[T, ...]]:
    found = defaultdict[str, list[T]](list)
    for value in values:
        found[key(value)].append(value)
    return {name: tuple(some) for name, some in found.items()}
