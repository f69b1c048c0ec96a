"""The tables of what a regulation's collections hold, and of the tests drawn out of them.

A collection is kept by a unit, with a case of its own for what is done to it. Its entries are append-only: an edited
one is the next version of it, and a retired one is a version too.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from yuetan.records.tables.base import Moment, digest, key, metadata, opaque, reference, word

collection = Table(
    "collection", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, unique=True),
    reference(),  # that of its case
    Column("regulation", word, nullable=False),
    Column("code", word, nullable=False),  # of the collection in the regulation
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("drawn", Integer),  # how many a test has; NULL: the unit has not said
    UniqueConstraint("unit_id", "regulation", "code"),
    CheckConstraint("drawn > 0", name="drawn"),
)

collection_entry = Table(
    "collection_entry", metadata, key(),
    Column("collection_id", ForeignKey("collection.id", name="fk_entry_collection_id"), nullable=False),
    Column("entry", opaque, nullable=False),  # names it in all its versions
    Column("version", Integer, nullable=False),  # from 1 on, without a gap
    Column("sequence", Integer, nullable=False),  # of the event of the case that brought this version
    Column("content", Text, nullable=False),  # JSON, by field
    Column("content_hash", digest, nullable=False),  # under which it counts as the same
    Column("retired", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("account.id", name="fk_collection_entry_made_by")),
    UniqueConstraint("collection_id", "entry", "version", name="uq_collection_entry_version"),
    CheckConstraint("version > 0", name="version"),
    Index("ix_collection_entry_entry", "entry"),
)

test_paper = Table(
    "test_paper", metadata, key(),
    reference(),
    Column("interview_id", ForeignKey("interview.id"), nullable=False),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("material", word, nullable=False),
    Column("collection_id", ForeignKey("collection.id"), nullable=False),
    Column("seed", digest, nullable=False),  # with the two next it gives the same paper again
    Column("sequence", Integer, nullable=False),  # the collection as it stood after this event of its case
    Column("questions", Integer, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("drawn_by", ForeignKey("account.id", name="fk_test_paper_drawn_by")),
    Column("answers", Text),  # JSON, by entry; NULL: not answered here, and for the eyes of the cadre alone
    Column("event_id", ForeignKey("event.id")),  # that it was taken; NULL before that
    UniqueConstraint("interview_id", "cadre_id", "material"),
)
