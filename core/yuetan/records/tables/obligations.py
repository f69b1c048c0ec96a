"""The tables of what is owed: a cache that may be dropped and rebuilt, and what changed in it, which is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from yuetan.records.tables.base import Moment, key, metadata, reference, title, where_filled, word

NOWHERE, UNDATED = 0, date.max  # in `obligation_count`, whose key holds no NULL


def names() -> tuple[Column[str], ...]:
    """What makes two obligations one, see `yuetan.engine.obligations.Key`."""
    return (Column("regulation", word, nullable=False), Column("edition", word, nullable=False),
            Column("duty", word, nullable=False), Column("subject", title, nullable=False),
            Column("cause", title, nullable=False))


obligation = Table(
    "obligation", metadata, key(),
    *names(),
    Column("cadre_id", ForeignKey("cadre.id")),  # whom it concerns, where it is one cadre
    Column("unit_id", ForeignKey("unit.id")),  # where it is looked for: the unit, that of the cadre, or of the case
    Column("interview_id", ForeignKey("interview.id")),
    Column("status", word, nullable=False),  # the name of an `yuetan.engine.obligations.Status`
    Column("due", Date),
    Column("opens", Date),
    Column("provisional", Boolean, nullable=False),
    Column("done_on", Date),
    Column("newcomer", Boolean, nullable=False),
    UniqueConstraint("subject", "duty", "cause", "regulation", "edition", name="uq_obligation_key"),
    Index("ix_obligation_unit", "unit_id", "status", "due", "duty"),
    Index("ix_obligation_duty", "duty", "status", "due"),
    Index("ix_obligation_due", "status", "due", "id"),
    Index("ix_obligation_interview", "interview_id"),
    Index("ix_obligation_cadre", "cadre_id"),
)

obligation_count = Table(  # how many there are of each sort: kept with every change, so that no page counts rows
    "obligation_count", metadata,
    Column("unit_id", Integer, primary_key=True, autoincrement=False),  # NOWHERE: without a unit
    Column("regulation", word, primary_key=True),
    Column("edition", word, primary_key=True),
    Column("duty", word, primary_key=True),
    Column("status", word, primary_key=True),
    Column("due", Date, primary_key=True),  # of what is still to be done; UNDATED: on no day, or over
    Column("number", Integer, nullable=False),
    Index("ix_obligation_count_sort", "regulation", "edition", "duty", "status", "due", "unit_id", "number"),
)

obligation_change = Table(
    "obligation_change", metadata, key(),
    *names(),
    Column("at", Moment, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("change", word, nullable=False),  # see `yuetan.records.owed.changes`
    Column("was", word, nullable=False),  # status before; empty where it appeared
    Column("became", word, nullable=False),  # status after; empty where it was withdrawn
    Column("due_was", Date),
    Column("due_became", Date),
    Column("why", word, nullable=False),  # act, sweep, roster, arrangement, governance, rebuild, move
    Column("event_id", ForeignKey("event.id")),
    Column("had", Text, nullable=False, server_default=""),  # of what was handed over, who had it: staff numbers
    Column("has", Text, nullable=False, server_default=""),  # and who has it
    Index("ix_obligation_change_subject", "subject", "duty", "cause"),
    Index("ix_obligation_change_event", "event_id", **where_filled("event_id")),
)

sweep = Table(
    "sweep", metadata, key(),
    reference(),
    Column("at", Moment, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("obligations", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
)
