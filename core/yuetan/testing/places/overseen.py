"""What whoever supervises sees, and the statistics: numbers, and rows that name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuetan.access.statistics_views import Narrowed
from yuetan.access.supervision_views import GROUPS, Standing, SupervisedRow
from yuetan.testing.places.place import Looking, Place, days, line, numbers, texts
from yuetan.testing.told import Row


def _supervision(looking: Looking) -> Iterator[Row]:
    view = looking.door.supervision(looking.playing.unit(looking["unit"]) if looking["unit"] else "")
    if view is None:
        return
    for one in (view.whole, *view.units):
        yield line(unit=one.name, unfiled=one.unfiled, **_counts(one.standing))
    for duty in view.duties:
        yield line(duty=duty.duty.code, regulation=duty.regulation.code, **_counts(duty.standing))
    for departure in view.departures:
        yield line(departed=departure.event, unit=departure.unit, day=departure.on, reason=departure.reason,
                   kind=departure.kind, number=departure.number)
    yield from (line(sort="unfiled", **_row(one)) for one in view.unfiled)
    yield from (line(sort="problem", **_row(one)) for one in view.problems)


def _supervised(looking: Looking) -> Iterator[Row]:
    page = looking.door.supervised(looking.playing.unit(looking["unit"]), looking["group"])
    yield from (_row(one) for one in page.rows) if page else ()


def _statistics(looking: Looking) -> Iterator[Row]:
    view = looking.door.statistics(Narrowed(
        organisation=looking.playing.unit(looking["organisation"]) if looking["organisation"] else "",
        year=looking["year"], kind=looking["kind"], by=looking["by"], part=looking["part"]))
    yield line(table="total", number=view.total)
    for table in view.tables:
        yield from (line(table=table.name, code=one.code, title=one.title, number=one.number) for one in table.rows)
        yield line(table=table.name, rest=table.rest)


def _counts(standing: Standing) -> dict[str, int]:
    return {name: standing.counts.get(name, 0) for name in GROUPS}


def _row(one: SupervisedRow) -> Row:
    return line(duty=one.duty.code, regulation=one.regulation.code, unit=one.unit, due=one.due, done=one.done_on,
                kind=one.kind, number=one.number, group=one.group)


ROW = texts("duty", "regulation", "unit", "kind", "number", "group") | days("due", "done")
PLACES: Mapping[str, Place] = {
    "supervision": Place(ROW | numbers("unfiled", *GROUPS) | texts("departed", "reason", "sort") | days("day"),
                         _supervision, takes=("unit",), owed=True),
    "supervised": Place(ROW, _supervised, needs=("unit", "group"), owed=True),
    "statistics": Place(texts("table", "code", "title") | numbers("number", "rest"), _statistics,
                        takes=("organisation", "year", "kind", "by", "part"), owed=True),
}
