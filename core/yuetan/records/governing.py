"""Which regulation governs which unit, and the days off an office imported, as the tables keep them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from attrs import asdict
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.plugins import Plugins
from yuetan.records.columns import unit_above
from yuetan.records.governances import CreditGiven, GovernanceRow
from yuetan.records.jurisdictions import jurisdictions_of
from yuetan.records.one_state import remembered
from yuetan.records.references import new_reference
from yuetan.records.tables import arrangement, governance, unit
from yuetan.rules.holidays import Arrangement, Basis, Holiday

# Governance


def every_governance(connection: Connection) -> tuple[GovernanceRow, ...]:
    """Every row there is: proposed, approved or withdrawn, in the order of units and days."""
    return tuple(_rows(connection))


def governances_on(connection: Connection, on: date) -> tuple[GovernanceRow, ...]:
    """The rows in effect on a day: approved, and not withdrawn."""
    return tuple(row for row in standing_governances(connection) if row.since <= on < row.until)


@remembered
def standing_governances(connection: Connection) -> tuple[GovernanceRow, ...]:
    """The rows that were approved and not withdrawn altogether, whatever their days, in the order of units and days."""
    return tuple(map(_row, connection.execute(_standing())))


@cache
def _standing() -> Select[Any]:
    return _every().where(governance.c.approved_at.is_not(None), governance.c.withdrawn_at.is_(None))


def jurisdictions_on(connection: Connection, plugins: Plugins, on: date, *, code: str = "",
                     ) -> tuple[Jurisdiction, ...]:
    """See `yuetan.records.jurisdictions.jurisdictions_of`: out of what is on record."""
    rows = tuple(row for row in standing_governances(connection) if row.since <= on)
    return jurisdictions_of(plugins, rows, on, code=code)


def live_since(connection: Connection) -> date | None:
    """The earliest day on which any regulation went live here; None where none ever did.

    A later decision, on other readings say, moves it no further: what was judged before stays judged.
    """
    stood = governance.c.approved_at.is_not(None), governance.c.withdrawn_at.is_(None)
    found: date | None = connection.execute(select(func.min(governance.c.live_on)).where(*stood)).scalar_one()
    return found


def governance_by_reference(connection: Connection, reference: str) -> GovernanceRow | None:
    """The row of this reference, which others who want to change it wait for; None where there is none."""
    mine = governance.c.reference == reference
    connection.execute(select(governance.c.id).where(mine).with_for_update())
    return next(_rows(connection, mine), None)


def governances_of(connection: Connection, code: str, regulation: str) -> tuple[GovernanceRow, ...]:
    """The rows of one regulation over one unit that were not withdrawn; whoever wants to add one waits."""
    connection.execute(select(unit.c.id).where(unit.c.code == code).with_for_update())
    return tuple(_rows(connection, unit.c.code == code, governance.c.regulation == regulation,
                       governance.c.withdrawn_at.is_(None)))


def add_governance(connection: Connection, code: str, readings: Mapping[str, str], *, replaces: bool = False,
                   credits: Iterable[CreditGiven] = (),  # noqa: A002 - the word of the field
                   **values: Any) -> str:  # noqa: ANN401 - the columns of it
    """Add a row for the unit of this code: its reference."""
    of_unit = select(unit.c.id).where(unit.c.code == code).scalar_subquery()
    written = json.dumps(dict(readings), ensure_ascii=False, sort_keys=True)
    added = insert(governance).values(reference=new_reference(), unit_id=of_unit, readings=written,
                                      replaces=replaces, credits=json.dumps([asdict(one) for one in credits]),
                                      **values)
    reference: str = connection.execute(added.returning(governance.c.reference)).scalar_one()
    return reference


def change_governance(connection: Connection, reference: str, **values: Any) -> None:  # noqa: ANN401 - the columns of it
    """Change some columns of a row."""
    connection.execute(update(governance).where(governance.c.reference == reference).values(values))


def knows_unit(connection: Connection, code: str) -> bool:
    """Whether there is a unit with this code."""
    return connection.execute(select(unit.c.id).where(unit.c.code == code)).first() is not None


def units_above(connection: Connection, code: str, on: date) -> frozenset[str]:
    """The unit itself and those it lies under on a day, by their codes."""
    above, below = unit_above(on), unit.alias("below")
    query = (select(unit.c.code).join(above, above.c.above == unit.c.id).join(below, above.c.unit == below.c.id)
             .where(below.c.code == code))
    return frozenset(connection.execute(query).scalars())


def _rows(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[GovernanceRow]:
    return map(_row, connection.execute(_every().where(*conditions)).all())


@cache
def _every() -> Select[Any]:
    return (select(governance, unit.c.code).join(unit, governance.c.unit_id == unit.c.id)
            .order_by(unit.c.code, governance.c.regulation, governance.c.since, governance.c.id))


def _row(row: Row[Any]) -> GovernanceRow:
    return GovernanceRow(
        reference=row.reference, unit=row.code, regulation=row.regulation, replaces=row.replaces,
        readings=json.loads(row.readings),
        credits=tuple(map(CreditGiven.read, json.loads(row.credits))),
        since=row.since, until=row.until, live_on=row.live_on, paper=row.paper, proposed_by=row.proposed_by,
        approved_by=row.approved_by, approved_at=row.approved_at, withdrawn_at=row.withdrawn_at)


# Days off


def put_arrangement(connection: Connection, given: Arrangement, at: datetime) -> None:
    """Keep a year's days off and make-up days, in the place of what was imported for that year before."""
    labels = {day: holiday.name for holiday in given.holidays for day in holiday.days()}
    days = [(day, False) for day in given.days_off] + [(day, True) for day in given.workdays]
    connection.execute(delete(arrangement).where(arrangement.c.year == given.year))
    connection.execute(insert(arrangement), [
        {"year": given.year, "day": day, "worked": worked, "label": labels.get(day, ""), "imported_at": at}
        for day, worked in sorted(days)])


def days_of_others(connection: Connection, given: Arrangement) -> dict[date, int]:
    """The days of an arrangement that stand in the imported arrangement of another year, and of which."""
    days = given.days_off | given.workdays
    query = select(arrangement.c.day, arrangement.c.year).where(
        arrangement.c.year != given.year, arrangement.c.day.in_(days)).order_by(arrangement.c.day)
    return {row.day: row.year for row in connection.execute(query)}


@remembered
def imported_arrangements(connection: Connection) -> tuple[Arrangement, ...]:
    """Every year that was imported, in order; equal to what was put there."""
    years: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(arrangement).order_by(arrangement.c.year, arrangement.c.day)):
        years[row.year].append(row)
    return tuple(Arrangement(year, (row.day for row in rows if not row.worked), (row.day for row in rows if row.worked),
                             _holidays(rows), Basis.IMPORTED) for year, rows in years.items())


def _holidays(rows: list[Row[Any]]) -> Iterator[Holiday]:
    """Days in a row under one name, put together."""
    named = enumerate((row.label, row.day) for row in rows if row.label)
    for (name, _), together in groupby(named, key=lambda one: (one[1][0], one[1][1].toordinal() - one[0])):
        days = [day for _, (_, day) in together]
        yield Holiday(name, days[0], days[-1])
