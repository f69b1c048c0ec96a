"""Whoever moves by acts on record: what is kept of what everybody owes is what the engine and a rebuild say.

`tests/campaigns/people_moving.py` tries many histories in place of the few of every run.
"""

from __future__ import annotations

from hypothesis import given, settings
from moving_worlds import histories, says_what_the_engine_says

from yuetan.testing.told import Act


@settings(max_examples=3, deadline=None)
@given(acts=histories())
def test_what_is_kept_after_people_moved_is_what_the_engine_says(acts: tuple[Act, ...]) -> None:
    says_what_the_engine_says(acts)
