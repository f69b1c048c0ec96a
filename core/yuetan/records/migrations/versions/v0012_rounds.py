"""Plans of rounds of talks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a plan say of what round it is; those there are of none."""
    op.add_column("plan", sa.Column("round", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("plan") as table:
        table.alter_column("round", server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("plan") as table:
        table.drop_column("round")
