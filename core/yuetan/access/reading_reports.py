"""Upward reports: those a unit is to make, has made, and is sent; each with what it says and what the records say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from yuetan.access.actor import Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.report_counts import units_world
from yuetan.access.report_views import INCOMING, OWN, ReportOwed, ReportRow, ReportsAsked
from yuetan.access.units import units_above
from yuetan.engine.addressees import Addressees, upward
from yuetan.engine.obligations import Key
from yuetan.records.tables import obligation, unit, upward_report
from yuetan.records.units import keys_of
from yuetan.records.upward_reports import (
    DRAFTED,
    HANDED_IN,
    RETURNED,
    REVIEWED,
    KeptReport,
    Sending,
    kept_reports,
    report_on,
    reports,
    sendings,
)
from yuetan.rules.duties import Duty

MAKE, REVIEW, SEND, RECEIVE, READ = (
    "report.make", "report.approve", "report.send", "report.receive", "report.read")
MOST = 300
_TO_BE_DONE = ("OPEN", "OVERDUE", "WAITING")


def owed_reports(reader: Reader) -> tuple[ReportOwed, ...]:
    """What the units he reports for owe upward and have not drafted, the most pressing first; at most 300."""
    rules = reader.scope.rules
    duties = {(one.code, one.edition, duty.code): (one, duty) for one in rules.regulations for duty in one.of(Duty)
              if upward(duty)}
    of, table = obligation.c, upward_report.c
    drafted = select(table.id).where(
        table.unit_id == of.unit_id, table.regulation == of.regulation, table.duty == of.duty,
        table.cause == of.cause).exists()
    query = (select(obligation, unit.c.code).join(unit, of.unit_id == unit.c.id)
             .where(of.status.in_(_TO_BE_DONE), _after_no_talk_kept_from(reader, of.interview_id),
                    or_(of.subject == unit.c.code, of.interview_id.is_not(None)), ~reader.scope.shut_obligation(),
                    of.duty.in_(sorted({duty for _, _, duty in duties})), ~drafted,
                    reader.scope.in_units_under(obligation, of.unit_id, MAKE))
             .order_by(of.due.is_(None), of.due, of.id).limit(MOST))
    rows = [row for row in reader.connection.execute(query) if (row.regulation, row.edition, row.duty) in duties]
    names = unit_names(reader.connection, {row.unit_id for row in rows}, reader.on)
    found = [(row, *duties[row.regulation, row.edition, row.duty]) for row in rows]
    upper = _reported_to(reader, {(duty, row.code) for row, _, duty in found}) if found else {}
    return tuple(ReportOwed(
        regulation=regulation, duty=duty, unit=row.code, unit_name=names.get(row.unit_id, row.code), cause=row.cause,
        due=row.due, overdue=row.status == "OVERDUE", addressee_name=upper.get((duty, row.code), ""))
        for row, regulation, duty in found)


def _reported_to(reader: Reader, asked: Iterable[tuple[Duty, str]]) -> Mapping[tuple[Duty, str], str]:
    """What the units are called to which some report, by what they report and their own codes; those there are."""
    reports_to = Addressees(units_world(reader.connection, reader.on), reader.on)
    codes = {one: reports_to.of(*one) for one in asked}
    keys = keys_of(reader.connection, {code for code in codes.values() if code})
    names = unit_names(reader.connection, keys.values(), reader.on)
    return {one: names.get(keys[code], code) for one, code in codes.items() if code}


def report_rows(reader: Reader, asked: ReportsAsked) -> tuple[ReportRow, ...]:
    """The reports of his units, and those sent to them; what tells of the latest days first; one beyond the page."""
    table = upward_report.c
    own = reader.scope.in_units_under(upward_report, table.unit_id, READ)
    sent_before = or_(table.state.in_((*HANDED_IN, RETURNED)), table.draft > 1)
    incoming = and_(reader.scope.in_units_under(upward_report, table.addressee_id, READ), sent_before)
    side = {OWN: own, INCOMING: and_(incoming, ~own)}.get(asked.side, or_(own, incoming))
    query = (reports().where(side, _after_no_talk_kept_from(reader, table.interview_id), *_narrowed(asked))
             .order_by(table.until.desc(), table.id.desc())
             .limit(asked.limit + 1).offset((asked.page - 1) * asked.limit))
    return rows_of(reader, kept_reports(reader.connection, query))


def _narrowed(asked: ReportsAsked) -> Iterator[ColumnElement[bool]]:
    """What an asked list leaves out. For whom a returned report is sent, it stays returned while it is drafted anew."""
    table = upward_report.c
    if asked.state:
        again = and_(table.state.in_((DRAFTED, REVIEWED)), table.draft > 1)
        stands = table.state == asked.state
        if asked.side == INCOMING:
            stands = or_(stands, again) if asked.state == RETURNED else and_(stands, ~again)
        yield stands
    if asked.year.isascii() and asked.year.isdigit() and MINYEAR <= int(asked.year) <= MAXYEAR:
        yield table.until.between(date(int(asked.year), 1, 1), date(int(asked.year), 12, 31))
    if asked.unit:
        yield table.unit_id.in_(select(unit.c.id).where(unit.c.reference == asked.unit))


def report_for(reader: Reader, key: Key) -> ReportRow | None:
    """The report on what a unit owes once; None where none was drafted, and for whom it is not to be seen."""
    of = obligation.c
    unit_id = reader.connection.execute(select(of.unit_id).where(
        of.subject == key.subject, of.duty == key.duty, of.cause == key.cause, of.regulation == key.regulation,
        of.edition == key.edition)).scalar()
    kept = report_on(reader.connection, unit_id, key.regulation, key.duty, key.cause) if unit_id else None
    if kept is None or not (sees_drafts(reader, kept) and to_be_seen(reader, kept)):
        return None
    return next(iter(rows_of(reader, (kept,))), None)


def rows_of(reader: Reader, found: Sequence[KeptReport]) -> tuple[ReportRow, ...]:
    """Reports as a list shows them, in their order; those of an edition that is there no more are left out."""
    sent = sendings(reader.connection, [one.id for one in found])
    keys = {one.unit_id for one in found} | {one.addressee_id for one in found if one.addressee_id}
    names = unit_names(reader.connection, keys, reader.on)
    references = _references(reader, {one.unit_id for one in found})
    return tuple(row for one in found if (row := _row(reader, one, sent.get(one.id, ()), names, references)))


def to_be_seen(reader: Reader, kept: KeptReport) -> bool:
    """Whether it follows no talk that he is kept from."""
    query = select(upward_report.c.id).where(
        upward_report.c.id == kept.id, _after_no_talk_kept_from(reader, upward_report.c.interview_id))
    return reader.connection.execute(query).first() is not None


def _after_no_talk_kept_from(reader: Reader, talk: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a column names no interview, or one that is not about the reader and that he was not recused from."""
    return or_(talk.is_(None), and_(~reader.scope.kept_from(talk), ~reader.scope.shut_interview(talk)))


def may(reader: Reader, action: str, code: str, regulation: str) -> frozenset[str]:
    """What the policy gives the actor of something in a unit under a regulation; nothing for no unit."""
    if not code:
        return frozenset()
    above = units_above(reader.connection, code, reader.on) or (code,)
    lies = lies_of_grants(reader.scope.actor, above, reader.scope.organisations.beginning(regulation))
    return allowed(reader.scope.actor, action, standing=Standing.NONE, lies=lies).fields


def sees_drafts(reader: Reader, kept: KeptReport) -> bool:
    """Whether he reads it as somebody of the unit that makes it."""
    return "report" in may(reader, READ, kept.unit, kept.regulation)


def incoming_state(kept: KeptReport) -> str:
    """How a report stands for the unit it is for: of a new draft it knows nothing before that is sent."""
    return RETURNED if kept.state in {DRAFTED, REVIEWED} and kept.draft > 1 else kept.state


def _row(reader: Reader, one: KeptReport, sent: tuple[Sending, ...], names: Mapping[int, str],
         references: Mapping[int, str]) -> ReportRow | None:
    try:
        regulation = reader.scope.rules.regulation(one.regulation, one.edition)
        duty = reader.scope.rules.duty(one.regulation, one.edition, one.duty)
    except KeyError:
        return None
    incoming, last = not sees_drafts(reader, one), sent[-1] if sent else None
    if last and not incoming and last.draft < one.draft:
        last = None
    return ReportRow(
        reference=one.reference, regulation=regulation, duty=duty, cause=one.cause, since=one.since, until=one.until,
        unit=references.get(one.unit_id, ""), unit_name=names.get(one.unit_id, one.unit),
        addressee_name=names.get(one.addressee_id or 0, one.addressee), draft=one.draft, incoming=incoming,
        state=incoming_state(one) if incoming else one.state, sent_on=last.sent_on if last else None,
        received_on=last.received_on if last else None, returned_on=last.returned_on if last else None)


def _references(reader: Reader, keys: set[int]) -> Mapping[int, str]:
    query = select(unit.c.id, unit.c.reference).where(unit.c.id.in_(sorted(keys)))
    return {row.id: row.reference for row in reader.connection.execute(query)}
