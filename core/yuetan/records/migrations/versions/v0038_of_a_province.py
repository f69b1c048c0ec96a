"""Indexes by which the pages of a province stay quick."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

INDEXES: dict[str, tuple[str, list[str]]] = {
    "ix_obligation_duty": ("obligation", ["duty", "status", "due"]),
    "ix_interview_opened": ("interview", ["ended", "opened_on"]),
    "ix_past_talk_by_written": ("past_talk_by", ["written"]),
}
"""What is new."""

WIDENED = {
    "ix_obligation_unit": ("obligation", ["unit_id", "status", "due"], ["duty"]),
    "ix_interview_planned": ("interview", ["planned"], ["unit_id", "state", "regulation", "edition"]),
}
"""What answers more by itself."""

OFTEN_EMPTY = {
    "ix_interview_lead": ("interview", ["lead_id"]), "ix_event_cadre": ("event", ["cadre_id", "code"]),
    "ix_event_unit": ("event", ["unit_id", "code"]), "ix_obligation_change_event": ("obligation_change", ["event_id"]),
}
"""Where most rows hold nothing: those need no place in it, and it is known how few hold the same."""


def upgrade() -> None:
    """Add them."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    for name, (table, columns, answers) in WIDENED.items():
        op.drop_index(name, table)
        op.create_index(name, table, [*columns, *answers])
    for name, (table, columns) in OFTEN_EMPTY.items():
        filled = sa.text(f"{columns[0]} IS NOT NULL")
        op.drop_index(name, table)
        op.create_index(name, table, columns, sqlite_where=filled, postgresql_where=filled)


def downgrade() -> None:
    """Take them away."""
    for name, (table, columns) in OFTEN_EMPTY.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    for name, (table, columns, _) in WIDENED.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
