"""The tables of leads. Who informed, and what was handed over, stands encrypted in a table of its own."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, LargeBinary, Table, Text, UniqueConstraint

from yuetan.records.tables.base import Moment, key, metadata, reference, title, word

lead = Table(
    "lead", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, unique=True),
    reference(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),  # whom it is about
    Column("unit_id", ForeignKey("unit.id"), nullable=False),  # the discipline organ that keeps it
    Column("received_on", Date, nullable=False),
    Column("channel", word, nullable=False),
    Column("summary", Text, nullable=False),  # the issue in the organ's own words; never whose, nor the wording
    Column("state", word, nullable=False),  # open, confirmed, unfounded, cleared
    Index("ix_lead_cadre", "cadre_id"),
    Index("ix_lead_unit", "unit_id", "state"),
)

lead_handler = Table(  # those to whom a lead is assigned, alone, see it
    "lead_handler", metadata, key(),
    Column("lead_id", ForeignKey("lead.id"), nullable=False),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    UniqueConstraint("lead_id", "cadre_id"),
)

sealed = Table(
    "sealed", metadata, key(),
    Column("lead_id", ForeignKey("lead.id"), nullable=False),
    Column("part", word, nullable=False),  # source, material
    Column("key_id", word, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    UniqueConstraint("lead_id", "part"),
)

opening = Table(  # of a seal: asked for by one, agreed to by another
    "opening", metadata, key(),
    reference(),
    Column("lead_id", ForeignKey("lead.id"), nullable=False),
    Column("part", word, nullable=False),
    Column("asked_by", ForeignKey("account.id", name="fk_opening_asked_by"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("agreed_by", ForeignKey("account.id", name="fk_opening_agreed_by")),
    Column("agreed_at", Moment),
    Column("until", Moment),  # it may be read up to this moment
    Column("note", title, nullable=False),
    Index("ix_opening_lead", "lead_id"),
)
