"""How many talks were held, of each sort; who serves in a unit on a day, and where something happened, by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


WIDENED = {
    "ix_appointment_unit": ("appointment", ["unit_id"], ["until", "since", "cadre_id"]),
    "ix_event_code": ("event", ["code", "happened_on"], ["interview_id"]),
}
"""What answers more by itself than what is looked for in it."""


def upgrade() -> None:
    """Make the table, count what there is, and have the indexes answer more."""
    for name, (table, columns, answers) in WIDENED.items():
        op.drop_index(name, table)
        op.create_index(name, table, [*columns, *answers])
    op.create_table(
        "talk_count",
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("talks", sa.Integer, nullable=False),
        sa.Column("persons", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("held_on", "regulation", "edition", "kind", "unit_id", "ended", name="pk_talk_count"),
        sqlite_with_rowid=False,
    )
    op.execute("""
        INSERT INTO talk_count (held_on, regulation, edition, kind, unit_id, ended, talks, persons)
        SELECT held_on, regulation, edition, kind, unit_id, ended, count(*), sum(persons) FROM (
            SELECT min(event.happened_on) AS held_on, interview.regulation, interview.edition, interview.kind,
                   interview.unit_id, interview.ended, count(DISTINCT participant.id) AS persons
            FROM interview JOIN event ON event.interview_id = interview.id AND event.code = 'held'
            JOIN participant ON participant.interview_id = interview.id AND participant.part = 'interviewee'
                AND (event.cadre_id IS NULL OR event.cadre_id = participant.cadre_id)
            WHERE NOT EXISTS (SELECT 1 FROM event AS clearing
                              WHERE clearing.interview_id = interview.id AND clearing.code = 'cleared')
            GROUP BY interview.id) AS counted
        GROUP BY held_on, regulation, edition, kind, unit_id, ended""")


def downgrade() -> None:
    """Drop it: it is counted anew at any time."""
    op.drop_table("talk_count")
    for name, (table, columns, _) in WIDENED.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
