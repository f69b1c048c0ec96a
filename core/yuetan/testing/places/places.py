"""Every place where a story may have somebody look, by the word for it."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.testing.places import offices, older, overseen, owed, people, reports, talks
from yuetan.testing.places.place import Place

PLACES: Mapping[str, Place] = {**owed.PLACES, **talks.PLACES, **overseen.PLACES, **reports.PLACES, **people.PLACES,
                               **offices.PLACES, **older.PLACES}
