"""Who is not there, as pages say it; and the desk of such a one, on which nothing is asked of him."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from yuetan.access.reading_desk import desk
from yuetan.access.reading_people import Reader, people_of
from yuetan.access.views import Asked, AwayView, Person, Slice
from yuetan.engine.facts import FOREVER
from yuetan.records.people import away_on

ONE_DAY = timedelta(days=1)


def desk_of(reader: Reader, asked: Asked) -> Slice:
    """The desk; an empty one for whoever is dead, retired, on leave or in detention on the day."""
    himself = away_among(reader, (reader.scope.actor.cadre,))
    return Slice(away=himself[0]) if himself else desk(reader, asked)


def away_among(reader: Reader, numbers: Iterable[str]) -> tuple[AwayView, ...]:
    """Those of some people who are not there on the day, in the order of their staff numbers."""
    found = away_on(reader.connection, (number for number in numbers if number), reader.on)
    people = people_of(reader, numbers=found).by_number if found else {}
    return tuple(AwayView(
        person=people.get(one.cadre, Person(name=one.cadre, cadre=one.cadre)), sort=one.sort, since=one.since,
        until=None if one.until == FOREVER else one.until - ONE_DAY)
        for _, one in sorted(found.items()))
