"""The table of roster workbooks that were brought to a page: looked over first, imported afterwards."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text

from yuetan.records.tables.base import Moment, digest, key, metadata, reference, title, word

roster_upload = Table(
    "roster_upload", metadata, key(),
    reference(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("source", title, nullable=False),  # the name of the file
    Column("digest", digest, nullable=False),
    Column("state", word, nullable=False),  # faulty, kept, applied, discarded
    Column("told", Text, nullable=False),  # JSON: what it would change, or what is wrong with it
    Column("content", LargeBinary),  # the workbook, as long as it may be imported; then NULL
    Column("marked", LargeBinary),  # a copy with its faults marked, where there are any
    Column("kept_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_roster_upload_account", "account_id", "kept_at"),
)
