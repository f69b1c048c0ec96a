"""What was confirmed for a day to come takes effect on it: the sweep of the day says so of what it changed."""

from __future__ import annotations

from datetime import date, datetime

from yuetan.access.units import keys_below
from yuetan.casework.units.carrying_out import take_effect
from yuetan.engine.reorganisation_text import read
from yuetan.records import reorganising as stored
from yuetan.records.database import Connection
from yuetan.records.units import codes_in


def see_to_effects(connection: Connection, *, today: date, at: datetime, why: str = "sweep") -> None:
    """To be called after the sweep of a day, with the moment of it.

    What that changed in and below units that changed is put down to this, and what an ended unit still owes is its
    heir's.
    """
    for kept in stored.coming_into_effect(connection, today):
        if kept.event_id is None:
            continue
        below = keys_below(read(kept.content).touched, frozenset(), today)
        stored.note_cause(connection, at, kept.event_id, names=codes_in(connection, below), was=why)
        take_effect(connection, kept, kept.event_id, today, at)
