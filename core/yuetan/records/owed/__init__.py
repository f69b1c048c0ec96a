"""The table of what is owed: refreshed for a few subjects, swept for everybody, rebuilt from nothing."""

from yuetan.records.owed.changes import Change
from yuetan.records.owed.counts import PENDING, counted_due, recount
from yuetan.records.owed.refreshing import refresh
from yuetan.records.owed.sweeping import Swept, rebuild, sweep

__all__ = ["PENDING", "Change", "Swept", "counted_due", "rebuild", "recount", "refresh", "sweep"]
