"""The tables of a roster: units and where they lie, cadres and what they hold and oversee, and earlier talks.

A person is known by the office's staff number; no column holds the number of an identity card.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from yuetan.records.tables.base import code, key, metadata, name, reference, stretch, title, word

unit = Table(
    "unit", metadata, key(),
    Column("code", code, nullable=False, unique=True),  # the office's own
    Column("type", word, nullable=False),
    reference(),
)

placement = Table(
    "placement", metadata, key(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("parent_id", ForeignKey("unit.id"), index=False),  # NULL at the top of a tree
    Column("name", title, nullable=False),
    *stretch(),
    UniqueConstraint("unit_id", "since"),
    Index("ix_placement_parent", "parent_id"),
)

succession = Table(  # which unit took over from which
    "succession", metadata, key(),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("successor_id", ForeignKey("unit.id"), nullable=False),
    Column("since", Date, nullable=False),
    Column("inherits", word, nullable=False),  # posts, reports, cases, with blanks between
    Column("reorganisation_id", ForeignKey("reorganisation.id", name="fk_succession_reorganisation"), nullable=False),
    UniqueConstraint("unit_id", "successor_id", "since"),
    Index("ix_succession_successor", "successor_id"),
)

unit_state = Table(  # another token with every change of the three: so what follows from them can be kept meanwhile
    "unit_state", metadata,
    Column("token", word, primary_key=True),
)

cadre = Table(
    "cadre", metadata, key(),
    Column("staff_number", code, nullable=False, unique=True),
    Column("name", name, nullable=False),
    Column("party", word, nullable=False),
    reference(),
    Index("ix_cadre_name", "name"),
)

appointment = Table(
    "appointment", metadata, key(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("post", word, nullable=False),
    Column("title", title, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("manner", word, nullable=False),
    Column("decided", Date, nullable=False),  # ``since`` where no other day is known
    *stretch(),
    UniqueConstraint("cadre_id", "unit_id", "post", "title", "since"),  # finds the posts of a person, too
    Index("ix_appointment_unit", "unit_id", "until", "since", "cadre_id"),  # who serves in it on a day
    Index("ix_appointment_head", "unit_id", "until", "since", "cadre_id", sqlite_where=text("post = 'head'"),
          postgresql_where=text("post = 'head'")),  # who heads it
    Index("ix_appointment_held", "until", "since"),  # until first: most of what is past is past by its end
)

appointment_mark = Table(
    "appointment_mark", metadata,
    Column("appointment_id", ForeignKey("appointment.id", name="fk_appointment_mark_of"), primary_key=True),
    Column("mark", word, primary_key=True),
    Index("ix_appointment_mark_mark", "mark", "appointment_id"),
)

portfolio = Table(
    "portfolio", metadata, key(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    *stretch(),
    UniqueConstraint("cadre_id", "unit_id", "since"),
    Index("ix_portfolio_unit", "unit_id"),
)

past_talk = Table(
    "past_talk", metadata, key(),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("regulation", word, nullable=False),
    Column("kind", word, nullable=False),
    Column("family", word, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("provenance", word, nullable=False),
    UniqueConstraint("cadre_id", "regulation", "kind", "held_on"),
    Index("ix_past_talk_held", "held_on", "id"),
)

past_talk_by = Table(
    "past_talk_by", metadata,
    Column("talk_id", ForeignKey("past_talk.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # in the order they were named
    Column("cadre_id", ForeignKey("cadre.id")),  # NULL where the talker stands in no roster
    Column("written", name, nullable=False),  # the staff number or the name, as the office wrote it
    Index("ix_past_talk_by_cadre", "cadre_id"),
    Index("ix_past_talk_by_written", "written"),
)
