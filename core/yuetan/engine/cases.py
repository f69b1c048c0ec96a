"""What a condition looks at: one act on one day, in one interview or about one cadre."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.engine.facts import Interview
from yuetan.engine.talks import counts_as
from yuetan.engine.world import Holding, World
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar


@frozen(kw_only=True)
class ActCase:
    """An act as conditions see it; satisfies `yuetan.rules.conditions.Case`."""

    world: World
    regulation: Regulation
    day: date
    interview: Interview | None = None
    cadres: tuple[str, ...] = ()
    addressee: str = ""
    filled: frozenset[str] = frozenset()
    coming: bool = False  # the posts to come are looked at as well
    posts_on: date | None = None  # when posts are looked at, if not on the day itself

    @property
    def calendar(self) -> Calendar:
        """The days that are worked."""
        return self.world.calendar

    @property
    def collective(self) -> bool:
        """Whether several are talked to together."""
        return self.interview is not None and self.interview.together

    @property
    def staffing(self) -> int:
        """How many are there on the talkers' side: those who talk and those who attend, but for the interviewees."""
        return len({*self.interview.by, *self.interview.company} - {*self.interview.to}) if self.interview else 0

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds that are stated; none outside an interview."""
        return self.interview.grounds if self.interview else ()

    @property
    def interviewees(self) -> tuple[tuple[Holding, ...], ...]:
        """The posts of each cadre concerned; before an appointment, the post to come as well."""
        return tuple(self._posts(cadre, coming=self.coming) for cadre in self.cadres)

    @property
    def interviewers(self) -> tuple[tuple[Holding, ...], ...]:
        """The posts of each talker."""
        return tuple(self._posts(cadre) for cadre in (self.interview.by if self.interview else ()))

    def happened(self, code: str, *, fresh: bool = False) -> bool:
        """Whether it happened by the day: in the interview, or to everyone concerned, or in the units of each.

        With ``fresh``, what happened to them before the last talk of the same kind no longer counts.
        """
        inside = self.world.events_of(interview=self.interview.id) if self.interview else ()
        happened = [event for event in inside if event.code == code and event.on <= self.day]
        if any(not event.cadre for event in happened):
            return True
        return bool(self.cadres) and all(
            any(event.cadre == cadre for event in happened) or self._happened_to(cadre, code, fresh=fresh)
            for cadre in self.cadres)

    def talked(self, kind: str, since: str) -> bool:
        """Whether a talk of the kind was held with everyone concerned; after such an event to him, if one is named."""
        return all(self._talked_to(cadre, kind, since) for cadre in self.cadres)

    def same_people(self, code: str) -> bool:
        """Whether the last such event in the interview, by the day, was about those who talk and are talked to now.

        So it is too where there was none, and where it does not say whom it was about.
        """
        if self.interview is None:
            return True
        inside = self.world.events_of(interview=self.interview.id)
        last = next((event for event in reversed(inside) if event.code == code and event.on <= self.day), None)
        return last is None or not last.people or last.people == {*self.interview.by, *self.interview.to}

    def _posts(self, cadre: str, *, coming: bool = False) -> tuple[Holding, ...]:
        return self.world.posts_of(cadre, self.posts_on or self.day, coming=coming)

    def _happened_to(self, cadre: str, code: str, *, fresh: bool) -> bool:
        start = max((event.on for interview, event in self.world.talks_with(cadre) if self._like(interview)
                     and event.on <= self.day), default=date.min) if fresh else date.min
        units = {post.unit for post in self._posts(cadre)}
        return any(event.code == code and start <= event.on <= self.day for event in (
            *self.world.events_of(cadre=cadre), *(e for unit in units for e in self.world.events_of(unit=unit))))

    def _like(self, interview: Interview) -> bool:
        """Whether it is another interview of the same kind."""
        mine = self.interview
        return mine is not None and interview.id != mine.id and (interview.regulation, interview.kind) == (
            mine.regulation, mine.kind)

    def _talked_to(self, cadre: str, kind: str, since: str) -> bool:
        days = [event.on for event in self.world.events_of(cadre=cadre) if event.code == since and event.on <= self.day]
        if since and not days:
            return False
        start, sort = max(days, default=date.min), self.regulation.kind(kind)
        return sort is not None and any(
            start <= talk[1].on <= self.day and counts_as(self.world, self.regulation, talk, cadre, sort)
            for talk in self.world.talks_with(cadre))
