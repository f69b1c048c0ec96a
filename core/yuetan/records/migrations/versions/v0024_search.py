"""What people, units and interviews are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they are filled with the next sweep."""
    op.create_table(
        "search_text",
        sa.Column("sort", sa.SmallInteger, nullable=False),
        sa.Column("object_id", sa.Integer, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("spelled", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sort", "object_id", name="pk_search_text"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_key",
        sa.Column("sort", sa.SmallInteger, nullable=False),
        sa.Column("key", sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql"), nullable=False),
        sa.Column("object_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("sort", "key", "object_id", name="pk_search_key"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("search_key")
    op.drop_table("search_text")
