"""Who heads a unit is found by an index of heads alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    heads = sa.text("post = 'head'")
    op.create_index("ix_appointment_head", "appointment", ["unit_id", "until", "since", "cadre_id"],
                    sqlite_where=heads, postgresql_where=heads)


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_appointment_head", "appointment")
