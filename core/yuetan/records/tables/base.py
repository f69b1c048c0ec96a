"""What the tables share: portable to SQLite and PostgreSQL, every identifier at most 30 characters long.

Stretches are half-open, ``[since, until)``, and ``FOREVER`` ends what has not ended. No column a selector reads is ever
NULL.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Dialect, Integer, MetaData, String, TypeDecorator, text

from yuetan.records.references import new_reference
from yuetan.records.values import CODE_LENGTH, NAME_LENGTH, TITLE_LENGTH, WORD_LENGTH

metadata = MetaData(naming_convention={
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
})

code, name, title, word = String(CODE_LENGTH), String(NAME_LENGTH), String(TITLE_LENGTH), String(WORD_LENGTH)
digest = String(64)  # SHA-256, in hexadecimal
opaque = String(22)  # 128 random bits in an address, see `yuetan.records.references`


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC on every database and always given back with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs its time zone"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        return None if value is None else value.replace(tzinfo=UTC)


def key() -> Column[int]:
    """A surrogate key: records refer to each other by it, so that an office may renumber its staff."""
    return Column("id", Integer, primary_key=True)


def reference() -> Column[str]:
    """What names a record in an address, made with the record: opaque, and not to be guessed."""
    return Column("reference", opaque, nullable=False, unique=True, default=new_reference)


def where_filled(column: str) -> dict[str, Any]:
    """For an index of a column that is mostly empty: rows that hold nothing in it have no place there."""
    filled = text(f"{column} IS NOT NULL")
    return {"sqlite_where": filled, "postgresql_where": filled}


def stretch() -> tuple[Column[date], Column[date], CheckConstraint]:
    """From a day, until a later day on which it no longer holds."""
    return (Column("since", Date, nullable=False), Column("until", Date, nullable=False),
            CheckConstraint("since < until", name="stretch"))
