"""Saved views, and what a desk looks up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None

INDEXES = {"ix_interview_state": ("state", "ended"), "ix_interview_lead": ("lead_id",)}


def upgrade() -> None:
    """Make the table; find interviews by their state, and by the lead they rest on."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_saved_view_account_id"),
        sa.UniqueConstraint("reference", name="uq_saved_view_reference"),
        sa.UniqueConstraint("account_id", "page", "title", name="uq_saved_view_title"))
    for name, columns in INDEXES.items():
        op.create_index(name, "interview", list(columns))


def downgrade() -> None:
    """Forget them."""
    for name in INDEXES:
        op.drop_index(name, table_name="interview")
    op.drop_table("saved_view")
