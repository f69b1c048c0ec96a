"""Scans of papers that belong to no interview: of what is on record about a cadre or a unit, and of its reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a scan be of none, and find it by the case in which it was put on file."""
    with op.batch_alter_table("attachment") as batch:
        batch.alter_column("interview_id", existing_type=sa.Integer, nullable=True)
    op.create_index("ix_attachment_event", "attachment", ["event_id"])


def downgrade() -> None:
    """Forget those that are of none."""
    op.drop_index("ix_attachment_event", "attachment")
    op.execute("DELETE FROM attachment WHERE interview_id IS NULL")
    with op.batch_alter_table("attachment") as batch:
        batch.alter_column("interview_id", existing_type=sa.Integer, nullable=False)
