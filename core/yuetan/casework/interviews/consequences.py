"""What an act brings about in what is owed: worked out anew for those it concerns, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from yuetan.casework.interviews.opened import Office, world_about
from yuetan.engine.grouping import grouped
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.talks import counts_talkers
from yuetan.engine.world import World
from yuetan.records.database import Connection
from yuetan.records.owed.changes import Change
from yuetan.records.owed.refreshing import refresh

ACT = "act"
"""Why something changed: somebody acted."""


def follow(connection: Connection, office: Office, *, cadres: Sequence[str], interviews: Sequence[str] = (),  # noqa: PLR0913 - whom and why
           talkers: Sequence[str] = (), units: Sequence[str] = (), at: datetime, event_id: int, why: str = ACT,
           ) -> tuple[Change, ...]:
    """Bring what is owed by and about some people and units up to date, under whatever governs or governed them.

    What is counted for a whole unit of people is left to the next sweep.
    """
    found, worlds = list[Change](), dict[bool, World]()
    for jurisdictions in grouped(office.jurisdictions, lambda one: one.edition).values():
        talking = counts_talkers(jurisdictions[0].regulation)
        people = tuple(dict.fromkeys((*cadres, *(talkers if talking else ()))))
        if talking not in worlds:
            worlds[talking] = world_about(connection, office, talking=talking, interviews=interviews, units=units,
                                          cadres=people)
        subjects = dict.fromkeys((*people, *interviews, *units))
        if _reach(worlds[talking], jurisdictions, subjects):
            found += refresh(connection, worlds[talking], jurisdictions, subjects, at=at, why=why, event_id=event_id)
    return tuple(found)


def _reach(world: World, jurisdictions: Sequence[Jurisdiction], subjects: Sequence[str] | dict[str, None]) -> bool:
    """Whether an edition ever governed a unit that these belong to: what never did owes nothing under it."""
    extents = [one.extent for one in jurisdictions if one.extent is not None]
    if len(extents) < len(jurisdictions):
        return True
    lying = world.ever_above(subjects)
    return any(one.unit in lying for extent in extents for one in extent.of)
