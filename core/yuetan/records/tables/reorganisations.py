"""The tables of reorganisations: what was proposed about which units, by whom, and what was decided."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text

from yuetan.records.tables.base import Moment, key, metadata, reference, title, word

reorganisation = Table(
    "reorganisation", metadata, key(),
    reference(),
    Column("sort", word, nullable=False),  # rename, move, merge, split, abolish
    Column("unit_id", ForeignKey("unit.id"), nullable=False),  # in whose case it is told: the first it is about
    Column("since", Date, nullable=False),
    Column("content", Text, nullable=False),  # JSON, see `yuetan.engine.reorganisation_text`
    Column("paper", title, nullable=False),  # the decision it rests on
    Column("reason", Text, nullable=False),  # why it is entered after its day, where it is
    Column("state", word, nullable=False),  # proposed, confirmed, returned, withdrawn
    Column("proposed_by", ForeignKey("account.id", name="fk_reorganisation_proposed_by"), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("decided_by", ForeignKey("account.id", name="fk_reorganisation_decided_by")),
    Column("decided_at", Moment),
    Column("note", Text, nullable=False),  # why it was returned or withdrawn
    Column("event_id", ForeignKey("event.id", name="fk_reorganisation_event_id")),  # by which it was confirmed
    Column("effective_at", Moment),  # when its day had come, and what is owed was worked out anew
    Index("ix_reorganisation_state", "state", "since"),
)

reorganisation_unit = Table(
    "reorganisation_unit", metadata,
    Column("reorganisation_id", ForeignKey("reorganisation.id", name="fk_reorganisation_unit_of"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("part", word, nullable=False),  # subject, successor, parent
    Index("ix_reorganisation_unit_unit", "unit_id"),
)
