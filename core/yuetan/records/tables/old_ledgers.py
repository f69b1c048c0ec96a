"""The tables of an office's old ledgers: each workbook that was brought in, and its rows as they were written."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from yuetan.records.tables.base import Moment, digest, key, metadata, name, reference, title, word

old_ledger = Table(
    "old_ledger", metadata, key(),
    reference(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),  # whose ledger it is
    Column("source", title, nullable=False),  # the name of the file
    Column("digest", digest, nullable=False),  # of the file
    Column("state", word, nullable=False),  # kept, applied, undone, discarded
    Column("rows_new", Integer, nullable=False),
    Column("rows_changed", Integer, nullable=False),
    Column("rows_same", Integer, nullable=False),
    Column("kept_at", Moment, nullable=False),
    Column("kept_by", ForeignKey("account.id", name="fk_old_ledger_kept_by")),  # NULL: on the server
    Column("event_id", ForeignKey("event.id", name="fk_old_ledger_event_id")),  # by which it was applied
    Index("ix_old_ledger_unit", "unit_id"),
)

old_ledger_row = Table(
    "old_ledger_row", metadata, key(),
    Column("ledger_id", ForeignKey("old_ledger.id"), nullable=False),
    Column("number", Integer, nullable=False),  # of the row in its sheet
    Column("row_key", digest, nullable=False),  # of what tells it from the other rows of its unit's ledgers
    Column("cadre_id", ForeignKey("cadre.id", name="fk_old_ledger_row_cadre_id")),  # NULL: nobody of the roster
    Column("talk_id", ForeignKey("past_talk.id", name="fk_old_ledger_row_talk_id")),  # NULL: it counts for nothing
    Column("made", Boolean, nullable=False),  # whether the talk was put on record by this row
    Column("held_on", Date, nullable=False),
    Column("regulation", word, nullable=False),  # empty where no regulation was made out
    Column("kind", word, nullable=False),
    Column("family", word, nullable=False),
    Column("person", name, nullable=False),  # as the ledger names him
    Column("content", Text, nullable=False),  # JSON: all that the row says
    Column("flags", Text, nullable=False),  # what the rules would have objected to: codes, with blanks between
    Column("stands", Boolean, nullable=False),  # applied, and no later row says otherwise
    Column("replaces_id", ForeignKey("old_ledger_row.id", name="fk_old_ledger_row_replaces")),
    UniqueConstraint("ledger_id", "number"),
    Index("ix_old_ledger_row_key", "row_key", "stands"),
    Index("ix_old_ledger_row_talk", "talk_id"),
    Index("ix_old_ledger_row_cadre", "cadre_id"),
    Index("ix_old_ledger_row_replaces", "replaces_id"),
)
