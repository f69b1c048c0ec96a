"""Makes a city: a plausible roster of any size, the same for the same seed, in which nobody is real."""

from __future__ import annotations

from datetime import date
from random import Random

from yuetan.records.values import Roster
from yuetan.testing.city.branches import branch_roster
from yuetan.testing.city.people import people
from yuetan.testing.city.relations import Relations
from yuetan.testing.city.shape import abolished, places

SEED = 20150204
AS_OF = date(2026, 9, 1)
FEWEST = 30
FEWEST_MIXED = 250  # so that there is a police bureau, and most of them belong to the city itself


def make_city(cadres: int, seed: int = SEED, *, as_of: date = AS_OF, regulation: str = "lianyungang") -> Roster:
    """The roster of a prefecture-level city with exactly so many cadres, 30 at least, as it stands on a day.

    It takes time in proportion to its size, and the same arguments give the same city. Raises ValueError below 30.
    """
    if cadres < FEWEST:
        message = f"a city has at least {FEWEST} cadres, not {cadres}"
        raise ValueError(message)
    random = Random(seed)  # noqa: S311 - nothing here is secret
    stands = places(cadres)
    gone, where_it_was = abolished()
    seated = people(stands, cadres, random, as_of)
    relations = Relations(seated.persons, {place.code: place for place in stands})
    return Roster(
        units=(*(place.unit() for place in stands), gone),
        placements=(*(placement for place in stands for placement in place.placements()), where_it_was),
        cadres=tuple(person.cadre for person in seated.persons),
        appointments=tuple(one for person in seated.persons for one in person.appointments),
        portfolios=tuple(relations.portfolios(random)),
        past_talks=tuple(relations.past_talks(random, as_of, regulation)),
    ).in_order()


def make_mixed_city(cadres: int, seed: int = SEED, *, as_of: date = AS_OF, regulation: str = "lianyungang") -> Roster:
    """The same with a district, a university, a housing bureau and its police under regulations of their own.

    It has exactly so many cadres, 250 at least; see `yuetan.testing.city.branches.BRANCHES`. Raises ValueError below.
    """
    if cadres < FEWEST_MIXED:
        message = f"a mixed city has at least {FEWEST_MIXED} cadres, not {cadres}"
        raise ValueError(message)
    of_them = len(branch_roster(1, Random(seed), as_of).cadres)  # noqa: S311 - as above
    city = make_city(cadres - of_them, seed, as_of=as_of, regulation=regulation)
    branches = branch_roster(cadres - of_them + 1, Random(seed), as_of)  # noqa: S311
    return Roster(units=city.units + branches.units, placements=city.placements + branches.placements,
                  cadres=city.cadres + branches.cadres, appointments=city.appointments + branches.appointments,
                  portfolios=city.portfolios + branches.portfolios, past_talks=city.past_talks).in_order()
