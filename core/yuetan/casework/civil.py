"""The civil date of the offices: one place, wherever the server stands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


def civil_date(at: datetime) -> date:
    """The day that a moment falls on at the offices; ValueError for a moment without its time zone."""
    return civil_time(at).date()


def civil_time(at: datetime) -> datetime:
    """The same moment by the clock of the offices; ValueError where it comes without its time zone."""
    if at.tzinfo is None:
        message = "a moment needs its time zone"
        raise ValueError(message)
    return at.astimezone(LOCAL)
