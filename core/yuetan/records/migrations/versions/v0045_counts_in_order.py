"""The counts of obligations can be read in the order of their sorts, so that they are added up as they come."""

from __future__ import annotations

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

COLUMNS = ["regulation", "edition", "duty", "status", "due", "unit_id", "number"]


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_obligation_count_sort", "obligation_count", COLUMNS)


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_obligation_count_sort", "obligation_count")
