"""A process that writes is killed fifty times: what it acknowledged is there, and nothing is half done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 50


def campaign(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tests.campaigns.killing", *arguments], cwd=ROOT, text=True,
                          capture_output=True, check=False)


def test_of_fifty_kills_none_loses_or_halves_anything() -> None:
    ended = campaign("--kills", str(KILLS))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.endswith("none lost, none half done.\n")


@pytest.mark.parametrize("fault", ["early", "halves"])
def test_the_campaign_notices_a_writer_with_a_defect(fault: str) -> None:
    ended = campaign("--kills", "30", "--fault", fault)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "wrong:" in ended.stdout
