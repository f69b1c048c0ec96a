"""The table of inspections and ledgers that were asked for, with what they hold and who agreed."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text

from yuetan.records.tables.base import Moment, code, key, metadata, reference, word

inspection = Table(
    "inspection", metadata, key(),
    reference(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # the last day
    Column("sample", Integer),  # how many interviews; NULL: all of them
    Column("seed", code, nullable=False),
    Column("names", Boolean, nullable=False),  # whether people are named in it
    Column("reason", Text, nullable=False),
    Column("mark", Integer, nullable=False),  # the last event of the anchor it is held against; 0: of none
    Column("asked_by", ForeignKey("account.id", name="fk_inspection_asked_by"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("agreed_by", ForeignKey("account.id", name="fk_inspection_agreed_by")),
    Column("agreed_at", Moment),
    Column("takes", word, nullable=False),  # inspection, or ledger
    Column("regulation", word, nullable=False),  # whose ledger; empty: that of all together
    CheckConstraint("since <= until", name="stretch"),
    Index("ix_inspection_unit", "unit_id"),
)
