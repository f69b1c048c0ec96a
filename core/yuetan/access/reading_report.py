"""One upward report: what it says, what the records said and say, what was done to it, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen
from sqlalchemy import func, select

from yuetan.access.reading_interviews import interview_rows
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.reading_reports import (
    MAKE,
    READ,
    RECEIVE,
    REVIEW,
    SEND,
    incoming_state,
    may,
    rows_of,
    sees_drafts,
    to_be_seen,
)
from yuetan.access.report_counts import Asked, Counted, counted_for, entered_since, talks_of, units_world, values_of
from yuetan.access.report_views import ReportedPart, ReportEvent, ReportField, ReportRow, ReportView
from yuetan.engine.world import World
from yuetan.records.cases import unit_ids
from yuetan.records.journal import CaseFile, content_of
from yuetan.records.tables import account, event, interview, unit
from yuetan.records.upward_reports import (
    DRAFTED,
    RECEIVED,
    RETURNED,
    REVIEWED,
    SENT,
    KeptReport,
    Sending,
    owing_units,
    report_of,
    sendings,
    sent_by,
    texts_of,
    wrote_in,
)

COUNTED, REMARK = "counted.", "remark."
WROTE = "report_drafted"
MOST_TALKS = 200


@frozen(eq=False, kw_only=True)
class _Read:
    """A report as it is read: by somebody of the unit that makes it, or of the one it is for."""

    reader: Reader
    kept: KeptReport
    case: CaseFile
    row: ReportRow
    own: bool
    world: World
    asked: Asked
    last: Sending | None  # of what the reader sees

    @property
    def said(self) -> Mapping[str, str]:
        """What it says: to the unit it is for what was sent, and nothing written since."""
        if self.own:
            return texts_of(self.reader.connection, (self.kept,)).get(self.kept.id, {})
        return content_of(self.reader.connection, self.last.event_id) if self.last else {}


def report_view(reader: Reader, reference: str) -> ReportView | None:
    """One report; None where there is none, and for whom it is neither his unit's nor sent to it."""
    read = _opened(reader, reference)
    if read is None:
        return None
    kept = read.kept
    counted = counted_for(reader.connection, read.world, read.asked, kept.unit)
    talks = talks_of(read.world, read.asked, owing_units(
        reader.connection, kept.regulation, kept.duty, kept.cause), kept.unit)
    shown = interview_rows(reader, interview.c.id.in_(talks), MOST_TALKS) if read.asked.fields else ()
    number = reader.connection.execute(
        select(func.count()).select_from(talks.subquery())).scalar_one() if read.asked.fields else 0
    since = entered_since(reader.connection, talks, read.asked, read.last.sent_at) if (
        read.asked.fields and read.last) else 0
    return ReportView(
        row=read.row, version=read.case.version, unit_code=kept.unit, fields=tuple(_fields(read, counted, since)),
        history=tuple(_history(read)), parts=_parts(read, counted), missing=_named(reader, counted.missing),
        talks=shown, more_talks=number - len(shown), paper=read.last.paper if read.last else "",
        acts=frozenset(_acts(read)), outside=kept.addressee_id is None, collected=_collected(read))


def _collected(read: _Read) -> str:
    if "figures" not in may(read.reader, READ, read.kept.addressee_unit, read.kept.regulation):
        return ""
    return str(read.reader.connection.execute(
        select(unit.c.reference).where(unit.c.id == read.kept.addressee_id)).scalar_one())


def _opened(reader: Reader, reference: str) -> _Read | None:
    found = report_of(reader.connection, reference)
    if found is None:
        return None
    kept, case = found
    own = sees_drafts(reader, kept)
    sent = sendings(reader.connection, (kept.id,)).get(kept.id, ())
    if not to_be_seen(reader, kept):
        return None
    if not own and not (sent and "report" in may(reader, READ, kept.addressee_unit, kept.regulation)):
        return None
    rows = rows_of(reader, (kept,))
    if not rows or rows[0].duty.material is None:
        return None
    row = rows[0]
    asked = Asked(regulation=row.regulation, duty=row.duty, cause=kept.cause, since=kept.since, until=kept.until)
    last = sent[-1] if sent else None
    return _Read(reader=reader, kept=kept, case=case, row=row, own=own, asked=asked,
                 world=units_world(reader.connection, reader.on),
                 last=None if own and last and last.draft < kept.draft else last)


def _fields(read: _Read, counted: Counted, since: int) -> Iterator[ReportField]:
    said, now = read.said, values_of(read.asked, counted)
    material = read.asked.duty.material
    for one in material.fields if material else ():
        found = ReportField(field=one, said=said.get(one.code, ""), counted=said.get(COUNTED + one.code, ""),
                            remark=said.get(REMARK + one.code, ""))
        yield evolve(found, now=now.get(one.code, ""), since=since) if one.counted else found


def _history(read: _Read) -> Iterator[ReportEvent]:
    """What was done to it; the unit it is for sees what was between the two."""
    query = (select(event.c.code, event.c.happened_on, event.c.entered_at, account.c.name, event.c.reason,
                    event.c.paper, event.c.late_reason, event.c.sequence)
             .outerjoin(account, event.c.entered_by == account.c.id)
             .where(event.c.case_id == read.kept.case_id).order_by(event.c.sequence))
    inner = {WROTE, "report_declined", "report_reviewed"}
    for row in read.reader.connection.execute(query):
        if read.own or row.code not in inner:
            yield ReportEvent(code=row.code, on=row.happened_on, at=row.entered_at, by=row.name or "",
                              reason=row.reason, paper=row.paper, late_reason=row.late_reason)


def _parts(read: _Read, counted: Counted) -> tuple[ReportedPart, ...]:
    names = _names(read.reader, [one.unit for one in counted.received])
    return tuple(ReportedPart(
        unit_name=names[one.unit], said=counted.stated.get(one.unit, {}),
        reference=one.reference if read.own or sees_drafts(read.reader, one) else "") for one in counted.received)


def _acts(read: _Read) -> Iterator[str]:
    """What the actor may do with it as it stands."""
    reader, kept, account_id = read.reader, read.kept, read.reader.scope.actor.account
    state = kept.state if read.own else incoming_state(kept)
    if state in {DRAFTED, REVIEWED, RETURNED} and read.own and may(reader, MAKE, kept.unit, kept.regulation):
        yield "write"
    another = account_id not in wrote_in(reader.connection, kept, WROTE)
    if state in {DRAFTED, REVIEWED} and read.own and another and may(reader, REVIEW, kept.unit, kept.regulation):
        yield from ("review", "decline") if state == DRAFTED else ("decline",)
    if state == REVIEWED and read.own and may(reader, SEND, kept.unit, kept.regulation):
        yield "send"
    if state in {SENT, RECEIVED} and _answers(read):
        yield from ("receive", "return") if state == SENT else ("return",)


def _answers(read: _Read) -> bool:
    reader, kept = read.reader, read.kept
    if kept.addressee_id is None:
        return bool(may(reader, SEND, kept.unit, kept.regulation))
    return bool(may(reader, RECEIVE, kept.addressee_unit, kept.regulation)) and (
        sent_by(reader.connection, kept) != reader.scope.actor.account)


def _named(reader: Reader, codes: tuple[str, ...]) -> tuple[str, ...]:
    names = _names(reader, codes)
    return tuple(names[code] for code in codes)


def _names(reader: Reader, codes: list[str] | tuple[str, ...]) -> Mapping[str, str]:
    keys = unit_ids(reader.connection, codes)
    names = unit_names(reader.connection, keys.values(), reader.on)
    return {code: names.get(keys.get(code, 0), code) for code in codes}
