"""Upward reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("upward_report", "report_sending")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "upward_report",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("duty", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(200), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("addressee_id", sa.Integer),
        sa.Column("addressee", sa.String(200), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("draft", sa.Integer, nullable=False),
        sa.Column("drafted_by", sa.Integer),
        sa.Column("reviewed_by", sa.Integer),
        sa.Column("text_id", sa.Integer),
        sa.CheckConstraint("draft > 0", name=op.f("ck_upward_report_draft")),
        sa.ForeignKeyConstraint(["addressee_id"], ["unit.id"], name="fk_upward_report_addressee_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_upward_report_case_id"),
        sa.ForeignKeyConstraint(["drafted_by"], ["account.id"], name="fk_upward_report_drafted_by"),
        sa.ForeignKeyConstraint(["reviewed_by"], ["account.id"], name="fk_upward_report_reviewed_by"),
        sa.ForeignKeyConstraint(["text_id"], ["event.id"], name="fk_upward_report_text_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_upward_report_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_upward_report"),
        sa.UniqueConstraint("case_id", name="uq_upward_report_case_id"),
        sa.UniqueConstraint("reference", name="uq_upward_report_reference"),
        sa.UniqueConstraint("unit_id", "regulation", "edition", "duty", "cause", name="uq_upward_report_owed"),
    )
    op.create_index("ix_upward_report_addressee", "upward_report", ["addressee_id", "regulation", "duty", "cause"])
    op.create_table(
        "report_sending",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", sa.Integer, nullable=False),
        sa.Column("draft", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("sent_at", sa.DateTime, nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("received_on", sa.Date),
        sa.Column("returned_on", sa.Date),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_report_sending_by"),
        sa.ForeignKeyConstraint(["report_id"], ["upward_report.id"], name="fk_report_sending_of"),
        sa.PrimaryKeyConstraint("id", name="pk_report_sending"),
        sa.UniqueConstraint("event_id", name="uq_report_sending_event_id"),
        sa.UniqueConstraint("report_id", "draft", name="uq_report_sending_report_id"),
    )


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)
