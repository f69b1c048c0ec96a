"""Indexes in the orders of lists, and by what is looked for in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

INDEXES: dict[str, tuple[str, list[str]]] = {
    "ix_cadre_name": ("cadre", ["name"]),
    "ix_case_file_sort": ("case_file", ["sort"]),
    "ix_interview_kind": ("interview", ["kind", "id"]),
    "ix_interview_number": ("interview", ["number", "id"]),
    "ix_interview_of_unit": ("interview", ["unit_id", "id"]),
    "ix_read_log_account": ("read_log", ["account_id", "id"]),
}


def upgrade() -> None:
    """Add them."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    nothing = sa.text("interview_id IS NULL")
    op.create_index("ix_event_case_alone", "event", ["case_id", "id"], sqlite_where=nothing, postgresql_where=nothing)


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_event_case_alone", "event")
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
