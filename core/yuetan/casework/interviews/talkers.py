"""Who may talk with a cadre, by which rule, and why somebody else may not."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Office
from yuetan.casework.interviews.proposing import against_the_talk, draft, proposed_in
from yuetan.engine.attempts import Objection
from yuetan.engine.permitted import Admission, Occurrence, candidates
from yuetan.engine.sought import sought
from yuetan.engine.world import Holding, World
from yuetan.records.database import Connection
from yuetan.records.slices import About, load_slice
from yuetan.rules.events import HELD
from yuetan.rules.procedure import PRE_APPOINTMENT, Kind, Pairing, applies
from yuetan.rules.regulation import Regulation


@frozen(kw_only=True)
class Talker:
    """Somebody who may hold a talk, by a pairing and the post that it admits him in."""

    cadre: str
    name: str
    unit: str  # by name
    title: str
    pairing: Pairing
    deputy: bool


def talkers_for(connection: Connection, office: Office, actor: Actor, asked: Proposal) -> tuple[Talker, ...]:
    """Everyone who may hold the talk of a proposal on the day it is planned for; nobody where nothing governs it."""
    found = _governed(connection, office, actor, asked)
    if found is None or asked.planned is None:
        return ()
    (settled, sort), cadre, on = found, asked.interviewees[0], asked.planned
    world = _world(connection, office, settled, sort, cadre, on)
    what = Occurrence(kind=sort.code, cadre=cadre, on=on, coming=sort.family == PRE_APPOINTMENT)
    return tuple(_talker(world, one) for one in candidates(world, settled, what))


def why_not(connection: Connection, office: Office, actor: Actor, asked: Proposal) -> tuple[Objection, ...]:
    """What stands against the talker of a proposal, on the day it is planned for."""
    found = _governed(connection, office, actor, asked)
    if found is None or asked.planned is None:
        return ()
    settled, sort = found
    world = _world(connection, office, settled, sort, asked.interviewees[0], asked.planned, asked.interviewers)
    return against_the_talk(evolved(world, asked.planned), settled, draft(asked, sort))


def evolved(world: World, on: date) -> World:
    """The world as of a day."""
    return world if world.as_of == on else world.at(on)


def _governed(connection: Connection, office: Office, actor: Actor, asked: Proposal,
              ) -> tuple[Regulation, Kind] | None:
    try:
        _, regulation, kind = proposed_in(connection, office, actor, asked)
    except (Refused, Unfit):
        return None
    return regulation, kind


def _world(connection: Connection, office: Office, regulation: Regulation, kind: Kind, cadre: str,  # noqa: PLR0913, PLR0917 - what one question bears on
           on: date, talkers: tuple[str, ...] = ()) -> World:
    pairings = (one for one in regulation.of(Pairing) if one.step == HELD and applies(one.kinds, kind.code))
    about = About(cadres=(cadre,), people=talkers, sought=sought(pairings))
    return load_slice(connection, about, as_of=on, calendar=office.calendar)


def _talker(world: World, one: Admission) -> Talker:
    post: Holding = one.by
    person = world.cadre(post.cadre)
    return Talker(cadre=post.cadre, name=person.name if person else post.cadre,
                  unit=world.name_of(post.unit, world.as_of), title=post.appointment.title, pairing=one.pairing,
                  deputy=one.deputy)


