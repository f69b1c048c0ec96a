"""Events that follow from others: points and lapses that add up, and when they come to rest."""

from __future__ import annotations

import pytest
from attrs import evolve
from small_regulations import CHAIN, POINTS, WARNING, duty, small, tally
from small_worlds import DAY, event, held, later, met_by, owed, talk, town

from yuetan.engine.derived import with_derived
from yuetan.engine.world import Event, World
from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    PROPOSED,
    QUARTER,
    SEMESTER,
    Regulation,
    days_after,
    days_before,
    overdue,
    workdays_before,
)
from yuetan.rules.workdays import Calendar


def derived(world: World, regulation: Regulation) -> list[str]:
    """What follows: ``2026-03-26 overdue.report chief``, in order."""
    found = with_derived(world, regulation).derived
    return sorted(f"{one.on} {one.code} {one.cadre or one.unit or one.interview}" for one in found)


def warned(as_of: str, *facts: Event, to: str = "chief") -> World:
    """A warning held on 10 March 2026, its report due on the 25th."""
    return town(as_of, talk("t", "warning", to, "mayor", family="warning"), event(PROPOSED, "2026-03-02", "t"),
                event(HELD, "2026-03-10", "t"), *facts)


# Tallies


def points(*happened_to_chief: tuple[str, str] | tuple[str, str, float], as_of: str = "2028-01-01") -> World:
    return town(as_of, *(event(code, on, cadre="chief", value=value[0] if value else None)
                         for code, on, *value in happened_to_chief))


@pytest.mark.parametrize(("happenings", "expected"), [
    ([("warned", "2026-01-10"), ("warned", "2026-02-10")], []),
    ([("warned", "2026-01-10"), ("complained", "2026-02-10")], ["2026-02-10"]),  # one point and two
    ([("warned", "2026-01-10"), ("complained", "2026-02-10"), ("warned", "2026-03-10")],
     ["2026-02-10"]),  # once while it stays
    ([("bought", "2026-01-10", 3)], ["2026-01-10"]),  # its own value
    ([("bought", "2026-01-10", 2.5), ("bought", "2026-02-10", 0.5)], ["2026-02-10"]),
    ([("bought", "2026-01-10")], []),  # without a value it is worth nothing
    ([("complained", "2026-01-10"), ("warned", "2027-01-09")], ["2027-01-09"]),  # still within twelve months
    ([("complained", "2026-01-10"), ("warned", "2027-01-10")], []),  # no longer
    ([("bought", "2026-01-10", 3), ("bought", "2027-02-10", 3)], ["2026-01-10", "2027-02-10"]),  # fell below, and again
    ([("bought", "2026-01-10", 3), ("bought", "2026-06-10", 3), ("bought", "2027-02-10", 3)], ["2026-01-10"]),  # stayed
    ([("bought", "2026-01-10", 3), ("warned", "2027-02-10"), ("complained", "2027-03-10")],
     ["2026-01-10", "2027-03-10"]),
    ([("bought", "2026-01-10", 3), ("bought", "2027-01-10", 3)],
     ["2026-01-10", "2027-01-10"]),  # out on the very day the next came in
    ([("warned", "2026-01-10"), ("warned", "2026-01-10"), ("warned", "2026-01-10")],
     ["2026-01-10"]),  # three on one day
    ([("complained", "2026-01-10"), ("warned", "2028-01-02")], []),  # not yet
])
def test_points_add_up_within_twelve_months(happenings: list[tuple[str, str]], expected: list[str]) -> None:
    assert derived(points(*happenings), POINTS) == [f"{on} three_points chief" for on in expected]


@pytest.mark.parametrize(("fields", "happenings", "expected"), [
    ({"reaching": 2}, ["2026-01-10", "2030-01-10"], ["2030-01-10"]),  # ever
    ({"reaching": 2, "above": True}, ["2026-01-10", "2026-02-10"], []),  # 超过 two
    ({"reaching": 2, "above": True}, ["2026-01-10", "2026-02-10", "2026-03-10"], ["2026-03-10"]),
    ({"reaching": 2, "within": QUARTER}, ["2026-01-10", "2026-03-31"], ["2026-03-31"]),
    ({"reaching": 2, "within": QUARTER}, ["2026-03-31", "2026-04-01"], []),  # of two quarters
    ({"reaching": 2, "within": QUARTER}, ["2026-01-10", "2026-01-11", "2026-04-10", "2026-04-11"],
     ["2026-01-11", "2026-04-11"]),
    ({"reaching": 2, "within": days_before("sum", 10)}, ["2026-01-10", "2026-01-19"], ["2026-01-19"]),
    ({"reaching": 2, "within": days_before("sum", 10)}, ["2026-01-10", "2026-01-20"], []),
    ({"reaching": 2, "within": workdays_before("sum", 5)}, ["2026-01-08", "2026-01-14"], ["2026-01-14"]),
    ({"reaching": 2, "within": workdays_before("sum", 5)}, ["2026-01-08", "2026-01-15"], []),
    ({"reaching": 2, "within": SEMESTER}, ["2025-12-10", "2026-01-10"],
     ["2026-01-10"]),  # of one semester across the year's end
    ({"reaching": 2, "within": SEMESTER}, ["2026-01-10", "2026-03-10"], []),
    ({"reaching": 2, "within": SEMESTER}, ["2026-08-10", "2026-08-10"], []),  # in no semester
])
def test_windows_and_figures_of_a_tally(fields: dict[str, object], happenings: list[str], expected: list[str]) -> None:
    regulation = small(tally("sum", {"warned": 1}, **fields))
    world = points(*(("warned", on) for on in happenings), as_of="2031-01-01")
    semesters = ((DAY("2025-09-01"), DAY("2026-01-20")), (DAY("2026-02-24"), DAY("2026-07-10")))
    place = Calendar(world.calendar.arrangements, {"semester": semesters})
    assert derived(evolve(world, calendar=place), regulation) == [f"{on} sum chief" for on in expected]


def test_a_tally_counts_for_each_cadre_and_each_unit() -> None:
    regulation = small(tally("sum", {"warned": 1, HELD: 1}, reaching=2))
    both = talk("both", "warning", "chief keeper", "mayor")
    world = town("2026-06-01", both, event(HELD, "2026-01-10", "both"), event("warned", "2026-01-12", cadre="chief"),
                 event("warned", "2026-01-13", unit="station"), event("warned", "2026-01-14", unit="station"),
                 held("2026-01-15", "keeper", regulation="other"))  # counts under that one, not here
    assert derived(world, regulation) == ["2026-01-12 sum chief", "2026-01-14 sum station"]


def test_a_tally_starts_a_duty_and_a_bar() -> None:
    world = points(("bought", "2026-01-12", 4), as_of="2026-01-12")
    assert owed(world, POINTS) == {"chief three_points:2026-01-12": "OPEN by 2026-01-19"}
    for day, expected in (("2026-01-12", ["REFUSED GUARD points_bar"]), ("2026-04-12", ["REFUSED GUARD points_bar"]),
                          ("2026-04-13", [])):
        assert met_by(later(world, day), POINTS, "praised", cadre="chief") == expected
        assert met_by(later(world, day), POINTS, "praised", cadre="keeper") == []


def test_a_tally_over_lapses_that_leads_to_lapses() -> None:
    """What follows later must not have fired before what follows earlier was there."""
    regulation = small(
        duty("report", owed_by=INTERVIEWEE, kinds=(WARNING,), done="reported", due=days_after(HELD, 15)),
        tally("two", {overdue("report"): 1, "complained": 1}, reaching=2),
        duty("answer", owed_by=INTERVIEWEE, on="two", done="answered", due=days_after("two", 5)),
        tally("three", {overdue("answer"): 1, "two": 1, "complained": 1}, reaching=3))
    world = warned("2026-06-01", event("complained", "2026-03-20", cadre="chief"),
                   event("complained", "2026-05-20", cadre="chief"))
    assert derived(world, regulation) == [
        "2026-03-26 overdue.report chief", "2026-03-26 two chief", "2026-04-01 overdue.answer chief",
        "2026-04-01 three chief"]


def test_deriving_again_changes_nothing() -> None:
    world = warned("2026-06-01", event("complained", "2026-03-20", cadre="chief"))
    for regulation in (CHAIN, POINTS):
        once = with_derived(world, regulation)
        assert with_derived(once, regulation).derived == once.derived
    assert with_derived(with_derived(world, CHAIN), POINTS).derived == with_derived(world, POINTS).derived
    assert with_derived(with_derived(world, CHAIN), small()).derived == ()


@pytest.mark.parametrize("subject", ["chief", "keeper", "t"])
def test_what_follows_for_one_is_what_follows_for_all_that_concerns_him(subject: str) -> None:
    world = warned("2026-06-01", event("reported", "2026-03-20", "t", cadre="keeper"),
                   event("bought", "2026-01-10", cadre="keeper", value=3),
                   event("bought", "2026-01-10", cadre="chief", value=2), to="chief keeper")
    for regulation in (CHAIN, POINTS):
        own = with_derived(world, regulation, [subject])
        assert owed(own, regulation, subjects=[subject]) == owed(world, regulation, subjects=[subject])


def test_a_ring_of_tallies_comes_to_rest() -> None:
    regulation = small(tally("one", {"warned": 1, "other": 1}), tally("other", {"one": 1}))
    assert derived(points(("warned", "2026-01-10")), regulation) == ["2026-01-10 one chief", "2026-01-10 other chief"]
