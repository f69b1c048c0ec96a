"""Who sits where, for the plain engine: loops over the facts, nothing remembered."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.engine.world import World
from yuetan.rules import Selector


@frozen
class PlainPost:
    """A post as a selector reads it."""

    unit: str
    unit_type: str
    post: str = ""
    rank: int = 0
    manner: str = ""
    marks: frozenset[str] = frozenset()
    party: str = ""


def standing(one: PlainPost) -> int:
    """How high a post stands in its unit: its head, then a deputy in charge of it, then everybody else."""
    if one.post == "head":
        return 2
    return 1 if one.post == "deputy" and one.manner in {"presiding", "acting"} else 0


@frozen(eq=False)
class Seated:
    """Everybody of a world in his posts."""

    world: World

    def posts(self, cadre: str, day: date) -> list[PlainPost]:
        found = []
        for one in self.world.appointments:
            if one.cadre == cadre and one.since <= day < one.until:
                sort = next(unit.type for unit in self.world.units if unit.id == one.unit)
                party = next(person.party for person in self.world.cadres if person.id == cadre)
                found.append(PlainPost(one.unit, sort, one.post, one.rank, one.manner, one.marks, party))
        return found

    def selects(self, selector: Selector | None, cadre: str, day: date) -> bool:
        his = self.posts(cadre, day)
        return selector is None or any(selector.admits(post, his) for post in his)

    def levels(self, upper: str, lower: str, day: date) -> int | None:
        if lower == upper:
            return 0
        for one in self.world.placements:
            if one.unit == lower and one.since <= day < one.until and one.parent:
                level = self.levels(upper, one.parent, day)
                return None if level is None else level + 1
        return None
