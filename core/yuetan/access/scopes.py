"""What an actor may see on a day, with what it rests on looked up."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from attrs import evolve
from sqlalchemy import Connection, select, union

from yuetan.access.actor import Actor
from yuetan.access.concerned import Sides, runs_the_system, sides_of, sides_on
from yuetan.access.in_units import granted_units
from yuetan.access.known_rules import KnownRules
from yuetan.access.organisations import Organisations
from yuetan.access.own_talks import own_talks
from yuetan.access.reach import reach_of
from yuetan.access.scope import OBLIGATIONS, Scope
from yuetan.access.shut import talks_with_the_shut
from yuetan.records.tables import cadre, interview, lead, participant


def scope_of(connection: Connection, actor: Actor, on: date, rules: KnownRules, there: Organisations) -> Scope:
    """What an actor may see on a day, with the width of it looked up."""
    me = connection.execute(select(cadre.c.id).where(cadre.c.staff_number == actor.cadre)).scalar()
    reach = reach_of(connection, (one.unit for one in actor.granted if one.unit), on)
    begins = there.general.union(*there.of.values())  # so that all of them are all under every regulation
    stood_for = select(cadre.c.id).where(cadre.c.staff_number.in_(sorted(actor.principals)))
    principals = tuple(connection.execute(stood_for).scalars()) if actor.principals else ()
    shut = _sides(connection, on, actor, me).shut_among(actor) if actor.granted else ()
    talks = talks_with_the_shut(connection, shut, on, among=None if reach.begun else me or 0)
    seen = reach.below(granted_units(actor, OBLIGATIONS), begins)
    share = len(seen) / len(reach.every) if reach.every else 0.0
    return shared(Scope(actor=actor, on=on, rules=rules, organisations=there, me=me, principals=principals,
                         reach=reach, share=share, shut=shut, shut_talks=talks,
                         talks=own_talks(connection, me, principals, on)))


def scope_anew(connection: Connection, scope: Scope) -> Scope:
    """The same in another state of the records: his talks may be others there."""
    talks = own_talks(connection, scope.me, scope.principals, scope.on)
    return scope if talks == scope.talks else shared(evolve(scope, talks=talks))


@lru_cache(maxsize=64)
def shared(scope: Scope) -> Scope:
    """One that is made of the same: its conditions are put together once, and not again for each page."""
    return scope


def _sides(connection: Connection, on: date, actor: Actor, me: int | None) -> Sides:
    """Who is kept above of those he might see something of; whoever runs the system sees his own talks at most."""
    if not runs_the_system(actor):
        return sides_of(connection, on, actor)
    mine, other = participant, participant.alias("other")
    beside = (select(cadre.c.staff_number).join(other, other.c.cadre_id == cadre.c.id)
              .join(mine, mine.c.interview_id == other.c.interview_id).where(mine.c.cadre_id == me))
    on_a_lead = (select(cadre.c.staff_number).join(lead, lead.c.cadre_id == cadre.c.id)
                 .join(interview, interview.c.lead_id == lead.c.id)
                 .join(mine, mine.c.interview_id == interview.c.id).where(mine.c.cadre_id == me))
    people = () if me is None else connection.execute(union(beside, on_a_lead)).scalars()
    return sides_on(connection, on, (actor.cadre, *people), near=())
