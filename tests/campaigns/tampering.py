"""A campaign: records are tampered with in every way, and every time it must be noticed.

    python tests/campaigns/tampering.py 100000              how many tampers go unnoticed: none may
    python tests/campaigns/tampering.py 0 1000000           how long so many events take to verify

Before it counts, the campaign is shown to see what a verification misses that has a fault.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from attrs import asdict, evolve, frozen
from tampers import ALONE, ANCHORED, Tamper

from yuetan.records.anchoring import Anchored, anchor_now, read_anchors
from yuetan.records.database import open_database, reading, upgrade, writing
from yuetan.records.journal import CaseFile, Entry, append, open_case, row_of
from yuetan.records.tables import account, cadre, case_file, event, unit
from yuetan.records.verifying import Fault, verify

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CASES_AT_ONCE = 2000

Verify = Callable[[sa.Connection, Sequence[Anchored]], tuple[Fault, ...]]

@frozen
class Store:
    """Records of some cases, and the file of anchors outside."""

    url: str
    anchors: tuple[Anchored, ...]

    @contextmanager
    def attacked(self) -> Iterator[sa.Connection]:
        """A connection of somebody who owns the database and knows no constraint; nothing of it lasts."""
        with sa.create_engine(self.url, poolclass=sa.NullPool).connect() as connection:  # no pragma, no foreign key
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET SESSION session_replication_role = replica")
                connection.commit()
            yield connection
            connection.rollback()


def make_store(url: str, file: Path, random: Random, *, cases: int = 6, rounds: int = 4) -> Store:
    """Some cases, some events in each, written down the way the system does; the last anchor is over all of it."""
    engine = open_database(url)
    upgrade(engine)
    at = START
    with writing(engine) as connection:
        make_roster(connection)
        known = [open_case(connection, random.choice(["interview", "cadre", "unit"])) for _ in range(cases)]
    for _ in range(rounds):
        with writing(engine) as connection:
            for place in range(cases):
                for _ in range(random.randrange(1, 3)):
                    at += timedelta(microseconds=random.randrange(1, 10 ** 9))
                    known[place] = append(connection, known[place], an_entry(random), by=1, at=at).case
        anchor_now(engine, file, at=at)
    engine.dispose()
    return Store(url, read_anchors(file))


def make_roster(connection: sa.Connection) -> None:
    """Whatever an event may refer to: a unit, a cadre and an account."""
    connection.execute(sa.insert(unit).values(id=1, code="U1", type="organ"))
    connection.execute(sa.insert(cadre).values(id=1, staff_number="P1", name="甲", party="member"))
    connection.execute(sa.insert(account).values(
        id=1, sign_in="clerk", name="乙", password="", must_change=False, failures=0, disabled_at=None, made_at=START,
        generation=0))


def dice(seed: int) -> Random:
    """Chance that can be had again."""
    return Random(seed)  # noqa: S311 - what is drawn are examples, not secrets


def an_entry(random: Random) -> Entry:
    """Some event."""
    return Entry(
        code=random.choice(["proposed", "notified", "held"]), happened_on=date(2026, 3, random.randrange(1, 29)),
        until=random.choice([None, date(2026, 4, 1)]), cadre_id=random.choice([None, 1]),
        unit_id=random.choice([None, 1]), addressee=random.choice(["", "interviewee"]),
        value=random.choice([None, 0.1, 3.0]), reason=random.choice(["", "因公"]),
        content=random.choice([{}, {"summary": "说明情况", "place": ""}, {"summary": random.randbytes(8).hex()}]))


@frozen
class Outcome:
    """How often a tamper was tried, and how often it went unnoticed."""

    tried: int
    unnoticed: int


def campaign(store: Store, random: Random, count: int, tampers: Sequence[Tamper] = (*ALONE, *ANCHORED),
             verification: Verify = verify) -> Mapping[str, Outcome]:
    """Tamper so many times, each time with records that were sound: what became of it, by the name of the tamper."""
    tried, unnoticed = Counter[str](), Counter[str]()
    with store.attacked() as connection:
        for number in range(count):
            tamper, anchors = tampers[number % len(tampers)], list(store.anchors)
            tamper(connection, random, anchors)
            tried[tamper.__name__] += 1
            unnoticed[tamper.__name__] += not verification(connection, anchors)
            connection.rollback()
    return {name: Outcome(tried[name], unnoticed[name]) for name in tried}


# Verifications with a fault, to see that the campaign sees what they miss


def without_anchors(connection: sa.Connection, _: Sequence[Anchored]) -> tuple[Fault, ...]:
    """One that is told nothing of what stands outside."""
    return verify(connection)


def without_links(connection: sa.Connection, anchors: Sequence[Anchored]) -> tuple[Fault, ...]:
    """One that does not look at the hash of an event."""
    return tuple(one for one in verify(connection, anchors) if one.code != "link")


# How long it takes


def measured(url: str, rows: int) -> tuple[float, int]:
    """The seconds that so many events take to verify, five to a case, and the largest memory used, in megabytes."""
    engine = open_database(url)
    upgrade(engine)
    with writing(engine) as connection:
        make_roster(connection)
        fill(connection, dice(0), rows)
    with reading(engine) as connection:
        begun = time.perf_counter()
        faults = verify(connection)
        taken = time.perf_counter() - begun
    engine.dispose()
    if faults:
        message = f"sound records were found wrong: {faults[0].message}"
        raise AssertionError(message)
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fill(connection: sa.Connection, random: Random, rows: int, each: int = 5) -> None:
    """So many events, in bulk."""
    for first in range(0, rows // each, CASES_AT_ONCE):
        cases, events = list[dict[str, Any]](), list[dict[str, Any]]()
        for number in range(first + 1, min(first + CASES_AT_ONCE, rows // each) + 1):
            case = CaseFile(id=number, reference=f"case{number:018}", sort="interview", version=0, head="")
            for _ in range(each):
                values = row_of(case, an_entry(random), 1, START)
                events.append(values)
                case = evolve(case, version=case.version + 1, head=values["hash"])
            cases.append(asdict(case))
        connection.execute(sa.insert(case_file), cases)
        connection.execute(sa.insert(event), events)


def main(tampers: int = 1000, rows: int = 0) -> int:
    """Run the campaign and print what became of it; 1 where a tamper went unnoticed."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(f"sqlite:///{folder}/small.db", Path(folder, "anchors"), dice(1))
        blind = [sum(one.unnoticed for one in campaign(store, dice(2), 150, verification=faulty).values())
                 for faulty in (without_anchors, without_links)]
        outcomes = campaign(store, dice(3), tampers)
        unnoticed = sum(one.unnoticed for one in outcomes.values())
        lines = [f"unnoticed by a verification without anchors, without links: {blind} of 150 each",
                 *(f"{name}: {one.tried} tried, {one.unnoticed} unnoticed" for name, one in outcomes.items()),
                 f"all: {tampers} tried, {unnoticed} unnoticed"]
        if rows:
            taken, memory = measured(f"sqlite:///{folder}/large.db", rows)
            lines.append(f"{rows} events verified in {taken:.1f} s, {memory} MB")
    sys.stdout.write("\n".join(lines) + "\n")
    return int(unnoticed > 0 or not all(blind))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
