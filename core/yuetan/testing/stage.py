"""The world of a story as of any day, looked up once: worlds do not depend on the regulation they are judged by."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from yuetan.engine.world import World
from yuetan.testing.story import Story


@frozen(eq=False)
class Stage:
    """A story and its worlds, kept from one run to the next."""

    story: Story
    _worlds: dict[date, World] = field(init=False, factory=dict)

    def world(self, as_of: date) -> World:
        """The world as of a day."""
        if as_of not in self._worlds:
            self._worlds[as_of] = evolve(self.story.world, as_of=as_of)
        return self._worlds[as_of]
