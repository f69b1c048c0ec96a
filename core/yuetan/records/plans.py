"""Plans of interviews in the tables: their lines are added and dropped, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select, update

from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.journal import CaseFile, case_file_of, open_case
from yuetan.records.references import is_kept
from yuetan.records.tables import cadre, event, interview, obligation, participant, plan, plan_line, unit

PLAN = "plan"
"""The sort of the case in which what is done to a plan is on record."""

DRAFTED, SUBMITTED, APPROVED, RETURNED, WITHDRAWN = "drafted", "submitted", "approved", "returned", "withdrawn"
_TALKER = cadre.alias("talker")


@frozen(kw_only=True)
class KeptPlan:
    """A plan as the table keeps it."""

    id: int
    case_id: int
    reference: str
    regulation: str
    unit_id: int
    unit: str  # its code
    unit_reference: str
    title: str
    since: date
    until: date  # included
    round: str  # the material that tells of the round of talks it is for; empty: of none
    state: str


@frozen(kw_only=True)
class NewLine:
    """A talk that is planned: with whom, of what kind, by whom and when, the last two where that is known."""

    cadre_id: int
    kind: str
    talker_id: int | None = None
    collective: bool = False
    planned: date | None = None
    sealed: bool = False


@frozen(kw_only=True)
class KeptLine(NewLine):
    """A line as the table keeps it."""

    reference: str
    cadre: str  # the staff number
    talker: str  # the staff number; empty where it is left open


def make_plan(connection: Connection, **values: Any) -> tuple[int, CaseFile]:  # noqa: ANN401 - the columns of it
    """A new plan without lines: its key, and its case."""
    case = open_case(connection, PLAN)
    made = insert(plan).values(case_id=case.id, reference=case.reference, state=DRAFTED, **values)
    return connection.execute(made.returning(plan.c.id)).scalar_one(), case


def plan_of(connection: Connection, reference: str) -> tuple[KeptPlan, CaseFile] | None:
    """The plan of this reference and its case; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(plans().where(plan.c.reference == reference)).mappings().first()
    case = case_file_of(connection, reference)
    return (KeptPlan(**row), case) if row and case else None


def plans() -> Select[Any]:
    """A query for plans, with the columns of `KeptPlan`."""
    return (select(plan, unit.c.code.label("unit"), unit.c.reference.label("unit_reference"))
            .join(unit, plan.c.unit_id == unit.c.id))


def lines_of(connection: Connection, plan_id: int) -> tuple[KeptLine, ...]:
    """The lines that stand in a plan, in the order they came."""
    return lines_in(connection, (plan_id,)).get(plan_id, ())


def lines_in(connection: Connection, plan_ids: Collection[int]) -> Mapping[int, tuple[KeptLine, ...]]:
    """The same of several plans by their keys; one without lines is left out."""
    query = (select(plan_line, cadre.c.staff_number, _TALKER.c.staff_number.label("talker"))
             .join(cadre, plan_line.c.cadre_id == cadre.c.id)
             .outerjoin(_TALKER, plan_line.c.talker_id == _TALKER.c.id)
             .where(plan_line.c.plan_id.in_(plan_ids), plan_line.c.dropped.is_(None)).order_by(plan_line.c.id))
    found = defaultdict[int, list[KeptLine]](list)
    for row in connection.execute(query):
        found[row.plan_id].append(_line(row))
    return {key: tuple(some) for key, some in found.items()}


def count_lines(connection: Connection, plan_ids: Collection[int], but: Collection[int],
                ) -> Mapping[tuple[int, bool], int]:
    """How many lines stand in plans, by the key of the plan and whether they are sealed; none about some cadres."""
    of = plan_line.c
    query = (select(of.plan_id, of.sealed, func.count().label("number"))
             .where(of.plan_id.in_(plan_ids), of.dropped.is_(None), of.cadre_id.not_in(but))
             .group_by(of.plan_id, of.sealed))
    return {(row.plan_id, row.sealed): row.number for row in connection.execute(query)}


def lines_about(connection: Connection, plan_ids: Collection[int], cadre_ids: Collection[int],
                ) -> Mapping[int, Sequence[tuple[str, bool]]]:
    """The lines about some cadres that stand in plans, by the key of the plan: the staff number, and whether sealed."""
    of, found = plan_line.c, defaultdict[int, list[tuple[str, bool]]](list)
    query = (select(of.plan_id, cadre.c.staff_number, of.sealed).join(cadre, of.cadre_id == cadre.c.id)
             .where(of.plan_id.in_(plan_ids), of.dropped.is_(None), of.cadre_id.in_(cadre_ids)))
    for row in connection.execute(query) if cadre_ids else ():
        found[row.plan_id].append((row.staff_number, row.sealed))
    return found


def add_lines(connection: Connection, plan_id: int, lines: Iterable[NewLine], *, sequence: int) -> None:
    """Put lines into a plan that an event of its case brought."""
    rows = [asdict(one) | {"plan_id": plan_id, "sequence": sequence} for one in lines]
    connection.execute(insert(plan_line), rows)


def drop_line(connection: Connection, reference: str, *, sequence: int) -> None:
    """Take a line out of its plan; what it said is kept."""
    connection.execute(update(plan_line).where(plan_line.c.reference == reference).values(dropped=sequence))


def set_state(connection: Connection, plan_id: int, state: str) -> None:
    """Have a plan stand so from now on."""
    connection.execute(update(plan).where(plan.c.id == plan_id).values(state=state))


def handed_in_by(connection: Connection, kept: KeptPlan, code: str) -> int | None:
    """The account that handed it in last, by an event of that code; None where nobody did."""
    query = (select(event.c.entered_by).where(event.c.case_id == kept.case_id, event.c.code == code)
             .order_by(event.c.sequence.desc()).limit(1))
    return connection.execute(query).scalar()


def begun_of(connection: Connection, kept: KeptPlan, lines: Sequence[KeptLine]) -> dict[str, Row[Any]]:
    """The interview that each line led to, by the line's reference: the first of its kind with him in the stretch."""
    talks = interview.c
    query = (select(talks.id, talks.reference, talks.kind, talks.state, talks.ended, participant.c.cadre_id)
             .join(participant, participant.c.interview_id == talks.id)
             .where(participant.c.part == INTERVIEWEE, participant.c.cadre_id.in_(sorted({o.cadre_id for o in lines})),
                    talks.regulation == kept.regulation, talks.opened_on <= kept.until,
                    func.coalesce(talks.planned, talks.opened_on) >= kept.since)
             .order_by(talks.id.desc()))
    found = {(row.cadre_id, row.kind): row for row in connection.execute(query)}
    return {one.reference: found[one.cadre_id, one.kind] for one in lines if (one.cadre_id, one.kind) in found}


def owed_talks(connection: Connection, kept: KeptPlan, duties: Mapping[str, str], within: Select[Any],
               ) -> tuple[NewLine, ...]:
    """A line for each talk that is owed until the end of the stretch and stands in no line yet.

    ``duties`` gives the kind of talk that each duty asks for; ``within`` holds the keys of the units looked at.
    """
    of = obligation.c
    planned = {(one.cadre_id, one.kind) for one in lines_of(connection, kept.id)}
    query = (select(of.cadre_id, of.duty).where(
        of.regulation == kept.regulation, of.duty.in_(sorted(duties)), of.cadre_id.is_not(None),
        of.interview_id.is_(None), of.status.in_(("OPEN", "OVERDUE")), or_(of.due.is_(None), of.due <= kept.until),
        of.unit_id.in_(within)).order_by(of.due, of.cadre_id))
    wanted = dict.fromkeys((row.cadre_id, duties[row.duty]) for row in connection.execute(query))
    return tuple(NewLine(cadre_id=cadre_id, kind=kind) for cadre_id, kind in wanted if (cadre_id, kind) not in planned)


def dues_of_talks(connection: Connection, kept: KeptPlan, duties: Mapping[str, str], cadres: Collection[int],
                  seen: ColumnElement[bool]) -> Mapping[tuple[int, str], date]:
    """The first day by which a talk is still owed to somebody, by his key and its kind; of what is ``seen``."""
    of = obligation.c
    query = (select(of.cadre_id, of.duty, of.due).where(
        of.regulation == kept.regulation, of.duty.in_(sorted(duties)), of.cadre_id.in_(sorted(cadres)),
        of.interview_id.is_(None), of.status.in_(("OPEN", "OVERDUE")), of.due.is_not(None), seen)
        .order_by(of.due.desc()))
    return {(row.cadre_id, duties[row.duty]): row.due for row in connection.execute(query)}


def _line(row: Row[Any]) -> KeptLine:
    return KeptLine(reference=row.reference, cadre_id=row.cadre_id, cadre=row.staff_number, talker_id=row.talker_id,
                    talker=row.talker or "", kind=row.kind, collective=row.collective, planned=row.planned,
                    sealed=row.sealed)
