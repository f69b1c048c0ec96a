"""Indexes by which pages cost the same at any size."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INDEXES = {"ix_obligation_cadre": ("obligation", ["cadre_id"]), "ix_past_talk_held": ("past_talk", ["held_on", "id"])}


def upgrade() -> None:
    """Add them."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Take them away."""
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
