"""How many obligations there are of each sort."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and count what there is."""
    op.create_table(
        "obligation_count",
        sa.Column("unit_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("duty", sa.String(64), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "regulation", "edition", "duty", "status", "due",
                                name="pk_obligation_count"),
    )
    op.execute("""
        INSERT INTO obligation_count (unit_id, regulation, edition, duty, status, due, number)
        SELECT coalesce(unit_id, 0), regulation, edition, duty, status,
               coalesce(CASE WHEN status IN ('OPEN', 'OVERDUE') THEN due END, DATE('9999-12-31')), count(*)
        FROM obligation GROUP BY 1, 2, 3, 4, 5, 6""")


def downgrade() -> None:
    """Drop it: it is counted anew at any time."""
    op.drop_table("obligation_count")
