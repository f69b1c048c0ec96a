"""A form that is sent by somebody who may not, and what it is answered."""

from __future__ import annotations

from attrs import frozen
from planted_answers import ELSEWHERE
from planted_people import NOBODY

UNFIT = 422


@frozen
class Sent:
    """A form that is sent by somebody who may not: where to, what, and how it may be answered."""

    path: str
    fields: dict[str, str]
    statuses: frozenset[int]


def status_for(who: str, status: int) -> int:
    """The same for everybody but whoever is nobody here: he is sent to sign in."""
    return status if who != NOBODY else ELSEWHERE
