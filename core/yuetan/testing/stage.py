"""The world of a story as of any day, looked up once: most of it does not depend on the regulation it is judged by."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

from attrs import evolve, field, frozen

from yuetan.engine.derived import with_derived
from yuetan.engine.world import World
from yuetan.rules.duties import Tally
from yuetan.rules.events import duty_of
from yuetan.rules.parts import inside
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule
from yuetan.testing.story import Story


@frozen(eq=False, slots=False)
class Settled:
    """A regulation with no open place, by which stories are judged."""

    regulation: Regulation

    @cached_property
    def derives(self) -> bool:
        """Whether events follow under it that nobody records: tallies, and duties whose lapse some rule looks at."""
        return bool(self.regulation.of(Tally)) or any(map(_looks_at_a_lapse, self.regulation.rules))


@lru_cache(maxsize=4096)
def _looks_at_a_lapse(rule: Clause | Rule) -> bool:
    """Rule by rule: of the many regulations that stories are held against, each differs in one."""
    return any(map(duty_of, inside(rule, str)))


@frozen(eq=False)
class Stage:
    """A story and its worlds, kept from one check to the next."""

    story: Story
    _worlds: dict[date, World] = field(init=False, factory=dict)

    def world(self, as_of: date, settled: Settled) -> World:
        """The world as of a day, with whatever follows in it under a regulation."""
        if as_of not in self._worlds:
            self._worlds[as_of] = evolve(self.story.world, as_of=as_of)
        world = self._worlds[as_of]
        return with_derived(world, settled.regulation) if settled.derives else world
