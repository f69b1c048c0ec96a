"""Duties that arise on events: of people and units, reviews, and appointments to come."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BEFORE_OFFICE,
    BUREAU,
    BY_MAYOR,
    COMING,
    DEPUTY,
    HEAD,
    PROCEDURE,
    TOWN,
    WARNING,
    duty,
    pairing,
    small,
)
from small_worlds import Fact, event, held, owed, seat, talk, town, whose

from yuetan.engine.world import Event, World
from yuetan.rules import (
    APPOINTMENT_DECIDED,
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    MAY,
    PROPOSED,
    RETURNED,
    SANCTIONED,
    SHOULD,
    UNIT,
    Rank,
    days_after,
    rank,
)


def one_talk(as_of: str, *facts: Fact, kind: str = "routine", to: str = "chief keeper",
             **details: Any) -> World:  # noqa: ANN401
    """A talk with two people, proposed on 2 March 2026."""
    return town(as_of, talk("t", kind, to, "mayor", **details), event(PROPOSED, "2026-03-02", "t"),
                *facts)


# On events


@pytest.mark.parametrize(("happening", "expected"), [
    (event(SANCTIONED, "2026-03-02", cadre="chief"), {"chief sanctioned:2026-03-02": "OPEN by 2026-03-12"}),
    (event(SANCTIONED, "2026-03-02", cadre="chief", id="s9"), {"chief sanctioned:s9": "OPEN by 2026-03-12"}),
    (event(SANCTIONED, "2026-03-02", unit="bureau"), {}),
    (event(SANCTIONED, "2026-03-02", cadre="third"), {}),
    (event(SANCTIONED, "2026-03-11", cadre="chief"), {}),  # not yet
])
def test_a_duty_on_an_event_outside_any_interview(happening: Event, expected: dict[str, str]) -> None:
    regulation = small(duty("answer", owed_by=INTERVIEWEE, on=SANCTIONED, about=HEAD, done="answered",
                            due=days_after(SANCTIONED, 10)))
    assert owed(town("2026-03-10", happening), regulation) == expected


def test_a_duty_on_an_event_of_a_unit() -> None:
    regulation = small(duty("report", owed_by=UNIT, on="complained", about=BUREAU, done="reported",
                            due=days_after("complained", 10)))
    world = town("2026-04-10", event("complained", "2026-03-02", unit="bureau", id="c1"),
                 event("complained", "2026-03-03", unit="town"),
                 event("complained", "2026-04-02", unit="bureau", id="c2"),
                 event("reported", "2026-03-09", unit="bureau"))
    assert owed(world, regulation) == {
        "bureau complained:c1": "DONE by 2026-03-12 on 2026-03-09", "bureau complained:c2": "OPEN by 2026-04-12"}
    assert whose(world, regulation)["bureau complained:c1"] == {"bureau"}


def test_each_event_is_a_cause_of_its_own() -> None:
    regulation = small(duty("answer", owed_by=INTERVIEWEE, on=SANCTIONED, done="answered",
                            due=days_after(SANCTIONED, 10)))
    world = town("2026-06-01", event(SANCTIONED, "2026-03-02", cadre="chief"),
                 event(SANCTIONED, "2026-04-02", cadre="chief"),
                 event("answered", "2026-03-20", cadre="chief"))
    assert owed(world, regulation) == {
        "chief sanctioned:2026-03-02": "LATE by 2026-03-12 on 2026-03-20",
        "chief sanctioned:2026-04-02": "OVERDUE by 2026-04-12"}


def test_what_counts_for_one_cause_does_not_count_for_another() -> None:
    regulation = small(duty("answer", owed_by=INTERVIEWEE, on=SANCTIONED, done="answered",
                            due=days_after(SANCTIONED, 10)))
    world = town("2026-06-01", event(SANCTIONED, "2026-03-02", cadre="chief", id="a"),
                 event(SANCTIONED, "2026-04-02", cadre="chief", id="b"),
                 event("answered", "2026-04-05", cadre="chief", counts_for="sanctioned:b"))
    assert owed(world, regulation) == {
        "chief sanctioned:a": "OVERDUE by 2026-03-12", "chief sanctioned:b": "DONE by 2026-04-12 on 2026-04-05"}


def test_a_talk_owed_on_an_event_is_met_by_a_talk_after_it() -> None:
    regulation = small(BY_MAYOR, duty("look_back", on=SANCTIONED, talk=WARNING, due=days_after(SANCTIONED, 30),
                                      force=SHOULD))
    world = town("2026-06-01", event(SANCTIONED, "2026-03-02", cadre="chief"),
                 event(SANCTIONED, "2026-03-02", cadre="keeper"),
                 held("2026-03-01", "chief", kind="warning"), held("2026-03-20", "keeper", kind="warning"))
    assert owed(world, regulation) == {
        "chief sanctioned:2026-03-02": "OVERDUE by 2026-04-01",
        "keeper sanctioned:2026-03-02": "DONE by 2026-04-01 on 2026-03-20"}
    assert whose(world, regulation)["chief sanctioned:2026-03-02"] == {"mayor"}


# Reviews


RETURNS = (event(HELD, "2026-03-10", "t"), event("report", "2026-03-20", "t", cadre="chief"),
           event(RETURNED, "2026-03-23", "t", cadre="chief"))


@pytest.mark.parametrize(("facts", "expected"), [
    ([], {"2026-03-23": "OPEN by 2026-03-30"}),
    ([event("report", "2026-03-23", "t", cadre="chief")], {"2026-03-23": "DONE by 2026-03-30 on 2026-03-23"}),
    ([event("report", "2026-03-26", "t", cadre="chief"), event(RETURNED, "2026-03-27", "t", cadre="chief")],
     {"2026-03-23": "DONE by 2026-03-30 on 2026-03-26", "2026-03-27": "OPEN by 2026-04-03"}),  # and round again
    ([event("report", "2026-03-26", "t", cadre="chief"), event(RETURNED, "2026-03-26", "t", cadre="chief")],
     {"2026-03-23": "DONE by 2026-03-30 on 2026-03-26",
      "2026-03-26": "OPEN by 2026-04-02"}),  # returned the day it came
])
def test_a_returned_paper_is_owed_again(facts: list[Event], expected: dict[str, str]) -> None:
    world = one_talk("2026-03-28", *RETURNS, *facts, kind="warning")
    found = owed(world, PROCEDURE, "again")
    assert {name.split(":")[-1]: how for name, how in found.items()} == expected
    assert {name.split()[0] for name in found} == {"chief"}  # to the one whose paper it was
    assert owed(world, PROCEDURE, "report") == {
        "chief interview:t": "DONE by 2026-03-25 on 2026-03-20", "keeper interview:t": "OVERDUE by 2026-03-25"}


# Before an appointment

DECIDED = (seat("scribe", "bureau", "deputy", "2026-06-01", decided="2026-05-10", rank=3),
           event(APPOINTMENT_DECIDED, "2026-05-10", cadre="scribe", id="a1"))


@pytest.mark.parametrize(("as_of", "facts", "expected"), [
    ("2026-05-12", [], "WAITING"),
    ("2026-06-02", [event("took_office", "2026-06-01", cadre="scribe")], "OVERDUE by 2026-05-31"),
    ("2026-06-02", [event("took_office", "2026-06-01", cadre="scribe"), held("2026-05-31", "scribe", "vice", "coming")],
     "DONE by 2026-05-31 on 2026-05-31"),
    ("2026-06-02", [event("took_office", "2026-06-01", cadre="scribe"), held("2026-06-01", "scribe", "vice", "coming")],
     "LATE by 2026-05-31 on 2026-06-01"),
])
def test_a_talk_is_owed_by_the_post_to_come(as_of: str, facts: list[Fact], expected: str) -> None:
    world = town(as_of, *DECIDED, *facts)
    assert owed(world, BEFORE_OFFICE) == {"scribe appointment_decided:a1": expected}
    assert whose(world, BEFORE_OFFICE) == {"scribe appointment_decided:a1": {"vice"}}


def test_in_an_interview_before_an_appointment_too() -> None:
    regulation = small(duty("pledge", owed_by=INTERVIEWEE, kinds=(COMING,), about=rank(low=Rank.SECTION),
                            done="reported"))
    for kind, family, expected in (("coming", "pre_appointment", 1), ("routine", "routine", 0)):
        world = town("2026-05-20", DECIDED[0], talk("t", kind, "scribe", "vice", family=family),
                     event(PROPOSED, "2026-05-12", "t"))
        assert len(owed(world, regulation)) == expected


def test_whoever_may_talk_to_the_post_to_come_is_to_do_what_a_talker_does() -> None:
    regulation = small(pairing("coming", by=TOWN & DEPUTY, to=rank(low=Rank.SECTION), kinds=(COMING,)),
                       duty("plan", owed_by=INTERVIEWER, kinds=(COMING,), done="issued"))
    for family, expected in (("pre_appointment", {"vice"}), ("routine", set())):
        world = town("2026-05-20", DECIDED[0], talk("t", "coming", "scribe", family=family),
                     event(PROPOSED, "2026-05-12", "t"))
        assert list(whose(world, regulation).values()) == [expected]


def test_what_may_be_done_in_an_interview_is_no_obligation() -> None:
    assert owed(one_talk("2026-04-01"), small(duty("thanks", owed_by=INTERVIEWER, done="praised", force=MAY))) == {}
