"""What a condition looks at: one act on one day, in one interview or about one cadre."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.engine.facts import Interview
from yuetan.engine.world import Holding, World
from yuetan.rules.procedure import PRE_APPOINTMENT
from yuetan.rules.workdays import Calendar


@frozen(kw_only=True)
class ActCase:
    """An act as conditions see it; satisfies `yuetan.rules.conditions.Case`."""

    world: World
    day: date
    interview: Interview | None = None
    cadres: tuple[str, ...] = ()
    addressee: str = ""
    filled: frozenset[str] = frozenset()

    @property
    def calendar(self) -> Calendar:
        """The days that are worked."""
        return self.world.calendar

    @property
    def collective(self) -> bool:
        """Whether several are talked to together."""
        return self.interview is not None and (self.interview.collective or len(self.interview.to) > 1)

    @property
    def staffing(self) -> int:
        """How many are there on the talkers' side: those who talk and those who attend."""
        return len({*self.interview.by, *self.interview.company}) if self.interview else 0

    @property
    def interviewees(self) -> tuple[tuple[Holding, ...], ...]:
        """The posts of each cadre concerned; before an appointment, the post to come as well."""
        coming = self.interview is not None and self.interview.family == PRE_APPOINTMENT
        return tuple(self.world.posts_of(cadre, self.day, coming=coming) for cadre in self.cadres)

    @property
    def interviewers(self) -> tuple[tuple[Holding, ...], ...]:
        """The posts of each talker."""
        return tuple(self.world.posts_of(cadre, self.day) for cadre in (self.interview.by if self.interview else ()))

    def happened(self, code: str, *, fresh: bool = False) -> bool:
        """Whether it happened by the day: in the interview, or to everyone concerned, or in the units of each.

        With ``fresh``, what happened before the last talk of the same kind no longer counts.
        """
        if self.interview and any(event.code == code and event.on <= self.day
                                  for event in self.world.events_of(interview=self.interview.id)):
            return True
        return bool(self.cadres) and all(self._happened_to(cadre, code, fresh=fresh) for cadre in self.cadres)

    def talked(self, kind: str, since: str) -> bool:
        """Whether a talk of the kind was held with everyone concerned, after such an event if one is named."""
        return all(self._talked_to(cadre, kind, since) for cadre in self.cadres)

    def _happened_to(self, cadre: str, code: str, *, fresh: bool) -> bool:
        start = max((event.on for interview, event in self.world.talks_with(cadre) if self.interview
                     and interview.kind == self.interview.kind and interview.id != self.interview.id
                     and event.on <= self.day), default=date.min) if fresh else date.min
        units = {post.unit for post in self.world.posts_of(cadre, self.day)}
        return any(event.code == code and start <= event.on <= self.day for event in (
            *self.world.events_of(cadre=cadre), *(e for unit in units for e in self.world.events_of(unit=unit))))

    def _talked_to(self, cadre: str, kind: str, since: str) -> bool:
        start = max((event.on for event in self.world.events_of(cadre=cadre) if event.code == since
                     and event.on <= self.day), default=date.min)
        return any(interview.kind == kind and start <= event.on <= self.day
                   for interview, event in self.world.talks_with(cadre))
