"""A province swept: what everybody owes, beside SQL written by hand; and what follows from one event.

Times are those of the processor: all of it happens in this process, and no round is so short that the machine rests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection as Bare
from tempfile import TemporaryDirectory
from time import process_time_ns
from typing import cast

from attrs import define, field, frozen
from sqlalchemy.event import listen

from benchmarks import Promise, Row, Table
from benchmarks.province import add_events, make_province
from benchmarks.sweep_floor import COLUMNS, days_between, fill_floor, make_floor
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.records.database import Connection, Engine, open_database
from yuetan.records.owed import Swept, refresh, sweep
from yuetan.records.slices import About, load_slice
from yuetan.testing.city import AS_OF
from yuetan_lianyungang.regulation import REGULATION

SIZES = {10_000: 3, 100_000: 1}  # cadres, and rounds
JUDGED_FROM = date(2024, 1, 1)
AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
JURISDICTION, CALENDAR = Jurisdiction(regulation=REGULATION.under({}), judged_from=JUDGED_FROM), standard_calendar()
ASKED = 50  # interviews in each of which one event is followed
AT_MOST, AS_IN_A_SMALL_ONE = 1.5, 2
FLOOR, FIRST, KEPT, AGAIN, EVENT = (
    "by hand, into a table with the same indexes", "swept for the first time", "the same, and each change kept",
    "swept again, nothing changed", "what follows from one event")


@frozen
class Measured:
    """What one size of a province took, in nanoseconds, and how many obligations there are."""

    times: dict[str, float]
    rows: int


def run() -> Iterator[Table]:
    """Measure each size, then one event in each."""
    found = dict[int, Measured]()
    for size, rounds in SIZES.items():
        with TemporaryDirectory() as folder:
            path = Path(folder) / "province.db"
            make_province(path, size)
            found[size] = _measured(open_database(f"sqlite:///{path}"), rounds)
        yield _table(size, found[size])
    first, *_, last = (one.times[EVENT] for one in found.values())
    yield Table("What follows from one event", tuple(
        Row(f"{size:,} cadres", one.times[EVENT]) for size, one in found.items()),
        (Promise("in the largest province, beside the smallest", AS_IN_A_SMALL_ONE, last / first),))


def _table(size: int, one: Measured) -> Table:
    seconds = {name: f"{time / 1e9:.2f} s" for name, time in one.times.items()}
    rows = tuple(Row(name, one.times[name] / one.rows, seconds[name]) for name in (FLOOR, FIRST, KEPT, AGAIN))
    return Table(f"{size:,} cadres, {5 * size:,} interviews: {one.rows:,} obligations", rows,
                 (Promise("swept, in floors", AT_MOST, one.times[FIRST] / one.times[FLOOR]),))


def _measured(engine: Engine, rounds: int) -> Measured:
    best, rows = dict[str, float](), 0
    for _ in range(rounds):
        for times, count in (_by_hand(engine), _swept(engine)):
            best = best | {name: min(time, best.get(name, time)) for name, time in times.items()}
            rows = count
    best[EVENT] = _one_event(engine)
    engine.dispose()
    return Measured(best, rows)


def _by_hand(engine: Engine) -> tuple[dict[str, float], int]:
    with _undone(engine) as connection:
        bare = _bare(connection)
        make_floor(bare, CALENDAR, days_between(JUDGED_FROM, AS_OF.replace(year=AS_OF.year + 1)))
        begun = process_time_ns()
        fill_floor(bare, {"as_of": AS_OF, "judged_from": JUDGED_FROM})
        took = process_time_ns() - begun
        return {FLOOR: took}, _the_same(bare, _sweep(connection))


def _swept(engine: Engine) -> tuple[dict[str, float], int]:
    with _undone(engine) as connection:
        keeping = _Keeping()
        listen(connection, "before_cursor_execute", keeping.begin)
        listen(connection, "after_cursor_execute", keeping.end)
        begun = process_time_ns()
        first = _sweep(connection)
        took = process_time_ns() - begun
        begun = process_time_ns()
        again = _sweep(connection)
        took_again = process_time_ns() - begun
        _insist(again.changes == 0, again)
        times = {FIRST: took - keeping.first, KEPT: took, AGAIN: took_again}
        return times, first.obligations


def _sweep(connection: Connection) -> Swept:
    return sweep(connection, [JURISDICTION], calendar=CALENDAR, as_of=AS_OF, at=AT)


@define
class _Keeping:
    """How long it took to keep the changes of a first sweep, in nanoseconds."""

    first: float = 0
    begun: int = field(init=False, default=0)

    def begin(self, *_: object) -> None:
        """A statement begins."""
        self.begun = process_time_ns()

    def end(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        """A statement is done."""
        if statement.startswith("INSERT INTO obligation_change") and not self.first:
            self.first = process_time_ns() - self.begun


def _the_same(bare: Bare, swept: Swept) -> int:
    """Make sure that the floor has the same rows in every column, and no other: how many there are."""
    for one, other in (("floor", "obligation"), ("obligation", "floor")):
        query = f"SELECT {COLUMNS} FROM {one} EXCEPT SELECT {COLUMNS} FROM {other} LIMIT 3"  # noqa: S608 - our own names
        found = bare.execute(query).fetchall()
        _insist(not found, one, found)
    count: int = bare.execute("SELECT count(*) FROM floor").fetchone()[0]
    _insist(count == swept.obligations, count, swept)
    return count


def _insist(holds: bool, *what: object) -> None:  # noqa: FBT001 - what must hold is no option
    """Stop where what is compared is not the same."""
    if not holds:
        raise AssertionError(what)


def _one_event(engine: Engine) -> float:
    """The nanoseconds from an event to what follows from it, in a table of obligations of any size."""
    with engine.begin() as connection:
        _sweep(connection)
    with engine.connect() as connection:  # what was written goes to its place, or every look-up would pass by it
        _bare(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with _undone(engine) as connection:
        asked = _bare(connection).execute(
            "SELECT id, reference FROM interview WHERE kind = 'warning' AND planned < ? ORDER BY planned DESC LIMIT ?",
            (str(AS_OF), 2 * ASKED)).fetchall()
        add_events(_bare(connection), ((key, 99, "recorded", str(AS_OF), key, None, None) for key, _ in asked))
        _follow(connection, [reference for _, reference in asked[:ASKED]])  # once, before it counts
        begun = process_time_ns()
        _follow(connection, [reference for _, reference in asked[ASKED:]])
        return (process_time_ns() - begun) / ASKED


def _follow(connection: Connection, interviews: Iterable[str]) -> None:
    """Work out what follows in some interviews, one by one, each from what bears on it alone."""
    for reference in interviews:
        world = load_slice(connection, About(interviews=[reference]), as_of=AS_OF, judged_from=JUDGED_FROM,
                           calendar=CALENDAR)
        talk = world.interview(reference)
        refresh(connection, world, [JURISDICTION], (reference, *(talk.to if talk else ())), at=AT, why="act")


@contextmanager
def _undone(engine: Engine) -> Iterator[Connection]:
    """A transaction of which nothing stays."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def _bare(connection: Connection) -> Bare:
    bare = connection.connection.driver_connection
    _insist(isinstance(bare, Bare), bare)
    return cast("Bare", bare)
