"""Seats the people of a city: who they are, since when they sit where, what they held before and will hold soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice, zip_longest
from random import Random

from attrs import define, evolve, field, frozen

from yuetan.engine.facts import Appointment, Cadre
from yuetan.rules.terms import Rank
from yuetan.testing.city.names import name
from yuetan.testing.city.seats import Seat, further_seats, leading_seats
from yuetan.testing.city.shape import Place

VACANT_TYPES = frozenset({"city_department", "city_direct", "county_department"})
VACANT, NEW, EARLIER, ACTING, ATTACHED, SECONDED = 0.03, 0.12, 0.35, 0.3, 0.01, 0.01  # shares of those they can befall
CONCURRENT = ("secretary", "organisation", "organ")  # lead an office besides sitting in the committee
PARTIES = ("member",) * 18 + ("other_party", "none")
LONGEST_DAYS = 6 * 365
PARTY_BODIES = ("city_party", "county_party", "discipline", "organisation")


@define
class Person:
    """A cadre, the seats he sits in, and the day he took them."""

    cadre: Cadre
    seats: tuple[Seat, ...]
    since: date
    appointments: list[Appointment] = field(factory=list)

    @property
    def began(self) -> date:
        """The first day he is known to have held any post."""
        return min(one.since for one in self.appointments)


@frozen
class People:
    """Everybody, those at the top first, and the chairs of heads that nobody sits in."""

    persons: tuple[Person, ...]
    vacant: tuple[Seat, ...]


def people(places: tuple[Place, ...], cadres: int, random: Random, as_of: date) -> People:
    """Fill the seats of these units with exactly so many people."""
    vacant: list[Seat] = []
    sitters = dict(islice(_sitters(places, vacant, random).items(), cadres))
    for seat in further_seats(places, cadres - len(sitters)):
        sitters[seat.sitter] = [seat]
    led_by_deputy = {seat.place.code for seat in vacant}
    persons = tuple(_person(number, tuple(seats), random, as_of)
                    for number, seats in enumerate(sitters.values(), start=1))
    for person in persons:
        person.appointments.extend(_present(person, random, as_of, led_by_deputy))
        person.appointments.extend(_earlier(person, persons, random))
    _fill_some(vacant, persons, random, as_of)
    return People(persons, tuple(vacant))


def marks_of(rank: int) -> frozenset[str]:
    """What marks a post of this rank: the city manages those of a division, and the province those above."""
    return frozenset({"市管"}) if Rank.DIVISION_DEPUTY <= rank <= Rank.DIVISION else frozenset()


def _sitters(places: Iterable[Place], vacant: list[Seat], random: Random) -> dict[str, list[Seat]]:
    """The leaders' seats by who sits there: first the heads of all units, then those next to them, and so on."""
    first_organ = next((place.code for place in places if place.type == "city_party_organ"), "")
    sitters: dict[str, list[Seat]] = {}
    for turn in zip_longest(*(leading_seats(place, first_organ) for place in places)):
        for seat in filter(None, turn):
            if seat.post == "head" and seat.place.type in VACANT_TYPES and random.random() < VACANT:
                vacant.append(seat)
            else:
                sitters.setdefault(seat.sitter, []).append(seat)
    return sitters


def _person(number: int, seats: tuple[Seat, ...], random: Random, as_of: date) -> Person:
    in_party_body = any(part in seat.place.type for seat in seats for part in PARTY_BODIES)
    party = "member" if in_party_body or seats[0].post == "head" else random.choice(PARTIES)
    this_year = (as_of - date(as_of.year, 1, 1)).days
    recent = this_year > 1 and random.random() < NEW
    since = as_of - timedelta(days=random.randint(1, this_year - 1 if recent else LONGEST_DAYS))
    return Person(Cadre(id=f"{number:07d}", name=name(random), party=party), seats, since)


def _present(person: Person, random: Random, as_of: date, led_by_deputy: set[str]) -> Iterator[Appointment]:
    decided = person.since - timedelta(days=random.randint(3, 25))
    for seat in person.seats:
        manner = _manner(person, seat, random, as_of, led_by_deputy)
        yield _appointment(person, seat, manner=manner, decided=decided, since=person.since)


def _manner(person: Person, seat: Seat, random: Random, as_of: date, led_by_deputy: set[str]) -> str:
    if seat.post == "head" and seat.sitter.endswith(CONCURRENT):
        return "concurrent"
    if seat.post == "head" and person.since.year == as_of.year and random.random() < ACTING:
        return "acting"
    if seat.post == "deputy" and seat.place.code in led_by_deputy:
        led_by_deputy.discard(seat.place.code)
        return "presiding"
    if seat.post in {"deputy", "middle"}:
        chance = random.random()
        return "attached" if chance < ATTACHED else "seconded" if chance > 1 - SECONDED else "regular"
    return "regular"


def _earlier(person: Person, persons: tuple[Person, ...], random: Random) -> Iterator[Appointment]:
    """What some held before: a seat like that of someone else, no higher than their own."""
    if random.random() >= EARLIER:
        return
    seat = random.choice(persons).seats[0]
    if seat.rank > person.seats[0].rank or seat.post == "head":
        return
    since = person.since - timedelta(days=random.randint(400, 2000))
    decided = since - timedelta(days=random.randint(3, 25))
    yield evolve(_appointment(person, seat, decided=decided, since=since), until=person.since)


def _fill_some(vacant: list[Seat], persons: tuple[Person, ...], random: Random, as_of: date) -> None:
    """Of three vacant chairs one was left this year by someone now elsewhere, and one has been decided upon."""
    for number, seat in enumerate(vacant):
        person = random.choice(persons)
        if number % 3 == 0 and person.since.year == as_of.year and person.began == person.since:
            since = person.since - timedelta(days=1500)
            left = evolve(_appointment(person, seat, decided=since, since=since), until=person.since)
            person.appointments.append(left)
        elif number % 3 == 1 and person.seats[0].post == "deputy" and len(person.seats) == 1:
            begins = as_of + timedelta(days=random.randint(5, 20))
            person.appointments = [evolve(one, until=min(one.until, begins)) for one in person.appointments]
            decided = as_of - timedelta(days=random.randint(1, 8))
            person.appointments.append(_appointment(person, seat, decided=decided, since=begins))


def _appointment(person: Person, seat: Seat, *, decided: date, since: date, manner: str = "regular") -> Appointment:
    return Appointment(cadre=person.cadre.id, unit=seat.place.code, post=seat.post, title=seat.title, rank=seat.rank,
                       manner=manner, marks=marks_of(seat.rank), decided=decided, since=since)
