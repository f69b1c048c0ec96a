"""Upward reports as they are seen: those that are owed, the list, one of them, and all of a period added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuetan.testing.places.place import Looking, Place, days, flags, line, numbers, texts
from yuetan.testing.told import Row


def _owed(looking: Looking) -> Iterator[Row]:
    for one in looking.door.owed_reports():
        yield line(regulation=one.regulation.code, duty=one.duty.code, unit=one.unit_name, cause=one.cause, due=one.due,
                   overdue=one.overdue)


def _reports(looking: Looking) -> Iterator[Row]:
    for one in looking.door.reports():
        yield line(regulation=one.regulation.code, duty=one.duty.code, unit=one.unit_name, cause=one.cause,
                   to=one.addressee_name, state=one.state, draft=one.draft, incoming=one.incoming, sent=one.sent_on,
                   received=one.received_on, returned=one.returned_on)


def _report(looking: Looking) -> Iterator[Row]:
    view = looking.door.report(looking.of)
    if view is None:
        return
    yield line(unit=view.row.unit_name, state=view.row.state, outside=view.outside)
    for one in view.fields:
        yield line(field=one.field.code, says=one.said, counted=one.counted, remark=one.remark, now=one.now)
    yield from (line(part=one.unit_name) for one in view.parts)
    yield from (line(missing=one) for one in view.missing)
    yield from (line(may=one) for one in view.acts)


def _collected(looking: Looking) -> Iterator[Row]:
    unit = looking.playing.unit(looking["unit"])
    view = looking.door.collected(unit, looking["regulation"], looking["duty"], looking["cause"])
    if view is None:
        return
    for row in view.rows:
        yield line(unit=row.unit_name, state=row.state, sent=row.sent_on)
        yield from (line(unit=row.unit_name, field=field, says=said) for field, said in row.said.items())
        for one in row.differences:
            yield line(unit=row.unit_name, field=one.field.code, said=one.said, now=one.now)
    yield from (line(field=field, total=total) for field, total in view.totals.items())
    yield from (line(missing=one.unit_name) for one in view.missing)


PLACES: Mapping[str, Place] = {
    "owed_reports": Place(texts("regulation", "duty", "unit", "cause") | days("due") | flags("overdue"), _owed,
                          owed=True),
    "reports": Place(texts("regulation", "duty", "unit", "cause", "to", "state") | numbers("draft") | flags("incoming")
                     | days("sent", "received", "returned"), _reports),
    "report": Place(texts("unit", "state", "field", "says", "counted", "remark", "now", "part", "missing", "may")
                    | flags("outside"), _report, needs=("of",), owed=True),
    "collected": Place(texts("unit", "state", "field", "says", "said", "now", "missing") | days("sent")
                       | numbers("total"), _collected, needs=("unit", "regulation", "duty", "cause"), owed=True),
}
