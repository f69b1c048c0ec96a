"""The roster: units and their placements, cadres, what they hold and oversee, and earlier talks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("unit", "placement", "cadre", "appointment", "appointment_mark", "portfolio", "past_talk", "past_talk_by")


def upgrade() -> None:
    """Make the tables."""
    units()
    people()
    posts()
    talks()


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def units() -> None:
    """Units, and where they stood."""
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
    )
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("parent_id", sa.Integer),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_placement_unit_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_placement_parent_id"),
        sa.UniqueConstraint("unit_id", "since", name="uq_placement_unit_id"),
        sa.CheckConstraint("since < until", name=op.f("ck_placement_stretch")),
    )
    op.create_index("ix_placement_parent", "placement", ["parent_id"])


def people() -> None:
    """Cadres, by staff number."""
    op.create_table(
        "cadre",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("staff_number", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("party", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cadre"),
        sa.UniqueConstraint("staff_number", name="uq_cadre_staff_number"),
    )


def posts() -> None:
    """What they hold and oversee."""
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("post", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("manner", sa.String(64), nullable=False),
        sa.Column("decided", sa.Date, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_appointment_cadre_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_appointment_unit_id"),
        sa.UniqueConstraint("cadre_id", "unit_id", "post", "title", "since", name="uq_appointment_cadre_id"),
        sa.CheckConstraint("since < until", name=op.f("ck_appointment_stretch")),
    )
    op.create_index("ix_appointment_unit", "appointment", ["unit_id"])
    op.create_index("ix_appointment_held", "appointment", ["until", "since"])
    op.create_table(
        "appointment_mark",
        sa.Column("appointment_id", sa.Integer, nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", "mark", name="pk_appointment_mark"),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name="fk_appointment_mark_of"),
    )
    op.create_index("ix_appointment_mark_mark", "appointment_mark", ["mark", "appointment_id"])
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_portfolio"),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_portfolio_cadre_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_portfolio_unit_id"),
        sa.UniqueConstraint("cadre_id", "unit_id", "since", name="uq_portfolio_cadre_id"),
        sa.CheckConstraint("since < until", name=op.f("ck_portfolio_stretch")),
    )
    op.create_index("ix_portfolio_unit", "portfolio", ["unit_id"])


def talks() -> None:
    """Talks held before this system was in use, and who held them."""
    op.create_table(
        "past_talk",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("family", sa.String(64), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("provenance", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_past_talk"),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_past_talk_cadre_id"),
        sa.UniqueConstraint("cadre_id", "regulation", "kind", "held_on", name="uq_past_talk_cadre_id"),
    )
    op.create_table(
        "past_talk_by",
        sa.Column("talk_id", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("written", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("talk_id", "place", name="pk_past_talk_by"),
        sa.ForeignKeyConstraint(["talk_id"], ["past_talk.id"], name="fk_past_talk_by_talk_id"),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_past_talk_by_cadre_id"),
    )
    op.create_index("ix_past_talk_by_cadre", "past_talk_by", ["cadre_id"])
