"""How long a talk is expected to take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a plan say how many minutes a talk takes; of those there are nobody said so."""
    op.add_column("interview", sa.Column("planned_minutes", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_interview_planned", "interview", ["planned"])


def downgrade() -> None:
    """Forget it."""
    op.drop_index("ix_interview_planned", "interview")
    op.drop_column("interview", "planned_minutes")
