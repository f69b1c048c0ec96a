"""Upward reports in the tables: what a unit owes to one above, how it stands, and each time it was sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import BindParameter, ColumnElement, Connection, Select, insert, or_, select, update

from yuetan.records.journal import CaseFile, case_file_of, open_case
from yuetan.records.references import is_kept
from yuetan.records.tables import event, obligation, report_sending, unit, upward_report

REPORT = "report"
"""The sort of the case in which what is done to a report is on record."""

DRAFTED, REVIEWED, SENT, RECEIVED, RETURNED = "drafted", "reviewed", "sent", "received", "returned"
HANDED_IN = (SENT, RECEIVED)
"""The states in which it settles what is owed."""

_ADDRESSEE = unit.alias("addressee_unit")


@frozen(kw_only=True)
class KeptReport:
    """A report as the table keeps it."""

    id: int
    case_id: int
    reference: str
    regulation: str
    edition: str  # of the regulation
    duty: str
    cause: str
    since: date
    until: date  # included
    unit_id: int
    unit: str  # its code
    addressee_id: int | None
    addressee: str  # what it is called where it is not in this deployment
    addressee_unit: str  # the code of the unit where it is; empty where it is not
    state: str
    draft: int
    drafted_by: int | None
    reviewed_by: int | None
    text_id: int | None
    interview_id: int | None  # the talk after which it is owed; None for one of a period, or after another event


@frozen(kw_only=True)
class Sending:
    """One time that a report was sent."""

    report_id: int
    draft: int
    event_id: int
    sent_on: date
    sent_at: datetime
    paper: str
    received_on: date | None
    returned_on: date | None


def make_report(connection: Connection, values: Mapping[str, Any]) -> tuple[int, CaseFile]:
    """A new report that says nothing yet: its key, and its case."""
    case = open_case(connection, REPORT)
    made = insert(upward_report).values(case_id=case.id, reference=case.reference, state=DRAFTED, draft=1, **values)
    return connection.execute(made.returning(upward_report.c.id)).scalar_one(), case


def reports() -> Select[Any]:
    """A query for reports, with the columns of `KeptReport`."""
    return (select(upward_report, unit.c.code.label("unit"), _ADDRESSEE.c.code.label("addressee_unit"))
            .join(unit, upward_report.c.unit_id == unit.c.id)
            .outerjoin(_ADDRESSEE, upward_report.c.addressee_id == _ADDRESSEE.c.id))


def kept_reports(connection: Connection, query: Select[Any]) -> tuple[KeptReport, ...]:
    """The reports that a query of `reports` finds."""
    return tuple(KeptReport(**(dict(row) | {"addressee_unit": row["addressee_unit"] or ""}))
                 for row in connection.execute(query).mappings())


def report_of(connection: Connection, reference: str) -> tuple[KeptReport, CaseFile] | None:
    """The report of this reference and its case; None where there is none."""
    if not is_kept(reference):
        return None
    found = kept_reports(connection, reports().where(upward_report.c.reference == reference))
    case = case_file_of(connection, reference) if found else None
    return (found[0], case) if found and case else None


def report_on(connection: Connection, unit_id: int, regulation: str, duty: str, cause: str) -> KeptReport | None:
    """The report of a unit on what it owes once, under whichever edition; None where none was drafted."""
    table = upward_report.c
    found = kept_reports(connection, reports().where(
        table.unit_id == unit_id, table.regulation == regulation, table.duty == duty, table.cause == cause))
    return found[0] if found else None


def change_report(connection: Connection, report_id: int, **values: Any) -> None:  # noqa: ANN401 - the columns of it
    """A report with some columns changed."""
    connection.execute(update(upward_report).where(upward_report.c.id == report_id).values(**values))


def add_sending(connection: Connection, kept: KeptReport, **values: Any) -> None:  # noqa: ANN401 - the columns of it
    """That the present draft was sent."""
    connection.execute(insert(report_sending).values(report_id=kept.id, draft=kept.draft, **values))


def change_sending(connection: Connection, kept: KeptReport, **values: Any) -> None:  # noqa: ANN401 - the columns of it
    """That what was sent as the present draft was received, or returned."""
    mine = (report_sending.c.report_id == kept.id, report_sending.c.draft == kept.draft)
    connection.execute(update(report_sending).where(*mine).values(**values))


def sendings(connection: Connection, report_ids: Iterable[int]) -> Mapping[int, tuple[Sending, ...]]:
    """Each time that some reports were sent, by the key of the report, the first before the others."""
    table = report_sending.c
    names = ("report_id", "draft", "event_id", "sent_on", "sent_at", "paper", "received_on", "returned_on")
    query = (select(*(table[name] for name in names)).where(table.report_id.in_(sorted(set(report_ids))))
             .order_by(table.report_id, table.draft))
    found = dict[int, tuple[Sending, ...]]()
    for row in connection.execute(query).mappings():
        found[row["report_id"]] = (*found.get(row["report_id"], ()), Sending(**row))
    return found


def texts_of(connection: Connection, some: Iterable[KeptReport]) -> Mapping[int, Mapping[str, str]]:
    """What some reports say, by the key of the report: fields and figures; nothing where it was destroyed."""
    whose = {one.text_id: one.id for one in some if one.text_id is not None}
    query = select(event.c.id, event.c.content).where(event.c.id.in_(sorted(whose)))
    return {whose[row.id]: json.loads(row.content) if row.content else {} for row in connection.execute(query)}


def owing_units(connection: Connection, regulation: str, duty: str, cause: str) -> tuple[str, ...]:
    """The codes of the units that owe the same once, in order, whether or not they have done it."""
    of = obligation.c
    query = (select(unit.c.code).distinct().join(obligation, of.unit_id == unit.c.id).order_by(unit.c.code)
             .where(of.regulation == regulation, of.duty == duty, of.cause == cause,
                    or_(of.subject == unit.c.code, of.interview_id.is_not(None))))
    return tuple(connection.execute(query).scalars())


def not_returned(event_id: ColumnElement[int], as_of: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether an event, by its key, is none by which a report was sent that had been returned by a day."""
    return event_id.not_in(select(report_sending.c.event_id).where(report_sending.c.returned_on <= as_of))


def sent_by(connection: Connection, kept: KeptReport) -> int | None:
    """The account that sent it last; None where it was not sent."""
    query = (select(event.c.entered_by).join(report_sending, report_sending.c.event_id == event.c.id)
             .where(report_sending.c.report_id == kept.id).order_by(event.c.sequence.desc()).limit(1))
    return connection.execute(query).scalar()


def wrote_in(connection: Connection, kept: KeptReport, code: str) -> frozenset[int]:
    """The accounts that ever wrote in it, by events of that code."""
    query = select(event.c.entered_by).where(event.c.case_id == kept.case_id, event.c.code == code).distinct()
    return frozenset(one for one in connection.execute(query).scalars() if one is not None)
