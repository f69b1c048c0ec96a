"""Ledgers that are asked for and agreed to before they are taken away, as inspections are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a request say what is taken: those there are ask for an inspection, under whichever regulation."""
    op.add_column("inspection", sa.Column("takes", sa.String(64), nullable=False, server_default="inspection"))
    op.add_column("inspection", sa.Column("regulation", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("inspection") as batch:
        batch.alter_column("takes", existing_type=sa.String(64), existing_nullable=False, server_default=None)
        batch.alter_column("regulation", existing_type=sa.String(64), existing_nullable=False, server_default=None)


def downgrade() -> None:
    """Forget it, with the requests for ledgers."""
    op.execute("DELETE FROM inspection WHERE takes <> 'inspection'")
    with op.batch_alter_table("inspection") as batch:
        batch.drop_column("regulation")
        batch.drop_column("takes")
