"""Cases, their chains of events, and what stands because of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "case_file", "lead", "lead_handler", "sealed", "opening", "interview", "participant", "event", "submission",
    "appeal", "outbox", "done_act", "read_log", "anchor",
)


def upgrade() -> None:
    """Make the tables."""
    leads()
    interviews()
    events()
    traces()


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def leads() -> None:
    """Cases, and leads with what is sealed of them."""
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.CheckConstraint("version >= 0", name=op.f("ck_case_file_version")),
        sa.PrimaryKeyConstraint("id", name="pk_case_file"),
        sa.UniqueConstraint("reference", name="uq_case_file_reference"),
    )
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_lead_cadre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_lead_case_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_lead_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lead"),
        sa.UniqueConstraint("case_id", name="uq_lead_case_id"),
        sa.UniqueConstraint("reference", name="uq_lead_reference"),
    )
    op.create_index("ix_lead_cadre", "lead", ["cadre_id"])
    op.create_index("ix_lead_unit", "lead", ["unit_id", "state"])
    op.create_table(
        "lead_handler",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("lead_id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_lead_handler_cadre_id"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_lead_handler_lead_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lead_handler"),
        sa.UniqueConstraint("lead_id", "cadre_id", name="uq_lead_handler_lead_id"),
    )
    op.create_table(
        "sealed",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("lead_id", sa.Integer, nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_sealed_lead_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sealed"),
        sa.UniqueConstraint("lead_id", "part", name="uq_sealed_lead_id"),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("lead_id", sa.Integer, nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("asked_by", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("agreed_by", sa.Integer),
        sa.Column("agreed_at", sa.DateTime),
        sa.Column("until", sa.DateTime),
        sa.Column("note", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name="fk_opening_agreed_by"),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name="fk_opening_asked_by"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_opening_lead_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
        sa.UniqueConstraint("reference", name="uq_opening_reference"),
    )
    op.create_index("ix_opening_lead", "opening", ["lead_id"])


def interviews() -> None:
    """Interviews and who plays which part in them."""
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("family", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("collective", sa.Boolean, nullable=False),
        sa.Column("entrusted", sa.Boolean, nullable=False),
        sa.Column("planned", sa.Date),
        sa.Column("planned_time", sa.String(64), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("grounds", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Integer),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("proposed_by", sa.Integer),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_interview_case_id"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_interview_lead_id"),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name="fk_interview_proposed_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_interview_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_interview"),
        sa.UniqueConstraint("case_id", name="uq_interview_case_id"),
        sa.UniqueConstraint("unit_id", "number", name="uq_interview_unit_id"),
        sa.UniqueConstraint("reference", name="uq_interview_reference"),
    )
    op.create_index("ix_interview_unit", "interview", ["unit_id", "ended"])
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_participant_cadre_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_participant_interview_id"),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("interview_id", "part", "cadre_id", name="uq_participant_interview_id"),
    )
    op.create_index("ix_participant_cadre", "participant", ["cadre_id", "part"])


def events() -> None:
    """What was done, and the papers handed in."""
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("entered_at", sa.DateTime, nullable=False),
        sa.Column("entered_by", sa.Integer),
        sa.Column("interview_id", sa.Integer),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("unit_id", sa.Integer),
        sa.Column("addressee", sa.String(64), nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("counts_for", sa.String(200), nullable=False),
        sa.Column("filled", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("provenance", sa.String(64), nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("late_reason", sa.Text, nullable=False),
        sa.Column("corrects", sa.Integer),
        sa.Column("content", sa.Text),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_event_sequence")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_event_cadre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_event_case_id"),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name="fk_event_entered_by"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_event_interview_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_event_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("case_id", "sequence", name="uq_event_case_id"),
    )
    op.create_index("ix_event_cadre", "event", ["cadre_id", "code"])
    op.create_index("ix_event_code", "event", ["code", "happened_on"])
    op.create_index("ix_event_interview", "event", ["interview_id", "code"])
    op.create_index("ix_event_unit", "event", ["unit_id", "code"])
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("unit_id", sa.Integer),
        sa.Column("material", sa.String(64), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("review_id", sa.Integer),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_submission_cadre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_submission_case_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_submission_event_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_submission_interview_id"),
        sa.ForeignKeyConstraint(["review_id"], ["event.id"], name="fk_submission_review_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_submission_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("case_id", "material", "cadre_id", "edition", name="uq_submission_case_id"),
        sa.UniqueConstraint("reference", name="uq_submission_reference"),
    )
    op.create_index("ix_submission_interview", "submission", ["interview_id"])
    op.create_index("ix_submission_state", "submission", ["state"])
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("cadre_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("lodged_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_appeal_cadre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_appeal_case_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_appeal_interview_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_appeal_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sa.UniqueConstraint("reference", name="uq_appeal_reference"),
    )
    op.create_index("ix_appeal_cadre", "appeal", ["cadre_id"])
    op.create_index("ix_appeal_unit", "appeal", ["unit_id"])


def traces() -> None:
    """What is to be sent, what was done already, what was read, what was put outside."""
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sent_at", sa.DateTime),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_outbox_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["sent_at", "id"])
    op.create_table(
        "done_act",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("done_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_done_act_account_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_done_act_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_done_act"),
        sa.UniqueConstraint("token", name="uq_done_act_token"),
    )
    op.create_table(
        "read_log",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("account_id", sa.Integer),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("object", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_read_log_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_read_log"),
    )
    op.create_index("ix_read_log_object", "read_log", ["object"])
    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_anchor"),
    )
