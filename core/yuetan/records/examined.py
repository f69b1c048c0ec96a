"""What can be found out about a database before it is trusted: whether it is whole, how it writes, and its clock."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import as_file, files

from sqlalchemy import Connection, func, inspect, select, text

from yuetan.records.tables import event, sealed, second_factor


def is_sound(connection: Connection) -> bool:
    """Whether SQLite finds its file whole; other databases look after that themselves."""
    return connection.dialect.name != "sqlite" or connection.exec_driver_sql(
        "PRAGMA quick_check(1)").scalar() == "ok"


def synchronous(connection: Connection) -> int | None:
    """How SQLite sees to it that what was written stays; None on another database."""
    if connection.dialect.name != "sqlite":
        return None
    return int(connection.exec_driver_sql("PRAGMA synchronous").scalar() or 0)


def revision(connection: Connection) -> str:
    """The revision of the tables; empty where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def head() -> str:
    """The revision that this program knows."""
    from alembic.config import Config  # noqa: PLC0415 - it takes long to import
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    with as_file(files("yuetan.records") / "migrations") as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        return str(ScriptDirectory.from_config(config).get_current_head())


def last_entered(connection: Connection) -> datetime | None:
    """When the last event was entered."""
    last = select(func.max(event.c.id)).scalar_subquery()
    return connection.execute(select(event.c.entered_at).where(event.c.id == last)).scalar()


def keys_used(connection: Connection) -> set[str]:
    """The ids of the keys that sealed whatever is sealed now."""
    return {str(one) for column in (sealed.c.key_id, second_factor.c.key_id)
            for one in connection.execute(select(column).distinct()).scalars()}
