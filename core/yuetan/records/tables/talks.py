"""The table of how many talks were held: counted beside them, so that no page counts rows."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, Table

from yuetan.records.tables.base import metadata, word

talk_count = Table(
    "talk_count", metadata,
    Column("held_on", Date, primary_key=True),
    Column("regulation", word, primary_key=True),
    Column("edition", word, primary_key=True),
    Column("kind", word, primary_key=True),
    Column("unit_id", Integer, primary_key=True, autoincrement=False),  # whose cases they are
    Column("ended", Boolean, primary_key=True),
    Column("talks", Integer, nullable=False),
    Column("persons", Integer, nullable=False),  # who were talked to in them, each once for each
    sqlite_with_rowid=False,  # read from a day to a day and summed up as it lies
)
