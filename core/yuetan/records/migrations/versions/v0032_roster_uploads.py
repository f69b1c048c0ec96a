"""Roster workbooks brought to a page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table for them, empty."""
    op.create_table(
        "roster_upload",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("marked", sa.LargeBinary),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_roster_upload_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_upload"),
        sa.UniqueConstraint("reference", name="uq_roster_upload_reference"))
    op.create_index("ix_roster_upload_account", "roster_upload", ["account_id", "kept_at"])


def downgrade() -> None:
    """Forget what was not imported."""
    op.drop_table("roster_upload")
