"""Forms that were begun and not sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what somebody has begun to write: sealed, and his alone."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer()),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_draft_account_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_draft_interview_id"),
        sa.UniqueConstraint("reference", name="uq_draft_reference"))
    op.create_index("ix_draft_account", "draft", ["account_id", "saved_at"])


def downgrade() -> None:
    """Forget it."""
    op.drop_table("draft")
