"""The tables of upward reports: what a unit owes to the unit above, from its draft until it was received."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint

from yuetan.records.tables.base import Moment, key, metadata, reference, title, word

upward_report = Table(
    "upward_report", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, unique=True),
    reference(),  # that of its case
    Column("regulation", word, nullable=False),
    Column("edition", word, nullable=False),  # of the regulation, as the obligation has it
    Column("duty", word, nullable=False),
    Column("cause", title, nullable=False),  # the key of the period or of the event it is for
    Column("since", Date, nullable=False),  # what it tells of, both days included
    Column("until", Date, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("addressee_id", ForeignKey("unit.id")),  # NULL: it is not in this deployment
    Column("addressee", title, nullable=False),  # what it is called, where it is not
    Column("state", word, nullable=False),  # drafted, reviewed, sent, received, returned
    Column("draft", Integer, nullable=False),  # 1, and one more each time it was returned
    Column("drafted_by", ForeignKey("account.id", name="fk_upward_report_drafted_by")),  # who wrote in it last
    Column("reviewed_by", ForeignKey("account.id", name="fk_upward_report_reviewed_by")),
    Column("text_id", ForeignKey("event.id", name="fk_upward_report_text_id")),  # the event that holds what it says
    Column("interview_id", ForeignKey("interview.id", name="fk_upward_report_interview_id")),  # after which talk
    UniqueConstraint("unit_id", "regulation", "edition", "duty", "cause", name="uq_upward_report_owed"),
    CheckConstraint("draft > 0", name="draft"),
    Index("ix_upward_report_addressee", "addressee_id", "regulation", "duty", "cause"),
)

report_sending = Table(
    "report_sending", metadata, key(),
    Column("report_id", ForeignKey("upward_report.id", name="fk_report_sending_of"), nullable=False),
    Column("draft", Integer, nullable=False),
    Column("event_id", ForeignKey("event.id", name="fk_report_sending_by"), nullable=False, unique=True),
    Column("sent_on", Date, nullable=False),
    Column("sent_at", Moment, nullable=False),  # when that was entered
    Column("paper", title, nullable=False),  # the document it was sent with on paper; empty: within this deployment
    Column("received_on", Date),
    Column("returned_on", Date),  # from then on it settles nothing any more
    UniqueConstraint("report_id", "draft"),
)
