"""What waits for an actor outside interviews: plans, reports, reorganisations, hand-overs, and what two must agree to.

Of what is kept close, such as a seal that is to be opened, a list tells no more than that it waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from yuetan.access.reading_grants import waiting_grants
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.scope import Condition
from yuetan.access.task_views import (
    FILE,
    HANDOVER,
    INSPECTION,
    OPENING,
    PLAN,
    RECEIPT,
    REORGANISATION,
    REPORT,
    REVISION,
    SENDING,
    Task,
)
from yuetan.records.tables import (
    dossier_handover,
    event,
    handover,
    inspection,
    lead,
    opening,
    plan,
    plan_line,
    reorganisation,
    reorganisation_unit,
    upward_report,
)
from yuetan.records.verifying import LOCAL
from yuetan.rules.duties import Duty

SUBMITTED, DRAFTED, SENT, PROPOSED, RELEASED = "submitted", "drafted", "sent", "proposed", "released"
REVIEWED, RETURNED, DECLINED = "reviewed", "returned", "report_declined"
_REPORTING = ("report.approve", "report.receive", "report.send", "report.make")
_SORTS = {DRAFTED: REPORT, SENT: RECEIPT, REVIEWED: SENDING, RETURNED: REVISION}
"""What waits for somebody of a report that stands so, unless it was declined."""


def office_tasks(reader: Reader, most: int) -> Iterator[Task]:
    """All of them, of each sort so many at most."""
    yield from _plans(reader, most)
    yield from _reports(reader, most)
    yield from _reorganisations(reader, most)
    yield from _handovers(reader, most)
    yield from _files(reader, most)
    yield from _inspections(reader, most)
    yield from _openings(reader, most)
    yield from waiting_grants(reader, most)


def _granted(reader: Reader, column: ColumnElement[Any], action: str) -> Condition | None:
    """Whether a column holds a unit where he may do it; None where he may nowhere."""
    return reader.scope.in_units(column, action) if reader.scope.granted(action) else None


def _by_another(reader: Reader, column: ColumnElement[Any]) -> Condition:
    """Whether somebody else did it: nobody agrees with himself."""
    return or_(column.is_(None), column.not_in({reader.scope.actor.account, *reader.scope.actor.one_with}))


def _plans(reader: Reader, most: int) -> Iterator[Task]:
    may = _granted(reader, plan.c.unit_id, "plan.approve")
    if may is None:
        return
    handed_in = (select(event.c.entered_by, event.c.happened_on, event.c.case_id)
                 .where(event.c.code == "plan_submitted").order_by(event.c.id.desc()).subquery())
    in_it = select(plan_line.c.plan_id).where(plan_line.c.cadre_id == reader.scope.me)
    query = (select(plan, handed_in.c.happened_on).join(handed_in, handed_in.c.case_id == plan.c.case_id)
             .where(plan.c.state == SUBMITTED, may, _by_another(reader, handed_in.c.entered_by),
                    plan.c.id.not_in(in_it)).order_by(plan.c.id, handed_in.c.happened_on).limit(most))
    editions = {one.code: one for one in reader.scope.rules.regulations}
    rows = {row.reference: row for row in reader.connection.execute(query)}
    names = unit_names(reader.connection, {row.unit_id for row in rows.values()}, reader.on)
    for row in rows.values():
        yield Task(sort=PLAN, reference=row.reference, title=row.title, about=names.get(row.unit_id, ""),
                   since=row.happened_on, regulation=editions.get(row.regulation))


def _reports(reader: Reader, most: int) -> Iterator[Task]:
    """Reports to be reviewed by another, to be received, and for whoever wrote one to be sent or written anew."""
    row, last, me = upward_report.c, event.alias("last"), reader.scope.actor.account
    may = {action: reader.scope.granted(action) for action in _REPORTING}
    if not any(may.values()):
        return
    came = (select(func.max(event.c.sequence)).where(event.c.case_id == row.case_id).correlate(upward_report)
            .scalar_subquery())
    refused = last.c.code == DECLINED
    ways = [and_(row.drafted_by == me, or_(row.state.in_((REVIEWED, RETURNED)), and_(row.state == DRAFTED, refused)))]
    if may["report.approve"]:
        ways.append(and_(row.state == DRAFTED, reader.scope.in_units(row.unit_id, "report.approve"), ~refused,
                         _by_another(reader, row.drafted_by)))
    if may["report.receive"]:
        ways.append(and_(row.state == SENT, reader.scope.in_units(row.addressee_id, "report.receive")))
    talk = row.interview_id
    free = or_(talk.is_(None), and_(~reader.scope.kept_from(talk), ~reader.scope.shut_interview(talk)))
    query = (select(upward_report, last.c.happened_on, last.c.code).select_from(upward_report)
             .join(last, and_(last.c.case_id == row.case_id, last.c.sequence == came))
             .where(row.state.in_(_SORTS), or_(*ways), free).order_by(row.id).limit(most * len(_SORTS)))
    rows = reader.connection.execute(query).all()
    names = unit_names(reader.connection, {one.unit_id for one in rows}, reader.on)
    for one in rows:
        found = next((edition for edition in reader.scope.rules.regulations
                      if (edition.code, edition.edition) == (one.regulation, one.edition)), None)
        duty = next((some for some in found.of(Duty) if some.code == one.duty), None) if found else None
        sort = REVISION if one.code == DECLINED else _SORTS[one.state]
        if found is not None and duty is not None and _still_his(reader, sort, one.unit_id):
            yield Task(sort=sort, reference=one.reference, title=duty.title,
                       about=names.get(one.unit_id, ""), since=one.happened_on, regulation=found, places=duty.places)


def _still_his(reader: Reader, sort: str, unit_id: int) -> bool:
    """Whether whoever wrote a report may still send it, or write it anew; what is another's was asked of the tables."""
    action = {SENDING: "report.send", REVISION: "report.make"}.get(sort)
    scope = reader.scope
    return action is None or unit_id in scope.reach.below(scope.granted(action), scope.beginning)


def _reorganisations(reader: Reader, most: int) -> Iterator[Task]:
    may = _granted(reader, reorganisation_unit.c.unit_id, "reorganisation.confirm")
    if may is None:
        return
    row = reorganisation.c
    touched = select(reorganisation_unit.c.reorganisation_id).where(may)
    query = select(reorganisation).where(row.state == PROPOSED, row.id.in_(touched), _by_another(
        reader, row.proposed_by)).order_by(row.id).limit(most)
    rows = reader.connection.execute(query).all()
    names = unit_names(reader.connection, {one.unit_id for one in rows}, reader.on)
    for one in rows:
        yield Task(sort=REORGANISATION, reference=one.reference, about=names.get(one.unit_id, ""),
                   since=one.proposed_at.astimezone(LOCAL).date())


def _handovers(reader: Reader, most: int) -> Iterator[Task]:
    row, me = handover.c, reader.scope.actor.account
    mine = or_(and_(row.leaver_id == me, row.given_at.is_(None)),
               and_(row.receiver_id == me, row.received_at.is_(None)))
    query = select(handover).where(row.state == DRAFTED, mine).order_by(row.id).limit(most)
    rows = reader.connection.execute(query).all()
    names = unit_names(reader.connection, {one.unit_id for one in rows}, reader.on)
    for one in rows:
        yield Task(sort=HANDOVER, reference=one.reference, about=names.get(one.unit_id, ""), since=one.leaves_on)


def _files(reader: Reader, most: int) -> Iterator[Task]:
    row = dossier_handover.c
    may = _granted(reader, row.to_id, "file.receive")
    if may is None:
        return
    query = (select(row.reference, event.c.happened_on).join(event, row.released_id == event.c.id)
             .where(row.state == RELEASED, may, *_about_others(reader, row.cadre_id)).order_by(row.id).limit(most))
    for one in reader.connection.execute(query):
        yield Task(sort=FILE, reference=one.reference, since=one.happened_on)


def _inspections(reader: Reader, most: int) -> Iterator[Task]:
    row = inspection.c
    may = _granted(reader, row.unit_id, "inspection.agree")
    if may is None:
        return
    query = select(inspection).where(row.agreed_at.is_(None), may, _by_another(reader, row.asked_by)).order_by(
        row.id).limit(most)
    rows = reader.connection.execute(query).all()
    names = unit_names(reader.connection, {one.unit_id for one in rows}, reader.on)
    for one in rows:
        yield Task(sort=INSPECTION, reference=one.reference, about=names.get(one.unit_id, ""),
                   since=one.asked_at.astimezone(LOCAL).date())


def _openings(reader: Reader, most: int) -> Iterator[Task]:
    may = _granted(reader, lead.c.unit_id, "seal.agree")
    if may is None:
        return
    row = opening.c
    query = (select(row.reference, row.asked_at).join(lead, row.lead_id == lead.c.id)
             .where(row.agreed_at.is_(None), may, _by_another(reader, row.asked_by),
                    *_about_others(reader, lead.c.cadre_id)).order_by(row.id).limit(most))
    for one in reader.connection.execute(query):
        yield Task(sort=OPENING, reference=one.reference, since=one.asked_at.astimezone(LOCAL).date())


def _about_others(reader: Reader, column: ColumnElement[Any]) -> Iterator[Condition]:
    """Whether it is about neither him, nor those in whose place he acts, nor anybody of whom he is told nothing."""
    kept = {key for key in (reader.scope.me, *reader.scope.principals) if key is not None}
    kept |= {one.key for one in reader.scope.shut}
    if kept:
        yield column.not_in(sorted(kept))
