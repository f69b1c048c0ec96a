"""The table of jobs: long work that somebody began, how far it is, and what came of it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from yuetan.records.tables.base import Moment, key, metadata, reference, title, word

job = Table(
    "job", metadata, key(),
    reference(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("title", title, nullable=False),
    Column("state", word, nullable=False),  # running, done, failed
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),  # 0: not known yet
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),  # its last sign of life
    Column("ended_at", Moment),
    Column("said", Text, nullable=False),  # what came of it, or why nothing did
    Column("leads_to", title, nullable=False),  # an address of ours; empty: nowhere
    Column("file_name", title, nullable=False),  # empty: no file came of it
    Column("file_content", LargeBinary),  # NULL once it was cleared away
    Index("ix_job_account", "account_id", "begun_at"),
)
