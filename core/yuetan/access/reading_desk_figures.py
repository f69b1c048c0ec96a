"""Figures for a desk: read off the counts that are kept beside the table, so that they cost nothing at any size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import func, select

from yuetan.access.desk_views import DeskFigures, Figure, PlannedDay
from yuetan.access.reading_counts import sorts
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.reading_sums import pending_in_units, sums
from yuetan.access.views import Asked
from yuetan.engine.obligations import Status
from yuetan.records.owed import PENDING
from yuetan.records.tables import UNDATED, interview, unit
from yuetan.rules.events import WITHDRAWN

MOST = 12  # units, and months
Numbers = Mapping[str, int]
"""How many there are of a status."""


def desk_figures(reader: Reader) -> DeskFigures:
    """Figures of everything the actor may see on his desk."""
    by_kind, by_unit = defaultdict[str, Counter[str]](Counter), defaultdict[int, Counter[str]](Counter)
    titles, whole = dict[str, tuple[str, str]](), Counter[str]()
    for regulation, edition, code, status, _, number in sums(reader):
        whole[status] += number
        duty = reader.scope.rules.duty(regulation, edition, code)
        if duty.talk is not None:
            kind = f"{regulation}:{duty.talk.kind.code}"
            titles[kind] = duty.talk.kind.title, reader.scope.rules.regulation(regulation, edition).title
            by_kind[kind][status] += number
    for key, status, number in pending_in_units(reader):
        by_unit[key][status] += number
    kinds = [_figure(kind, *titles[kind], by_kind[kind]) for kind in titles]
    return DeskFigures(all=_figure("", "", "", whole), kinds=[one for one in kinds if one.all],
                       units=list(_units(reader, by_unit)), months=list(_months(reader)))


def _figure(code: str, title: str, regulation: str, numbers: Numbers) -> Figure:
    return Figure(code=code, title=title, regulation=regulation, done=numbers[Status.DONE.name],
                  late=numbers[Status.LATE.name], overdue=numbers[Status.OVERDUE.name],
                  open=numbers[Status.OPEN.name] + numbers[Status.WAITING.name])


def _units(reader: Reader, by_unit: Mapping[int, Counter[str]]) -> Iterator[Figure]:
    """The units where most is to be done still; what lies in no unit is in none."""
    def pressing(key: int) -> tuple[int, int, int]:
        of = by_unit[key]
        return -of[Status.OVERDUE.name], -(of[Status.OPEN.name] + of[Status.WAITING.name]), key

    keys = sorted((key for key, of in by_unit.items() if key and of.total() > 0), key=pressing)
    first = keys[:MOST]
    names = unit_names(reader.connection, first, reader.on)
    query = select(unit.c.id, unit.c.reference).where(unit.c.id.in_(first))
    references = {row.id: row.reference for row in reader.connection.execute(query)} if first else {}
    yield from (_figure(references[key], names.get(key, ""), "", by_unit[key]) for key in first)


def _months(reader: Reader) -> Iterator[tuple[str, int, int]]:
    """The months in which something falls due that is not done, the first ones."""
    found = defaultdict[str, Counter[str]](Counter)
    for status, due, number in sorts(reader, Asked()):
        if status in PENDING and due != UNDATED:
            found[f"{due:%Y-%m}"][status] += number
    some = [(month, of.total(), of[Status.OVERDUE.name]) for month, of in sorted(found.items()) if of.total() > 0]
    yield from some[:MOST]


def planned_days(reader: Reader, first: date, last: date) -> Mapping[date, PlannedDay]:
    """The days from the first to the last, both included, for which talks are planned that the actor may see."""
    row, rules = interview.c, reader.scope.rules
    query = (select(row.planned, func.count().label("number"), func.min(row.id).label("first"))
             .where(reader.scope.interviews(row.planned.between(first, last), row.state != WITHDRAWN))
             .group_by(row.planned).order_by(row.planned))
    days = reader.connection.execute(query).all()
    alone = select(row.id, row.reference, row.regulation, row.edition, row.kind).where(
        row.id.in_([day.first for day in days if day.number == 1]))
    talks = {one.id: one for one in reader.connection.execute(alone)}
    found = dict[date, PlannedDay]()
    for day in days:
        one = talks.get(day.first)
        kind = rules.regulation(one.regulation, one.edition).kind(one.kind) if one else None
        found[day.planned] = PlannedDay(on=day.planned, count=day.number, reference=one.reference if one else "",
                                        title=kind.title if kind else "")
    return found
