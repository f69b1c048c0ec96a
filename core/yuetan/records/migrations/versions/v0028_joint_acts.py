"""What one administrator begins and another agrees to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "joint_act",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("asked_by", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("decided_by", sa.Integer),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_joint_act_account_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name="fk_joint_act_asked_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_joint_act_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_joint_act"),
        sa.UniqueConstraint("reference", name="uq_joint_act_reference"),
    )
    op.create_index("ix_joint_act_sort", "joint_act", ["sort", "state"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("joint_act")
