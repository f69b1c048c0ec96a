"""The table of what is owed: refreshed for a few subjects, swept for everybody, rebuilt from nothing."""

from yuetan.records.owed.changes import Change
from yuetan.records.owed.refreshing import refresh
from yuetan.records.owed.sweeping import Swept, rebuild, sweep

__all__ = ["Change", "Swept", "rebuild", "refresh", "sweep"]
