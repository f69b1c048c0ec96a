"""The tables of papers: numbers given to them, what was printed, templates of an office's own, and scans."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from yuetan.records.tables.base import Moment, code, digest, key, metadata, name, reference, title, word

document_stem = Table(  # what the numbers of a unit's papers begin with
    "document_stem", metadata, key(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("material", code, nullable=False),  # REGULATION:CODE; empty: every other paper of the unit
    Column("stem", name, nullable=False),  # empty: no longer numbered
    Column("set_by", ForeignKey("account.id"), nullable=False),
    Column("set_at", Moment, nullable=False),
    Index("ix_document_stem_unit", "unit_id", "material"),
)

document_number = Table(
    "document_number", metadata, key(),
    reference(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("stem", name, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),  # from 1 on, without a gap
    Column("interview_id", ForeignKey("interview.id", name="fk_document_number_talk"), nullable=False),
    Column("paper", word, nullable=False),  # which of the interview: as its address says it
    Column("material", code, nullable=False),
    Column("cadre_id", ForeignKey("cadre.id")),  # whose copy it is, where each of several has his own
    Column("given_by", ForeignKey("account.id", name="fk_document_number_given"), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("void_reason", Text, nullable=False),  # empty: it holds
    Column("voided_by", ForeignKey("account.id", name="fk_document_number_voided")),
    Column("voided_at", Moment),
    UniqueConstraint("unit_id", "stem", "year", "number", name="uq_document_number"),
    CheckConstraint("number > 0", name="number"),
    Index("ix_document_number_paper", "interview_id", "paper"),
)

paper_print = Table(
    "paper_print", metadata, key(),
    reference(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("interview_id", ForeignKey("interview.id"), nullable=False),
    Column("paper", word, nullable=False),
    Column("title", title, nullable=False),  # of the paper; never what it says
    Column("cadre_id", ForeignKey("cadre.id")),
    Column("number_id", ForeignKey("document_number.id")),
    Column("sort", word, nullable=False),  # docx, pdf
    Column("marking", word, nullable=False),  # internal, work_secret; empty: none
    Column("kept_years", Integer),  # how long the marking holds
    Column("first", Integer, nullable=False),  # numbers of the copies, from 1 on within a paper
    Column("last", Integer, nullable=False),
    Column("given_to", title, nullable=False),
    Column("hash", digest, nullable=False),  # of the file
    Column("printed_by", ForeignKey("account.id"), nullable=False),
    Column("printed_at", Moment, nullable=False),
    CheckConstraint("first > 0 AND first <= last", name="copies"),
    Index("ix_paper_print_paper", "interview_id", "paper"),
    Index("ix_paper_print_unit", "unit_id", "id"),
)

paper_template = Table(  # of a unit's own, in the place of the standard one
    "paper_template", metadata, key(),
    reference(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("regulation", word, nullable=False),
    Column("edition", word, nullable=False),
    Column("material", word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("hash", digest, nullable=False),
    Column("since", Date, nullable=False),  # the first day it is used on
    Column("note", title, nullable=False),
    Column("uploaded_by", ForeignKey("account.id", name="fk_paper_template_uploaded"), nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("agreed_by", ForeignKey("account.id", name="fk_paper_template_agreed")),
    Column("agreed_at", Moment),
    Column("ended_by", ForeignKey("account.id", name="fk_paper_template_ended")),
    Column("ended_at", Moment),  # taken back, or refused before anybody agreed
    UniqueConstraint("unit_id", "regulation", "edition", "material", "version", name="uq_paper_template"),
)

attachment = Table(  # a signed paper, scanned: encrypted, and held to the chain of its case by its hash
    "attachment", metadata, key(),
    reference(),
    Column("interview_id", ForeignKey("interview.id")),  # NULL: of what is on record about a cadre or a unit
    Column("sequence", Integer, nullable=False),  # of the event whose paper it is
    Column("event_id", ForeignKey("event.id"), nullable=False),  # that it was put on file
    Column("name", title, nullable=False),
    Column("sort", word, nullable=False),  # pdf, jpeg, png
    Column("size", Integer, nullable=False),  # bytes of the file
    Column("pages", Integer, nullable=False),
    Column("key_id", word, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary),  # NULL once it was destroyed
    Column("added_by", ForeignKey("account.id"), nullable=False),
    Column("added_at", Moment, nullable=False),
    Index("ix_attachment_interview", "interview_id"),
    Index("ix_attachment_event", "event_id"),
)
