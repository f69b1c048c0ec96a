"""Makes a city: a plausible roster of any size, the same for the same seed, in which nobody is real."""

from __future__ import annotations

from datetime import date
from random import Random

from yuetan.records.values import Roster
from yuetan.testing.city.people import people
from yuetan.testing.city.relations import Relations
from yuetan.testing.city.shape import abolished, places

SEED = 20150204
AS_OF = date(2026, 9, 1)
FEWEST = 30


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
