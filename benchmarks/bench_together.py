"""A city in which five regulations govern, swept at once, beside the same city swept under each of them alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time_ns

from benchmarks import Promise, Row, Table
from benchmarks.province import make_province
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.jurisdiction import Extent, Governed, Jurisdiction
from yuetan.plugins import load
from yuetan.records.database import Engine, open_database
from yuetan.records.owed import sweep
from yuetan.testing.city import AS_OF, BRANCHES, make_mixed_city

CADRES, ROUNDS = 10_000, 3
ROOT, LIVE_ON = "S001", date(2025, 1, 1)
AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
CALENDAR = standard_calendar()
AT_MOST = 1.1
ALONE, TOGETHER = "five sweeps, each of one regulation", "one sweep of five"


def run() -> Iterator[Table]:
    """Measure it over a mixed city of ten thousand with five interviews for each cadre."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "city.db"
        make_province(path, CADRES, make_mixed_city)
        engine = open_database(f"sqlite:///{path}")
        there = jurisdictions()
        alone = {one.regulation.code: _best(engine, [one]) for one in there}
        together, rows = _best(engine, there)
        engine.dispose()
    singly = sum(time for time, _ in alone.values())
    yield Table(
        f"{CADRES:,} cadres, {5 * CADRES:,} interviews, five regulations: {rows:,} obligations",
        (Row(ALONE, singly / rows, f"{singly / 1e9:.2f} s"), Row(TOGETHER, together / rows, f"{together / 1e9:.2f} s")),
        (Promise("together, beside alone", AT_MOST, together / singly),),
        tuple(f"{code}: {time / 1e9:.2f} s for {count:,} obligations" for code, (time, count) in alone.items()))


def jurisdictions() -> list[Jurisdiction]:
    """The city under one regulation, and four bodies of it under one more each; the university under its own alone."""
    settled = {one.code: one.under({}) for one in load().regulations}
    replaced = tuple(Governed(one.root) for one in BRANCHES if one.replaces)
    places = {"lianyungang": Extent((Governed(ROOT),), replaced)} | {
        one.regulation: Extent((Governed(one.root),)) for one in BRANCHES}
    return [Jurisdiction(regulation=settled[code], extent=extent, judged_from=LIVE_ON)
            for code, extent in places.items()]


def _best(engine: Engine, there: Sequence[Jurisdiction]) -> tuple[float, int]:
    """The least processor time of a few sweeps of an empty table, and how many obligations there are."""
    best, rows = float("inf"), 0
    for _ in range(ROUNDS):
        with engine.connect() as connection:
            begun = process_time_ns()
            rows = sweep(connection, there, calendar=CALENDAR, as_of=AS_OF, at=AT).obligations
            best = min(best, process_time_ns() - begun)
            connection.rollback()
    return best, rows
