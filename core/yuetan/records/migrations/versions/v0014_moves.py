"""People who move: acts about posts, former names, records of one person, and the file of a cadre."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("move", "move_row", "former_name", "merger", "merger_row", "dossier", "dossier_handover")


def upgrade() -> None:
    """Make the tables; an event keeps beside whose it is whom it was written down about."""
    _moves()
    _names()
    _mergers()
    _dossiers()
    op.add_column("event", sa.Column("named_id", sa.Integer))
    op.execute("UPDATE event SET named_id = cadre_id")
    for column in ("had", "has"):
        op.add_column("obligation_change", sa.Column(column, sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them; what was merged is taken apart by hand before."""
    with op.batch_alter_table("obligation_change") as batch:
        batch.drop_column("had")
        batch.drop_column("has")
    op.execute("UPDATE event SET cadre_id = named_id")
    with op.batch_alter_table("event") as batch:
        batch.drop_column("named_id")
    for table in reversed(TABLES):
        op.drop_table(table)


def _moves() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("revoked_id", sa.Integer),
        sa.CheckConstraint("since < until", name=op.f("ck_move_stretch")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_move_cadre_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_move_event_id"),
        sa.ForeignKeyConstraint(["revoked_id"], ["event.id"], name="fk_move_revoked_id"),
        sa.PrimaryKeyConstraint("id", name="pk_move"),
        sa.UniqueConstraint("event_id", name="uq_move_event_id"),
        sa.UniqueConstraint("reference", name="uq_move_reference"),
    )
    op.create_index("ix_move_cadre", "move", ["cadre_id", "since"])
    op.create_table(
        "move_row",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("move_id", sa.Integer, nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name="fk_move_row_move_id"),
        sa.PrimaryKeyConstraint("id", name="pk_move_row"),
    )
    op.create_index("ix_move_row_move", "move_row", ["move_id"])


def _names() -> None:
    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("staff_number", sa.String(64), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_former_name_cadre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_former_name"),
    )
    op.create_index("ix_former_name_cadre", "former_name", ["cadre_id", "until"])
    op.create_index("ix_former_name_number", "former_name", ["staff_number"])


def _mergers() -> None:
    op.create_table(
        "merger",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("kept_id", sa.Integer, nullable=False),
        sa.Column("merged_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["cadre.id"], name="fk_merger_kept_id"),
        sa.ForeignKeyConstraint(["merged_id"], ["cadre.id"], name="fk_merger_merged_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_merger_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merger"),
        sa.UniqueConstraint("reference", name="uq_merger_reference"),
    )
    op.create_index("ix_merger_kept", "merger", ["kept_id"])
    op.create_index("ix_merger_merged", "merger", ["merged_id"])
    op.create_table(
        "merger_row",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("merger_id", sa.Integer, nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("parked", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["merger_id"], ["merger.id"], name="fk_merger_row_merger_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merger_row"),
        sa.UniqueConstraint("merger_id", "place", "row_id", name="uq_merger_row_merger_id"),
    )


def _dossiers() -> None:
    op.create_table(
        "dossier",
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_dossier_cadre_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_dossier_unit_id"),
        sa.PrimaryKeyConstraint("cadre_id", name="pk_dossier"),
    )
    op.create_index("ix_dossier_unit", "dossier", ["unit_id"])
    op.create_table(
        "dossier_handover",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("from_id", sa.Integer, nullable=False),
        sa.Column("to_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("released_id", sa.Integer, nullable=False),
        sa.Column("answered_id", sa.Integer),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_dossier_handover_cadre_id"),
        sa.ForeignKeyConstraint(["from_id"], ["unit.id"], name="fk_dossier_handover_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["unit.id"], name="fk_dossier_handover_to_id"),
        sa.ForeignKeyConstraint(["released_id"], ["event.id"], name="fk_dossier_handover_released"),
        sa.ForeignKeyConstraint(["answered_id"], ["event.id"], name="fk_dossier_handover_answered"),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_handover"),
        sa.UniqueConstraint("reference", name="uq_dossier_handover_reference"),
    )
    op.create_index("ix_dossier_handover_cadre", "dossier_handover", ["cadre_id"])
    op.create_index("ix_dossier_handover_to", "dossier_handover", ["to_id", "state"])
