"""The world of a story as of any day, looked up once: most of it does not depend on the regulation it is judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve, field, frozen

from yuetan.engine.derived import with_derived
from yuetan.engine.obligations import Obligation
from yuetan.engine.occasions import proposed_on
from yuetan.engine.owed import obligations, offers
from yuetan.engine.together import owed_under
from yuetan.engine.world import Interview, World
from yuetan.rules.duties import Tally
from yuetan.rules.events import duty_of
from yuetan.rules.parts import inside, once
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule
from yuetan.testing.story import Story
from yuetan.testing.told import Act, Look, Refusal, Row


@frozen(eq=False, slots=False)
class Settled:
    """A regulation with no open place, by which stories are judged."""

    regulation: Regulation

    @cached_property
    def derives(self) -> bool:
        """Whether events follow under it that nobody records: tallies, and duties whose lapse some rule looks at."""
        return bool(self.regulation.of(Tally)) or any(map(_looks_at_a_lapse, self.regulation.rules))


@once
def _looks_at_a_lapse(rule: Clause | Rule) -> bool:
    """Rule by rule: of the many regulations that stories are held against, each differs in one."""
    return any(map(duty_of, inside(rule, str)))


@frozen(eq=False)
class Played:
    """What came of the acts of a story: which were refused, by their names, and why; what was seen at each look."""

    refusals: Mapping[str, Refusal] = field(factory=dict)
    failed: tuple[tuple[Act, Refusal], ...] = ()  # those that bear no name
    sights: Mapping[Look, tuple[Row, ...]] = field(factory=dict)


@frozen(eq=False)
class Stage:
    """A story and its worlds, kept from one check to the next."""

    story: Story
    played: Played = field(factory=Played)
    _worlds: dict[date, World] = field(init=False, factory=dict)

    def world(self, as_of: date, settled: Settled) -> World:
        """The world as of a day, with whatever follows in it under a regulation."""
        if as_of not in self._worlds:
            self._worlds[as_of] = evolve(self.story.world, as_of=as_of)
        world = self._worlds[as_of]
        return with_derived(world, settled.regulation) if settled.derives else world

    def owed(self, as_of: date, settled: Settled, subjects: Sequence[str] | None, *, duty: str = "",
             offered: bool = False) -> tuple[Judged, ...]:
        """What is owed, or offered, as of a day; in a story of several regulations, where this one governs."""
        listed = offers if offered else obligations
        if not self.story.jurisdictions:
            world = self.world(as_of, settled)
            return tuple(Judged(one, world, settled.regulation)
                         for one in listed(world, settled.regulation, subjects, duty=duty))
        found = owed_under(evolve(self.story.world, as_of=as_of), self.story.jurisdictions, subjects, duty=duty,
                           concerned=None if subjects is None else self._bearing(subjects), listed=listed)
        return tuple(Judged(one.obligation, one.world, one.jurisdiction.regulation) for one in found)

    def judging(self, on: date, settled: Settled, *, interview: Interview | None = None, cadre: str = "",
                ) -> tuple[World, Regulation]:
        """The world and the regulation by which an act is judged on a day, in an interview or with a cadre."""
        if not self.story.jurisdictions:
            return self.world(on, settled), settled.regulation
        world = evolve(self.story.world, as_of=on)
        for one in self.story.jurisdictions:
            began = (proposed_on(world, interview) if interview else None) or on
            under = world.under(one)
            if one.regulation.in_force(began) and (
                    under.governs(interview.unit, began) if interview and interview.unit
                    else any(under.concerns(None, who, began, coming=True)
                             for who in (interview.to if interview else (cadre,)))):
                return with_derived(under, one.regulation), one.regulation
        return self.world(on, settled), settled.regulation

    def _bearing(self, subjects: Sequence[str]) -> tuple[str, ...]:
        """Those whose missed duties and tallies may bear on some subjects: everybody told of."""
        world = self.story.world
        return (*subjects, *(one.id for one in world.cadres), *(one.id for one in world.units))


@frozen(eq=False)
class Judged:
    """An obligation or offer, with the world and the regulation by which it is judged."""

    obligation: Obligation
    world: World
    regulation: Regulation
