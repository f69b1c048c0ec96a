"""Inspections in their table: asked for by one, agreed to by another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, insert, select, update

from yuetan.records.references import is_kept
from yuetan.records.tables import account, inspection, unit

MOST = 100  # of a list
INSPECTION, LEDGER = "inspection", "ledger"
"""What is taken out."""


@frozen(kw_only=True)
class KeptInspection:
    """An inspection as the table keeps it, with the code of its unit and the names of both accounts."""

    id: int
    reference: str
    unit_id: int
    unit: str
    unit_reference: str
    since: date
    until: date  # the last day
    sample: int | None
    seed: str
    names: bool
    reason: str
    mark: int
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    agreed_by: int | None
    agreed_by_name: str | None
    agreed_at: datetime | None
    takes: str = INSPECTION  # or LEDGER
    regulation: str = ""  # whose ledger; empty: that of all together
    unit_name: str = ""

    @property
    def number(self) -> str:
        """What papers print for it: 2026-000007."""
        return f"{self.asked_at.year}-{self.id:06d}"


def add_inspection(connection: Connection, values: Mapping[str, Any]) -> str:
    """Keep that somebody asks for an inspection: what names it."""
    statement = insert(inspection).values(**values, agreed_by=None, agreed_at=None).returning(inspection.c.reference)
    return str(connection.execute(statement).scalar_one())


def find_inspection(connection: Connection, reference: str) -> KeptInspection | None:
    """The inspection of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(_inspections().where(inspection.c.reference == reference)).mappings().first()
    return KeptInspection(**row) if row else None


def inspections_in(connection: Connection, units: Collection[str], asked_by: int) -> tuple[KeptInspection, ...]:
    """What an account asked for, and what waits for agreement in some units; the latest first."""
    waiting = inspection.c.agreed_by.is_(None) & unit.c.code.in_(sorted(units))
    query = _inspections().where((inspection.c.asked_by == asked_by) | waiting).order_by(inspection.c.id.desc())
    return tuple(KeptInspection(**row) for row in connection.execute(query.limit(MOST)).mappings())


def agree_to_inspection(connection: Connection, inspection_id: int, *, by: int, at: datetime) -> bool:
    """Keep who agreed to one, and when: whether nobody had before."""
    waiting = (inspection.c.id == inspection_id) & inspection.c.agreed_by.is_(None)
    return bool(connection.execute(update(inspection).where(waiting).values(agreed_by=by, agreed_at=at)).rowcount)


def _inspections() -> Select[Any]:
    asked, agreed = account.alias("asked"), account.alias("agreed")
    return (select(inspection, unit.c.code.label("unit"), unit.c.reference.label("unit_reference"),
                   asked.c.name.label("asked_by_name"),
                   agreed.c.name.label("agreed_by_name"))
            .join(unit, inspection.c.unit_id == unit.c.id).join(asked, inspection.c.asked_by == asked.c.id)
            .outerjoin(agreed, inspection.c.agreed_by == agreed.c.id))
