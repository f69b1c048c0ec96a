"""Every act that a story may tell, by the word for it."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.testing.acts import interviews, older, people, reports, sides, units
from yuetan.testing.acts.way import Way

WAYS: Mapping[str, Way] = {**interviews.WAYS, **people.WAYS, **reports.WAYS, **units.WAYS, **sides.WAYS, **older.WAYS}
