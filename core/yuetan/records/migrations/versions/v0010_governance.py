"""Whether a regulation governs a unit beside what comes from above, or in its place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was decided before stands beside the rest."""
    op.add_column("governance", sa.Column("replaces", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("governance") as batch:
        batch.alter_column("replaces", existing_type=sa.Boolean, existing_nullable=False, server_default=None)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("governance") as batch:
        batch.drop_column("replaces")
