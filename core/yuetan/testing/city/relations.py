"""Who oversees which unit in a city, and who has talked to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from attrs import define, field

from yuetan.engine.facts import Portfolio
from yuetan.records.values import PastTalk
from yuetan.rules.terms import Rank
from yuetan.testing.city.names import name
from yuetan.testing.city.people import Person
from yuetan.testing.city.shape import Place

OVERSEEN = frozenset({  # by one of the leading team of the committee or government they lie under
    "city_party_organ", "city_organisation", "city_party_office", "city_department", "city_direct",
    "city_government_office", "county_department",
})
BUSY = ("mayor", "discipline")  # oversee no single unit
TALKED, TWICE, HANDED_OVER = 0.7, 0.25, 0.1
WARNED, REVISITED, BEFORE_TAKING_OFFICE = 0.02, 0.01, 0.3
TWO_YEARS = 730
SATURDAY = 5


@define
class Relations:
    """Where everybody sits, looked up from above and from below."""

    persons: tuple[Person, ...]
    places: Mapping[str, Place]
    heads: dict[str, Person] = field(factory=dict)
    overseers: dict[str, Person] = field(factory=dict)
    teams: defaultdict[str, list[Person]] = field(factory=lambda: defaultdict(list))  # beside the head

    def __attrs_post_init__(self) -> None:
        for person in self.persons:
            for seat in person.seats:
                if seat.post == "head":
                    self.heads[seat.place.code] = person
                elif seat.post in {"deputy", "member"} and not seat.sitter.endswith(BUSY):
                    self.teams[seat.place.code].append(person)

    def portfolios(self, random: Random) -> Iterator[Portfolio]:
        """One overseer for each unit that has any; some were taken over from another."""
        for code, place in self.places.items():
            team = [one for one in self._team_over(place) if one is not self.heads.get(code)]
            if not team:
                continue
            overseer, other = random.choice(team), random.choice(team)
            self.overseers[code] = overseer
            yield Portfolio(cadre=overseer.cadre.id, unit=code, since=overseer.since)
            if random.random() < HANDED_OVER and other is not overseer and other.since < overseer.since:
                yield Portfolio(cadre=other.cadre.id, unit=code, since=other.since, until=overseer.since)

    def past_talks(self, random: Random, as_of: date, regulation: str) -> Iterator[PastTalk]:
        """Talks of the last two years with about seven in ten."""
        for person in self.persons:
            if random.random() < TALKED:
                times = 2 if random.random() < TWICE else 1
                talks = (self._talk(person, random, as_of, regulation) for _ in range(times))
                yield from {talk.on: talk for talk in talks if talk}.values()

    def _team_over(self, place: Place) -> list[Person]:
        return self.teams.get(place.parent, []) if place.type in OVERSEEN else []

    def _talk(self, person: Person, random: Random, as_of: date, regulation: str) -> PastTalk | None:
        kind = self._kind(person, random, as_of)
        talker = self._superior(person) if kind == "routine" else self.heads.get("S005")
        if talker is None or talker is person:
            return None
        earliest = max(person.began, as_of - timedelta(days=TWO_YEARS))
        latest = as_of - timedelta(days=1)
        if kind == "pre_appointment":
            earliest, latest = person.since - timedelta(days=3), person.since - timedelta(days=1)
        on = _workday(earliest + timedelta(days=random.randint(0, (latest - earliest).days)), earliest)
        by = talker.cadre.id if talker.since <= on else name(random)  # whoever sat there before stands in no roster
        return PastTalk(cadre=person.cadre.id, regulation=regulation, kind=kind, family=kind, on=on, interviewers=(by,))

    def _kind(self, person: Person, random: Random, as_of: date) -> str:
        seat, chance = person.seats[0], random.random()
        division = Rank.DIVISION_DEPUTY <= seat.rank <= Rank.DIVISION
        if division and person.since.year == as_of.year and chance < BEFORE_TAKING_OFFICE:
            return "pre_appointment"
        return "warning" if chance < WARNED else "revisit" if chance > 1 - REVISITED else "routine"

    def _superior(self, person: Person) -> Person | None:
        """The head of a team he belongs to; above a head, whoever oversees his unit, or the head of the unit above."""
        for seat in person.seats:
            if seat.post != "head" and seat.place.code in self.heads:
                return self.heads[seat.place.code]
        place = person.seats[0].place
        return self.overseers.get(place.code) or self.heads.get(place.parent)


def _workday(day: date, earliest: date) -> date:
    """The day, or the Friday before a weekend unless that is too early."""
    moved = day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return max(moved, earliest)
