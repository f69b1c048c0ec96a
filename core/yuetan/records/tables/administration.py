"""The tables of administration: second factors, what two administrators do together, and backups that were taken."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from yuetan.records.tables.base import Moment, digest, key, metadata, reference, title, word

second_factor = Table(
    "second_factor", metadata, key(),
    Column("account_id", ForeignKey("account.id"), nullable=False, unique=True),
    Column("key_id", word, nullable=False),  # of the key that sealed the secret
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("confirmed_at", Moment),  # NULL: no code of it was given yet, and none is asked for
    Column("last_step", Integer, nullable=False),  # of the last code that was taken: no earlier one is taken again
)

recovery_code = Table(
    "recovery_code", metadata, key(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("digest", digest, nullable=False),
    Column("used_at", Moment),
    Index("ix_recovery_code_account", "account_id"),
)

joint_act = Table(
    "joint_act", metadata, key(),
    reference(),
    Column("sort", word, nullable=False),  # see `yuetan.casework.joint_acts`
    Column("account_id", ForeignKey("account.id")),  # whom it concerns; NULL: no account
    Column("content", Text, nullable=False),  # JSON: what is to be done, in texts
    Column("paper", title, nullable=False),  # the decision it rests on
    Column("asked_by", ForeignKey("account.id", name="fk_joint_act_asked_by"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", word, nullable=False),  # waiting, done, declined
    Column("decided_by", ForeignKey("account.id", name="fk_joint_act_decided_by")),
    Column("decided_at", Moment),
    Column("reason", title, nullable=False),  # why it was declined
    Index("ix_joint_act_sort", "sort", "state"),
)

backup = Table(
    "backup", metadata, key(),
    reference(),
    Column("taken_at", Moment, nullable=False),
    Column("taken_by", ForeignKey("account.id", name="fk_backup_taken_by")),  # NULL: on the server
    Column("name", title, nullable=False),  # of its file
    Column("size", BigInteger, nullable=False),  # bytes
    Column("digest", digest, nullable=False),  # SHA-256 of the file
    Column("events", Integer, nullable=False),  # the id of the last event in it
)
