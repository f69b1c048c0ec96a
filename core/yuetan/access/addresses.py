"""From the names that keys of obligations use to the references that addresses use, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select, union_all

from yuetan.engine.subjects import JOIN
from yuetan.records.tables import cadre, interview, unit


def references_of(connection: Connection, numbers: Iterable[str]) -> Mapping[str, str]:
    """The references of people by their staff numbers."""
    some = sorted(set(numbers))
    query = select(cadre.c.staff_number, cadre.c.reference).where(cadre.c.staff_number.in_(some))
    return {row.staff_number: row.reference for row in connection.execute(query)} if some else {}


def subject_named(connection: Connection, reference: str) -> str:
    """What keys call the cadre, unit, interview or pair of a reference; empty where there is none.

    Whether anybody may know of it is not asked here: what is found under the name is.
    """
    parts = reference.split(JOIN)
    query = union_all(
        select(cadre.c.reference, cadre.c.staff_number.label("name")).where(cadre.c.reference.in_(parts)),
        select(unit.c.reference, unit.c.code).where(unit.c.reference.in_(parts)),
        select(interview.c.reference, interview.c.reference).where(interview.c.reference.in_(parts)))
    found = {row[0]: row[1] for row in connection.execute(query)}
    return JOIN.join(found[part] for part in parts) if all(part in found for part in parts) else ""
