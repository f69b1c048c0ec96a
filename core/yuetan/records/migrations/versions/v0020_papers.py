"""Papers: numbers, prints, templates of an office's own, and scans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Their tables, empty."""
    op.create_table(
        "document_stem",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("material", sa.String(64), nullable=False),
        sa.Column("stem", sa.String(100), nullable=False),
        sa.Column("set_by", sa.Integer, nullable=False),
        sa.Column("set_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_stem"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_document_stem_unit_id"),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name="fk_document_stem_set_by"))
    op.create_index("ix_document_stem_unit", "document_stem", ["unit_id", "material"])
    op.create_table(
        "document_number",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("stem", sa.String(100), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("paper", sa.String(64), nullable=False),
        sa.Column("material", sa.String(64), nullable=False),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("given_by", sa.Integer, nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("voided_by", sa.Integer),
        sa.Column("voided_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_document_number"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_document_number_unit_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_document_number_talk"),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_document_number_cadre_id"),
        sa.ForeignKeyConstraint(["given_by"], ["account.id"], name="fk_document_number_given"),
        sa.ForeignKeyConstraint(["voided_by"], ["account.id"], name="fk_document_number_voided"),
        sa.CheckConstraint("number > 0", name=op.f("ck_document_number_number")),
        sa.UniqueConstraint("unit_id", "stem", "year", "number", name="uq_document_number"),
        sa.UniqueConstraint("reference", name="uq_document_number_reference"))
    op.create_index("ix_document_number_paper", "document_number", ["interview_id", "paper"])
    op.create_table(
        "paper_print",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("paper", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("cadre_id", sa.Integer),
        sa.Column("number_id", sa.Integer),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("marking", sa.String(64), nullable=False),
        sa.Column("kept_years", sa.Integer),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("given_to", sa.String(200), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("printed_by", sa.Integer, nullable=False),
        sa.Column("printed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper_print"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_paper_print_unit_id"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_paper_print_interview_id"),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_paper_print_cadre_id"),
        sa.ForeignKeyConstraint(["number_id"], ["document_number.id"], name="fk_paper_print_number_id"),
        sa.ForeignKeyConstraint(["printed_by"], ["account.id"], name="fk_paper_print_printed_by"),
        sa.CheckConstraint("first > 0 AND first <= last", name=op.f("ck_paper_print_copies")),
        sa.UniqueConstraint("reference", name="uq_paper_print_reference"))
    op.create_index("ix_paper_print_paper", "paper_print", ["interview_id", "paper"])
    op.create_index("ix_paper_print_unit", "paper_print", ["unit_id", "id"])
    op.create_table(
        "paper_template",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("regulation", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("material", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("uploaded_by", sa.Integer, nullable=False),
        sa.Column("uploaded_at", sa.DateTime, nullable=False),
        sa.Column("agreed_by", sa.Integer),
        sa.Column("agreed_at", sa.DateTime),
        sa.Column("ended_by", sa.Integer),
        sa.Column("ended_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_paper_template"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_paper_template_unit_id"),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name="fk_paper_template_uploaded"),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name="fk_paper_template_agreed"),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name="fk_paper_template_ended"),
        sa.UniqueConstraint("unit_id", "regulation", "edition", "material", "version", name="uq_paper_template"),
        sa.UniqueConstraint("reference", name="uq_paper_template_reference"))
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(22), nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sort", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary),
        sa.Column("added_by", sa.Integer, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="fk_attachment_interview_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_attachment_event_id"),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name="fk_attachment_added_by"),
        sa.UniqueConstraint("reference", name="uq_attachment_reference"))
    op.create_index("ix_attachment_interview", "attachment", ["interview_id"])


def downgrade() -> None:
    """Forget them; nothing else rests on them."""
    for name in ("attachment", "paper_template", "paper_print", "document_number", "document_stem"):
        op.drop_table(name)
