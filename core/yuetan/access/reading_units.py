"""One unit that an actor works for, with what it owes itself."""

from __future__ import annotations

from attrs import frozen
from sqlalchemy import and_, select

from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.scope import OBLIGATIONS
from yuetan.access.views import OwedRow
from yuetan.records.tables import obligation, unit


@frozen(kw_only=True)
class UnitView:
    """One unit."""

    reference: str
    code: str
    name: str
    owed: tuple[OwedRow, ...]  # by the unit itself


def unit_view(reader: Reader, reference: str) -> UnitView | None:
    """One unit; None where there is none of this reference, and where the actor is granted nothing that holds it."""
    row = reader.connection.execute(select(unit).where(
        unit.c.reference == reference, reader.scope.in_units(unit.c.id, OBLIGATIONS))).first()
    if row is None:
        return None
    its_own = and_(obligation.c.unit_id == row.id, obligation.c.subject == row.code, obligation.c.cadre_id.is_(None),
                   obligation.c.interview_id.is_(None))
    return UnitView(reference=row.reference, code=row.code, owed=owed_among(reader, its_own),
                    name=unit_names(reader.connection, (row.id,), reader.on).get(row.id, row.code))
