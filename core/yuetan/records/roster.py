"""Reads a roster out of the tables, as the value that was stored."""

from __future__ import annotations

from sqlalchemy import Connection

from yuetan.records.facts import (
    read_appointments,
    read_cadres,
    read_past_talks,
    read_placements,
    read_portfolios,
    read_units,
)
from yuetan.records.storing import Counts, RosterError, Stored, store
from yuetan.records.values import Roster

__all__ = ["Counts", "RosterError", "Stored", "load_roster", "store"]


def load_roster(connection: Connection) -> Roster:
    """Everything stored, in the order of its keys; equal to the roster that was stored, put `Roster.in_order`."""
    return Roster(
        units=tuple(read_units(connection)), placements=tuple(read_placements(connection)),
        cadres=tuple(read_cadres(connection)), appointments=tuple(read_appointments(connection)),
        portfolios=tuple(read_portfolios(connection)),
        past_talks=tuple(talk for _, talk in read_past_talks(connection)),
    ).in_order()
