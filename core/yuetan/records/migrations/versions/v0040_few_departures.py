"""How few events were done against a rule is made known to PostgreSQL, which cannot see it in their text.

It would expect every third, and look through all interviews instead of those few events. SQLite keeps to the index.
"""

from __future__ import annotations

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

SINCE = (14,)  # the first PostgreSQL that counts what is computed


def upgrade() -> None:
    """Have it counted whenever the table is looked over."""
    dialect = op.get_bind().dialect
    if dialect.name == "postgresql" and (dialect.server_version_info or SINCE) >= SINCE:
        op.execute("CREATE STATISTICS st_event_against ON (strpos(filled, 'rules.')) FROM event")
        op.execute("ANALYZE event")


def downgrade() -> None:
    """Forget it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP STATISTICS IF EXISTS st_event_against")
