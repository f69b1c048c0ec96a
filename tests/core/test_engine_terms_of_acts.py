"""What an attempt meets: duties due before a step, windows, the fields of papers; and the day it is made."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulations import (
    BEFORE_OFFICE,
    BY_MAYOR,
    HEAD,
    MEMBER,
    NOTICE,
    PROCEDURE,
    ROUTINE,
    TOWN,
    WARNING,
    duty,
    guard,
    small,
    step,
)
from small_worlds import DAY, Fact, event, held, met_by, seat, talk, town

from yuetan.engine.world import Event, World
from yuetan.rules import (
    APPOINTMENT_DECIDED,
    APPROVED,
    CONSULTED,
    HELD,
    INTERVIEWEE,
    MAY,
    NOTIFIED,
    ORGANISER,
    PROPOSED,
    RECTIFIED,
    SHOULD,
    TOOK_OFFICE,
    WITHDRAWN,
    YEAR,
    Due,
    Tick,
    between,
    by,
    days_before,
    departed,
    happened,
    led_by,
    months_after,
    staffed,
    workdays_before,
)


def draft(as_of: str, *facts: Fact, to: str = "chief", by_whom: str = "mayor", planned: str = "",
          **details: Any) -> World:  # noqa: ANN401 - the fields of an interview
    told = {"kind": "routine", "to": to, "by": by_whom, "planned": planned, **details}
    return town(as_of, talk("t", **told), *facts)


def steps(*codes: str) -> list[Event]:
    """Steps taken one a day from 2 March 2026 on."""
    return [event(code, f"2026-03-{number:02d}", "t") for number, code in enumerate(codes, start=2)]


# A duty due before a step guards that step

NOTICED = small(step(PROPOSED), step(NOTIFIED, PROPOSED), step(HELD),
                duty("notice", owed_by=ORGANISER, to=INTERVIEWEE, done=NOTIFIED, due=days_before(HELD, 3)))
MISSED = "REFUSED NOT_DONE notice chief needs notified until 2026-03-17"


@pytest.mark.parametrize(("facts", "expected"), [
    ([], [MISSED]),
    ([event(NOTIFIED, "2026-03-17", "t")], []),
    ([event(NOTIFIED, "2026-03-18", "t")], [MISSED]),
    ([event(NOTIFIED, "2026-03-18", "t"), event(departed("notice"), "2026-03-19", "t", reason="本人同意")],
     [MISSED]),  # from what says MUST nobody departs
    ([event(NOTIFIED, "2026-03-17", "t", cadre="keeper")], [MISSED]),  # to somebody else
    ([event(HELD, "2026-03-19", "t")], []),  # the talk was held already: what was missed shows as missed
])
def test_what_was_not_done_in_time_stands_against_the_step(facts: list[Event], expected: list[str]) -> None:
    assert met_by(draft("2026-03-20", *steps(PROPOSED), *facts), NOTICED, HELD, "t") == expected


@pytest.mark.parametrize(("recorded", "expected"), [
    ([], ["REASON NOT_DONE notice needs notified until 2026-03-17"]),
    ([event(departed("notice"), "2026-03-19", "t")], ["REASON NOT_DONE notice needs notified until 2026-03-17"]),
    ([event(departed("notice"), "2026-03-19", "t", reason="本人同意")], []),
])
def test_from_what_says_should_a_departure_with_its_reason_lets_the_step_go_ahead(
        recorded: list[Event], expected: list[str]) -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=days_before(HELD, 3), force=SHOULD))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), *recorded), regulation, HELD, "t") == expected


def test_each_interviewee_is_to_be_told() -> None:
    world = draft("2026-03-20", *steps(PROPOSED), event(NOTIFIED, "2026-03-17", "t", cadre="keeper"), to="chief keeper")
    assert met_by(world, NOTICED, HELD, "t") == [MISSED]


@pytest.mark.parametrize(("on", "planned", "expected"), [
    ("2026-03-17", "2026-03-20", []),
    ("2026-03-18", "2026-03-20", ["REFUSED TOO_LATE notice chief needs held until 2026-03-17 from 2026-03-21"]),
    ("2026-03-18", "", []),  # no day is planned
])
def test_an_act_that_comes_too_late_before_the_planned_day_says_which_day_would_do(
        on: str, planned: str, expected: list[str]) -> None:
    assert met_by(draft(on, *steps(PROPOSED), planned=planned), NOTICED, NOTIFIED, "t") == expected


def test_working_days_are_counted_back_over_a_festival() -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=workdays_before(HELD, 2)))
    world = town("2026-02-14", talk("t", "routine", "chief", "mayor", "2026-02-24"), event(PROPOSED, "2026-02-02", "t"))
    assert met_by(world, regulation, NOTIFIED, "t") == [
        "REFUSED TOO_LATE notice needs held until 2026-02-13 from 2026-02-25"]


def test_an_act_that_is_recorded_already_is_judged_all_the_same() -> None:
    world = draft("2026-03-18", *steps(PROPOSED), event(NOTIFIED, "2026-03-18", "t"), planned="2026-03-20")
    assert met_by(world, NOTICED, NOTIFIED, "t") == [
        "REFUSED TOO_LATE notice chief needs held until 2026-03-17 from 2026-03-21"]


def test_who_was_told_in_time_may_be_told_once_more() -> None:
    world = draft("2026-03-19", *steps(PROPOSED), event(NOTIFIED, "2026-03-15", "t"), planned="2026-03-20")
    assert met_by(world, NOTICED, NOTIFIED, "t") == []


@pytest.mark.parametrize(("force", "expected"), [(SHOULD, ["REASON"]), (MAY, [])])
def test_a_term_is_as_strong_as_its_duty(force: object, expected: list[str]) -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=days_before(HELD, 3), force=force))
    found = met_by(draft("2026-03-20", *steps(PROPOSED)), regulation, HELD, "t")
    assert [one.split()[0] for one in found] == expected


@pytest.mark.parametrize(("fields", "facts", "expected"), [
    ({"kinds": (WARNING,)}, [], []),
    ({"about": MEMBER}, [], []),
    ({"when": happened("complained")}, [], []),
    ({"when": happened("complained")}, [event("complained", "2026-03-05", "t")],
     ["REFUSED NOT_DONE notice needs notified until 2026-03-17"]),
    ({"on": APPROVED}, [], []),
    ({"on": APPROVED}, [event(APPROVED, "2026-03-05", "t")],
     ["REFUSED NOT_DONE notice needs notified until 2026-03-17"]),
    ({"on": APPROVED}, [event(APPROVED, "2026-03-05", "t"), event(NOTIFIED, "2026-03-06", "t")], []),
    ({"on": APPROVED}, [event(APPROVED, "2026-03-05", "u")], []),  # in another interview
])
def test_only_a_duty_that_has_arisen_guards(fields: dict[str, object], facts: list[Event], expected: list[str]) -> None:
    regulation = small(duty("notice", owed_by=ORGANISER, done=NOTIFIED, due=days_before(HELD, 3), **fields))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), *facts), regulation, HELD, "t") == expected


def test_a_periodic_duty_guards_no_step() -> None:
    regulation = small(duty("plan", owed_by=TOWN & HEAD, each=YEAR, done="issued", due=days_before(HELD, 3)))
    assert met_by(draft("2026-03-20", *steps(PROPOSED)), regulation, HELD, "t") == []


def test_a_duty_for_the_interview_as_a_whole_is_missed_once_and_by_nobody_in_particular() -> None:
    regulation = small(duty("plan", owed_by=ORGANISER, done=APPROVED, due=by(HELD)))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), to="chief keeper"), regulation, HELD, "t") == [
        "REFUSED NOT_DONE plan needs approved until 2026-03-20"]
    assert met_by(draft("2026-03-20", *steps(PROPOSED), event(APPROVED, "2026-03-20", "t")), regulation, HELD,
                  "t") == []


def test_a_duty_may_be_due_before_the_proposal_itself() -> None:
    regulation = small(duty("plan", owed_by=ORGANISER, done=CONSULTED, due=by(PROPOSED)))
    assert met_by(draft("2026-03-20"), regulation, PROPOSED,
                  "t") == ["REFUSED NOT_DONE plan needs consulted until 2026-03-20"]


def test_a_talk_due_before_taking_office_stands_against_taking_office() -> None:
    promoted = (seat("scribe", "bureau", "deputy", "2026-06-01", decided="2026-05-10", rank=3),
                event(APPOINTMENT_DECIDED, "2026-05-10", cadre="scribe"))
    missing = ["REFUSED NOT_DONE coming scribe needs held until 2026-05-31"]
    assert met_by(town("2026-06-01", *promoted), BEFORE_OFFICE, TOOK_OFFICE, cadre="scribe") == missing
    talked_to = held("2026-05-31", "scribe", "vice", "coming", family="pre_appointment")
    assert met_by(town("2026-06-01", *promoted, talked_to), BEFORE_OFFICE, TOOK_OFFICE, cadre="scribe") == []
    assert met_by(town("2026-06-01", *promoted), BEFORE_OFFICE, TOOK_OFFICE, cadre="clerk") == []


# Windows

WINDOW = small(duty("learn", owed_by=INTERVIEWEE, done="answered", due=between(APPROVED, HELD)),
               duty("look_back", owed_by=INTERVIEWEE, done="reported",
                    due=Due(HELD, 2, Tick.MONTH, opens=months_after(HELD, 1))))


@pytest.mark.parametrize(("code", "on", "facts", "expected"), [
    ("answered", "2026-03-10", [event(APPROVED, "2026-03-05", "t")], []),
    ("answered", "2026-03-05", [event(APPROVED, "2026-03-05", "t")],
     ["REFUSED TOO_EARLY learn chief needs answered from 2026-03-06"]),
    ("answered", "2026-03-10", [], ["REFUSED TOO_EARLY learn chief needs answered"]),  # what opens it has not happened
    ("answered", "2026-03-20", [event(APPROVED, "2026-03-05", "t")],
     ["REFUSED TOO_LATE learn chief needs held until 2026-03-19 from 2026-03-21"]),
    ("reported", "2026-04-10", [event(HELD, "2026-03-20", "t")],
     ["REFUSED TOO_EARLY look_back chief needs reported from 2026-04-20"]),
    ("reported", "2026-04-20", [event(HELD, "2026-03-20", "t")], []),
    ("reported", "2026-06-20", [event(HELD, "2026-03-20", "t")], []),  # late, and better late than never
])
def test_an_act_waits_for_its_window(code: str, on: str, facts: list[Event], expected: list[str]) -> None:
    assert met_by(draft(on, *steps(PROPOSED), *facts, planned="2026-03-20"), WINDOW, code, "t") == expected


# Fields


@pytest.mark.parametrize(("code", "kind", "fields", "expected"), [
    (NOTIFIED, "routine", set(), ["REFUSED FIELD notice needs time"]),
    (NOTIFIED, "routine", {"time"}, []),
    ("report", "warning", {"note"}, ["REFUSED FIELD report needs measures"]),
    ("report", "warning", {"measures"}, []),  # a note is not required
    ("notice", "routine", set(), ["REFUSED FIELD notice needs time"]),  # the paper by itself
    (RECTIFIED, "routine", set(), []),
])
def test_the_fields_of_a_paper_are_filled(code: str, kind: str, fields: set[str], expected: list[str]) -> None:
    world = draft("2026-03-10", *steps(PROPOSED), kind=kind)
    assert [one for one in met_by(world, PROCEDURE, code, "t", fields=fields) if "FIELD" in one] == expected


@pytest.mark.parametrize(("fields", "expected"), [
    ({}, ["REFUSED FIELD notice needs time"]),
    ({"force": SHOULD}, ["REASON FIELD notice needs time"]),
    ({"force": MAY}, []),
    ({"kinds": (WARNING,)}, []),
    ({"about": MEMBER}, []),
    ({"when": happened("complained")}, []),
])
def test_a_paper_is_demanded_as_strongly_as_the_duty_it_meets(fields: dict[str, Any], expected: list[str]) -> None:
    regulation = small(NOTICE, duty("notice", owed_by=ORGANISER, done=NOTIFIED, material=NOTICE, **fields))
    assert met_by(draft("2026-03-10", *steps(PROPOSED)), regulation, NOTIFIED, "t") == expected


# When


def test_what_happened_after_the_day_of_the_act_is_not_seen() -> None:
    world = draft("2026-06-01", *steps(PROPOSED), event(NOTIFIED, "2026-03-17", "t"),
                  event(WITHDRAWN, "2026-04-01", "t"))
    assert met_by(world, NOTICED, HELD, "t", on=DAY("2026-03-20")) == []
    assert met_by(world, NOTICED, HELD, "t",
                  on=DAY("2026-03-16")) == ["REFUSED NOT_DONE notice chief needs notified until 2026-03-13"]
    assert met_by(world, NOTICED, HELD, "t", on=DAY("2026-04-02")) == ["REFUSED ENDED held"]


def test_a_draft_is_tried_as_it_is() -> None:
    """An interview nobody has recorded yet, or with another day than the recorded one."""
    recorded = talk("t", "routine", "chief", "mayor", "2026-03-20")
    redrawn = talk("t", "routine", "chief", "mayor", "2026-03-25")
    new = talk("n", "routine", "chief", "keeper", "2026-03-25")
    world = town("2026-03-20", recorded, *steps(PROPOSED))
    for interview, on, expected in (
            (recorded, "2026-03-20", ["REFUSED TOO_LATE notice chief needs held until 2026-03-17 from 2026-03-23"]),
            (redrawn, "2026-03-20", []),
            (redrawn, "2026-03-23", ["REFUSED TOO_LATE notice chief needs held until 2026-03-22 from 2026-03-26"])):
        assert met_by(world, NOTICED, NOTIFIED, interview=interview, on=DAY(on)) == expected
    assert met_by(world, small(BY_MAYOR), HELD, interview=new) == ["REFUSED PAIRING mayor keeper"]


def test_everything_that_stands_against_an_act_is_told_at_once() -> None:
    regulation = small(BY_MAYOR, step(PROPOSED), step(NOTIFIED, PROPOSED), step(HELD, NOTIFIED), NOTICE,
                       guard("alone", HELD, kinds=(ROUTINE,), needs=staffed(2), force=SHOULD),
                       guard("leader", HELD, needs=led_by(TOWN)),
                       duty("notice", owed_by=ORGANISER, done=NOTIFIED, material=NOTICE, due=days_before(HELD, 3)))
    assert met_by(draft("2026-03-20", *steps(PROPOSED), by_whom="keeper"), regulation, HELD, "t") == [
        "REFUSED ORDER held needs notified", "REFUSED PAIRING mayor keeper", "REASON GUARD alone",
        "REFUSED GUARD leader", "REFUSED NOT_DONE notice needs notified until 2026-03-17"]
