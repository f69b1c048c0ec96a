"""Reads the world the engine reasons about out of the tables."""

from __future__ import annotations

from datetime import date

from attrs import asdict

from yuetan.engine.world import World
from yuetan.records.database import Engine, reading
from yuetan.records.roster import load_world_parts
from yuetan.rules.workdays import Calendar


def load_world(engine: Engine, *, as_of: date, judged_from: date = date.min, calendar: Calendar) -> World:
    """Everything the records know, as of a day; nothing is judged that fell due before ``judged_from``."""
    with reading(engine) as connection:
        parts = load_world_parts(connection)
    return World(**asdict(parts, recurse=False), as_of=as_of, judged_from=judged_from, calendar=calendar)
