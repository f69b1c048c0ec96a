"""阿坝州住建局 by the conformance kit: its stories hold, and no rule can be changed without one of them noticing."""

from __future__ import annotations

from tools.house import ROOT
from yuetan.testing.kit import conformance

EQUIVALENT: dict[str, str] = {}
"""Changes that make no difference, each with its reason: with what else the rule says, it says the same."""

TestAbaHousing = conformance(
    "aba_housing", ROOT / "plugins" / "aba_housing", stories=ROOT / "tests" / "scenarios" / "aba_housing",
    equivalent=EQUIVALENT)
