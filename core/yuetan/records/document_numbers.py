"""Numbers of documents: given out in order within a unit, a stem and a year, never twice and never back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update

from yuetan.records.references import is_kept
from yuetan.records.tables import account, cadre, document_number, document_stem, interview, unit

MOST = 200  # of a list


@frozen(kw_only=True)
class KeptNumber:
    """A number as the table keeps it, with the code of its unit, the talk it is of, and who gave it."""

    id: int
    reference: str
    unit: str
    stem: str
    year: int
    number: int
    interview: str  # its reference
    of_talk: str  # its number
    paper: str
    material: str
    cadre: str | None
    given_by: str
    given_at: datetime
    void_reason: str

    @property
    def printed(self) -> str:
        """As papers print it: 某纪约〔2026〕7号."""
        return f"{self.stem}〔{self.year}〕{self.number}号"


@frozen(kw_only=True)
class KeptStem:
    """What numbers of a unit's papers begin with; without a material, of all that have no stem of their own."""

    unit: str
    material: str
    stem: str


def stems_of(connection: Connection, units: Collection[str]) -> tuple[KeptStem, ...]:
    """The stems of some units, by their codes: the last that was set for each material, where it is not empty."""
    last = (select(func.max(document_stem.c.id)).join(unit, document_stem.c.unit_id == unit.c.id)
            .where(unit.c.code.in_(sorted(units))).group_by(document_stem.c.unit_id, document_stem.c.material))
    query = (select(unit.c.code, document_stem.c.material, document_stem.c.stem)
             .join(unit, document_stem.c.unit_id == unit.c.id)
             .where(document_stem.c.id.in_(last), document_stem.c.stem != "")
             .order_by(unit.c.code, document_stem.c.material))
    return tuple(KeptStem(unit=row.code, material=row.material, stem=row.stem) for row in connection.execute(query))


def set_stem(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep what numbers begin with from now on."""
    connection.execute(insert(document_stem).values(values))


def next_number(connection: Connection, unit_id: int, stem: str, year: int) -> int:
    """The number that comes next; nobody else is given it until the transaction has ended."""
    connection.execute(select(unit.c.id).where(unit.c.id == unit_id).with_for_update())
    of = document_number.c
    found = connection.execute(select(func.max(of.number)).where(
        of.unit_id == unit_id, of.stem == stem, of.year == year)).scalar_one()
    return (found or 0) + 1


def add_number(connection: Connection, values: Mapping[str, Any]) -> int:
    """Keep that a number was given to a paper: its key."""
    statement = insert(document_number).values(**values, void_reason="", voided_by=None, voided_at=None)
    return int(connection.execute(statement.returning(document_number.c.id)).scalar_one())


def number_of_paper(connection: Connection, interview_id: int, paper: str, cadre_id: int | None) -> KeptNumber | None:
    """The number that holds of a paper; None where it has none."""
    of = document_number.c
    whose = of.cadre_id.is_(None) if cadre_id is None else of.cadre_id == cadre_id
    query = _numbers().where(of.interview_id == interview_id, of.paper == paper, whose, of.void_reason == "")
    row = connection.execute(query.order_by(of.id.desc())).mappings().first()
    return KeptNumber(**row) if row else None


def find_number(connection: Connection, reference: str) -> KeptNumber | None:
    """The number of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(_numbers().where(document_number.c.reference == reference)).mappings().first()
    return KeptNumber(**row) if row else None


def numbers_where(connection: Connection, *where: ColumnElement[bool]) -> tuple[KeptNumber, ...]:
    """Numbers of papers where it is so, also those that do not hold; the latest first, at most `MOST`."""
    query = _numbers().where(*where).order_by(document_number.c.id.desc()).limit(MOST)
    return tuple(KeptNumber(**row) for row in connection.execute(query).mappings())


def void_number(connection: Connection, number_id: int, *, reason: str, by: int, at: datetime) -> bool:
    """Keep that a number does not hold any more, and why: whether it did. It is given to nothing else."""
    holding = (document_number.c.id == number_id) & (document_number.c.void_reason == "")
    values = {"void_reason": reason, "voided_by": by, "voided_at": at}
    return bool(connection.execute(update(document_number).where(holding).values(values)).rowcount)


def _numbers() -> Select[Any]:
    of = document_number.c
    return (select(of.id, of.reference, unit.c.code.label("unit"), of.stem, of.year, of.number,
                   interview.c.reference.label("interview"), interview.c.number.label("of_talk"), of.paper, of.material,
                   cadre.c.staff_number.label("cadre"), account.c.name.label("given_by"), of.given_at, of.void_reason)
            .join(unit, of.unit_id == unit.c.id).join(interview, of.interview_id == interview.c.id)
            .join(account, of.given_by == account.c.id).outerjoin(cadre, of.cadre_id == cadre.c.id))
