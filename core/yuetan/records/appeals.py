"""Appeals in the tables: each in a case of its own, at the unit above the one it is against."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attrs import frozen
from sqlalchemy import Connection, insert, select, update

from yuetan.records.journal import CaseFile
from yuetan.records.references import is_kept
from yuetan.records.tables import appeal, cadre, interview, placement, unit

LODGED, UPHELD, DISMISSED = "lodged", "upheld", "dismissed"
"""The states of an appeal."""


@frozen(kw_only=True)
class KeptAppeal:
    """An appeal as the table keeps it."""

    id: int
    case_id: int
    reference: str
    interview: str  # its reference
    cadre: str  # the staff number of who appeals
    name: str  # and his name
    unit: str  # the code of the unit that decides
    acting: str  # and of the one whose interview it is
    lodged_on: date
    state: str


def add_appeal(connection: Connection, case: CaseFile, interview_id: int, cadre_id: int, unit_id: int,  # noqa: PLR0913, PLR0917 - a row of six
               on: date) -> None:
    """An appeal, in the case that was opened for it."""
    connection.execute(insert(appeal).values(
        reference=case.reference, case_id=case.id, interview_id=interview_id, cadre_id=cadre_id, unit_id=unit_id,
        lodged_on=on, state=LODGED))


def find_appeal(connection: Connection, reference: str) -> KeptAppeal | None:
    """The appeal of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    acting, deciding = unit.alias("acting"), unit.alias("deciding")
    query = (select(appeal.c.id, appeal.c.case_id, appeal.c.reference, interview.c.reference.label("interview"),
                    cadre.c.staff_number.label("cadre"), cadre.c.name, deciding.c.code.label("unit"),
                    acting.c.code.label("acting"), appeal.c.lodged_on, appeal.c.state)
             .join(interview, appeal.c.interview_id == interview.c.id)
             .join(cadre, appeal.c.cadre_id == cadre.c.id).join(deciding, appeal.c.unit_id == deciding.c.id)
             .join(acting, interview.c.unit_id == acting.c.id).where(appeal.c.reference == reference))
    row = connection.execute(query).mappings().first()
    return KeptAppeal(**row) if row else None


def appeals_of(connection: Connection, interview_id: int, cadre_id: int) -> tuple[str, ...]:
    """The states of the appeals somebody lodged against an interview."""
    query = select(appeal.c.state).where(appeal.c.interview_id == interview_id, appeal.c.cadre_id == cadre_id)
    return tuple(connection.execute(query).scalars())


def appeals_by(connection: Connection, interview_id: int, cadre_id: int) -> tuple[str, ...]:
    """The references of the appeals somebody lodged against an interview, in the order they were lodged."""
    query = (select(appeal.c.reference).where(appeal.c.interview_id == interview_id, appeal.c.cadre_id == cadre_id)
             .order_by(appeal.c.id))
    return tuple(connection.execute(query).scalars())


def undecided_at(connection: Connection, codes: Collection[str]) -> tuple[str, ...]:
    """The references of the appeals that wait to be decided by these units, in the order they were lodged."""
    query = (select(appeal.c.reference).join(unit, appeal.c.unit_id == unit.c.id)
             .where(appeal.c.state == LODGED, unit.c.code.in_(sorted(codes))).order_by(appeal.c.id))
    return tuple(connection.execute(query).scalars())


def decided(connection: Connection, appeal_id: int, state: str) -> None:
    """That an appeal was decided, and how."""
    connection.execute(update(appeal).where(appeal.c.id == appeal_id).values(state=state))


def unit_over(connection: Connection, unit_id: int, on: date) -> int | None:
    """The unit right above another on a day; None at the top."""
    query = select(placement.c.parent_id).where(
        placement.c.unit_id == unit_id, placement.c.since <= on, placement.c.until > on)
    return connection.execute(query).scalar_one_or_none()


def units_under(connection: Connection, code: str, on: date) -> frozenset[str]:
    """A unit and all that lie below it on a day, by their codes."""
    below = select(unit.c.id).where(unit.c.code == code).cte("below", recursive=True)
    child = (select(placement.c.unit_id).join(below, placement.c.parent_id == below.c.id)
             .where(placement.c.since <= on, placement.c.until > on))
    below = below.union(child)
    return frozenset(connection.execute(select(unit.c.code).where(unit.c.id.in_(select(below.c.id)))).scalars())
