"""Requests to look into the leads of a unit, out of the events of its own case: asked for, agreed to, and read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, Select, select

from yuetan.records.tables import case_file, event, unit

ASKED, AGREED, READ = "leads_asked", "leads_agreed", "leads_read"
"""The events of such a request, in the case of the unit whose leads they are."""


@frozen(kw_only=True)
class Reading:
    """One request: ``reference`` names it; ``agreed_at`` is None until another agreed. Accounts by their keys."""

    reference: str
    unit_id: int
    unit: str  # its code
    asked_by: int | None
    reason: str
    agreed_at: datetime | None
    name: str = ""  # of the unit, where it was looked up


def readings(connection: Connection, reference: str = "") -> Iterator[Reading]:
    """Every request, the first first; or the one of this reference."""
    agreed = {json.loads(row.content or "{}").get("reading", ""): row.entered_at
              for row in connection.execute(_events(AGREED))}
    for row in connection.execute(_events(ASKED)):
        name = f"{row.reference}.{row.sequence}"
        if reference in {"", name}:
            yield Reading(reference=name, unit_id=row.unit_id, unit=row.unit, asked_by=row.entered_by,
                          reason=json.loads(row.content or "{}").get("reason", ""), agreed_at=agreed.get(name))


def unit_of(connection: Connection, reference: str) -> tuple[int, str] | None:
    """The key and code of a unit by its reference; None where there is none."""
    row = connection.execute(select(unit.c.id, unit.c.code).where(unit.c.reference == reference)).first()
    return (row.id, row.code) if row else None


def unit_rows(connection: Connection, keys: Collection[int]) -> list[tuple[int, str, str]]:
    """The keys, references and codes of some units, in the order of their codes."""
    query = select(unit.c.id, unit.c.reference, unit.c.code).where(unit.c.id.in_(keys)).order_by(unit.c.code)
    return [(row.id, row.reference, row.code) for row in connection.execute(query)] if keys else []


def _events(code: str) -> Select[tuple[str, int, int, str, int, str, datetime]]:
    return (select(case_file.c.reference, event.c.sequence, event.c.unit_id, unit.c.code.label("unit"),
                   event.c.entered_by, event.c.content, event.c.entered_at)
            .select_from(event).join(case_file, event.c.case_id == case_file.c.id)
            .join(unit, event.c.unit_id == unit.c.id).where(event.c.code == code).order_by(event.c.id))
