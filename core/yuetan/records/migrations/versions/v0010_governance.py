"""Whether a regulation governs a unit beside what comes from above, and which talks under others count there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was decided before stands beside the rest, and no other talks count there."""
    op.add_column("governance", sa.Column("replaces", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("governance", sa.Column("credits", sa.Text, nullable=False, server_default="[]"))
    with op.batch_alter_table("governance") as batch:
        batch.alter_column("replaces", existing_type=sa.Boolean, existing_nullable=False, server_default=None)
        batch.alter_column("credits", existing_type=sa.Text, existing_nullable=False, server_default=None)


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("governance") as batch:
        batch.drop_column("credits")
        batch.drop_column("replaces")
