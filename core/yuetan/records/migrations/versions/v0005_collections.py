"""What a regulation's collections hold, and the tests drawn out of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("collection", "collection_entry", "test_paper")


def upgrade() -> None:
    """Make the tables."""
    collections()
    tests()


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def collections() -> None:
    """Collections and the versions of their entries."""
    op.create_table(
        "collection",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("drawn", sa.Integer),
        sa.CheckConstraint("drawn > 0", name=op.f("ck_collection_drawn")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_collection_case_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_collection_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_collection"),
        sa.UniqueConstraint("case_id", name="uq_collection_case_id"),
        sa.UniqueConstraint("reference", name="uq_collection_reference"),
        sa.UniqueConstraint("unit_id", "regulation", "code", name="uq_collection_unit_id"),
    )
    op.create_table(
        "collection_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("collection_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.String(22), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Integer),
        sa.CheckConstraint("version > 0", name=op.f("ck_collection_entry_version")),
        sa.ForeignKeyConstraint(["collection_id"], ["collection.id"], name="fk_entry_collection_id"),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name="fk_collection_entry_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_collection_entry"),
        sa.UniqueConstraint("collection_id", "entry", "version", name="uq_collection_entry_version"),
    )
    op.create_index("ix_collection_entry_entry", "collection_entry", ["entry"])


def tests() -> None:
    """The tests that were drawn, and that they were taken."""
    op.create_table(
        "test_paper",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("material", sa.String(64), nullable=False),
        sa.Column("collection_id", sa.Integer, nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("drawn_at", sa.DateTime, nullable=False),
        sa.Column("drawn_by", sa.Integer),
        sa.Column("answers", sa.Text),
        sa.Column("event_id", sa.Integer),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_test_paper_cadre_id"),
        sa.ForeignKeyConstraint(["collection_id"], ["collection.id"], name="fk_test_paper_collection_id"),
        sa.ForeignKeyConstraint(["drawn_by"], ["account.id"], name="fk_test_paper_drawn_by"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_test_paper_event_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_test_paper_interview_id"),
        sa.PrimaryKeyConstraint("id", name="pk_test_paper"),
        sa.UniqueConstraint("interview_id", "cadre_id", "material", name="uq_test_paper_interview_id"),
        sa.UniqueConstraint("reference", name="uq_test_paper_reference"),
    )
