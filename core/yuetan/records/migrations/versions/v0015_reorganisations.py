"""Reorganisations of units, and which unit took over from which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("reorganisation", "reorganisation_unit", "succession")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reorganisation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("proposed_by", sa.Integer, nullable=False),
        sa.Column("proposed_at", sa.DateTime, nullable=False),
        sa.Column("decided_by", sa.Integer),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("event_id", sa.Integer),
        sa.Column("effective_at", sa.DateTime),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_reorganisation_unit_id"),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name="fk_reorganisation_proposed_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_reorganisation_decided_by"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_reorganisation_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reorganisation"),
        sa.UniqueConstraint("reference", name="uq_reorganisation_reference"),
    )
    op.create_index("ix_reorganisation_state", "reorganisation", ["state", "since"])
    op.create_table(
        "reorganisation_unit",
        sa.Column("reorganisation_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["reorganisation_id"], ["reorganisation.id"], name="fk_reorganisation_unit_of"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_reorganisation_unit_unit_id"),
        sa.PrimaryKeyConstraint("reorganisation_id", "unit_id", name="pk_reorganisation_unit"),
    )
    op.create_index("ix_reorganisation_unit_unit", "reorganisation_unit", ["unit_id"])
    op.create_table(
        "succession",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("successor_id", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("inherits", sa.String(64), nullable=False),
        sa.Column("reorganisation_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_succession_unit_id"),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name="fk_succession_successor_id"),
        sa.ForeignKeyConstraint(["reorganisation_id"], ["reorganisation.id"], name="fk_succession_reorganisation"),
        sa.PrimaryKeyConstraint("id", name="pk_succession"),
        sa.UniqueConstraint("unit_id", "successor_id", "since", name="uq_succession_unit_id"),
    )
    op.create_index("ix_succession_successor", "succession", ["successor_id"])


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)
