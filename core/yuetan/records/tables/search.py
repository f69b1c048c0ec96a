"""The tables that a search looks into: a cache, kept with what it is made of and rebuilt at will."""

from __future__ import annotations

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, SmallInteger, String, Table, Text

from yuetan.engine.finding import LONGEST_KEY
from yuetan.records.tables.base import metadata

search_text = Table(
    "search_text", metadata,
    Column("sort", SmallInteger, nullable=False, autoincrement=False),  # see `yuetan.records.searching.Sort`
    Column("object_id", Integer, nullable=False, autoincrement=False),  # the key of the cadre, unit or interview
    Column("written", Text, nullable=False),  # a line for each text it goes by, as `yuetan.engine.finding.folded`
    Column("spelled", Text, nullable=False),  # words of Latin letters that it is found by too, with blanks between
    PrimaryKeyConstraint("sort", "object_id"),
    sqlite_with_rowid=False,
)

search_key = Table(
    "search_key", metadata,
    # begins with the digit of the sort, for one column is compared in less time than two; in the order of its
    # characters on every database, so that what begins alike stands together
    Column("key", String(1 + LONGEST_KEY).with_variant(String(1 + LONGEST_KEY, collation="C"), "postgresql"),
           nullable=False),
    Column("object_id", Integer, nullable=False, autoincrement=False),
    Column("rest", Text, nullable=False),  # what comes next wherever it stands, as `yuetan.engine.finding.keys`
    PrimaryKeyConstraint("key", "object_id"),
    sqlite_with_rowid=False,  # the table is its own index
)
