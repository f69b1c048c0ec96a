"""Plans of interviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("plan", "plan_line")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.CheckConstraint("since <= until", name=op.f("ck_plan_stretch")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_plan_case_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_plan_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("case_id", name="uq_plan_case_id"),
        sa.UniqueConstraint("reference", name="uq_plan_reference"),
    )
    op.create_index("ix_plan_unit", "plan", ["unit_id", "since"])
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("talker_id", sa.Integer),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("collective", sa.Boolean, nullable=False),
        sa.Column("planned", sa.Date),
        sa.Column("sealed", sa.Boolean, nullable=False),
        sa.Column("dropped", sa.Integer),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_plan_line_cadre_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_line_plan_id"),
        sa.ForeignKeyConstraint(["talker_id"], ["cadre.id"], name="fk_plan_line_talker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_line"),
        sa.UniqueConstraint("reference", name="uq_plan_line_reference"),
    )
    op.create_index("ix_plan_line_plan", "plan_line", ["plan_id"])


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)
