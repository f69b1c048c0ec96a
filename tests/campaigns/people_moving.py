"""A campaign: people who move, die, come back and turn out to be one person, at random and by acts on record.

    python tests/campaigns/people_moving.py 500         so many histories of the mixed city

After each, what is kept of what everybody owes is held to the engine and to a table made anew. Before it counts, the
campaign is shown to see a row that is wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "core"))

from hypothesis import HealthCheck, Phase, given, settings
from moving_worlds import histories, says_what_the_engine_says
from swept_worlds import standing

from yuetan.testing.told import Act


def many(count: int, phases: tuple[Phase, ...] = tuple(Phase)) -> int:
    """Try so many histories: how many acts were done in them."""
    done = 0

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=phases)
    @given(acts=histories())
    def law(acts: tuple[Act, ...]) -> None:
        nonlocal done
        done += says_what_the_engine_says(acts)

    law()
    return done


def sees_what_is_wrong() -> bool:
    """Whether a row that is missing from the table is seen."""
    with patch("moving_worlds.standing", lambda connection: set(sorted(standing(connection), key=str)[1:])):
        try:
            many(1, (Phase.generate,))
        except AssertionError:
            return True
    return False


def main() -> int:
    """Run it: what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=500)
    count, began = parser.parse_args().count, time.monotonic()
    if not sees_what_is_wrong():
        sys.stdout.write("a row that is missing was not seen\n")
        return 1
    done = many(count)
    sys.stdout.write(f"{count} histories, {done} acts done, {time.monotonic() - began:.0f} s: no difference\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
