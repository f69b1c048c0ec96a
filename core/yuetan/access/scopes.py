"""What an actor may see on a day, with what it rests on looked up."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from yuetan.access.actor import Actor
from yuetan.access.concerned import sides_on
from yuetan.access.known_rules import KnownRules
from yuetan.access.organisations import Organisations
from yuetan.access.scope import OBLIGATIONS, Scope, granted_units
from yuetan.access.units import units_below
from yuetan.records.tables import cadre, unit


def scope_of(connection: Connection, actor: Actor, on: date, rules: KnownRules, there: Organisations) -> Scope:
    """What an actor may see on a day, with the width of it looked up."""
    me = connection.execute(select(cadre.c.id).where(cadre.c.staff_number == actor.cadre)).scalar()
    codes, share = granted_units(actor, OBLIGATIONS), 0.0
    if codes:
        begins = there.general.union(*there.of.values())  # so that all of them are all under every regulation
        seen = select(func.count()).select_from(units_below(codes, begins, on)).scalar_subquery()
        row = connection.execute(select(seen, select(func.count()).select_from(unit).scalar_subquery())).one()
        share = row[0] / row[1] if row[1] else 0.0
    stood_for = select(cadre.c.id).where(cadre.c.staff_number.in_(sorted(actor.principals)))
    principals = tuple(connection.execute(stood_for).scalars()) if actor.principals else ()
    shut = sides_on(connection, on, (actor.cadre,)).shut_among(actor) if actor.granted else ()
    return Scope(actor=actor, on=on, rules=rules, organisations=there, me=me, principals=principals, share=share,
                 shut=shut)
