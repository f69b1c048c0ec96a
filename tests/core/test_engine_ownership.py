"""Whose a step's duty is: theirs to whom a pairing gives the step, else his who plays the part."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from small_regulations import BUREAU, DEPUTY, HEAD, OFFICE, STAFF, TOWN, duty, pairing, small, step
from small_worlds import event, seat, talk, town, whose

from yuetan.engine.world import World
from yuetan.rules import (
    APPROVED,
    FILED,
    HELD,
    INTERVIEWER,
    MAY,
    ORGANISER,
    OWN_UNIT,
    PROPOSED,
    RECORDER,
    Pairing,
    Part,
)

SUPPORT = pairing("support", step="secured", by=OFFICE)
BY_OVERSEER = pairing("overseer", step="secured", by=TOWN & DEPUTY)


def world(**interview: Any) -> World:  # noqa: ANN401 - the fields of an interview
    """A talk with the chief that was proposed, and what else is said of it."""
    one = evolve(talk("t", "routine", "chief", "mayor", organiser="second"), **interview)
    return town("2026-03-20", one, event(PROPOSED, "2026-03-02", "t"), judged_from="2026-01-01")


def owners(found: World, *pairings: Pairing, owed_by: Part = ORGANISER) -> set[str]:
    regulation = small(step("secured"), duty("safety", owed_by=owed_by, done="secured"), *pairings)
    return whose(found, regulation, "safety")["t interview:t"]


def test_without_a_pairing_of_the_step_it_is_his_who_plays_the_part() -> None:
    assert owners(world(), pairing("talkers")) == {"second"}


def test_what_a_pairing_gives_to_a_unit_is_the_unit_s() -> None:
    assert owners(world(), SUPPORT) == {"office"}


def test_what_a_pairing_gives_to_a_post_is_his_who_holds_it() -> None:
    assert owners(world(), pairing("heads", step="secured", by=OFFICE & HEAD)) == {"clerk"}


def test_of_a_unit_that_may_it_is_his_who_plays_the_part() -> None:
    assert owners(world(organiser="scribe"), SUPPORT) == {"scribe"}


@pytest.mark.parametrize(("owed_by", "expected"), [(INTERVIEWER, "mayor"), (RECORDER, "third"), (ORGANISER, "second")])
def test_everybody_who_may_do_it_leaves_it_to_his_part(owed_by: Part, expected: str) -> None:
    assert owners(world(recorder="third"), pairing("anybody", step="secured"), owed_by=owed_by) == {expected}


def test_whoever_only_may_owns_it_where_nobody_has_to() -> None:
    may = pairing("may", step="secured", by=OFFICE & STAFF, force=MAY)
    assert (owners(world(), may, BY_OVERSEER), owners(world(), may)) == ({"vice"}, {"scribe"})


def test_who_is_to_talk_says_to_whom_the_step_is_given() -> None:
    led = (pairing("top", step="secured", by=OFFICE, led_by=TOWN), pairing("own", step="secured", by=BUREAU,
                                                                        led_by=BUREAU, relation=OWN_UNIT))
    assert (owners(world(), *led), owners(world(by=("second",)), *led)) == ({"office"}, {"second"})


def test_where_nobody_can_be_given_the_step_it_stays_with_the_part() -> None:
    assert owners(world(), pairing("vacant", step="secured", by=OFFICE & DEPUTY)) == {"second"}


def test_of_several_interviewees_it_is_theirs_who_may_for_each() -> None:
    own = pairing("own", step="secured", by=STAFF | DEPUTY, relation=OWN_UNIT)
    assert owners(world(to=("chief", "third")), own) == {"second"}
    assert owners(world(to=("chief", "clerk"), organiser="vice"), own) == {"vice"}  # none may for both


def test_nobody_takes_a_step_about_himself() -> None:
    regulation = small(pairing("approving", step=APPROVED), pairing("filing", step=FILED),
                       duty("approval", owed_by=TOWN & (HEAD | DEPUTY), done=APPROVED),
                       duty("filing", owed_by=BUREAU & HEAD, on=HELD, done=FILED))
    talks = [(talk("t", "routine", "vice", "mayor"), event(PROPOSED, "2026-03-02", "t")),
             (talk("u", "routine", "chief", "mayor"), event(PROPOSED, "2026-03-02", "u"))]
    found = town("2026-03-20", *talks, event(HELD, "2026-03-09", "u"), seat("reeve", "town", "deputy"),
                 judged_from="2026-01-01")
    assert whose(found, regulation, "approval") == {"t interview:t": {"mayor", "reeve"},
                                                    "u interview:u": {"mayor", "vice", "reeve"}}
    # the one head of the nearest bureau is talked to himself: it is left to his bureau
    assert whose(found, regulation, "filing") == {"u held:u:2026-03-09": {"bureau"}}
