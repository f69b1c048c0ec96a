"""What stands in the table of obligations, and what the engine says of the same records, as rows to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from small_worlds import CALENDAR
from stored_worlds import AT

from yuetan.engine.derived import with_derived
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Key
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.records.database import Connection
from yuetan.records.owed import Swept, rebuild, recount, sweep
from yuetan.records.owed.rows import CONTENT, NAMES, surrogates
from yuetan.records.tables import obligation, obligation_change, obligation_count
from yuetan.records.worlds import whole_world
from yuetan.rules import Regulation

Row = tuple[Any, ...]
COLUMNS = (*NAMES, *CONTENT)


def stored(connection: Connection, world: World) -> World:
    """The world as it reads back, as of the same day."""
    return whole_world(connection, as_of=world.as_of, judged_from=world.judged_from, calendar=CALENDAR)


def jurisdictions(regulations: Iterable[Regulation | Jurisdiction], judged_from: date) -> list[Jurisdiction]:
    """Regulations as jurisdictions that speak of everybody; what is one already stays as it is."""
    return [one if isinstance(one, Jurisdiction) else Jurisdiction(regulation=one, judged_from=judged_from)
            for one in regulations]


def swept(connection: Connection, world: World, regulations: Sequence[Regulation | Jurisdiction], *,
          judged_from: date | None = None, **fields: Any) -> Swept:  # noqa: ANN401 - as of `sweep`
    """Sweep the records of a world, as of its day."""
    found = sweep(connection, jurisdictions(regulations, judged_from or world.judged_from), calendar=CALENDAR, **{
        "as_of": world.as_of, "at": AT, **fields})
    assert_counted(connection)
    return found


def rebuilt(connection: Connection, world: World, regulations: Sequence[Regulation | Jurisdiction]) -> Swept:
    """Empty the table and fill it again."""
    there = jurisdictions(regulations, world.judged_from)
    found = rebuild(connection, there, calendar=CALENDAR, as_of=world.as_of, at=AT)
    assert_counted(connection)
    return found


def assert_counted(connection: Connection) -> None:
    """What stands in the table is counted as it stands."""
    query = sa.select(obligation_count).where(obligation_count.c.number != 0)
    kept = {tuple(row) for row in connection.execute(query)}
    recount(connection)
    assert {tuple(row) for row in connection.execute(query)} == kept


def expected(connection: Connection, world: World, regulations: Iterable[Regulation | Jurisdiction]) -> set[Row]:
    """What the engine says of everybody in the records, as rows; of each key what the first jurisdiction says."""
    read, found = stored(connection, world), dict[Key, Row]()
    for jurisdiction in jurisdictions(regulations, world.judged_from):
        owed = obligations(with_derived(read.under(jurisdiction), jurisdiction.regulation), jurisdiction.regulation)
        known = surrogates(connection, owed)
        for one in owed:
            row = known.row(one, world.as_of)
            found.setdefault(one.key, tuple(row[name] for name in COLUMNS))
        assert len({one.key for one in owed}) == len(owed)
    return set(found.values())


def standing(connection: Connection) -> set[Row]:
    """What stands in the table."""
    rows = [tuple(row) for row in connection.execute(sa.select(*(obligation.c[name] for name in COLUMNS)))]
    assert len(set(rows)) == len(rows)
    return set(rows)


def changes(connection: Connection) -> list[Row]:
    """What was kept of changes, in order: key, what, status before and after, due day before and after, why."""
    columns = (*NAMES, "change", "was", "became", "due_was", "due_became", "why")
    return [tuple(row) for row in connection.execute(
        sa.select(*(obligation_change.c[name] for name in columns)).order_by(obligation_change.c.id))]


def rows_of(found: Iterable[Row], *names: str) -> set[Row]:
    """Some columns of rows."""
    places = [COLUMNS.index(name) for name in names]
    return {tuple(row[place] for place in places) for row in found}
