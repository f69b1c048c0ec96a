"""What competent bodies decided about a cadre, by reference, for those who may know of it; and who may record it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, select

from yuetan.access.actor import Actor, Standing
from yuetan.access.policy import Allowed, allowed, lies_of_grants
from yuetan.access.scope import Scope
from yuetan.access.units import units_above
from yuetan.access.views import DecisionView
from yuetan.records.database import Connection
from yuetan.records.dossiers import unit_of_file
from yuetan.records.own_cases import CADRE_CASE
from yuetan.records.tables import appointment, case_file, event, unit
from yuetan.rules.events import DECIDED

READ = "decision.read"
"""What the policy calls it to know of decisions, which are in his personal integrity file."""


def decisions_of(connection: Connection, scope: Scope, cadre: Row[Any]) -> tuple[DecisionView, ...]:
    """The decisions about a cadre that are on record, the latest first; none for whoever may not know of them."""
    if "decision" not in asked(connection, scope, cadre.id, cadre.staff_number, READ).fields:
        return ()
    query = (select(event.c.code, event.c.happened_on, event.c.content).join(case_file)
             .where(event.c.cadre_id == cadre.id, event.c.code.in_(DECIDED), case_file.c.sort == CADRE_CASE)
             .order_by(event.c.happened_on.desc(), event.c.id.desc()))
    rows = ((row, json.loads(row.content or "{}")) for row in connection.execute(query))
    return tuple(DecisionView(sort=row.code, on=row.happened_on, number=said.get("number", ""),
                              body=said.get("body", "")) for row, said in rows)


def asked(connection: Connection, scope: Scope, cadre_id: int, staff_number: str, action: str) -> Allowed:
    """What the policy says to an action about a cadre: by each unit in which he holds a post on the day."""
    actor: Actor = scope.actor
    himself = bool(actor.cadre) and actor.cadre == staff_number
    if staff_number in {one.cadre for one in scope.shut}:
        return Allowed()
    kept = unit_of_file(connection, cadre_id) if action == READ else ""  # a file is read where it lies
    posts = (select(unit.c.code).join(appointment, appointment.c.unit_id == unit.c.id)
             .where(appointment.c.cadre_id == cadre_id, appointment.c.since <= scope.on,
                    appointment.c.until > scope.on).distinct())
    for code in (kept,) if kept else sorted(connection.execute(posts).scalars()):
        lies = lies_of_grants(actor, units_above(connection, code, scope.on), scope.beginning)
        if given := allowed(actor, action, standing=Standing.SUBJECT if himself else Standing.NONE, lies=lies):
            return given
    return allowed(actor, action, standing=Standing.SUBJECT) if himself else Allowed()
