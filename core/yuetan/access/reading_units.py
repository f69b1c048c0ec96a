"""One unit that an actor works for, with what it owes itself."""

from __future__ import annotations

from attrs import frozen
from sqlalchemy import and_, select

from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader, taken_over_by, unit_names
from yuetan.access.scope import OBLIGATIONS
from yuetan.access.views import OwedRow
from yuetan.engine.successions import CASES
from yuetan.records.tables import obligation, succession, unit


@frozen(kw_only=True)
class UnitView:
    """One unit."""

    reference: str
    code: str
    name: str
    owed: tuple[OwedRow, ...]  # by the unit itself
    taken_over_by: str = ""  # the unit that has its reports and cases, where it has ended
    took_over: tuple[tuple[str, str], ...] = ()  # the references and names of the units whose reports and cases it has


def unit_view(reader: Reader, reference: str) -> UnitView | None:
    """One unit; None where there is none of this reference, and where the actor is granted nothing that holds it."""
    row = reader.connection.execute(select(unit).where(
        unit.c.reference == reference, reader.scope.in_units(unit.c.id, OBLIGATIONS))).first()
    if row is None:
        return None
    its_own = and_(obligation.c.unit_id == row.id, obligation.c.subject == row.code, obligation.c.cadre_id.is_(None),
                   obligation.c.interview_id.is_(None))
    return UnitView(reference=row.reference, code=row.code, owed=owed_among(reader, its_own),
                    name=unit_names(reader.connection, (row.id,), reader.on).get(row.id, row.code),
                    taken_over_by=taken_over_by(reader.connection, row.code, reader.on),
                    took_over=_took_over(reader, row.id))


def _took_over(reader: Reader, key: int) -> tuple[tuple[str, str], ...]:
    row = succession.c
    query = (select(unit.c.id, unit.c.reference).join(succession, row.unit_id == unit.c.id)
             .where(row.successor_id == key, row.since <= reader.on, row.inherits.contains(CASES),
                    reader.scope.in_units(unit.c.id, OBLIGATIONS)).order_by(row.since, unit.c.code))
    rows = reader.connection.execute(query).all()
    names = unit_names(reader.connection, [one.id for one in rows], reader.on)
    return tuple((one.reference, names.get(one.id, "")) for one in rows)
