"""Indexes by which pages cost the same at any size."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INDEXES = {"ix_obligation_cadre": ("obligation", ["cadre_id"]), "ix_past_talk_held": ("past_talk", ["held_on", "id"])}

OF_INTERVIEWS = "ix_event_interview"
KEYS, ANSWERS = ["interview_id", "code"], ["happened_on", "cadre_id"]  # what is looked for, and what is asked of it


def upgrade() -> None:
    """Add them, and have one answer by itself when a talk was held and with whom."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.drop_index(OF_INTERVIEWS, "event")
    op.create_index(OF_INTERVIEWS, "event", [*KEYS, *ANSWERS])


def downgrade() -> None:
    """Take them away."""
    op.drop_index(OF_INTERVIEWS, "event")
    op.create_index(OF_INTERVIEWS, "event", KEYS)
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
