"""Old ledgers that are brought in, and inspections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("old_ledger", "old_ledger_row", "inspection")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "old_ledger",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("rows_new", sa.Integer, nullable=False),
        sa.Column("rows_changed", sa.Integer, nullable=False),
        sa.Column("rows_same", sa.Integer, nullable=False),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("kept_by", sa.Integer),
        sa.Column("event_id", sa.Integer),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_old_ledger_event_id"),
        sa.ForeignKeyConstraint(["kept_by"], ["account.id"], name="fk_old_ledger_kept_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_old_ledger_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_old_ledger"),
        sa.UniqueConstraint("reference", name="uq_old_ledger_reference"),
    )
    op.create_index("ix_old_ledger_unit", "old_ledger", ["unit_id"])
    _rows()
    _inspections()


def _rows() -> None:
    op.create_table(
        "old_ledger_row",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ledger_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("talk_id", sa.Integer),
        sa.Column("made", sa.Boolean, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("family", sa.String(64), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("flags", sa.Text, nullable=False),
        sa.Column("stands", sa.Boolean, nullable=False),
        sa.Column("replaces_id", sa.Integer),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_old_ledger_row_cadre_id"),
        sa.ForeignKeyConstraint(["ledger_id"], ["old_ledger.id"], name="fk_old_ledger_row_ledger_id"),
        sa.ForeignKeyConstraint(["replaces_id"], ["old_ledger_row.id"], name="fk_old_ledger_row_replaces"),
        sa.ForeignKeyConstraint(["talk_id"], ["past_talk.id"], name="fk_old_ledger_row_talk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_old_ledger_row"),
        sa.UniqueConstraint("ledger_id", "number", name="uq_old_ledger_row_ledger_id"),
    )
    op.create_index("ix_old_ledger_row_key", "old_ledger_row", ["row_key", "stands"])
    op.create_index("ix_old_ledger_row_talk", "old_ledger_row", ["talk_id"])
    op.create_index("ix_old_ledger_row_cadre", "old_ledger_row", ["cadre_id"])
    op.create_index("ix_old_ledger_row_replaces", "old_ledger_row", ["replaces_id"])


def _inspections() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("sample", sa.Integer),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("names", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("mark", sa.Integer, nullable=False),
        sa.Column("asked_by", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("agreed_by", sa.Integer),
        sa.Column("agreed_at", sa.DateTime),
        sa.CheckConstraint("since <= until", name=op.f("ck_inspection_stretch")),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name="fk_inspection_agreed_by"),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name="fk_inspection_asked_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_inspection_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inspection"),
        sa.UniqueConstraint("reference", name="uq_inspection_reference"),
    )
    op.create_index("ix_inspection_unit", "inspection", ["unit_id"])


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)
