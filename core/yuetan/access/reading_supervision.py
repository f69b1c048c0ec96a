"""Supervision downwards: what is due, late, open and how old in the units below, added up out of counts kept beside it.

A page costs the units and the sorts of obligations there are, not the obligations: only what is kept from the reader is
looked at row by row, and that is little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, FromClause, Integer, Row, and_, case, cast, func, select

from yuetan.access.branches import Branches, branches
from yuetan.access.reading_counts import SOON
from yuetan.access.reading_departures import departures
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.reading_supervised_rows import of_units, rows_of
from yuetan.access.scope import Condition
from yuetan.access.supervised import Supervised
from yuetan.access.supervision_views import (
    LATE,
    OPEN,
    OVERDUE,
    PLANS,
    PROBLEMS,
    UNDATED,
    WAITING,
    DutyStanding,
    Standing,
    SupervisedPage,
    SupervisionView,
    UnitStanding,
)
from yuetan.access.supervision_views import SOON as IN_A_WEEK
from yuetan.access.units import units_above
from yuetan.engine.obligations import Status
from yuetan.records.owed import counted_due
from yuetan.records.tables import UNDATED as NO_DAY
from yuetan.records.tables import obligation, obligation_count, unit

SHOWN = 50  # rows of each part of the page
LOOKED_BACK = timedelta(days=365)  # for departures

Key = tuple[int, str, str, str]
"""The unit, regulation, edition and duty that something is counted for."""


@frozen
class _Sort:
    """How much there is of a group, and the first day it was due."""

    key: Key
    group: str
    due: date
    number: int


def supervision(reader: Reader, reference: str) -> SupervisionView | None:
    """A unit that the reader supervises with what lies below it; the first he may begin with where none is named.

    None for one that he does not, and for whoever supervises nothing.
    """
    over = Supervised(reader)
    choices = _choices(reader, over)
    place = _place(reader, over, reference, choices)
    if place is None:
        return None
    tree, counted = place.tree, tuple(_counted(reader, over, place.tree.code))
    holding = {tree.under[key] for key in over.keys if key in tree.under}
    seen = [one for one in tree.below if one.key in holding]
    by_unit = defaultdict[int, list[_Sort]](list)
    for one in counted:
        by_unit[tree.branch_of(one.key[0])].append(one)
    since = reader.on - LOOKED_BACK
    return SupervisionView(
        reference=tree.reference, name=tree.name, choices=choices, trail=place.trail[:-1],
        whole=_unit(reader, tree.reference, tree.name, counted, parts=True),
        units=tuple(_unit(reader, one.reference, one.name, by_unit[one.key], parts=one.parts) for one in seen),
        duties=tuple(_duties(reader, counted)),
        unfiled=rows_of(reader, over, tree.code, PLANS, 1, SHOWN).rows,
        problems=rows_of(reader, over, tree.code, PROBLEMS, 1, SHOWN).rows,
        departures=departures(reader, over, tree.code, since, SHOWN), since=since)


def supervised_page(reader: Reader, reference: str, group: str, page: int) -> SupervisedPage | None:
    """A page of the obligations of a group in a unit and below; None for a unit that is not his to supervise.

    Where none is named, in the first he may begin with.
    """
    over = Supervised(reader)
    place = _place(reader, over, reference, () if reference else _choices(reader, over))
    if place is None:
        return None
    tree = place.tree
    found = rows_of(reader, over, tree.code, group, page, SHOWN)
    return SupervisedPage(
        rows=found.rows, more=found.more, reference=tree.reference, name=tree.name, trail=place.trail[:-1],
        counts=_standing(tuple(_counted(reader, over, tree.code))).counts)


@frozen
class _Place:
    """A unit that is looked at, and those above it from one the reader may begin with."""

    tree: Branches
    trail: tuple[tuple[str, str], ...]


def _place(reader: Reader, over: Supervised, reference: str, choices: Sequence[tuple[str, str]]) -> _Place | None:
    """Where the reader looks; None for a unit that is not his to supervise, and where there is none."""
    asked = reference or (choices[0][0] if choices else "")
    tree = branches(reader, asked) if asked else None
    trail = _trail(reader, over, tree) if tree else ()
    return _Place(tree, trail) if tree and trail else None


def _choices(reader: Reader, over: Supervised) -> tuple[tuple[str, str], ...]:
    codes = sorted({*over.own, *over.above})
    rows = reader.connection.execute(select(unit).where(unit.c.code.in_(codes)).order_by(unit.c.code)).all()
    names = unit_names(reader.connection, [row.id for row in rows], reader.on)
    return tuple((row.reference, names.get(row.id, row.code)) for row in rows)


def _trail(reader: Reader, over: Supervised, tree: Branches) -> tuple[tuple[str, str], ...]:
    """The units from one the reader may begin with down to this one.

    None where it lies under none of them, and where nothing at or below it is his to supervise.
    """
    above, begins = units_above(reader.connection, tree.code, reader.on), {*over.own, *over.above}
    found = [place for place, code in enumerate(above) if code in begins]
    if not found or not (tree.code in begins or tree.key in over.keys or over.keys & tree.under.keys()):
        return ()
    codes = above[:found[-1] + 1]
    rows = {row.code: row for row in reader.connection.execute(select(unit).where(unit.c.code.in_(codes)))}
    names = unit_names(reader.connection, [row.id for row in rows.values()], reader.on)
    return tuple((rows[code].reference, names.get(rows[code].id, code)) for code in reversed(codes) if code in rows)


def _unit(reader: Reader, reference: str, name: str, sorts: Iterable[_Sort], *, parts: bool) -> UnitStanding:
    some = tuple(sorts)
    unfiled = sum(one.number for one in some if one.group == OVERDUE and of_units(reader, *one.key[1:]))
    return UnitStanding(reference=reference, name=name, standing=_standing(some), unfiled=unfiled, parts=parts)


def _standing(sorts: Sequence[_Sort]) -> Standing:
    counts = Counter[str]()
    for one in sorts:
        counts[one.group] += one.number
    oldest = min((one.due for one in sorts if one.group == OVERDUE and one.number), default=None)
    return Standing(counts=dict(counts), oldest=oldest)


def _duties(reader: Reader, sorts: Iterable[_Sort]) -> Iterator[DutyStanding]:
    """Each duty of which anything stands, those with most overdue first."""
    by_duty = defaultdict[tuple[str, str, str], list[_Sort]](list)
    for one in sorts:
        by_duty[one.key[1:]].append(one)
    found = [(key, _standing(some)) for key, some in by_duty.items()]
    for (code, edition, duty), standing in sorted(found, key=lambda one: (-one[1].counts.get(OVERDUE, 0), one[0])):
        if standing.pending or standing.counts.get(LATE):
            yield DutyStanding(regulation=reader.scope.rules.regulation(code, edition), standing=standing,
                               duty=reader.scope.rules.duty(code, edition, duty))


def _counted(reader: Reader, over: Supervised, code: str) -> Iterator[_Sort]:
    """What is counted beside the table, less what is kept from the reader."""
    found, due = dict[tuple[Key, str], _Sort](), dict[tuple[Key, str], date]()
    for row in (*_kept_counts(reader, over, code), *_kept_from_him(reader, over, code)):
        key = (row.unit_id, row.regulation, row.edition, row.duty), row.group_name
        number = row.number + (found[key].number if key in found else 0)
        due[key] = min(row.due, due.get(key, row.due))
        found[key] = _Sort(*key, due[key], number)
    yield from (one for one in found.values() if one.number > 0)


def _kept_counts(reader: Reader, over: Supervised, code: str) -> Sequence[Row[Any]]:
    table, of = obligation_count, obligation_count.c
    group = _group(reader, of.status, of.due)
    columns = (of.unit_id, of.regulation, of.edition, of.duty, group.label("group_name"))
    query = (select(*columns, cast(func.sum(of.number), Integer).label("number"), func.min(of.due).label("due"))
             .where(_known(reader, table), over.of_unit(of.unit_id, code), group != "").group_by(*columns))
    return reader.connection.execute(query).all()


def _kept_from_him(reader: Reader, over: Supervised, code: str) -> Sequence[Row[Any]]:
    of, day = obligation.c, counted_due()
    group = _group(reader, of.status, day)
    rows = select(of.unit_id, of.regulation, of.edition, of.duty, group.label("group_name"), day.label("due")).where(
        of.id.in_(reader.scope.own_obligations), _known(reader, obligation), over.of_unit(of.unit_id, code),
        group != "", over.hidden()).subquery()
    columns = (rows.c.unit_id, rows.c.regulation, rows.c.edition, rows.c.duty, rows.c.group_name)
    query = select(*columns, cast(-func.count(), Integer).label("number"),
                   func.max(rows.c.due).label("due")).group_by(*columns)
    return reader.connection.execute(query).all()


def _known(reader: Reader, table: FromClause) -> Condition:
    return reader.scope.rules.known(table)


def _group(reader: Reader, status: ColumnElement[Any], due: ColumnElement[Any]) -> ColumnElement[str]:
    """The group that something is counted in; an empty text for what is counted in none."""
    week = reader.on + SOON
    is_open = status == Status.OPEN.name
    return case(
        (status == Status.OVERDUE.name, OVERDUE), (and_(is_open, due == NO_DAY), UNDATED),
        (and_(is_open, due <= week), IN_A_WEEK), (is_open, OPEN),
        (status == Status.WAITING.name, WAITING), (status == Status.LATE.name, LATE), else_="")
