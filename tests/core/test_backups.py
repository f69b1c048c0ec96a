"""Backups: encrypted for two, exact on both databases, and never restored over anything or in silence."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from account_samples import NOW, TODAY, cheap, person, records
from sqlalchemy import NullPool, create_engine, select, text

from yuetan.access.actor import Granted, Role
from yuetan.casework.anchoring import anchor_new
from yuetan.casework.backups import PUBLIC, SECURITY_HALF, SYSTEM_HALF, BackupError, Backups, make_backup_keys, restore
from yuetan.casework.errors import Hidden, Unfit
from yuetan.records.backup_files import PIECE, decrypt, encrypt, new_backup_keys
from yuetan.records.database import Engine, open_database, reading, writing
from yuetan.records.tables import metadata
from yuetan.records.verifying import verify
from yuetan.records.whole_tables import Rows, lines_of, put_rows, rows_in


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with records(database_url) as found:
        person(cheap(found))
        yield found


def taken(engine: Engine, folder: Path) -> Path:
    """A backup in a folder, with its keys beside it."""
    if not (folder / PUBLIC).exists():
        make_backup_keys(folder)
    made = Backups(engine, folder, lambda: NOW)
    made.take(None)
    return folder / made.listed(None)[0].name


def halves(folder: Path) -> tuple[Path, Path]:
    return folder / SYSTEM_HALF, folder / SECURITY_HALF


def everything(engine: Engine, *without: str) -> dict[str, list[tuple[object, ...]]]:
    with reading(engine) as connection:
        return {table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
                for table in metadata.sorted_tables if table.name not in {"unit_state", *without}}


def test_what_is_restored_is_what_was_there_and_says_that_it_was_restored(engine: Engine, tmp_path: Path) -> None:
    before = everything(engine, "backup", "event", "case_file")
    path = taken(engine, tmp_path)
    url = f"sqlite:///{tmp_path / 'new.db'}"
    found = restore(path, halves(tmp_path), url, anchors=None, at=NOW)
    fresh = open_database(url, make=False)
    assert before == everything(fresh, "backup", "event", "case_file")
    assert (found.faults, found.lost_events) == ((), None)
    fresh.dispose()


@pytest.fixture
def elsewhere(engine: Engine, postgresql: str, tmp_path: Path) -> Iterator[str]:
    """An empty database of the other dialect."""
    if engine.dialect.name != "sqlite":
        yield f"sqlite:///{tmp_path / 'moved.db'}"
        return
    name, server = f"moved_{uuid4().hex}", create_engine(postgresql, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgresql.replace("/postgres?", f"/{name}?")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_a_backup_moves_an_office_from_either_database_to_the_other(
        engine: Engine, elsewhere: str, tmp_path: Path) -> None:
    person(cheap(engine))
    before = everything(engine, "backup", "event", "case_file")
    found = restore(taken(engine, tmp_path), halves(tmp_path), elsewhere, anchors=None, at=NOW)
    moved = open_database(elsewhere, make=False)
    assert found.faults == ()
    assert before == everything(moved, "backup", "event", "case_file")
    person(cheap(moved))  # keys go on after those that came along
    with reading(moved) as connection:
        assert verify(connection, None) == ()
    moved.dispose()


def test_rows_of_a_table_are_put_in_by_the_names_of_their_columns(tmp_path: Path) -> None:
    with records(f"sqlite:///{tmp_path / 'one.db'}") as engine, writing(engine) as connection:
        connection.execute(text("CREATE TABLE gone (id INTEGER PRIMARY KEY, at TIMESTAMP, day DATE, body BLOB, said)"))
        rows = Rows("gone", ("id", "said", "body", "day", "at"), [
            (1, None, b"\0\1", TODAY, NOW), (2, "有", None, None, None)])
        put_rows(connection, rows_in(lines_of(rows)))
        found = [tuple(row) for row in connection.execute(text("SELECT * FROM gone ORDER BY id"))]
    assert found == [
        (1, "2026-03-02 01:00:00.000000", "2026-03-02", b"\0\1", None), (2, None, None, None, "有")]


def test_a_backup_is_written_piece_by_piece(tmp_path: Path) -> None:
    plain, path, keys = tmp_path / "plain", tmp_path / "backup", new_backup_keys()
    plain.write_bytes(bytes(24 * PIECE))
    tracemalloc.start()
    encrypt(plain, path, keys.public, b"S")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 * PIECE
    assert decrypt(path, tmp_path / "again", (keys.system, keys.security)) == b"S"
    assert (tmp_path / "again").read_bytes() == plain.read_bytes()


def test_neither_half_alone_opens_it_nor_does_it_tell_anything(engine: Engine, tmp_path: Path) -> None:
    path = taken(engine, tmp_path)
    system, security = halves(tmp_path)
    for pair in ((system, system), (security, security)):
        with pytest.raises(BackupError, match="打不开"):
            restore(path, pair, f"sqlite:///{tmp_path / 'no.db'}", anchors=None, at=NOW)
    assert b"person" not in path.read_bytes()
    assert [one.stat().st_mode & 0o077 for one in (path, system, security)] == [0, 0, 0]


@pytest.mark.parametrize("spoil", [
    lambda content: content[:-1], lambda content: content[:-40], lambda content: content + content[-40:],
    lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:], lambda _: b"",
    lambda content: content[:30],
])
def test_a_backup_that_was_changed_or_cut_short_is_refused(tmp_path: Path, spoil: object) -> None:
    with records(f"sqlite:///{tmp_path / 'one.db'}") as engine:
        path = taken(engine, tmp_path)
        made = Backups(engine, tmp_path, lambda: NOW)
        path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
        with pytest.raises(Unfit):
            made.check(None, made.listed(None)[0].reference)
    with pytest.raises(BackupError):
        restore(path, halves(tmp_path), f"sqlite:///{tmp_path / 'no.db'}", anchors=None, at=NOW)


def test_nothing_is_ever_restored_over_a_database_that_holds_anything(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.db'}"
    with records(url) as engine:
        path = taken(engine, tmp_path)
        with pytest.raises(BackupError, match="已有数据"):
            restore(path, halves(tmp_path), url, anchors=None, at=NOW)


def test_a_restore_says_how_much_of_what_was_anchored_is_lost(tmp_path: Path) -> None:
    anchors = tmp_path / "anchors"
    with records(f"sqlite:///{tmp_path / 'one.db'}") as engine:
        accounts = cheap(engine)
        person(accounts)
        anchor_new(engine, anchors, at=NOW)
        path = taken(engine, tmp_path)
        person(accounts)
        person(accounts)
        anchor_new(engine, anchors, at=NOW + timedelta(hours=1))
    found = restore(path, halves(tmp_path), f"sqlite:///{tmp_path / 'new.db'}", anchors=anchors, at=NOW)
    assert found.faults == ()
    assert found.lost_events is not None
    assert found.lost_events >= 4
    assert found.lost_since == NOW


def test_the_system_administrator_alone_takes_one(tmp_path: Path) -> None:
    with records(f"sqlite:///{tmp_path / 'one.db'}") as engine:
        made, accounts = Backups(engine, tmp_path, lambda: NOW), cheap(engine)
        system, security, audit = (person(accounts).with_(Granted(role)) for role in (
            Role.SYSTEM, Role.SECURITY, Role.AUDIT))
        with pytest.raises(Unfit, match=PUBLIC):
            made.take(system)
        make_backup_keys(tmp_path)
        reference = made.take(system)
        assert made.check(security, reference).taken_by == system.name
        for other in (security, audit):
            with pytest.raises(Hidden):
                made.take(other)
        with pytest.raises(Hidden):
            made.listed(audit)
        with pytest.raises(Unfit, match="没有配置"):
            Backups(engine, None, lambda: NOW).take(system)
