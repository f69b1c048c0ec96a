"""Whoever remembers how units lie is told when they lie otherwise: each change gives them another token.

A change takes away all tokens and leaves a new one, so that rows that are put in from elsewhere are in nobody's way.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

TABLES, CHANGES = ("unit", "placement", "succession"), ("INSERT", "UPDATE", "DELETE")
FRESH = {"sqlite": "hex(randomblob(16))",
         "postgresql": "md5(random()::text || clock_timestamp()::text || pg_backend_pid()::text)"}
ANEW = "DELETE FROM unit_state; INSERT INTO unit_state (token) VALUES ({fresh});"


def upgrade() -> None:
    """Add the table, and have every change noted."""
    op.create_table("unit_state", sa.Column("token", sa.String(64), nullable=False),
                    sa.PrimaryKeyConstraint("token", name="pk_unit_state"))
    fresh = FRESH[op.get_bind().dialect.name]
    anew = ANEW.format(fresh=fresh)
    op.execute(f"INSERT INTO unit_state (token) VALUES ({fresh})")  # noqa: S608 - of what stands above
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE FUNCTION note_unit_state() RETURNS trigger LANGUAGE plpgsql AS "
                   f"$$ BEGIN {anew} RETURN NULL; END $$")
        for table in TABLES:
            op.execute(f"CREATE TRIGGER tr_{table}_state AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                       f"FOR EACH STATEMENT EXECUTE FUNCTION note_unit_state()")
        return
    for table in TABLES:
        for change in CHANGES:
            op.execute(f"CREATE TRIGGER tr_{table}_{change.lower()} AFTER {change} ON {table} BEGIN {anew} END")


def downgrade() -> None:
    """Forget all that."""
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"DROP TRIGGER tr_{table}_state ON {table}")
        op.execute("DROP FUNCTION note_unit_state()")
    else:
        for table in TABLES:
            for change in CHANGES:
                op.execute(f"DROP TRIGGER tr_{table}_{change.lower()}")
    op.drop_table("unit_state")
