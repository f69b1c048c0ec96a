"""The register of prints: which paper, which copies, by whom, for whom; never what a paper says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, func, insert, select

from yuetan.records.tables import account, document_number, interview, paper_print, unit

MOST = 100  # of a page


@frozen(kw_only=True)
class KeptPrint:
    """One print as the register keeps it."""

    id: int
    interview: str  # its reference
    of_talk: str  # its number
    unit: str
    title: str
    number: str  # of the document; empty where it has none
    sort: str
    marking: str
    kept_years: int | None
    first: int
    last: int
    given_to: str
    hash: str
    printed_by: str
    printed_at: datetime


def next_copy(connection: Connection, interview_id: int, paper: str, cadre_id: int | None) -> int:
    """The number of the copy that comes next; nobody else is given it until the transaction has ended."""
    connection.execute(select(interview.c.id).where(interview.c.id == interview_id).with_for_update())
    of = paper_print.c
    whose = of.cadre_id.is_(None) if cadre_id is None else of.cadre_id == cadre_id
    found = connection.execute(select(func.max(of.last)).where(
        of.interview_id == interview_id, of.paper == paper, whose)).scalar_one()
    return (found or 0) + 1


def add_print(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep that a paper was printed."""
    connection.execute(insert(paper_print).values(values))


def prints_where(connection: Connection, *where: ColumnElement[bool]) -> tuple[KeptPrint, ...]:
    """What was printed of the interviews that are so, the latest first; at most `MOST`."""
    of, talk = paper_print.c, interview.c
    query = (select(of.id, talk.reference.label("interview"), talk.number.label("of_talk"), unit.c.code.label("unit"),
                    of.title, of.sort, of.marking, of.kept_years, of.first, of.last, of.given_to, of.hash,
                    account.c.name.label("printed_by"), of.printed_at, document_number.c.stem, document_number.c.year,
                    document_number.c.number)
             .join(interview, of.interview_id == talk.id).join(unit, of.unit_id == unit.c.id)
             .join(account, of.printed_by == account.c.id)
             .outerjoin(document_number, of.number_id == document_number.c.id)
             .where(*where).order_by(of.id.desc()).limit(MOST))
    return tuple(_kept(dict(row)) for row in connection.execute(query).mappings())


def _kept(row: dict[str, Any]) -> KeptPrint:
    stem, year, number = row.pop("stem"), row.pop("year"), row.pop("number")
    return KeptPrint(**row, number=f"{stem}〔{year}〕{number}号" if stem else "")
