"""What is left to do in an interview: no outcome, nothing that is taken only where it comes to that."""

from __future__ import annotations

import pytest

from yuetan.engine.endings import remaining
from yuetan.rules import Step

STEPS = (
    Step("held", "谈话", clause="1"),
    Step("recorded", "记录", after=("held",), clause="1"),
    Step("suggested", "提出建议", after=("held",), optional=True, clause="1"),
    Step("decided", "决定是否采纳", after=("suggested",), clause="1"),
    Step("told", "告知", after=("decided",), clause="1"),
    Step("criticised", "批评教育", after=("recorded",), ends=True, clause="1"),
)


@pytest.mark.parametrize(("done", "past", "expected"), [
    ("", "", "held recorded"),
    ("held", "", "recorded"),
    ("held recorded", "", ""),
    ("held suggested", "", "recorded decided told"),  # it came to that: what follows is left
    ("held suggested decided", "recorded", "told"),
    ("held suggested", "decided", "recorded"),
])
def test_what_is_left(done: str, past: str, expected: str) -> None:
    left = remaining(STEPS, done.split(), lambda step: step.code in past.split())
    assert expected.split() == [step.code for step in left]
