"""The table of what is owed: refreshed for a few subjects, swept for everybody, rebuilt from nothing."""

from yuetan.records.owed.changes import Change
from yuetan.records.owed.refreshing import refresh

__all__ = ["Change", "refresh"]
