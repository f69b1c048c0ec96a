"""Anchors: one root over all cases as they stood, in the table and in a file outside that only ever grows."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from tampering import Store, dice, make_store

from yuetan.records.anchoring import Anchored, AnchorError, anchor_now, read_anchors, roots, stored_anchors
from yuetan.records.chain import Tree
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.journal import Entry, append, open_case
from yuetan.records.tables import anchor
from yuetan.records.verifying import extent_of, verify

LATER = datetime(2026, 5, 6, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("outside")
    return make_store(f"sqlite:///{folder / 'records.db'}", folder / "anchors", dice(7), cases=3, rounds=3)


@pytest.fixture(scope="module")
def three_lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("lines")
    make_store(f"sqlite:///{folder / 'records.db'}", folder / "anchors", dice(7), cases=1, rounds=3)
    return (folder / "anchors").read_text().splitlines(keepends=True)


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()


def add_event(engine: Engine) -> None:
    entry = Entry(code="held", happened_on=LATER.date())
    with writing(engine) as connection:
        append(connection, open_case(connection, "unit"), entry, by=None, at=LATER)


# The table


def test_an_anchor_is_over_the_last_event_of_each_case_by_then(store: Store) -> None:
    with store.attacked() as connection:
        assert [(one.events, one.cases, one.root) for one in store.anchors] == list(
            roots(connection, (one.events for one in store.anchors)))
        assert stored_anchors(connection) == store.anchors
    assert len({one.root for one in store.anchors}) == len(store.anchors) == 3


def test_what_is_anchored_while_others_write_is_whole(database_url: str, tmp_path: Path) -> None:
    engine, file = open_database(database_url), tmp_path / "anchors"
    upgrade(engine)

    def write() -> None:
        for _ in range(8):
            add_event(engine)

    def anchor_it() -> None:
        for number in range(8):
            anchor_now(engine, file, at=LATER + timedelta(minutes=number))
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(act) for act in (write, anchor_it, write, anchor_it)]:
            future.result()
    with reading(engine) as connection:
        assert (extent_of(connection).events, len(read_anchors(file))) == (16, 16)
        assert verify(connection, read_anchors(file)) == ()
    engine.dispose()


def test_an_anchor_of_nothing_is_the_root_of_no_leaf(embedded: Engine, tmp_path: Path) -> None:
    anchored = anchor_now(embedded, tmp_path / "anchors", at=LATER)
    assert anchored == Anchored(at=LATER, cases=0, events=0, root=Tree().root())


def test_a_moment_without_its_zone_is_refused(embedded: Engine, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        anchor_now(embedded, tmp_path / "anchors", at=LATER.replace(tzinfo=None))
    assert not (tmp_path / "anchors").exists()


# The file outside


def test_the_file_is_its_owners_alone_and_grows_by_a_line(embedded: Engine, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    first = anchor_now(embedded, file, at=LATER)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    add_event(embedded)
    second = anchor_now(embedded, file, at=LATER)
    assert file.read_bytes().startswith(before)
    assert read_anchors(file) == (first, second)


def test_a_file_of_no_line_has_no_anchor(tmp_path: Path) -> None:
    (tmp_path / "anchors").touch()
    assert read_anchors(tmp_path / "anchors") == ()


def damaged(lines: list[str]) -> list[tuple[list[str], int]]:
    """Ways in which three lines may have been tampered with, and the line that tells."""
    first, second, third = lines
    forged = json.dumps({**json.loads(second), "root": "0" * 64}) + "\n"
    unlinked = json.dumps({name: value for name, value in json.loads(second).items() if name != "before"}) + "\n"
    return [
        ([first, second[:40] + "\n", third], 2), ([first, second, third[:-1]], 3), ([first, second, third[:50]], 3),
        ([first, third], 2), ([second, third], 1), ([second, first, third], 1), ([first, forged, third], 3),
        ([first, first, second, third], 2), ([first, "\n", second, third], 2), ([first, unlinked, third], 2),
        ([first, "[]\n", third], 2), ([first, second.replace('"cases": ', '"cases": "x", "n": '), third], 2),
        ([first, second.replace("2026-", "today-"), third], 2),
    ]


@pytest.mark.parametrize("number", range(13))
def test_a_line_that_is_damaged_gone_or_put_in_is_named(three_lines: list[str], tmp_path: Path, number: int) -> None:
    file = tmp_path / "anchors"
    lines, line = damaged(three_lines)[number]
    file.write_text("".join(lines))
    with pytest.raises(AnchorError, match=f"存证文件 {file} 第 {line} 行已损坏"):
        read_anchors(file)


@pytest.mark.parametrize("rest", ['{"at": "2026', "{}\n"])
def test_nothing_is_anchored_after_a_last_line_that_is_damaged(embedded: Engine, tmp_path: Path, rest: str) -> None:
    file = tmp_path / "anchors"
    anchor_now(embedded, file, at=LATER)
    file.write_text(file.read_text() + rest)
    with pytest.raises(AnchorError, match="最后一行已损坏"):
        anchor_now(embedded, file, at=LATER)
    with reading(embedded) as connection:
        assert len(stored_anchors(connection)) == 1


def test_a_line_the_table_never_came_to_have_is_made_good_the_next_time(embedded: Engine, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    add_event(embedded)
    anchor_now(embedded, file, at=LATER)
    with writing(embedded) as connection:
        connection.execute(sa.delete(anchor))  # as if the power had gone between the two
    with reading(embedded) as connection:
        assert [fault.code for fault in verify(connection, read_anchors(file))] == ["inside"]
    anchor_now(embedded, file, at=LATER + timedelta(minutes=1))
    with reading(embedded) as connection:
        assert verify(connection, read_anchors(file)) == ()


def test_the_file_of_other_records_is_never_taken_over(embedded: Engine, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    line = {"at": LATER.isoformat(), "cases": 1, "events": store.anchors[-1].events, "root": "0" * 64, "before": ""}
    file.write_text(json.dumps(line) + "\n")
    anchor_now(embedded, file, at=LATER)
    with reading(embedded) as connection:
        assert len(stored_anchors(connection)) == 1
        assert {fault.code for fault in verify(connection, read_anchors(file))} == {"inside", "root"}


def test_a_disk_that_takes_half_a_line_leaves_the_file_as_it_was(
        embedded: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "anchors"
    anchor_now(embedded, file, at=LATER)
    before, write = file.read_bytes(), os.write
    monkeypatch.setattr("yuetan.records.anchoring.os.write", lambda descriptor, line: write(descriptor, line[:20]))
    with pytest.raises(OSError, match="space"):
        anchor_now(embedded, file, at=LATER)
    assert file.read_bytes() == before
    with reading(embedded) as connection:
        assert verify(connection, read_anchors(file)) == ()
