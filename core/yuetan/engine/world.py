"""The world on any day, looked up: who holds what, where units lie, what happened to whom."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from yuetan.engine.chronicle import BY_CADRE, BY_CODE, BY_INTERVIEW, BY_UNIT, Chronicle, Talk
from yuetan.engine.facts import (
    FOREVER,
    Appointment,
    Cadre,
    Event,
    Interview,
    Placement,
    Portfolio,
    Succession,
    Unit,
)
from yuetan.engine.jurisdiction import Extent, Jurisdiction
from yuetan.engine.posts import Holding, Posts
from yuetan.engine.successions import acting, heirs_of
from yuetan.engine.tree import Tree
from yuetan.rules.selectors import Selector
from yuetan.rules.workdays import Calendar

T = TypeVar("T")
__all__ = [
    "FOREVER", "Appointment", "Cadre", "Event", "Holding", "Interview", "Placement", "Portfolio", "Unit", "World",
]


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
    """Everything the engine looks at, as of a day; what happened later is not seen.

    Nothing is judged that arose, or fell due, before ``judged_from``; a period that ends later is judged as a whole.
    """

    units: tuple[Unit, ...] = ()
    placements: tuple[Placement, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    successions: tuple[Succession, ...] = ()
    interviews: tuple[Interview, ...] = ()
    events: tuple[Event, ...] = ()
    derived: tuple[Event, ...] = ()  # what follows from the events under one regulation: see `with_derived`
    calendar: Calendar = field(factory=Calendar)
    as_of: date
    judged_from: date = date.min
    extent: Extent | None = None  # where the regulation governs that is asked about: see `under`; none: everywhere
    _memory: dict[Hashable, tuple[object, Any]] = field(init=False, factory=dict, repr=False)

    def at(self, day: date) -> World:
        """The same world as of another day."""
        return self._sharing(evolve(self, as_of=day), "_chronicle", "_consequences")

    def under(self, jurisdiction: Jurisdiction) -> World:
        """The same world as one regulation sees it: where it governs, and from when it is judged."""
        return self._sharing(evolve(self, extent=jurisdiction.extent, judged_from=jurisdiction.judged_from, derived=()),
                             "_chronicle")

    def read_anyhow(self) -> World:
        """The same where the regulation is read whichever way: who was concerned by it then is new to none of them."""
        if self.extent is None or not self.extent.otherwise:
            return self
        return self._sharing(evolve(self, extent=self.extent.read_anyhow), "_chronicle", "_consequences")

    def with_events(self, events: Iterable[Event]) -> World:
        """The same world in which these events happened too."""
        return self._sharing(evolve(self, events=(*self.events, *events)), "_consequences")

    def with_interview(self, interview: Interview) -> World:
        """The same world in which this interview stands as it is given, whether or not it stood there before."""
        chronicle = self._chronicle.with_interview(interview)
        other = self._sharing(evolve(self, interviews=chronicle.interviews), "_consequences")
        vars(other)["_chronicle"] = chronicle
        return other

    def deriving(self, events: Iterable[Event]) -> World:
        """The same world with these events as all that follows from the others."""
        return self._sharing(evolve(self, derived=tuple(events)), "_chronicle")

    def cadre(self, cadre: str) -> Cadre | None:
        """The cadre of this staff number, None where there is none."""
        return self._posts.cadres.get(cadre)

    def interview(self, interview: str) -> Interview | None:
        """The interview of this id, None where there is none."""
        return self._chronicle.interview(interview)

    def interviews_about(self, name: str) -> Sequence[Interview]:
        """The interviews with a cadre, or the one of this id."""
        return self._chronicle.about(name)

    def posts_of(self, cadre: str, on: date, *, coming: bool = False) -> tuple[Holding, ...]:
        """Every post a cadre holds on a day; with ``coming``, those too that are decided by then and not yet begun."""
        return self._posts.career(cadre, coming=coming).on(on)

    def units_of(self, cadres: Iterable[str], on: date) -> tuple[str, ...]:
        """The units in which any of these cadres holds a post on a day, each once."""
        return tuple(dict.fromkeys(post.unit for cadre in cadres for post in self.posts_of(cadre, on)))

    def changes(self, cadre: str) -> tuple[date, ...]:
        """The days on which a cadre's posts changed, in order."""
        return self._posts.career(cadre).days

    def holders(self, selector: Selector, on: date) -> Mapping[str, tuple[Holding, ...]]:
        """The posts that a selector admits on a day, by their unit."""
        found = {unit: self.holders_in(unit, selector, on) for unit in self._posts.ever(selector)}
        return {unit: posts for unit, posts in found.items() if posts}

    def holders_in(self, unit: str, selector: Selector, on: date) -> tuple[Holding, ...]:
        """The posts in one unit that a selector admits on a day."""
        return tuple(self._posts.holders(selector, unit, on))

    def members(self, unit: str) -> tuple[str, ...]:
        """Everyone who ever held a post in a unit."""
        return self._posts.members(unit)

    def admits(self, selector: Selector, cadre: str, on: date, *, coming: bool = False) -> bool:
        """Whether a cadre is one of those selected on a day."""
        return selector.admits_person(self.posts_of(cadre, on, coming=coming))

    def governs(self, unit: str, on: date) -> bool:
        """Whether the regulation that is asked about governs a unit on a day."""
        return self.extent is None or self.extent.governs(self.above(unit, on), on)

    def concerns(self, selector: Selector | None, cadre: str, on: date, *, coming: bool = False) -> bool:
        """Whether the regulation speaks of a cadre on a day: a selector admits a post of his in a unit it governs.

        Without a selector, any post of his will do; where he holds none on the day, any he held before.
        """
        if self.extent is None:
            return selector is None or self.admits(selector, cadre, on, coming=coming)
        posts = self.posts_of(cadre, on, coming=coming)
        if selector is not None:
            return any(selector.admits(post, posts) and self.governs(post.unit, on) for post in posts)
        units = [post.unit for post in posts] or self._posts.left(cadre, on)
        return any(self.governs(unit, on) for unit in units)

    def admits_unit(self, selector: Selector, unit: str) -> bool:
        """Whether a unit is one of those selected, whoever sits in it."""
        known = self._posts.units.get(unit)
        return known is not None and selector.admits(_Chairless(known.type))

    def units_on(self, on: date) -> tuple[str, ...]:
        """The units that exist on a day."""
        return self._tree.units_on(on)

    def name_of(self, unit: str, on: date) -> str:
        """What a unit is called on a day; where it did not exist, as it was last called by then, or first of all."""
        return self._tree.name_of(unit, on)

    def above(self, unit: str, on: date) -> tuple[str, ...]:
        """A unit and those it lies under on a day, the nearest first."""
        return self._tree.above(unit, on)

    def acting(self, unit: str, on: date) -> str:
        """The unit that has taken over the reports and cases of one by a day; itself where none has."""
        return acting(self.successions, unit, on)

    def lying(self, unit: str, on: date) -> tuple[str, ...]:
        """A unit and those it lies under on a day, the nearest first; one that ended lies in its heir."""
        *before, heir = heirs_of(self.successions, unit, on)
        return (*before, *self.above(heir, on))

    def levels_between(self, upper: str, lower: str, on: date) -> int | None:
        """How many levels one unit lies below another on a day; 0 for itself, None where it does not."""
        above = self._tree.above(lower, on)
        return above.index(upper) if upper in above else None

    def ever_above(self, names: Iterable[str]) -> frozenset[str]:
        """The units that some cadres, units and interviews ever belonged to, and all those ever lay under."""
        units = set[str]()
        for name in names:
            talk = self.interview(name)
            cadres = (*talk.to, *talk.by) if talk else (name,)
            units |= {talk.unit if talk else name} | {unit for one in cadres for unit in self._posts.left(one, FOREVER)}
        return self._tree.ever_above(units)

    @property
    def days_of_tree(self) -> Sequence[date]:
        """The days on which any unit came, went, moved or was renamed, in order."""
        return self._tree.days

    def overseen_by(self, cadre: str, on: date) -> tuple[str, ...]:
        """The units a cadre oversees on a day."""
        return self._tree.overseen_by(cadre, on)

    def overseers_of(self, unit: str, on: date) -> tuple[str, ...]:
        """The cadres who oversee a unit itself on a day."""
        return self._tree.overseers(unit, on)

    def events_of(self, *, interview: str = "", cadre: str = "", unit: str = "") -> Sequence[Event]:
        """What happened up to the day asked about in an interview, else to a cadre, else in a unit, in order."""
        by, name = (BY_INTERVIEW, interview) if interview else (BY_CADRE, cadre) if cadre else (BY_UNIT, unit)
        return self._happened(by, name)

    def events_with(self, code: str) -> Sequence[Event]:
        """Every event of a code up to the day asked about, in order."""
        return self._happened(BY_CODE, code)

    def talks_with(self, cadre: str) -> Sequence[Talk]:
        """The talks held with a cadre up to the day asked about, in order."""
        return self._chronicle.talks_with(cadre, self.as_of)

    def talks_by(self, cadre: str) -> Sequence[Talk]:
        """The talks a cadre held up to the day asked about, for himself or in place of another, in order."""
        return self._chronicle.talks_by(cadre, self.as_of)

    def entrusted_talks(self) -> Sequence[Talk]:
        """The talks up to the day asked about that somebody held in place of another, in order."""
        return self._chronicle.entrusted(self.as_of)

    def remembered(self, regulation: object, key: Hashable, make: Callable[[], T]) -> T:
        """What was made once under a regulation out of posts, units and portfolios; not of events, nor of the day."""
        key = id(regulation), key
        if key not in self._memory:
            self._memory[key] = regulation, make()  # kept beside it, so that no other regulation gets its id
        return self._memory[key][1]  # type: ignore[no-any-return]

    def _happened(self, by: str, name: str) -> Sequence[Event]:
        known = self._chronicle.up_to(self.as_of, by, name)
        following = self._consequences.up_to(self.as_of, by, name) if self.derived else ()
        return sorted((*known, *following), key=lambda event: event.on) if following else known

    def _sharing(self, other: World, *names: str) -> World:
        """Another world that looks things up where this one does: who held what where, and these besides."""
        vars(other).update((name, getattr(self, name)) for name in ("_posts", "_tree", "_memory", *names))
        return other

    @cached_property
    def _posts(self) -> Posts:
        return Posts({one.id: one for one in self.units}, {one.id: one for one in self.cadres}, self.appointments)

    @cached_property
    def _tree(self) -> Tree:
        return Tree(self.placements, self.portfolios)

    @cached_property
    def _chronicle(self) -> Chronicle:
        return Chronicle(self.interviews, self.events)

    @cached_property
    def _consequences(self) -> Chronicle:
        return Chronicle((), self.derived)
