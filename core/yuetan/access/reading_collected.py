"""The reports of one period that a unit is sent: what they add up to, which are wanting, and which differ and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from sqlalchemy import select

from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.reading_report import COUNTED, REMARK
from yuetan.access.reading_reports import READ, may, rows_of
from yuetan.access.report_counts import (
    Asked,
    Counted,
    counted_for_each,
    entered_since,
    talks_of,
    units_world,
    values_of,
)
from yuetan.access.report_views import CollectedRow, CollectedView, Difference, ReportRow
from yuetan.engine.addressees import addressee
from yuetan.engine.world import World
from yuetan.records.cases import unit_ids
from yuetan.records.journal import content_of
from yuetan.records.tables import unit, upward_report
from yuetan.records.upward_reports import KeptReport, Sending, kept_reports, owing_units, reports, sendings
from yuetan.rules.papers import FieldType, FormField


@frozen(eq=False, kw_only=True)
class _Collected:
    """What was looked up for all of them."""

    reader: Reader
    world: World
    asked: Asked
    owing: Sequence[str]
    kept: Mapping[str, KeptReport]  # by the code of the unit
    rows: Mapping[str, ReportRow]
    sent: Mapping[int, tuple[Sending, ...]]
    counted: Mapping[str, Counted]
    names: Mapping[str, str]

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The fields that are numbers."""
        material = self.asked.duty.material
        return tuple(one for one in material.fields if one.type is FieldType.NUMBER) if material else ()


def collected_view(reader: Reader, to: str, regulation: str, duty: str, cause: str) -> CollectedView | None:
    """All reports of a duty for a period or cause to a unit, by its reference.

    None for whom they are not sent to, and where none was ever drafted.
    """
    code = reader.connection.execute(select(unit.c.code).where(unit.c.reference == to)).scalar()
    if code is None or "figures" not in may(reader, READ, code, regulation):
        return None
    table = upward_report.c
    found = kept_reports(reader.connection, reports().where(
        table.regulation == regulation, table.duty == duty, table.cause == cause,
        table.addressee_id == unit_ids(reader.connection, (code,))[code]))
    rows = rows_of(reader, found)
    if not rows:
        return None
    first = rows[0]
    asked = Asked(regulation=first.regulation, duty=first.duty, cause=cause, since=first.since, until=first.until)
    world = units_world(reader.connection, reader.on)
    owing = owing_units(reader.connection, regulation, duty, cause)
    units = tuple(sorted({one.unit for one in found} | {one for one in owing if addressee(
        world, asked.duty, one, min(asked.until, reader.on)) == code}))
    keys = unit_ids(reader.connection, units)
    names = unit_names(reader.connection, keys.values(), reader.on)
    by_reference = {row.reference: row for row in rows}
    read = _Collected(
        reader=reader, world=world, asked=asked, owing=owing, kept={one.unit: one for one in found},
        rows={one.unit: by_reference[one.reference] for one in found if one.reference in by_reference},
        sent=sendings(reader.connection, [one.id for one in found]),
        counted=counted_for_each(reader.connection, world, asked, units),
        names={one: names.get(keys[one], one) for one in units})
    listed = tuple(_row(read, one) for one in units)
    totals = {one.code: sum(int(float(row.said.get(one.code) or 0)) for row in listed if row.sent_on)
              for one in read.fields}
    return CollectedView(regulation=asked.regulation, duty=asked.duty, cause=cause, since=asked.since,
                         until=asked.until, fields=read.fields, rows=listed, totals=totals)


def _row(read: _Collected, code: str) -> CollectedRow:
    kept, row = read.kept.get(code), read.rows.get(code)
    last = next(reversed(read.sent.get(kept.id, ())), None) if kept else None
    if kept is None or row is None or last is None or last.returned_on is not None:
        returned = last is not None and row is not None
        return CollectedRow(unit_name=read.names[code], reference=row.reference if returned and row else "",
                            state="returned" if returned else "", sent_on=None, received_on=None, said={},
                            differences=())
    said = content_of(read.reader.connection, last.event_id)
    return CollectedRow(
        unit_name=read.names[code], reference=row.reference, sent_on=last.sent_on, received_on=last.received_on,
        state="received" if last.received_on else "sent",
        said={one.code: said.get(one.code, "") for one in read.fields},
        differences=tuple(_differences(read, code, said, last)))


def _differences(read: _Collected, code: str, said: Mapping[str, str], last: Sending) -> Iterator[Difference]:
    """Where the records of a unit say something else today than what it has sent, or said so then."""
    now = values_of(read.asked, read.counted[code])
    for one in read.fields:
        if one.counted and (now.get(one.code, "") != said.get(one.code, "") or said.get(REMARK + one.code)):
            talks = talks_of(read.world, read.asked, read.owing, code)
            yield Difference(
                field=one, said=said.get(one.code, ""), counted=said.get(COUNTED + one.code, ""),
                now=now.get(one.code, ""), remark=said.get(REMARK + one.code, ""),
                since=entered_since(read.reader.connection, talks, read.asked, last.sent_at))
