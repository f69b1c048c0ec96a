"""Backups: the whole database as one encrypted file, and back into a database that is new; see `backup_files`.

On SQLite the file holds a copy made by its own backup while others work; elsewhere every row of every table as of one
state. Either goes back into a database of either dialect: this is how an office moves from one to the other.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from sqlalchemy import Connection, Engine, func, inspect, select, text

from yuetan.records.backup_files import OWNER_ALONE, BackupError, decrypt, digest_of, encrypt
from yuetan.records.database import open_database, reading, upgrade, writing
from yuetan.records.tables import event
from yuetan.records.whole_tables import every_row, lines_of, put_rows, rows_in
from yuetan.wording import say

SQLITE, ROWS = b"S", b"R"
QUICK = 1  # of gzip: what it saves beyond that is not worth the time


@frozen(kw_only=True)
class Taken:
    """A backup that was taken: its size in bytes, its SHA-256, and the id of the last event in it."""

    size: int
    digest: str
    events: int


def take_backup(engine: Engine, public: bytes, path: Path) -> Taken:
    """Write a backup to a new file that its owner alone may read; raises `BackupError` where it cannot be written."""
    try:
        with reading(engine) as connection:
            events = last_event(connection)
        beside = Path(str(engine.url.database)).parent if engine.dialect.name == "sqlite" else None
        with TemporaryDirectory(dir=beside, prefix=".backup-") as folder:  # never in clear where backups are kept
            plain = Path(folder) / "plain"
            sort = _copy_sqlite(engine, plain) if engine.dialect.name == "sqlite" else _write_rows(engine, plain)
            digest = encrypt(plain, path, public, sort)
    except OSError as error:
        raise BackupError(say("备份写不到 {file}：{why}；请核对文件夹的权限和磁盘。", file=path, why=error)) from error
    return Taken(size=path.stat().st_size, digest=digest, events=events)


def last_event(connection: Connection) -> int:
    """The id of the last event there is; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(event.c.id), 0))).scalar_one())


def check_backup(path: Path, digest: str) -> None:
    """Raise `BackupError` where a backup is not the file that was written."""
    try:
        found = digest_of(path)
    except OSError as error:
        raise BackupError(say("备份文件 {file} 打不开；请核对位置和权限。", file=path)) from error
    if found != digest:
        raise BackupError(say("备份文件 {file} 与登记的校验码不符，可能损坏或被换过；请用另一份备份。", file=path))


def restore_backup(path: Path, halves: tuple[bytes, bytes], url: str) -> None:
    """Put what a backup holds into a new, empty database. Raises `BackupError`; an existing one is never touched."""
    with TemporaryDirectory(prefix="yuetan-restore-") as folder:
        plain = Path(folder) / "plain"
        sort = decrypt(path, plain, halves)
        if sort == SQLITE:
            _put_sqlite(plain, url)
        else:
            _put_rows(plain, url)


def _copy_sqlite(engine: Engine, plain: Path) -> bytes:
    os.close(os.open(plain, os.O_CREAT | os.O_WRONLY | os.O_EXCL, OWNER_ALONE))
    source, copy = sqlite3.connect(str(engine.url.database)), sqlite3.connect(plain)
    with contextlib.closing(source), contextlib.closing(copy):
        source.backup(copy)
    return SQLITE


def _write_rows(engine: Engine, plain: Path) -> bytes:
    descriptor = os.open(plain, os.O_CREAT | os.O_WRONLY | os.O_EXCL, OWNER_ALONE)
    with os.fdopen(descriptor, "wb") as raw, gzip.open(raw, "wt", QUICK, encoding="utf-8") as file, \
            reading(engine) as connection:
        file.write(json.dumps({"revision": _revision(connection)}) + "\n")
        for rows in every_row(connection):
            file.writelines(f"{line}\n" for line in lines_of(rows))
    return ROWS


def _put_sqlite(plain: Path, url: str) -> None:
    engine = open_database(url)
    try:
        _demand_empty(engine)
        if engine.dialect.name != "sqlite":
            _put_rows_of_sqlite(plain, engine)
            return
        path = str(engine.url.database)
    finally:
        engine.dispose()
    with contextlib.closing(sqlite3.connect(plain)) as source, contextlib.closing(sqlite3.connect(path)) as copy:
        source.backup(copy)


def _put_rows_of_sqlite(plain: Path, engine: Engine) -> None:
    """Put the rows of a copy of an SQLite database into another one; the copy is brought up to date first."""
    copy = open_database(f"sqlite:///{plain}", make=False)
    try:
        upgrade(copy)
        upgrade(engine)
        with reading(copy) as source, writing(engine) as connection:
            put_rows(connection, every_row(source))
    finally:
        copy.dispose()


def _put_rows(plain: Path, url: str) -> None:
    engine = open_database(url)
    try:
        _demand_empty(engine)
        with gzip.open(plain, "rt", encoding="utf-8") as file:
            upgrade(engine, json.loads(next(file))["revision"])
            with writing(engine) as connection:
                put_rows(connection, rows_in(file))
    finally:
        engine.dispose()


def _revision(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _demand_empty(engine: Engine) -> None:
    if inspect(engine).get_table_names():
        raise BackupError(say("数据库 {url} 里已有数据，没有改动它；请恢复到一个新的数据库，核对后再换过去。",
                              url=engine.url.render_as_string()))
