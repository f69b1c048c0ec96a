"""Backups that were taken, by name: where one lies and what it must be."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "backup",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("taken_at", sa.DateTime, nullable=False),
        sa.Column("taken_by", sa.Integer),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["taken_by"], ["account.id"], name="fk_backup_taken_by"),
        sa.PrimaryKeyConstraint("id", name="pk_backup"),
        sa.UniqueConstraint("reference", name="uq_backup_reference"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("backup")
