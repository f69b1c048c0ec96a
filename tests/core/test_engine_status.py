"""How an obligation stands: waiting, open, done, late, overdue, lapsed; and what its interview has to do with it."""

from __future__ import annotations

import pytest
from small_regulations import BUREAU, BY_MAYOR, HEAD, PROCEDURE, ROUTINE, TOWN, WARNING, duty, small, step
from small_worlds import event, held, offered, owed, seat, talk, town

from yuetan.engine.owed import obligations, offers
from yuetan.engine.world import Event, World
from yuetan.rules import (
    FILED,
    HELD,
    INTERVIEWEE,
    MAY,
    MONTH,
    MUST,
    NOTIFIED,
    ORGANISER,
    PROPOSED,
    SANCTIONED,
    WITHDRAWN,
    YEAR,
    Regulation,
    days_after,
    days_before,
    departed,
    overdue,
    workdays_after,
)

NOTICE = "chief interview:t"
AFTER = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)))
BEFORE = small(duty("notice", owed_by=INTERVIEWEE, done=NOTIFIED, due=days_before(HELD, 3)))
NO_DAY = small(duty("thanks", owed_by=INTERVIEWEE, done="praised"), step(FILED, ends=True))
ON_PROPOSAL = small(duty("answer", owed_by=INTERVIEWEE, on=PROPOSED, done="answered", due=workdays_after(PROPOSED, 5)))


def one_talk(as_of: str, *events: Event, planned: str = "", kind: str = "routine", to: str = "chief") -> World:
    """A talk proposed on 2 March 2026, a Monday."""
    return town(as_of, talk("t", kind, to, "mayor", planned), event(PROPOSED, "2026-03-02", "t"), *events)


@pytest.mark.parametrize(("as_of", "events", "expected"), [
    ("2026-03-03", [], "WAITING"),  # the talk has not been held, and no day is planned
    ("2026-03-10", [event(HELD, "2026-03-10", "t")], "OPEN by 2026-03-25"),
    ("2026-03-25", [event(HELD, "2026-03-10", "t")], "OPEN by 2026-03-25"),  # the last day is a day to do it
    ("2026-03-26", [event(HELD, "2026-03-10", "t")], "OVERDUE by 2026-03-25"),
    ("2026-03-26", [event(HELD, "2026-03-10", "t"), event("reported", "2026-03-25", "t")],
     "DONE by 2026-03-25 on 2026-03-25"),
    ("2026-03-26", [event(HELD, "2026-03-10", "t"), event("reported", "2026-03-26", "t")],
     "LATE by 2026-03-25 on 2026-03-26"),
    ("2026-03-09", [event("reported", "2026-03-05", "t")], "DONE on 2026-03-05"),  # done before it could fall due
    ("2026-03-20", [event("reported", "2026-03-01", "t"), event(HELD, "2026-03-10", "t")],
     "OPEN by 2026-03-25"),  # what came before the proposal belongs to something else
])
def test_a_duty_after_the_talk(as_of: str, events: list[Event], expected: str) -> None:
    assert owed(one_talk(as_of, *events), AFTER) == {NOTICE: expected}


@pytest.mark.parametrize(("as_of", "planned", "events", "expected"), [
    ("2026-03-03", "", [], "WAITING"),
    ("2026-03-03", "2026-03-10", [], "OPEN by 2026-03-07"),  # counted from the planned day
    ("2026-03-08", "2026-03-10", [], "OVERDUE by 2026-03-07"),
    ("2026-03-12", "2026-03-10", [event(NOTIFIED, "2026-03-07", "t")], "DONE by 2026-03-07 on 2026-03-07"),
    ("2026-03-12", "2026-03-10", [event(NOTIFIED, "2026-03-09", "t")], "LATE by 2026-03-07 on 2026-03-09"),
    ("2026-03-12", "2026-03-10", [event(NOTIFIED, "2026-03-09", "t"), event(HELD, "2026-03-12", "t")],
     "DONE by 2026-03-09 on 2026-03-09"),  # the day it was held counts, not the day planned
    ("2026-03-12", "2026-03-20", [event(HELD, "2026-03-12", "t")], "OVERDUE by 2026-03-09"),
])
def test_a_duty_before_the_talk_falls_back_to_the_planned_day(
        as_of: str, planned: str, events: list[Event], expected: str) -> None:
    assert owed(one_talk(as_of, *events, planned=planned), BEFORE) == {NOTICE: expected}


@pytest.mark.parametrize(("as_of", "events", "expected"), [
    ("2026-03-03", [], "OPEN"),
    ("2036-03-03", [], "OPEN"),  # however long ago: the text names no day
    ("2026-03-12", [event("praised", "2026-03-10", "t")], "DONE on 2026-03-10"),
])
def test_a_duty_without_a_day_is_never_overdue(as_of: str, events: list[Event], expected: str) -> None:
    assert owed(one_talk(as_of, *events), NO_DAY) == {NOTICE: expected}


# An interview that comes to an end


@pytest.mark.parametrize(("regulation", "as_of", "planned", "events", "expected"), [
    (AFTER, "2026-05-01", "", [event(WITHDRAWN, "2026-03-05", "t")], "LAPSED"),  # no talk, no report
    (BEFORE, "2026-05-01", "2026-03-10", [event(WITHDRAWN, "2026-03-05", "t")], "LAPSED by 2026-03-07"),
    (BEFORE, "2026-05-01", "2026-03-10", [event(WITHDRAWN, "2026-03-09", "t")],
     "LAPSED by 2026-03-07"),  # missed, but the talk it stood before never came
    (NO_DAY, "2026-05-01", "", [event(WITHDRAWN, "2026-03-05", "t")], "LAPSED"),
    (ON_PROPOSAL, "2026-05-01", "", [event(WITHDRAWN, "2026-03-05", "t")], "LAPSED by 2026-03-09"),
    (ON_PROPOSAL, "2026-05-01", "", [event(WITHDRAWN, "2026-03-09", "t")], "LAPSED by 2026-03-09"),
    (ON_PROPOSAL, "2026-05-01", "", [event(WITHDRAWN, "2026-03-10", "t")], "OVERDUE by 2026-03-09"),  # overdue by then
    (AFTER, "2026-05-01", "", [event(HELD, "2026-03-10", "t"), event(WITHDRAWN, "2026-03-12", "t")],
     "LAPSED by 2026-03-25"),
    (AFTER, "2026-05-01", "", [event(HELD, "2026-03-10", "t"), event(WITHDRAWN, "2026-04-12", "t")],
     "OVERDUE by 2026-03-25"),
    (AFTER, "2026-05-01", "", [event(HELD, "2026-03-10", "t"), event("reported", "2026-03-11", "t"),
                              event(WITHDRAWN, "2026-03-12", "t")], "DONE by 2026-03-25 on 2026-03-11"),
    (NO_DAY, "2026-05-01", "", [event(FILED, "2026-03-05", "t")], "LAPSED"),  # its outcome without a talk
    (NO_DAY, "2026-05-01", "", [event(HELD, "2026-03-04", "t"), event(FILED, "2026-03-05", "t")],
     "OPEN"),  # the talk was held: an outcome does not do away with what it left to be done
])
def test_an_interview_withdrawn_or_ended_asks_for_no_more_than_had_begun(
        regulation: Regulation, as_of: str, planned: str, events: list[Event], expected: str) -> None:
    assert list(owed(one_talk(as_of, *events, planned=planned), regulation).values()) == [expected]


def test_what_has_begun_to_run_outlives_the_outcome_of_the_interview() -> None:
    ended = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)),
                  step(FILED, ends=True))
    world = one_talk("2026-04-01", event(HELD, "2026-03-10", "t"), event(FILED, "2026-03-10", "t"))
    assert owed(world, ended) == {NOTICE: "OVERDUE by 2026-03-25"}


def test_one_of_two_interviewees_may_be_let_go() -> None:
    world = one_talk("2026-04-01", event(WITHDRAWN, "2026-03-04", "t", cadre="chief"), event(HELD, "2026-03-10", "t"),
                     to="chief keeper")
    assert owed(world, AFTER) == {"chief interview:t": "LAPSED by 2026-03-25",
                                  "keeper interview:t": "OVERDUE by 2026-03-25"}


def test_what_is_owed_for_all_of_them_stands_until_everyone_is_let_go() -> None:
    once = small(duty("plan", owed_by=ORGANISER, done="issued"))
    gone = [event(WITHDRAWN, "2026-03-04", "t", cadre="chief"), event(WITHDRAWN, "2026-03-05", "t", cadre="keeper")]
    assert owed(one_talk("2026-04-01", *gone[:1], to="chief keeper"), once) == {"t interview:t": "OPEN"}
    assert owed(one_talk("2026-04-01", *gone, to="chief keeper"), once) == {"t interview:t": "LAPSED"}


def test_an_outcome_of_other_kinds_ends_nothing() -> None:
    ended = small(duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)),
                  step(FILED, ends=True, kinds=(WARNING,)))
    for kind, expected in (("routine", "WAITING"), ("warning", "LAPSED")):
        assert owed(one_talk("2026-04-01", event(FILED, "2026-03-05", "t"), kind=kind), ended) == {NOTICE: expected}


# Departures


@pytest.mark.parametrize(("recorded", "expected"), [
    (event(departed("notice"), "2026-03-09", "t", reason="本人同意"), {"chief": "LAPSED", "keeper": "LAPSED"}),
    (event(departed("notice"), "2026-03-09", "t"), {"chief": "OVERDUE", "keeper": "OVERDUE"}),  # without a reason
    (event(departed("notice"), "2026-03-09", "t", cadre="chief", reason="住院"),
     {"chief": "LAPSED", "keeper": "OVERDUE"}),
    (event(departed("notice"), "2026-03-09", cadre="keeper", reason="住院"), {"chief": "OVERDUE", "keeper": "LAPSED"}),
    (event(departed("notice"), "2026-03-09", unit="bureau", reason="防汛"), {"chief": "LAPSED", "keeper": "OVERDUE"}),
    (event(departed("notice"), "2026-02-09", cadre="keeper", reason="住院"),
     {"chief": "OVERDUE", "keeper": "OVERDUE"}),  # of another time
    (event(departed("other"), "2026-03-09", "t", reason="住院"), {"chief": "OVERDUE", "keeper": "OVERDUE"}),
])
def test_a_recorded_departure_settles_what_was_missed(recorded: Event, expected: dict[str, str]) -> None:
    world = one_talk("2026-03-20", event(HELD, "2026-03-10", "t"), recorded, to="chief keeper")
    assert {who.split()[0]: how.split()[0] for who, how in owed(world, BEFORE).items()} == expected


def test_a_departure_of_a_period_settles_that_period() -> None:
    yearly = small(BY_MAYOR, duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU & HEAD))
    world = town("2026-02-01", event(departed("yearly"), "2024-05-05", cadre="keeper", reason="住院"),
                 event(departed("yearly"), "2026-01-20", cadre="keeper", counts_for="2025", reason="住院"),
                 without={"chief"}, judged_from="2023-01-01")
    assert {cause: how.split()[0] for cause, how in owed(world, yearly).items()} == {
        "keeper 2023": "OVERDUE", "keeper 2024": "LAPSED", "keeper 2025": "LAPSED", "keeper 2026": "OPEN"}


# What says MAY


def test_what_may_be_done_is_offered_and_never_owed() -> None:
    world = town("2026-06-01", seat("new", "office", "staff"), event(SANCTIONED, "2026-03-02", cadre="chief", id="s1"))
    assert owed(world, PROCEDURE) == {}
    assert offered(world, PROCEDURE) == {"chief sanctioned:s1": "OPEN"}


def test_an_offer_taken_is_gone() -> None:
    world = town("2026-06-01", event(SANCTIONED, "2026-03-02", cadre="chief"),
                 held("2026-04-01", "chief", kind="warning"))
    assert offered(world, PROCEDURE) == {}


def test_an_offer_is_never_overdue_and_ends_with_its_period() -> None:
    offering = small(duty("monthly", each=MONTH, owed_by=TOWN & HEAD, done="issued", force=MAY),
                     duty("soon", on=SANCTIONED, owed_by=INTERVIEWEE, done="answered", force=MAY,
                          due=days_after(SANCTIONED, 5)))
    world = town("2026-03-20", event(SANCTIONED, "2026-03-02", cadre="chief"), judged_from="2026-01-01")
    assert offered(world, offering) == {
        "mayor 2026-03": "OPEN by 2026-03-31", "chief sanctioned:2026-03-02": "OPEN by 2026-03-07"}


def test_one_duty_may_be_asked_for() -> None:
    regulation = small(*(duty(code, on=SANCTIONED, owed_by=INTERVIEWEE, done="answered", force=force)
                         for code, force in (("a", MAY), ("b", MAY), ("c", MUST), ("d", MUST))))
    world = town("2026-06-01", event(SANCTIONED, "2026-03-02", cadre="chief"))
    assert [one.key.duty for one in offers(world, regulation, duty="b")] == ["b"]
    assert [one.key.duty for one in obligations(world, regulation, duty="c")] == ["c"]
    assert obligations(world, regulation, duty="a") == offers(world, regulation, duty="d") == ()


def test_nothing_follows_from_an_offer_not_taken() -> None:
    chain = small(duty("soon", on=SANCTIONED, owed_by=INTERVIEWEE, done="answered", force=MAY,
                       due=days_after(SANCTIONED, 5)),
                  duty("next", on=overdue("soon"), owed_by=INTERVIEWEE, done="reported"))
    assert owed(town("2026-06-01", event(SANCTIONED, "2026-03-02", cadre="chief")), chain) == {}
