"""What stands in the table of obligations, and what the engine says of the same records, as rows to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from small_worlds import CALENDAR
from stored_worlds import AT

from yuetan.engine.derived import with_derived
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


def swept(connection: Connection, world: World, regulations: Sequence[Regulation], **fields: Any) -> Swept:  # noqa: ANN401 - as of `sweep`
    """Sweep the records of a world, as of its day."""
    found = sweep(connection, regulations, calendar=CALENDAR, **{
        "as_of": world.as_of, "judged_from": world.judged_from, "at": AT, **fields})
    assert_counted(connection)
    return found


def rebuilt(connection: Connection, world: World, regulations: Sequence[Regulation]) -> Swept:
    """Empty the table and fill it again."""
    found = rebuild(connection, regulations, calendar=CALENDAR, as_of=world.as_of, judged_from=world.judged_from, at=AT)
    assert_counted(connection)
    return found


def assert_counted(connection: Connection) -> None:
    """What stands in the table is counted as it stands."""
    query = sa.select(obligation_count).where(obligation_count.c.number != 0)
    kept = {tuple(row) for row in connection.execute(query)}
    recount(connection)
    assert {tuple(row) for row in connection.execute(query)} == kept


def expected(connection: Connection, world: World, regulations: Iterable[Regulation]) -> set[Row]:
    """What the engine says of everybody in the records, as rows."""
    read, found = stored(connection, world), set[Row]()
    for regulation in regulations:
        owed = obligations(with_derived(read, regulation), regulation)
        known = surrogates(connection, owed)
        rows = [known.row(one, world.as_of) for one in owed]
        found |= {tuple(row[name] for name in COLUMNS) for row in rows}
        assert len({one.key for one in owed}) == len(owed)
    return found


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
