"""The tables of reminders: who was reminded of what, what is sent because of it, and by which address calendars ask.

No name and no matter stands in them: an obligation is named by its key, and a message says how much there is alone.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint

from yuetan.records.tables.base import Moment, digest, key, metadata, opaque, title, word
from yuetan.records.tables.obligations import names

reminder = Table(
    "reminder", metadata, key(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    *names(),
    Column("occasion", word, nullable=False),  # see `yuetan.casework.reminding.occasions`
    Column("made_at", Moment, nullable=False),
    Column("read_at", Moment),
    UniqueConstraint("account_id", "subject", "duty", "cause", "regulation", "edition", "occasion",
                     name="uq_reminder_once"),
    Index("ix_reminder_account", "account_id", "read_at"),
)

mail_address = Table(  # where somebody wants to be told, where the office sends mail at all
    "mail_address", metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("address", title, nullable=False),
)

message = Table(  # that somebody is told, once a day by each channel, how much waits for him
    "message", metadata, key(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("channel", word, nullable=False),  # mail, webhook
    Column("day", Date, nullable=False),
    Column("things", Integer, nullable=False),
    Column("state", word, nullable=False),  # waiting, sending, sent, given_up
    Column("made_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("problem", title, nullable=False),  # what the last attempt met with; empty where nothing
    UniqueConstraint("account_id", "channel", "day"),
    Index("ix_message_state", "state", "next_at"),
)

lease = Table(  # who does some work that one alone does, and until when nobody else takes it up
    "lease", metadata,
    Column("name", word, primary_key=True),
    Column("holder", opaque, nullable=False),
    Column("until", Moment, nullable=False),
)

feed = Table(
    "feed", metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("token", digest, nullable=False, unique=True),  # its hash: a stolen table opens no calendar
    Column("made_at", Moment, nullable=False),
)
