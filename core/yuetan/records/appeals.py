"""Appeals in the tables: each in a case of its own, at the unit above the one it is against."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from yuetan.records.journal import CaseFile
from yuetan.records.references import is_kept
from yuetan.records.tables import appeal, cadre, event, interview, lead, participant, placement, unit

LODGED, UPHELD, DISMISSED = "lodged", "upheld", "dismissed"
"""The states of an appeal."""


@frozen(kw_only=True)
class KeptAppeal:
    """An appeal as the table keeps it."""

    id: int
    case_id: int
    reference: str
    interview_id: int
    interview: str  # its reference
    about: str  # the staff number of whom the lead is about that it rests on; empty where it rests on none
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
    found = _found(connection, appeal.c.reference == reference) if is_kept(reference) else ()
    return found[0] if found else None


def appeals_of(connection: Connection, interview_id: int, cadre_id: int) -> tuple[str, ...]:
    """The states of the appeals somebody lodged against an interview."""
    query = select(appeal.c.state).where(appeal.c.interview_id == interview_id, appeal.c.cadre_id == cadre_id)
    return tuple(connection.execute(query).scalars())


def appeals_by(connection: Connection, interview_id: int, cadre_id: int) -> tuple[KeptAppeal, ...]:
    """The appeals somebody lodged against an interview, in the order they were lodged."""
    return _found(connection, (appeal.c.interview_id == interview_id) & (appeal.c.cadre_id == cadre_id))


def undecided_at(connection: Connection, codes: Collection[str]) -> tuple[KeptAppeal, ...]:
    """The appeals that wait to be decided by these units, in the order they were lodged."""
    deciding = select(unit.c.id).where(unit.c.code.in_(sorted(codes)))
    return _found(connection, (appeal.c.state == LODGED) & appeal.c.unit_id.in_(deciding))


def _found(connection: Connection, which: ColumnElement[bool]) -> tuple[KeptAppeal, ...]:
    acting, deciding, him = unit.alias("acting"), unit.alias("deciding"), cadre.alias("him")
    query = (select(appeal.c.id, appeal.c.case_id, appeal.c.reference, appeal.c.interview_id,
                    interview.c.reference.label("interview"), func.coalesce(him.c.staff_number, "").label("about"),
                    cadre.c.staff_number.label("cadre"), cadre.c.name, deciding.c.code.label("unit"),
                    acting.c.code.label("acting"), appeal.c.lodged_on, appeal.c.state)
             .join(interview, appeal.c.interview_id == interview.c.id)
             .join(cadre, appeal.c.cadre_id == cadre.c.id).join(deciding, appeal.c.unit_id == deciding.c.id)
             .join(acting, interview.c.unit_id == acting.c.id).outerjoin(lead, interview.c.lead_id == lead.c.id)
             .outerjoin(him, lead.c.cadre_id == him.c.id).where(which).order_by(appeal.c.id))
    return tuple(KeptAppeal(**row) for row in connection.execute(query).mappings())


def taking_part(connection: Connection, those: Collection[KeptAppeal]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """Everyone in the interviews that appeals are against, by the keys of these: the part and the staff number."""
    query = (select(participant.c.interview_id, participant.c.part, cadre.c.staff_number)
             .join(cadre, participant.c.cadre_id == cadre.c.id)
             .where(participant.c.interview_id.in_({one.interview_id for one in those})))
    found = defaultdict[int, list[tuple[str, str]]](list)
    for row in connection.execute(query):
        found[row.interview_id].append((row.part, row.staff_number))
    return {key: tuple(some) for key, some in found.items()}


def contents(connection: Connection, those: Collection[KeptAppeal]) -> Mapping[int, Mapping[str, Mapping[str, str]]]:
    """What was written in appeals, by their keys, and by the codes of the events."""
    cases = {one.case_id: one.id for one in those}
    query = (select(event.c.case_id, event.c.code, event.c.content).where(event.c.case_id.in_(cases))
             .order_by(event.c.sequence))
    found = defaultdict[int, dict[str, Mapping[str, str]]](dict)
    for row in connection.execute(query):
        found[cases[row.case_id]][row.code] = json.loads(row.content) if row.content else {}
    return found


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
