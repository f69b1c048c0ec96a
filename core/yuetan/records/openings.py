"""Openings of a seal: asked for by one, agreed to by another, and good until a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, insert, select, update

from yuetan.records.tables import lead, opening, unit

__all__ = ["Opening", "agree_to_opening", "opening_of", "openings_asked", "openings_asked_by",
           "put_opening"]


@frozen(kw_only=True)
class Opening:
    """One opening as it stands: ``agreed_by`` and the moments are None until somebody agreed. Accounts by their ids."""

    id: int
    reference: str
    lead: str  # its reference
    part: str
    asked_by: int
    asked_at: datetime
    reason: str
    agreed_by: int | None
    agreed_at: datetime | None
    until: datetime | None  # the last moment at which it may be read
    note: str


def put_opening(connection: Connection, row: Mapping[str, Any]) -> str:
    """Keep that somebody asks for a part of a lead, of the columns of its table: the reference of the new opening."""
    values = {**row, "note": ""}
    reference: str = connection.execute(insert(opening).values(values).returning(opening.c.reference)).scalar_one()
    return reference


def opening_of(connection: Connection, reference: str) -> Opening | None:
    """The opening of this reference; None where there is none."""
    found = connection.execute(_openings().where(opening.c.reference == reference)).mappings().first()
    return Opening(**found) if found else None


def openings_asked(connection: Connection, units: Collection[str]) -> tuple[Opening, ...]:
    """What was asked for and not agreed to yet, in leads that these units keep, the oldest first."""
    waiting = _openings().join(unit, lead.c.unit_id == unit.c.id).where(
        opening.c.agreed_by.is_(None), unit.c.code.in_(units)).order_by(opening.c.asked_at, opening.c.id)
    return tuple(Opening(**row) for row in connection.execute(waiting).mappings())


def openings_asked_by(connection: Connection, account_id: int, lead_id: int) -> tuple[Opening, ...]:
    """What an account asked for in a lead, the latest first."""
    mine = _openings().where(opening.c.asked_by == account_id, opening.c.lead_id == lead_id).order_by(
        opening.c.asked_at.desc(), opening.c.id.desc())
    return tuple(Opening(**row) for row in connection.execute(mine).mappings())


def agree_to_opening(connection: Connection, opening_id: int, values: Mapping[str, Any]) -> bool:
    """Keep who agreed to an opening, when, until when, and why: whether nobody had agreed to it yet."""
    waiting = (opening.c.id == opening_id) & opening.c.agreed_by.is_(None)
    return bool(connection.execute(update(opening).where(waiting).values(**values)).rowcount)


def _openings() -> Select[Any]:
    return (select(opening.c.id, opening.c.reference, lead.c.reference.label("lead"), opening.c.part,
                   opening.c.asked_by, opening.c.asked_at, opening.c.reason, opening.c.agreed_by, opening.c.agreed_at,
                   opening.c.until, opening.c.note).join(lead, opening.c.lead_id == lead.c.id))
