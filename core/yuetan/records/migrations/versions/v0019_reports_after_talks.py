"""Reports after a talk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
NAME = "fk_upward_report_interview_id"


def upgrade() -> None:
    """Let a report name the interview it follows; those there are follow none."""
    with op.batch_alter_table("upward_report") as batch:
        batch.add_column(sa.Column("interview_id", sa.Integer, sa.ForeignKey("interview.id", name=NAME)))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("upward_report") as batch:
        batch.drop_constraint(NAME, type_="foreignkey")
        batch.drop_column("interview_id")
