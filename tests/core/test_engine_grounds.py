"""Guards that look at the ground of an interview."""

from __future__ import annotations

import pytest
from small_regulation import REMINDER, refusal
from small_regulations import small
from small_worlds import met_by, talk, town

from yuetan.rules import HELD, PROPOSED, Clause, Guard, grounded, happened


@pytest.mark.parametrize(("grounds", "expected"), [
    ((), []), (("2.1",), []), (("2.2",), ["REFUSED GUARD decided"]), (("2.1", "2.2"), ["REFUSED GUARD decided"])])
def test_a_guard_may_speak_of_some_grounds_alone(grounds: tuple[str, ...], expected: list[str]) -> None:
    guard = Guard("decided", "先有决定", step=HELD, grounds=("2.2",), needs=happened("returned"), clause="2")
    world = town("2026-03-20", talk("t", kind="routine", to="chief", by="mayor", grounds=grounds))
    assert [one for one in met_by(world, small(guard), HELD, "t")
            if "GUARD" in one] == expected


@pytest.mark.parametrize("guard", [
    Guard("decided", "先有决定", step=PROPOSED, kinds=(REMINDER,), grounds=("9",), clause="2"),
    Guard("decided", "写明情形", step=PROPOSED, kinds=(REMINDER,), needs=grounded("9"), clause="2")])
def test_a_ground_is_a_declared_clause(guard: Guard) -> None:
    assert refusal(guard) == ('制度 office：规则 guard:decided 引用的条款 9 没有声明；'
                              '请在它之前写 Clause("9", …)，或改正条款号。')
    assert refusal(guard, Clause("8", "情形")) == refusal(guard)
