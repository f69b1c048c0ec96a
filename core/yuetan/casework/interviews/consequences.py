"""What an act brings about in what is owed: worked out anew for those it concerns, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from yuetan.casework.interviews.opened import Office, counts_talkers, world_about
from yuetan.records.database import Connection
from yuetan.records.owed.changes import Change
from yuetan.records.owed.refreshing import refresh
from yuetan.rules.regulation import Regulation

ACT = "act"
"""Why something changed: somebody acted."""


def follow(connection: Connection, office: Office, pinned: Sequence[Regulation], *,  # noqa: PLR0913 - whom and why
           cadres: Sequence[str], interviews: Sequence[str] = (), talkers: Sequence[str] = (),
           units: Sequence[str] = (), at: datetime, event_id: int) -> tuple[Change, ...]:
    """Bring what is owed by and about some people up to date, under what governs today and what is pinned.

    What is counted for a whole unit of people is left to the next sweep.
    """
    regulations = {(one.code, one.edition): one for one in (
        *(governed.regulation for governed in office.governed), *pinned)}
    found = list[Change]()
    for regulation in regulations.values():
        subjects = dict.fromkeys((*cadres, *interviews, *units, *(talkers if counts_talkers(regulation) else ())))
        world = world_about(connection, office, (regulation,), interviews=interviews, units=units,
                            cadres=(*cadres, *(talkers if counts_talkers(regulation) else ())))
        found += refresh(connection, world, regulation, subjects, at=at, why=ACT, event_id=event_id)
    return tuple(found)
