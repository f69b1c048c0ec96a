"""The tables of governance: which regulation governs which unit, how its open places are read, and the days off."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text

from yuetan.records.tables.base import Moment, key, metadata, reference, stretch, title, word

governance = Table(
    "governance", metadata, key(),
    reference(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),  # with all that lies below it
    Column("regulation", word, nullable=False),
    Column("readings", Text, nullable=False),  # JSON: the option chosen for each reading, where not the first
    Column("live_on", Date, nullable=False),  # before this day nothing is judged
    *stretch(),
    Column("paper", title, nullable=False),  # the decision it rests on
    Column("proposed_by", ForeignKey("account.id", name="fk_governance_proposed_by")),  # NULL: set up on the server
    Column("proposed_at", Moment, nullable=False),
    Column("approved_by", ForeignKey("account.id", name="fk_governance_approved_by")),
    Column("approved_at", Moment),  # NULL: proposed, not in effect
    Column("withdrawn_at", Moment),
    Column("replaces", Boolean, nullable=False),  # takes the place of every other that comes from above; else beside it
    Column("credits", Text, nullable=False),  # JSON: talks under other regulations that the decision lets count
    Index("ix_governance_unit", "unit_id", "regulation"),
)

arrangement = Table(
    "arrangement", metadata, key(),
    Column("year", Integer, nullable=False),
    Column("day", Date, nullable=False, unique=True),
    Column("worked", Boolean, nullable=False),
    Column("label", word, nullable=False),
    Column("imported_at", Moment, nullable=False),
)
