"""The tables of people who move: each act about what somebody holds, who he was before, and where his file lies.

An act is an event in the cadre's own case; a row here says what it did to the roster, so that it can be put right.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from yuetan.records.tables.base import code, key, metadata, name, reference, stretch, word

move = Table(
    "move", metadata, key(),
    reference(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("event_id", ForeignKey("event.id"), nullable=False, unique=True),
    Column("sort", word, nullable=False),
    *stretch(),  # of a leave, a detention ...; what does not last has no end
    Column("revoked_id", ForeignKey("event.id", name="fk_move_revoked_id")),  # the event by which it was put right
    Index("ix_move_cadre", "cadre_id", "since"),
)

move_row = Table(  # what an act began, ended or changed, with what stood there before
    "move_row", metadata, key(),
    Column("move_id", ForeignKey("move.id"), nullable=False),
    Column("place", word, nullable=False),  # appointment, portfolio, move, cadre
    Column("row_id", Integer, nullable=False),
    Column("before", Text, nullable=False),  # JSON; empty for a row that was not there
    Index("ix_move_row_move", "move_id"),
)

former_name = Table(
    "former_name", metadata, key(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("name", name, nullable=False),
    Column("staff_number", code, nullable=False),
    Column("until", Date, nullable=False),  # from this day on he is called otherwise
    Index("ix_former_name_cadre", "cadre_id", "until"),
    Index("ix_former_name_number", "staff_number"),
)

merger = Table(  # that two records are of one person: proposed by one, confirmed by another, and taken apart likewise
    "merger", metadata, key(),
    reference(),
    Column("kept_id", ForeignKey("cadre.id"), nullable=False),
    Column("merged_id", ForeignKey("cadre.id"), nullable=False),
    Column("state", word, nullable=False),  # proposed, refused, merged, parting, parted
    Column("event_id", ForeignKey("event.id"), nullable=False),  # the last about it
    Index("ix_merger_kept", "kept_id"),
    Index("ix_merger_merged", "merged_id"),
)

merger_row = Table(  # which rows a merger gave to the record that was kept, so that they can be given back
    "merger_row", metadata, key(),
    Column("merger_id", ForeignKey("merger.id"), nullable=False),
    Column("place", word, nullable=False),  # table.column
    Column("row_id", Integer, nullable=False),
    Column("parked", Text, nullable=False),  # JSON of a row that said the same of both; empty for one that moved
    UniqueConstraint("merger_id", "place", "row_id"),
)

dossier = Table(  # the unit that holds the file of a cadre; none: the unit he holds a post in
    "dossier", metadata,
    Column("cadre_id", ForeignKey("cadre.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Index("ix_dossier_unit", "unit_id"),
)

dossier_handover = Table(
    "dossier_handover", metadata, key(),
    reference(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("from_id", ForeignKey("unit.id"), nullable=False),
    Column("to_id", ForeignKey("unit.id"), nullable=False),
    Column("state", word, nullable=False),  # released, accepted, refused
    Column("released_id", ForeignKey("event.id", name="fk_dossier_handover_released"), nullable=False),
    Column("answered_id", ForeignKey("event.id", name="fk_dossier_handover_answered")),
    Index("ix_dossier_handover_cadre", "cadre_id"),
    Index("ix_dossier_handover_to", "to_id", "state"),
)
