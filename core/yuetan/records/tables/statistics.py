"""The table of what is published in statistics: one row, replaced by each day's."""

from __future__ import annotations

from sqlalchemy import Column, Date, Table, Text

from yuetan.records.tables.base import Moment, key, metadata

publication = Table(
    "publication", metadata, key(),
    Column("until", Date, nullable=False),  # the last day whose talks are counted
    Column("made_at", Moment, nullable=False),
    Column("content", Text, nullable=False),  # JSON, see `yuetan.access.publication`
)
