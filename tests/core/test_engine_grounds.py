"""Guards that look at the ground of an interview, and at whether its people are still those it was decided for."""

from __future__ import annotations

import pytest
from small_regulation import REMINDER, refusal
from small_regulations import small
from small_worlds import event, met_by, talk, town

from yuetan.rules import HELD, PROPOSED, Clause, Guard, grounded, happened, same_people


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


DECIDED = small(Guard("same", "人没有换", step=HELD, needs=same_people("returned"), clause="2"))


@pytest.mark.parametrize(("decided", "expected"), [
    ((), []),  # nothing was decided
    ((("2026-03-02", ""),), []),  # for whom is not said
    ((("2026-03-02", "mayor chief"),), []),
    ((("2026-03-02", "vice chief"),), ["REFUSED GUARD same"]),
    ((("2026-03-02", "mayor chief third"),), ["REFUSED GUARD same"]),
    ((("2026-03-02", "vice chief"), ("2026-03-02", "mayor chief")), []),  # the last of a day counts
    ((("2026-03-02", "mayor chief"), ("2026-03-09", "vice chief")), ["REFUSED GUARD same"]),
    ((("2026-03-02", "mayor chief"), ("2026-03-21", "vice chief")), []),  # what comes later does not count
])
def test_a_guard_may_ask_that_nobody_was_changed(decided: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    world = town("2026-03-20", talk("t", kind="routine", to="chief", by="mayor"),
                 *(event("returned", on, "t", people=people.split()) for on, people in decided))
    assert [one for one in met_by(world, DECIDED, HELD, "t") if "GUARD" in one] == expected


def test_outside_an_interview_nobody_was_changed() -> None:
    bar = small(Guard("same", "人没有换", step="appointment_decided", needs=same_people("returned"), clause="2"))
    assert met_by(town("2026-03-20"), bar, "appointment_decided", cadre="chief") == []
