"""Databases filled once and copied: many tests begin with the same one, and filling it takes longer than most."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from yuetan.records.database import Engine, open_database, upgrade

Migrate = Callable[[Engine, str, str], None]

_FILES: dict[Hashable, bytes] = {}
"""Of SQLite, by what they were filled with."""
_NAMES: dict[Hashable, str] = {}
"""Of PostgreSQL, by the server and what they were filled with."""


def filled(url: str, what: Hashable, fill: Callable[[str], None]) -> None:
    """Fill an empty database: by ``fill`` where it is the first to hold this, else from a copy of the first.

    Nothing may be connected to it, and ``fill`` leaves nothing connected.
    """
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        _filled_file(Path(str(address.database)), url, what, fill)
    else:
        _filled_database(address, url, what, fill)


def by_copies(migrate: Migrate) -> Migrate:
    """The same, but an empty database is brought up to date by a copy of the first for which that was done."""
    @wraps(migrate)
    def done(engine: Engine, way: str, revision: str) -> None:
        if (way, revision) != ("upgrade", "head") or not _is_empty(engine):
            migrate(engine, way, revision)
            return
        engine.dispose()
        filled(engine.url.render_as_string(hide_password=False), migrate, lambda _: _migrated(engine, migrate))
    return done


def _is_empty(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite":
        return not Path(str(engine.url.database)).stat().st_size
    try:
        return not sa.inspect(engine).get_table_names()
    except sa.exc.SQLAlchemyError:  # let it be said by whoever migrates
        return False


def _migrated(engine: Engine, migrate: Migrate) -> None:
    migrate(engine, "upgrade", "head")
    engine.dispose()


def with_tables(url: str) -> None:
    """Make the tables, and leave them empty."""
    records = open_database(url)
    upgrade(records)
    records.dispose()


def _filled_file(path: Path, url: str, what: Hashable, fill: Callable[[str], None]) -> None:
    if what in _FILES:
        path.write_bytes(_FILES[what])
    else:
        fill(url)
        _FILES[what] = path.read_bytes()


def _filled_database(address: sa.URL, url: str, what: Hashable, fill: Callable[[str], None]) -> None:
    name, key = address.database, (address.set(database="postgres"), what)
    if key in _NAMES:
        _execute(address, f"DROP DATABASE {name}", f"CREATE DATABASE {name} TEMPLATE {_NAMES[key]} STRATEGY FILE_COPY")
    else:
        fill(url)
        _NAMES[key] = f"kept_{uuid4().hex}"
        _execute(address, f"CREATE DATABASE {_NAMES[key]} TEMPLATE {name}")


def _execute(address: sa.URL, *statements: str) -> None:
    engine = sa.create_engine(address.set(database="postgres", drivername="postgresql+psycopg"),
                              isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
