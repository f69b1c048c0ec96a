"""The table of tokens by which another program of the office asks in somebody's name."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text

from yuetan.records.tables.base import Moment, digest, key, metadata, name, reference

api_token = Table(
    "api_token", metadata, key(),
    reference(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("title", name, nullable=False),  # what it is for
    Column("digest", digest, nullable=False, unique=True),  # its hash: a stolen table asks for nothing
    Column("scopes", Text, nullable=False),  # with blanks between
    Column("generation", Integer, nullable=False),  # of the account: ended with its sessions
    Column("made_at", Moment, nullable=False),
    Column("until", Date, nullable=False),  # half-open, as everywhere
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index("ix_api_token_account", "account_id"),
)
