"""The engine once more, slow and plain: loops over the facts, nothing remembered, nothing shared with the first.

It knows talks owed in periods, duties that arise with interviews, and pairings; and says of each what the engine says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen
from plain_posts import PlainPost, Seated, standing

from yuetan.engine.facts import Event, Interview
from yuetan.rules import (
    HELD,
    INTERVIEWER,
    MAY,
    PAIR,
    PROPOSED,
    SHOULD,
    UNIT,
    WITHDRAWN,
    Credit,
    Due,
    Duty,
    Pairing,
    Quota,
    Regulation,
    Tick,
    departed,
)
from yuetan.rules.workdays import Span

Row = tuple[str, str, str, str, date | None, date | None, bool, frozenset[str]]
"""A duty, whom it concerns, its cause, its status, its due day, the day it was done, whether he is new, whose it is."""


@frozen(eq=False)
class Plain(Seated):
    """What follows from a regulation in a world. Talks are routine talks."""

    regulation: Regulation

    # Who may talk to whom

    def admits(self, pairing: Pairing, by: str, to: str, day: date, *, entrusted: bool = False) -> bool:
        mine, his = self.posts(by, day), self.posts(to, day)
        selectors = [one for one in (pairing.by, pairing.deputy if entrusted else None) if one]
        return not self.upward(by, to, day) and any(
            selector.admits(one, mine) and pairing.to.admits(other, his) and self.near(pairing, by, (one, other), day)
            for selector in selectors for one in mine for other in his)

    def upward(self, by: str, to: str, day: date) -> bool:
        if by == to:
            return True
        mine, his = self.posts(by, day), self.posts(to, day)
        shared = {post.unit for post in mine} & {post.unit for post in his if standing(post) > 0}
        return len(shared) > 0 and all(
            max(standing(post) for post in mine if post.unit == unit)
            < max(standing(post) for post in his if post.unit == unit) for unit in shared)

    def near(self, pairing: Pairing, by: str, posts: tuple[PlainPost, PlainPost], day: date) -> bool:
        one, other = posts
        bases = [one.unit]
        if pairing.relation.portfolio:
            bases = [held.unit for held in self.world.portfolios if held.cadre == by and held.since <= day < held.until]
        if pairing.relation.levels is None:
            return len(bases) > 0
        for _ in range(pairing.relation.above):
            bases = [held.parent for held in self.world.placements
                     if held.unit in bases and held.since <= day < held.until and held.parent]
        low, high = pairing.relation.levels
        return any(level is not None and low <= level <= high
                   for level in [self.levels(base, other.unit, day) for base in bases])

    def covering(self, to: str, day: date, grounds: tuple[str, ...]) -> list[Pairing]:
        found = [one for one in self.regulation.rules if isinstance(one, Pairing) and one.step == HELD
                 and (not one.kinds or "routine" in [kind.code for kind in one.kinds])
                 and self.selects(one.to, to, day)]
        named = [one for one in found if any(
            ground == place or ground.startswith(place + ".") for place in one.grounds for ground in grounds)]
        return named or [one for one in found if not one.grounds]

    def permission(self, by: str, to: str, day: date, grounds: tuple[str, ...], *, entrusted: bool) -> str:
        found = self.covering(to, day, grounds)
        if any(self.admits(one, by, to, day, entrusted=entrusted) for one in found):
            return "PERMITTED"
        forces = [one.force for one in found if one.force is not MAY]
        lenient = len(forces) > 0 and all(force is SHOULD for force in forces)
        return "REASON" if lenient and not self.upward(by, to, day) else "REFUSED"

    def owing(self, to: str, day: date, grounds: tuple[str, ...]) -> list[str]:
        binding = [one for one in self.covering(to, day, grounds) if one.force is not MAY]
        return [one.id for one in self.world.cadres
                if any(self.admits(pairing, one.id, to, day) for pairing in binding)]

    # Talks owed in periods

    def periodic(self) -> Iterator[Row]:
        start = max(self.world.judged_from, self.regulation.since or date.min)
        for duty in self.regulation.rules:
            if isinstance(duty, Duty) and duty.each is not None and duty.talk is not None and duty.force is not MAY:
                for year in range(2024, 2029):
                    for span in duty.each.spans(year, self.world.calendar):
                        if span[0] <= self.world.as_of and span[1] >= start:
                            yield from self.one_period(duty, duty.talk, span, duty.each.key(span))

    def one_period(self, duty: Duty, quota: Quota, span: Span, key: str) -> Iterator[Row]:
        first, last = span
        for subject in self.subjects(duty, quota, day := min(last, self.world.as_of)):
            new = self.regulation.newcomers and quota.per != UNIT and subject not in self.subjects(duty, quota, first)
            days = self.counted(quota, subject, span, key)
            done = days[quota.times - 1] if len(days) >= quota.times else None
            status = ("LAPSED" if new else "OVERDUE") if self.world.as_of > last else "OPEN"
            if done:
                status = "DONE" if done <= last else "LATE"
            yield duty.code, subject, key, status, last, done, new, frozenset(self.owners(quota, subject, day))

    def subjects(self, duty: Duty, quota: Quota, day: date) -> list[str]:
        if quota.per == UNIT:
            existing = [one.unit for one in self.world.placements if one.since <= day < one.until]
            return [unit.id for unit in self.world.units if unit.id in existing
                    and (duty.about is None or duty.about.admits(PlainPost(unit.id, unit.type)))]
        about = [one.id for one in self.world.cadres if self.selects(duty.about, one.id, day)]
        if quota.per == INTERVIEWER:
            binding = [one for one in self.regulation.rules if isinstance(one, Pairing) and one.step == HELD
                       and one.force is not MAY and (not one.kinds or quota.kind in one.kinds)]
            return [one for one in about if any(self.selects(pairing.by, one, day) for pairing in binding)]
        if quota.per == PAIR:
            return sorted({"+".join(sorted((one, other))) for one in about
                           for other in self.owing(one, day, quota.grounds)})
        return [one for one in about if duty.about is not None or any(
            pairing.force is not MAY for pairing in self.covering(one, day, quota.grounds))]

    def counted(self, quota: Quota, subject: str, span: Span, key: str) -> list[date]:
        """The day of every talk, or person, that counts for the subject in the period."""
        days, seen = list[date](), list[str]()
        for event in sorted(self.world.events, key=lambda one: one.on):
            within = event.counts_for == key if event.counts_for else span[0] <= event.on <= span[1]
            for interview in self.world.interviews:
                if event.code == HELD and event.interview == interview.id and event.on <= self.world.as_of and within:
                    new = [one for one in self.what_counts(quota, subject, interview, event) if one not in seen]
                    seen += new
                    days += [event.on] * len(new)
        return days

    def what_counts(self, quota: Quota, subject: str, interview: Interview, event: Event) -> list[str]:
        """What is counted of a talk: its people or itself; nothing where it does not count."""
        alone = not interview.collective and len(interview.to) < 2
        if quota.together and alone:
            return []
        people = [event.cadre] if event.cadre else list(interview.to)
        talkers = self.for_whom(quota, interview, people, event.on)
        counted, owed_to = self.between(quota, subject, people, talkers)
        if quota.per == UNIT:
            counted = [one for one in people if subject in [post.unit for post in self.posts(one, event.on)]]
            owed_to = people
        with_whom = {PAIR: owed_to, INTERVIEWER: people}.get(quota.per, counted)
        if not self.of_kind(quota, interview, with_whom, event.on):
            return []
        by_owner = any(owner in talkers for one in owed_to for owner in self.owing(one, event.on, quota.grounds))
        if not counted or (quota.by_owner and not by_owner):
            return []
        return counted if quota.persons else [interview.id]

    def between(self, quota: Quota, subject: str, people: list[str], talkers: list[str]) -> tuple[list[str], list[str]]:
        """Of those talked to, who is counted for the subject, and to whom the talk may have been owed."""
        if quota.per == INTERVIEWER:
            return people if subject in talkers else [], [subject] if subject in people else people
        if quota.per == PAIR:
            one, other = subject.split("+")
            met = (one in talkers and other in people) or (other in talkers and one in people)
            return people if met else [], [name for name in people if name in {one, other}]
        return [one for one in people if one == subject], [subject]

    def of_kind(self, quota: Quota, interview: Interview, people: list[str], day: date) -> bool:
        if interview.regulation == self.regulation.code:
            return interview.kind == quota.kind.code
        credited = any(isinstance(one, Credit) and interview.family in one.families and one.to == quota.kind
                       for one in self.regulation.rules)
        return credited and any(self.permission(by, to, day, (), entrusted=interview.entrusted) == "PERMITTED"
                                for by in interview.by for to in people)

    def for_whom(self, quota: Quota, interview: Interview, people: list[str], day: date) -> list[str]:
        """The talkers; in place of one who is entrusted, those who may have entrusted him."""
        if not interview.entrusted or not interview.by:
            return list(interview.by)
        principals = []
        for one in people:
            for cadre in self.world.cadres:
                admitting = [pairing for pairing in self.covering(one, day, quota.grounds)
                             if self.admits(pairing, cadre.id, one, day)]
                if admitting and admitting[0].deputy and self.selects(admitting[0].deputy, interview.by[0], day):
                    principals.append(cadre.id)
        return (principals or [interview.by[0]]) + list(interview.by[1:])

    def owners(self, quota: Quota, subject: str, day: date) -> list[str]:
        if quota.per in {UNIT, INTERVIEWER}:
            return [subject]
        if quota.per == PAIR:
            one, other = subject.split("+")
            return [who for who, to in ((one, other), (other, one)) if who in self.owing(to, day, quota.grounds)]
        return self.owing(subject, day, quota.grounds)

    # Duties that arise with interviews

    def in_interviews(self) -> Iterator[Row]:
        """Duties for each interviewee, owed by him, that count days from the talk or from the proposal."""
        duties = [one for one in self.regulation.rules
                  if isinstance(one, Duty) and one.each is None and not one.on and one.force is not MAY]
        for duty in duties:
            for interview in self.world.interviews:
                began = self.began(interview)
                for cadre in interview.to if began and self.speaks_of(duty, interview, began) else ():
                    if began and self.selects(duty.about, cadre, began):
                        yield from self.one_duty(duty, interview, began, cadre)

    def began(self, interview: Interview) -> date | None:
        events = [one for one in self.world.events if one.interview == interview.id and one.on <= self.world.as_of]
        return min([one.on for one in events if one.code == PROPOSED] or [one.on for one in events], default=None)

    def speaks_of(self, duty: Duty, interview: Interview, began: date) -> bool:
        of_kind = not duty.kinds or interview.kind in [kind.code for kind in duty.kinds]
        return (interview.regulation == self.regulation.code and not interview.imported and of_kind
                and began >= max(self.world.judged_from, self.regulation.since or date.min))

    def one_duty(self, duty: Duty, interview: Interview, began: date, cadre: str) -> Iterator[Row]:
        happened = self.since(interview, began, cadre)
        due, running = None, False
        if duty.due is not None:
            anchors = [one.on for one in happened if one.code == duty.due.anchor]
            planned = interview.planned if duty.due.anchor == HELD else None
            running, due = len(anchors) > 0, self.moved(duty.due, anchors[0] if anchors else planned)
        if due is not None and due < self.world.judged_from:
            return
        done = min((one.on for one in happened if one.code == duty.met_by), default=None)
        withdrawn = self.withdrawn(interview, cadre)
        moot = withdrawn and (not running or due is None or withdrawn <= due)
        if done:
            status = "LATE" if due and done > due else "DONE"
        elif moot or any(one.code == departed(duty.code) and one.reason for one in happened):
            status = "LAPSED"
        elif due and self.world.as_of > due:
            status = "OVERDUE"
        else:
            status = "WAITING" if duty.due and due is None else "OPEN"
        yield duty.code, cadre, f"interview:{interview.id}", status, due, done, False, frozenset({cadre})

    def withdrawn(self, interview: Interview, cadre: str) -> date | None:
        return min((one.on for one in self.world.events if one.code == WITHDRAWN and one.interview == interview.id
                    and one.cadre in {"", cadre} and one.on <= self.world.as_of), default=None)

    def since(self, interview: Interview, began: date, cadre: str) -> list[Event]:
        """What happened to a cadre since an interview began: in it, then to him outside any, then in his units."""
        known = sorted((one for one in self.world.events if began <= one.on <= self.world.as_of),
                       key=lambda one: one.on)
        units = [post.unit for post in self.posts(cadre, began)]
        return ([one for one in known if one.interview == interview.id and one.cadre in {"", cadre}]
                + [one for one in known if not one.interview and one.cadre == cadre]
                + [one for one in known if not one.interview and not one.cadre and one.unit in units])

    def moved(self, due: Due, start: date | None) -> date | None:
        """So many days or working days on, one by one; a last day off after the start rolls on."""
        day, left, way = start, abs(due.count), timedelta(days=1 if due.count > 0 else -1)
        while day and left:
            day += way
            left -= due.tick is Tick.DAY or self.world.calendar.is_workday(day)
        while day and self.regulation.rolls and way.days > 0 and not self.world.calendar.is_workday(day):
            day += way
        return day
