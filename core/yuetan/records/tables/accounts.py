"""The tables of accounts: who may sign in, what was granted to whom and until when, and who is signed in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from yuetan.records.tables.base import Moment, code, digest, key, metadata, name, reference, title, word

account = Table(
    "account", metadata, key(),
    reference(),
    Column("sign_in", code, nullable=False, unique=True),  # the name signed in with
    Column("name", name, nullable=False),
    Column("cadre_id", ForeignKey("cadre.id"), unique=True),  # NULL for one who stands in no roster
    Column("password", String(200), nullable=False),  # argon2id
    Column("must_change", Boolean, nullable=False),  # a one-time password: good for setting another
    Column("password_until", Moment),  # of a one-time password; NULL for one its owner chose
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment),
    Column("disabled_at", Moment),
    Column("made_at", Moment, nullable=False),
    Column("generation", Integer, nullable=False),  # raised by a change of password: ends every session before it
)

role_grant = Table(
    "role_grant", metadata, key(),
    reference(),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("role", word, nullable=False),  # see `yuetan.access.policy`
    Column("unit_id", ForeignKey("unit.id")),  # with all that lies below; NULL for the roles that run the system
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # half-open, as everywhere
    Column("granted_by", ForeignKey("account.id", name="fk_role_grant_granted_by")),  # NULL: set up on the server
    Column("agreed_by", ForeignKey("account.id", name="fk_role_grant_agreed_by")),
    Column("paper", title, nullable=False),  # the decision it rests on
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("account_id", "role", "unit_id", "since"),
    Index("ix_role_grant_account", "account_id", "until"),
)

sign_in_session = Table(
    "sign_in_session", metadata, key(),
    Column("token", digest, nullable=False, unique=True),  # its hash: a stolen table signs nobody in
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("second_at", Moment),  # when the second factor was given; NULL: not yet, or none is asked for
    Column("proved_at", Moment),  # when the password was given again
    Index("ix_sign_in_session_account", "account_id"),
)
