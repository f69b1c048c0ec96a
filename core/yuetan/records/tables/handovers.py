"""The tables of who stands in for whom, and of clerks who hand over to others."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text

from yuetan.records.tables.base import Moment, digest, key, metadata, reference, title, word

proxy = Table(  # the stretch, the role and the unit are those of the grant by which the proxy acts
    "proxy", metadata, key(),
    reference(),
    Column("grant_id", ForeignKey("role_grant.id"), nullable=False, unique=True),
    Column("principal_id", ForeignKey("account.id", name="fk_proxy_principal_id"), nullable=False),
    Column("proxy_id", ForeignKey("account.id", name="fk_proxy_proxy_id"), nullable=False),
    Column("decided_by", ForeignKey("account.id", name="fk_proxy_decided_by"), nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_proxy_principal", "principal_id"),
    Index("ix_proxy_proxy", "proxy_id"),
)

handover = Table(
    "handover", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, unique=True),
    reference(),  # that of its case
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("leaver_id", ForeignKey("account.id", name="fk_handover_leaver_id"), nullable=False),
    Column("receiver_id", ForeignKey("account.id", name="fk_handover_receiver_id"), nullable=False),
    Column("witness_id", ForeignKey("account.id", name="fk_handover_witness_id")),  # who signed in the leaver's place
    Column("made_by", ForeignKey("account.id", name="fk_handover_made_by"), nullable=False),
    Column("leaves_on", Date, nullable=False),  # the first day on which the leaver's grants hold no longer
    Column("content", Text, nullable=False),  # what is handed over, JSON, as both signed it
    Column("digest", digest, nullable=False),  # of the content
    Column("state", word, nullable=False),  # drafted, done, withdrawn
    Column("given_at", Moment),  # signed by the leaver, or by the witness
    Column("received_at", Moment),
    Column("reason", title, nullable=False),  # why a witness signs for the leaver
    Index("ix_handover_unit", "unit_id"),
    Index("ix_handover_leaver", "leaver_id"),
    Index("ix_handover_receiver", "receiver_id"),
)
