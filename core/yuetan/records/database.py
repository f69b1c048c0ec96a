"""Where records are kept: SQLite, embedded and safe by default, or PostgreSQL when an office has outgrown it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.exc import DatabaseError as AnyDatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from yuetan.records.one_state import KNOWN, end_state, in_one_state, one_state
from yuetan.wording import later, say

__all__ = [
    "Connection", "DatabaseError", "Engine", "alone", "downgrade", "note_sizes", "one_state", "open_database",
    "reading", "upgrade", "writing",
]

BUSY_MILLISECONDS = 10_000
PREPARED = 512  # statements that a connection keeps ready: a page asks some seventy
PRAGMAS = {  # what each connection is set to, and what SQLite must then answer
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),  # NORMAL loses acknowledged writes when the power goes
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),  # what was destroyed is overwritten
    "trusted_schema": ("OFF", 0),
    "busy_timeout": (str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
}
MAPPED = 2_147_418_112  # bytes of the file that are read as memory is, without a call each: as many as it takes
FOR_PAGES = {  # how PostgreSQL answers many short questions, each about few rows of much
    "jit": "off",  # to compile a question takes longer than to answer it
    "max_parallel_workers_per_gather": "0",  # as does to share it out; and others wait for the same processors
    "random_page_cost": "1.1",  # what is asked for is in memory, or on no disk that turns
}
READ_ONLY = "attempt to write a readonly database"
REFUSALS = {  # what SQLite says of a file, and PostgreSQL of a connection, in words
    "unable to open database file": later("文件打不开"), "file is not a database": later("文件不是 SQLite 数据库"),
    "database is locked": later("正被别的程序占用"), READ_ONLY: later("文件是只读的"),
    "database or disk is full": later("磁盘已满"), "database disk image is malformed": later("文件已损坏"),
    "Connection refused": later("服务器没有应答，请确认它已启动"), "resolve host": later("找不到这台主机"),
    "password authentication failed": later("用户名或密码不对"),
}
PASSWORD = re.compile(r"^([A-Za-z0-9+]*:?/*).*@", re.DOTALL)  # whoever signs in, and with what: never repeated
MIGRATION_LOCK = 20150204  # any number of our own: PostgreSQL's name for "one migration at a time"


class DatabaseError(Exception):
    """A database that cannot be opened or brought up to date: says which, why, and what to do."""


def open_database(url: str, *, make: bool = True) -> Engine:
    """An engine on ``sqlite:///FILE`` (made, readable by its owner alone, where it is missing) or ``postgresql://...``.

    Raises `DatabaseError` with the reason, in words for the administrator; also for a missing file, where none is to be
    made. Tables are made by `upgrade`.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:  # the latter for a port that is no number
        raise DatabaseError(say("数据库地址“{url}”写法不对，应如 sqlite:///文件路径 或 postgresql://用户@主机/库名。",
                                url=PASSWORD.sub(r"\1***@", url))) from error
    match address.get_backend_name():
        case "sqlite":
            return _open_sqlite(address, make=make)
        case "postgresql":
            return _open_postgresql(address)
        case other:
            raise DatabaseError(say("不支持“{name}”数据库，请用 sqlite 或 postgresql。", name=other))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: all of it is kept, or nothing. On SQLite one writer at a time, others wait."""
    end_state(engine)
    try:
        with _in_words(engine), engine.begin() as connection:
            yield connection
    finally:
        end_state(engine)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state throughout and cannot write; see `yuetan.records.one_state`."""
    with _in_words(engine, only_reads=True), in_one_state(engine, lambda: _reading(engine)) as connection:
        yield connection


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    options = ({"reading": True} if engine.dialect.name == "sqlite"
               else {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"})
    with engine.connect() as connection:
        connection.execution_options(**options, **{KNOWN: {}})
        with connection.begin():
            yield connection


def alone(connection: Connection) -> None:
    """Be the only one who changes the roster until this transaction ends; others who want to, wait."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.exec_driver_sql("LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE")


def note_sizes(connection: Connection) -> None:
    """Have the database know how much there is of what, so that it finds rows the shortest way.

    By everything that is there, not by a sample: a sample takes the first rows of an index for all, and where most is
    of one sort, as most is done that was ever owed, it leads astray. PostgreSQL sees to that itself.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit = 0")
        connection.exec_driver_sql("ANALYZE")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to the newest revision, in one transaction; raises `DatabaseError` where they are newer."""
    _migrate(engine, "upgrade", revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the tables back to a revision, with the loss of what it does not know."""
    _migrate(engine, "downgrade", revision)


def _migrate(engine: Engine, way: str, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - it takes long to import, and most commands migrate nothing
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    with as_file(files("yuetan.records") / "migrations") as folder, _in_words(engine), \
            engine.execution_options(migrating=True).begin() as connection:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        try:
            getattr(command, way)(config, revision)
        except CommandError as error:
            raise DatabaseError(say(
                "数据库的表结构本程序不认识，多半是由更新的版本建立的；请安装不低于它的版本。原因：{why}",
                why=error)) from error
        if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise DatabaseError(say("升级后记录之间的引用对不上，已全部撤回；请先备份，再联系维护人员。"))


@contextmanager
def _in_words(engine: Engine, *, only_reads: bool = False) -> Iterator[None]:
    """Say what a database answers that cannot be reached or used; what only a defect of ours can cause stays."""
    try:
        yield
    except AnyDatabaseError as error:
        why = str(error.orig).strip()
        if type(error) not in {AnyDatabaseError, OperationalError} or (only_reads and READ_ONLY in why):
            raise
        known = next((text for english, text in REFUSALS.items() if english in why), None)
        raise DatabaseError(say("数据库 {url} 不能使用，没有改动它；请核对地址、权限和磁盘。原因：{why}",
                                url=engine.url.render_as_string(), why=say(known) if known else why)) from error


def _open_sqlite(address: URL, *, make: bool) -> Engine:
    if not address.database or address.database == ":memory:":
        raise DatabaseError(say("内存数据库关掉就没有了，请写明文件，如 sqlite:///yuetan.db。"))
    path = Path(address.database)
    if not path.parent.is_dir():
        raise DatabaseError(say("数据库所在的文件夹 {folder} 不存在，请先建立。", folder=path.parent))
    if not path.exists():
        if not make:
            raise DatabaseError(say("数据库文件 {path} 不存在；请核对地址，或先用 yuetan import 导入名册。", path=path))
        _make_file(path)
    engine = create_engine(address, connect_args={"cached_statements": PREPARED})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _make_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise DatabaseError(say("数据库文件 {path} 无法建立；请核对文件夹的权限。", path=path)) from error


def _open_postgresql(address: URL) -> Engine:
    try:
        engine = create_engine(address.set(drivername="postgresql+psycopg"))
    except ModuleNotFoundError as error:
        raise DatabaseError(say("使用 PostgreSQL 需要安装 yuetan[postgresql]。")) from error
    event.listen(engine, "connect", _set_for_pages)
    return engine


def _set_for_pages(connection: object, _entry: ConnectionPoolEntry) -> None:
    connection.autocommit = True  # type: ignore[attr-defined] # outlives any transaction
    for name, value in FOR_PAGES.items():
        connection.execute(f"SET {name} = {value}")  # type: ignore[attr-defined]
    connection.autocommit = False  # type: ignore[attr-defined]


def _set_pragmas(connection: object, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined] # transactions are begun by us, not by the driver
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for name, (value, expected) in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
        answer = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if answer != expected:
            raise DatabaseError(say(
                "SQLite 没有接受设置 {name}={value}（仍是 {answer}），数据可能不安全，未打开。请换到本地磁盘。",
                name=name, value=value, answer=answer))
    cursor.execute(f"PRAGMA mmap_size = {MAPPED}")  # where it maps less, or nothing, it only takes longer
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction. Whoever does not say that he only reads is taken to write, and waits for his turn here."""
    options = connection.get_execution_options()
    only_reads, migrating = options.get("reading", False), options.get("migrating", False)
    _set_where_other(connection, "query_only", on=only_reads)
    # a table that is rebuilt is dropped for a moment: references are then checked at the end, see _migrate
    _set_where_other(connection, "foreign_keys", on=not migrating)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _set_where_other(connection: Connection, name: str, *, on: bool) -> None:
    """Set what a connection may do, where it is not set so: SQLite forgets all it prepared with every setting."""
    if connection.info.get(name) is not on:
        connection.info.pop(name, None)  # unknown, should it fail
        connection.exec_driver_sql(f"PRAGMA {name} = {'ON' if on else 'OFF'}")
        connection.info[name] = on
