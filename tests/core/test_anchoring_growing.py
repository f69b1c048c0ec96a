"""Anchors look at what was written since the last one alone, and come to what a walk over everything comes to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from tampering import dice

from yuetan.records.anchoring import Anchored, anchor_now, read_anchors, roots
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.growing import forget
from yuetan.records.journal import Entry, append, case_file_of, open_case
from yuetan.records.tables import case_file, event
from yuetan.records.verifying import verify

AT = datetime(2026, 5, 6, 1, 2, 3, tzinfo=UTC)
ENTRY = Entry(code="held", happened_on=AT.date())


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_database(database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def write(engine: Engine, random: Random, cases: list[str]) -> None:
    """Some events: in new cases, and in some that are there."""
    with writing(engine) as connection:
        for _ in range(random.randrange(4)):
            made = append(connection, open_case(connection, "unit"), ENTRY, by=None, at=AT)
            cases.append(made.case.reference)
        for reference in random.sample(cases, min(len(cases), random.randrange(5))):
            case = case_file_of(connection, reference)
            assert case is not None
            append(connection, case, ENTRY, by=None, at=AT)


def test_each_anchor_is_what_a_walk_over_everything_comes_to(engine: Engine, tmp_path: Path) -> None:
    random, cases, path = dice(3), list[str](), tmp_path / "anchors"
    for number in range(12):
        write(engine, random, cases)
        if number % 4 == 3:
            forget(engine)  # as another process
        anchor_now(engine, path, at=AT)
    with reading(engine) as connection:
        assert verify(connection, read_anchors(path)) == ()
        found = read_anchors(path)
        walked = {mark: (count, root) for mark, count, root in roots(connection, (one.events for one in found))}
    assert [(one.cases, one.root) for one in found] == [walked[one.events] for one in found]


def test_the_next_anchor_reads_the_heads_of_what_was_written_since_alone(engine: Engine, tmp_path: Path) -> None:
    random, cases, path = dice(4), list[str](), tmp_path / "anchors"
    for _ in range(8):
        write(engine, random, cases)
    anchor_now(engine, path, at=AT)
    with writing(engine) as connection:
        append(connection, open_case(connection, "unit"), ENTRY, by=None, at=AT)
    read = list[int]()

    def count(*told: object) -> None:
        statement = str(told[2])
        if "case_file" in statement and "SELECT" in statement:
            read.append(1)
    sa.event.listen(engine, "after_cursor_execute", count)
    anchored = anchor_now(engine, path, at=AT)
    sa.event.remove(engine, "after_cursor_execute", count)
    assert (anchored.cases, len(read)) == (len(cases) + 1, 1)


def test_what_was_changed_behind_its_back_is_not_anchored_as_if_it_were_true(engine: Engine, tmp_path: Path) -> None:
    random, cases, path = dice(5), list[str](), tmp_path / "anchors"
    for _ in range(5):
        write(engine, random, cases)
    anchor_now(engine, path, at=AT)
    with writing(engine) as connection:
        gone = connection.execute(sa.select(case_file.c.id).order_by(case_file.c.id)).scalars().all()[0]
        connection.execute(sa.delete(event).where(event.c.case_id == gone))
        connection.execute(sa.delete(case_file).where(case_file.c.id == gone))
    anchored: Anchored = anchor_now(engine, path, at=AT)
    with reading(engine) as connection:
        assert {one.code for one in verify(connection, read_anchors(path))} == {"root"}
    assert anchored.cases == len(cases)


def test_an_anchor_that_was_not_kept_leaves_nothing_behind(engine: Engine, tmp_path: Path) -> None:
    random, cases, path = dice(6), list[str](), tmp_path / "anchors"
    write(engine, random, cases)
    write(engine, random, cases)
    anchor_now(engine, path, at=AT)
    write(engine, random, cases)
    with pytest.raises(OSError, match="nowhere"):
        anchor_now(engine, tmp_path / "nowhere" / "anchors", at=AT)
    write(engine, random, cases)
    anchor_now(engine, path, at=AT)
    with reading(engine) as connection:
        assert verify(connection, read_anchors(path)) == ()
