"""Proxies, and clerks who hand over to others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("proxy", "handover")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "proxy",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("grant_id", sa.Integer, nullable=False),
        sa.Column("principal_id", sa.Integer, nullable=False),
        sa.Column("proxy_id", sa.Integer, nullable=False),
        sa.Column("decided_by", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["role_grant.id"], name="fk_proxy_grant_id"),
        sa.ForeignKeyConstraint(["principal_id"], ["account.id"], name="fk_proxy_principal_id"),
        sa.ForeignKeyConstraint(["proxy_id"], ["account.id"], name="fk_proxy_proxy_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_proxy_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_proxy"),
        sa.UniqueConstraint("reference", name="uq_proxy_reference"),
        sa.UniqueConstraint("grant_id", name="uq_proxy_grant_id"),
    )
    op.create_index("ix_proxy_principal", "proxy", ["principal_id"])
    op.create_index("ix_proxy_proxy", "proxy", ["proxy_id"])
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("leaver_id", sa.Integer, nullable=False),
        sa.Column("receiver_id", sa.Integer, nullable=False),
        sa.Column("witness_id", sa.Integer),
        sa.Column("made_by", sa.Integer, nullable=False),
        sa.Column("leaves_on", sa.Date, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("given_at", sa.DateTime),
        sa.Column("received_at", sa.DateTime),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_handover_case_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_handover_unit_id"),
        sa.ForeignKeyConstraint(["leaver_id"], ["account.id"], name="fk_handover_leaver_id"),
        sa.ForeignKeyConstraint(["receiver_id"], ["account.id"], name="fk_handover_receiver_id"),
        sa.ForeignKeyConstraint(["witness_id"], ["account.id"], name="fk_handover_witness_id"),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name="fk_handover_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.UniqueConstraint("case_id", name="uq_handover_case_id"),
        sa.UniqueConstraint("reference", name="uq_handover_reference"),
    )
    op.create_index("ix_handover_unit", "handover", ["unit_id"])
    op.create_index("ix_handover_leaver", "handover", ["leaver_id"])
    op.create_index("ix_handover_receiver", "handover", ["receiver_id"])


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)
