"""Who may act about people as a personnel clerk: by the unit that manages somebody, and never about himself."""

from __future__ import annotations

from collections.abc import Iterable

from yuetan.access.actor import Actor
from yuetan.casework.errors import Hidden
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.rights_outside import may_outside
from yuetan.engine.world import World
from yuetan.records.database import Connection

MOVE, MERGE = "person.move", "person.merge"
"""What the policy calls it to enter an act about somebody, and to propose or confirm that two records are one."""


def managing_units(world: World, cadre: str) -> tuple[str, ...]:
    """The units that manage somebody: where he holds a post on the day, else where he held the last, or is to begin."""
    if held := world.units_of((cadre,), world.as_of):
        return held
    days = [day for day in world.changes(cadre) if day <= world.as_of]
    for day in reversed(days):
        if before := world.units_of((cadre,), day):
            return before
    return next((units for day in world.changes(cadre) if (units := world.units_of((cadre,), day))), ())


def may_manage(office: Office, actor: Actor, action: str, world: World, cadre: str) -> bool:
    """Whether an actor may do this about somebody by a unit that manages him."""
    himself = bool(actor.cadre) and actor.cadre == cadre
    units: Iterable[str] = () if himself else managing_units(world, cadre)
    return any(may_outside(office, actor, action, world, unit) for unit in units)


def demand_managed(connection: Connection, office: Office, actor: Actor, action: str, cadre: str,  # noqa: PLR0913, PLR0917 - one question
                   unit: str = "") -> World:
    """The world about somebody. Raises `Hidden` where he is not managed by the actor's unit, or ``unit`` is not its."""
    world = world_about(connection, office, people=(cadre,), units=(unit,) if unit else ())
    if not may_manage(office, actor, action, world, cadre):
        raise Hidden
    if unit and not may_outside(office, actor, action, world, unit):
        raise Hidden
    return world
