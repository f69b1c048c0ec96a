"""Whom an answer is asked for: everybody, or some cadres, units, interviews and pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from yuetan.engine.facts import Event, Interview
from yuetan.engine.world import World

JOIN = "+"  # between two people who are counted together


@frozen
class Subjects:
    """Some names, or everybody where ``names`` is None."""

    names: Mapping[str, None] | None = None  # in order; the values say nothing

    @classmethod
    def of(cls, names: Iterable[str] | None) -> Subjects:
        """These names, each once and in order, whatever they came in; everybody where there is None."""
        return cls(None if names is None else dict.fromkeys(sorted(names)))

    def includes(self, *names: str) -> bool:
        """Whether one of these is asked for."""
        return self.names is None or any(name in self.names for name in names)

    def among(self, everybody: Iterable[str], known: Callable[[str], object]) -> Iterable[str]:
        """Those asked for: everybody, or of the names those that are known."""
        return everybody if self.names is None else filter(known, self.names)

    def interviews(self, world: World) -> Sequence[Interview]:
        """The interviews asked for, and those with a cadre asked for."""
        if self.names is None:
            return world.interviews
        return tuple({one.id: one for name in self.names for one in world.interviews_about(name)}.values())

    def events(self, world: World, code: str) -> Sequence[Event]:
        """The events of a code that happened to those asked for, or in their interviews, in order of days."""
        if self.names is None:
            return world.events_with(code)
        found = [event for name in self.names for event in (*world.events_of(cadre=name), *world.events_of(unit=name))]
        found += [event for one in self.interviews(world) for event in world.events_of(interview=one.id)]
        return sorted({id(event): event for event in found if event.code == code}.values(), key=lambda event: event.on)
