"""Talks that somebody was entrusted with, found by themselves: an index over those alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_interview_entrusted", "interview", ["id"], sqlite_where=sa.text("entrusted"),
                    postgresql_where=sa.text("entrusted"))


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_interview_entrusted", "interview")
