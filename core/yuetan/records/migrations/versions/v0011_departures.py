"""Events that were done against a rule, found by their day: an index over those alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_event_against", "event", ["happened_on"], sqlite_where=sa.text("instr(filled, 'rules.') > 0"),
                    postgresql_where=sa.text("strpos(filled, 'rules.') > 0"))


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_event_against", "event")
