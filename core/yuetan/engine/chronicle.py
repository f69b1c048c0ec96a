"""What happened, in the order of days, looked up by interview, cadre, unit or code, up to any day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import frozen

from yuetan.engine.facts import Event, Interview
from yuetan.rules.events import HELD

Talk = tuple[Interview, Event]
"""An interview and the event that it was held."""

BY_INTERVIEW, BY_CADRE, BY_UNIT, BY_CODE = "interview", "cadre", "unit", "code"


@frozen(eq=False, slots=False)
class Chronicle:
    """Every event of some interviews, people and units. Events of one day stay in the order they were given in."""

    interviews: tuple[Interview, ...]
    events: tuple[Event, ...]

    def with_interview(self, interview: Interview) -> Chronicle:
        """The same with one interview added, or put in place of the one of its id."""
        before = self._interviews.get(interview.id)
        other = Chronicle((*(one for one in self.interviews if one is not before), interview), self.events)
        vars(other).update(_events=self._events)  # which are not gone through again
        if not any(event.code == HELD for event in self._events.get((BY_INTERVIEW, interview.id), ())):
            vars(other).update(_talks=self._talks, _talks_with=self._talks_with, _talks_by=self._talks_by)
        return other

    def up_to(self, day: date, by: str, name: str) -> Sequence[Event]:
        """The events of an interview, of a cadre or a unit outside one, or of a code, up to a day."""
        known = self._events.get((by, name), ())
        return known if not known or known[-1].on <= day else known[:bisect_right(known, day, key=_day)]

    def talks_with(self, cadre: str, day: date) -> Sequence[Talk]:
        """The talks held with a cadre up to a day."""
        return _cut(self._talks_with.get(cadre, ()), day)

    def talks_by(self, cadre: str, day: date) -> Sequence[Talk]:
        """The talks a cadre held up to a day."""
        return _cut(self._talks_by.get(cadre, ()), day)

    def entrusted(self, day: date) -> Sequence[Talk]:
        """The talks up to a day that somebody held in place of another."""
        return _cut(self._entrusted, day)

    def interview(self, interview: str) -> Interview | None:
        """The interview of this id."""
        return self._interviews.get(interview)

    def about(self, name: str) -> Sequence[Interview]:
        """The interviews with a cadre, or the one of this id."""
        return self._about.get(name, ())

    @cached_property
    def _interviews(self) -> Mapping[str, Interview]:
        return {one.id: one for one in self.interviews}

    @cached_property
    def _about(self) -> Mapping[str, Sequence[Interview]]:
        found = defaultdict[str, list[Interview]](list)
        for one in self.interviews:
            for name in dict.fromkeys((one.id, *one.to)):
                found[name].append(one)
        return found

    @cached_property
    def _events(self) -> Mapping[tuple[str, str], Sequence[Event]]:
        found = defaultdict[tuple[str, str], list[Event]](list)
        for event in sorted(self.events, key=_day):
            found[BY_CODE, event.code].append(event)
            if event.interview:
                found[BY_INTERVIEW, event.interview].append(event)
            elif event.cadre:
                found[BY_CADRE, event.cadre].append(event)
            else:
                found[BY_UNIT, event.unit].append(event)
        return found

    @cached_property
    def _talks(self) -> Sequence[Talk]:
        return [(interview, event) for event in self._events.get((BY_CODE, HELD), ())
                if (interview := self._interviews.get(event.interview)) is not None]

    @cached_property
    def _entrusted(self) -> Sequence[Talk]:
        return [talk for talk in self._talks if talk[0].entrusted]

    @cached_property
    def _talks_with(self) -> Mapping[str, Sequence[Talk]]:
        found = defaultdict[str, list[Talk]](list)
        for talk in self._talks:
            interview, event = talk
            for cadre in (event.cadre,) if event.cadre else interview.to:
                found[cadre].append(talk)
        return found

    @cached_property
    def _talks_by(self) -> Mapping[str, Sequence[Talk]]:
        found = defaultdict[str, list[Talk]](list)
        for talk in self._talks:
            for cadre in talk[0].by:
                found[cadre].append(talk)
        return found


def _day(event: Event) -> date:
    return event.on


def _cut(talks: Sequence[Talk], day: date) -> Sequence[Talk]:
    return talks if not talks or _held_on(talks[-1]) <= day else talks[:bisect_right(talks, day, key=_held_on)]


def _held_on(talk: Talk) -> date:
    return talk[1].on
