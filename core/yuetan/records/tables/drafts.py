"""The table of forms that were begun and not sent."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table

from yuetan.records.tables.base import Moment, key, metadata, reference, word

draft = Table(
    "draft", metadata, key(),
    reference(),
    Column("account_id", ForeignKey("account.id"), nullable=False),  # who writes it: nobody else reads it
    Column("interview_id", ForeignKey("interview.id")),  # NULL for a proposal
    Column("act", word, nullable=False),  # its code
    Column("saved_at", Moment, nullable=False),
    Column("key_id", word, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    Index("ix_draft_account", "account_id", "saved_at"),
)
