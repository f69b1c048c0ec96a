"""The case in which what concerns a cadre or a unit outside any interview is on record: one for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import Column, Connection, select

from yuetan.records.cases import alone_with
from yuetan.records.journal import CaseFile, open_case
from yuetan.records.tables import case_file, event, obligation
from yuetan.records.undone import not_undone

CADRE_CASE, UNIT_CASE = "cadre", "unit"


@frozen
class OnRecord:
    """An event in such a case: what, on which day, and the document it rests on."""

    code: str
    on: date
    paper: str


def case_of_cadre(connection: Connection, cadre_id: int) -> CaseFile:
    """The one case of a cadre; opened where there is none.

    Nobody else opens one for him until this transaction ends. The caller appends to it in the same transaction, for it
    is by its events that a case is found to be his.
    """
    alone_with(connection, (cadre_id,))
    return _case(connection, CADRE_CASE, event.c.named_id, cadre_id)  # his own, also while another's are his


def case_of_unit(connection: Connection, unit_id: int) -> CaseFile:
    """The one case of a unit; opened where there is none, see `case_of_cadre`."""
    alone_with(connection, (-unit_id,))  # a number that is no cadre's
    return _case(connection, UNIT_CASE, event.c.unit_id, unit_id)


def on_record(connection: Connection, *, cadre_id: int | None, unit_id: int | None, codes: Sequence[str],
              ) -> tuple[OnRecord, ...]:
    """The events of some codes in the case of a cadre, or of a unit, the latest first; none that was undone."""
    mine = event.c.cadre_id == cadre_id if cadre_id is not None else event.c.unit_id == unit_id
    query = (select(event.c.code, event.c.happened_on, event.c.paper).join(case_file)
             .where(mine, event.c.code.in_(codes), case_file.c.sort.in_((CADRE_CASE, UNIT_CASE)),
                    not_undone(event.c.id, date.max))
             .order_by(event.c.happened_on.desc(), event.c.id.desc()))
    return tuple(OnRecord(*row) for row in connection.execute(query)) if codes else ()


def waiting_on(connection: Connection, cadre_id: int, cause: str) -> tuple[str, ...]:
    """The duties that are owed about a cadre because of an event outside interviews, and neither done nor over."""
    row = obligation.c
    query = select(row.duty).where(row.cadre_id == cadre_id, row.cause == cause, row.interview_id.is_(None),
                                   row.status.in_(("OPEN", "WAITING", "OVERDUE"))).distinct().order_by(row.duty)
    return tuple(connection.execute(query).scalars())


def _case(connection: Connection, sort: str, column: Column[int], key: int) -> CaseFile:
    query = (select(case_file).join(event, event.c.case_id == case_file.c.id)
             .where(column == key, case_file.c.sort == sort).order_by(case_file.c.id).limit(1))
    found = connection.execute(query).mappings().first()
    return CaseFile(**found) if found else open_case(connection, sort)
