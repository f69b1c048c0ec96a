"""In which of his posts somebody was chosen to talk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

NAME = "fk_participant_unit_id"


def upgrade() -> None:
    """Let a part in an interview name a post: nothing is said of those there are."""
    with op.batch_alter_table("participant") as batch:
        batch.add_column(sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", name=NAME)))
        batch.add_column(sa.Column("post", sa.String(64)))
        batch.add_column(sa.Column("title", sa.String(200)))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("participant") as batch:
        batch.drop_constraint(NAME, type_="foreignkey")
        for name in ("title", "post", "unit_id"):
            batch.drop_column(name)
