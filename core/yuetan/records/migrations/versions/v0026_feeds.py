"""By which address somebody's calendar reads what is his."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "feed",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_feed_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_feed"),
        sa.UniqueConstraint("token", name="uq_feed_token"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("feed")
