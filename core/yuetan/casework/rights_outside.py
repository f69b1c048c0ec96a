"""Who may do something about a cadre or a unit outside any interview, and which regulations govern there."""

from __future__ import annotations

from collections.abc import Iterable

from yuetan.access.actor import Actor, Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.casework.interviews.opened import Office
from yuetan.engine.world import World
from yuetan.rules.regulation import Regulation


def may_outside(office: Office, actor: Actor, action: str, world: World, about: str) -> bool:
    """Whether an actor may do this about a cadre, or a unit, by a unit he holds a post in today; never about himself.

    ``about`` is a staff number or the code of a unit; the world is one that was read for it.
    """
    beginning = office.beginning()
    standing = Standing.SUBJECT if actor.cadre and actor.cadre == about else Standing.NONE
    return any(allowed(actor, action, standing=standing,
                       lies=lies_of_grants(actor, world.lying(unit, office.today) or (unit,), beginning))
               for unit in _units(office, world, about))


def governing_there(office: Office, world: World, about: str) -> tuple[Regulation, ...]:
    """The regulations in force today that govern the unit, or one the cadre holds a post in; each as the nearest reads.

    See `may_outside` for what it is asked about.
    """
    found = dict[str, Regulation]()
    for unit in _units(office, world, about):
        for one in office.governs(world.lying(unit, office.today) or (unit,)):
            found.setdefault(one.regulation.code, one.regulation)
    return tuple(found.values())


def _units(office: Office, world: World, about: str) -> Iterable[str]:
    return world.units_of((about,), office.today) if world.cadre(about) else (about,)
