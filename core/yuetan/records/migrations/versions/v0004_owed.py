"""What is owed, and what changed in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("obligation", "obligation_change", "sweep")


def upgrade() -> None:
    """Make the tables."""
    owed()


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def owed() -> None:
    """Obligations, their changes, and the sweeps."""
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("duty", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("cause", sa.String(200), nullable=False),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("unit_id", sa.Integer),
        sa.Column("interview_id", sa.Integer),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("opens", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("newcomer", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_obligation_cadre_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_obligation_interview_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_obligation_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_obligation"),
        sa.UniqueConstraint("subject", "duty", "cause", "regulation", "edition", name="uq_obligation_key"),
    )
    op.create_index("ix_obligation_due", "obligation", ["status", "due", "id"])
    op.create_index("ix_obligation_interview", "obligation", ["interview_id"])
    op.create_index("ix_obligation_unit", "obligation", ["unit_id", "status", "due"])
    op.create_table(
        "obligation_change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("duty", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("cause", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("change", sa.String(64), nullable=False),
        sa.Column("was", sa.String(64), nullable=False),
        sa.Column("became", sa.String(64), nullable=False),
        sa.Column("due_was", sa.Date),
        sa.Column("due_became", sa.Date),
        sa.Column("why", sa.String(64), nullable=False),
        sa.Column("event_id", sa.Integer),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_obligation_change_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_obligation_change"),
    )
    op.create_index("ix_obligation_change_event", "obligation_change", ["event_id"])
    op.create_index("ix_obligation_change_subject", "obligation_change", ["subject", "duty", "cause"])
    op.create_table(
        "sweep",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("obligations", sa.Integer, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sweep"),
        sa.UniqueConstraint("reference", name="uq_sweep_reference"),
    )
