"""The tables of plans of interviews: who is to be talked to, how and when, before any interview begins."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table

from yuetan.records.tables.base import key, metadata, reference, title, word

plan = Table(
    "plan", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, unique=True),
    reference(),  # that of its case
    Column("regulation", word, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("title", title, nullable=False),
    Column("since", Date, nullable=False),  # the stretch it is for, both days included
    Column("until", Date, nullable=False),
    Column("state", word, nullable=False),  # drafted, submitted, approved, returned, withdrawn
    Column("round", word, nullable=False),  # the material that tells of the round of talks it is for; empty: of none
    CheckConstraint("since <= until", name="stretch"),
    Index("ix_plan_unit", "unit_id", "since"),
)

plan_line = Table(
    "plan_line", metadata, key(),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    reference(),
    Column("sequence", Integer, nullable=False),  # of the event of the plan's case that brought it
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("talker_id", ForeignKey("cadre.id")),  # NULL: left open
    Column("kind", word, nullable=False),
    Column("collective", Boolean, nullable=False),
    Column("planned", Date),  # NULL: at any time of the stretch
    Column("sealed", Boolean, nullable=False),  # shown to the discipline organ alone
    Column("dropped", Integer),  # the sequence of the event that took it out again
    Index("ix_plan_line_plan", "plan_id"),
)
