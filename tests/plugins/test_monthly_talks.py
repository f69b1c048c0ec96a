"""月月谈 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

EQUIVALENT: dict[str, str] = {}
"""Changes that make no difference, each with its reason."""

TestMonthlyTalks = conformance(
    "monthly_talks", ROOT / "plugins" / "monthly_talks", stories=ROOT / "tests" / "scenarios" / "monthly_talks",
    equivalent=EQUIVALENT)
