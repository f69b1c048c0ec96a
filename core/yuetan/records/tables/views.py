"""The table of saved views: lists narrowed and ordered as somebody likes to look at them, by name."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text, UniqueConstraint

from yuetan.records.tables.base import Moment, key, metadata, reference, title, word

saved_view = Table(
    "saved_view", metadata, key(),
    reference(),
    Column("account_id", ForeignKey("account.id", name="fk_saved_view_account_id"), nullable=False),
    Column("page", word, nullable=False),  # the list it is a view of
    Column("title", title, nullable=False),
    Column("query", Text, nullable=False),  # as it stands in an address
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("account_id", "page", "title", name="uq_saved_view_title"),
)
