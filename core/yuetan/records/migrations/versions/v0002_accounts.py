"""Accounts and what was granted to them; which regulation governs whom; days off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from yuetan.records.references import new_reference

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAMED = ("unit", "cadre")
TABLES = ("account", "role_grant", "sign_in_session", "governance", "arrangement")


def upgrade() -> None:
    """Make the tables, and give people and units a name for addresses."""
    references()
    people()
    rules()


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)
    for table in NAMED:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"uq_{table}_reference", type_="unique")
            batch.drop_column("reference")


def references() -> None:
    """Opaque names for those who stand in the roster already."""
    connection = op.get_bind()
    for table in NAMED:
        op.add_column(table, sa.Column("reference", sa.String(22)))
        rows = sa.table(table, sa.column("id", sa.Integer), sa.column("reference", sa.String))
        for number in connection.execute(sa.select(rows.c.id)).scalars().all():
            named = sa.update(rows).where(rows.c.id == number).values(reference=new_reference())
            connection.execute(named)
        with op.batch_alter_table(table) as batch:
            batch.alter_column("reference", existing_type=sa.String(22), nullable=False)
            batch.create_unique_constraint(f"uq_{table}_reference", ["reference"])


def people() -> None:
    """Accounts, grants and sessions."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("sign_in", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("password_until", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime),
        sa.Column("disabled_at", sa.DateTime),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_account_cadre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("cadre_id", name="uq_account_cadre_id"),
        sa.UniqueConstraint("reference", name="uq_account_reference"),
        sa.UniqueConstraint("sign_in", name="uq_account_sign_in"),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.Integer),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("granted_by", sa.Integer),
        sa.Column("agreed_by", sa.Integer),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_role_grant_account_id"),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name="fk_role_grant_agreed_by"),
        sa.ForeignKeyConstraint(["granted_by"], ["account.id"], name="fk_role_grant_granted_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_role_grant_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        sa.UniqueConstraint("account_id", "role", "unit_id", "since", name="uq_role_grant_account_id"),
        sa.UniqueConstraint("reference", name="uq_role_grant_reference"),
    )
    op.create_index("ix_role_grant_account", "role_grant", ["account_id", "until"])
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("begun_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_sign_in_session_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_session"),
        sa.UniqueConstraint("token", name="uq_sign_in_session_token"),
    )
    op.create_index("ix_sign_in_session_account", "sign_in_session", ["account_id"])


def rules() -> None:
    """Governance and arrangements."""
    op.create_table(
        "governance",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("readings", sa.Text, nullable=False),
        sa.Column("live_on", sa.Date, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("proposed_by", sa.Integer),
        sa.Column("proposed_at", sa.DateTime, nullable=False),
        sa.Column("approved_by", sa.Integer),
        sa.Column("approved_at", sa.DateTime),
        sa.Column("withdrawn_at", sa.DateTime),
        sa.CheckConstraint("since < until", name=op.f("ck_governance_stretch")),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name="fk_governance_approved_by"),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name="fk_governance_proposed_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_governance_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_governance"),
        sa.UniqueConstraint("reference", name="uq_governance_reference"),
    )
    op.create_index("ix_governance_unit", "governance", ["unit_id", "regulation"])
    op.create_table(
        "arrangement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("worked", sa.Boolean, nullable=False),
        sa.Column("label", sa.String(64), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_arrangement"),
        sa.UniqueConstraint("day", name="uq_arrangement_day"),
    )
