"""What is owed in each period: by whom, whether they came or left within it, and what counts for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_regulations import (
    BUREAU,
    BY_HEADS,
    BY_MAYOR,
    CREDITED,
    FORTNIGHT,
    HEAD,
    REPORTS,
    ROLLING,
    ROUTINE,
    TOWN,
    YEARLY,
    duty,
    pairing,
    small,
)
from small_worlds import CALENDAR, Fact, event, held, owed, seat, talk, town, whose

from yuetan.engine.world import Event, Interview
from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    MAY,
    OWN_UNIT,
    PROPOSED,
    RECORDED,
    RECORDER,
    SANCTIONED,
    SHOULD,
    UNIT,
    YEAR,
    Quota,
    days_after,
)
from yuetan.rules.workdays import Calendar

Talk = tuple[Interview, Event]
YEARS = small(BY_MAYOR, BY_HEADS, YEARLY)
CHIEFS = small(BY_MAYOR, duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU & HEAD))


def test_one_obligation_for_each_cadre_and_period_however_many_posts_and_pairings() -> None:
    """Whoever a pairing that binds covers owes once, though he holds two posts and two may talk to him."""
    world = town("2026-06-01", seat("keeper", "bureau", "deputy"), judged_from="2026-01-01")
    assert owed(world, YEARS) == {f"{who} 2026": "OPEN by 2026-12-31" for who in (
        "vice", "chief", "second", "third", "keeper", "clerk", "scribe")}
    assert whose(world, YEARS) == {
        "vice 2026": {"mayor"}, "chief 2026": {"mayor"}, "second 2026": {"chief"}, "third 2026": {"chief"},
        "keeper 2026": {"mayor"}, "clerk 2026": {"mayor"}, "scribe 2026": {"clerk"}}


@pytest.mark.parametrize(("force", "owes"), [("MUST", True), ("SHOULD", True), ("MAY", False)])
def test_a_pairing_that_may_talk_makes_nobody_owe(force: str, *, owes: bool) -> None:
    forces = {"SHOULD": SHOULD, "MAY": MAY}
    regulation = small(
        pairing("own", by=HEAD, to=BUREAU & ~HEAD, relation=OWN_UNIT,
                **({"force": forces[force]} if force in forces else {})),
        pairing("other", by=TOWN & HEAD, to=BUREAU & HEAD), YEARLY)
    found = whose(town("2026-06-01", judged_from="2026-01-01"), regulation)
    assert found.get("second 2026") == ({"chief"} if owes else None)
    assert found["chief 2026"] == {"mayor"}


def test_one_that_may_counts_though_it_is_not_his_task() -> None:
    regulation = small(BY_MAYOR, pairing("vice", by=TOWN & ~HEAD, to=HEAD, force=MAY), YEARLY)
    world = town("2026-06-01", held("2026-03-02", "chief", "vice"), judged_from="2026-01-01")
    assert owed(world, regulation)["chief 2026"] == "DONE by 2026-12-31 on 2026-03-02"
    assert whose(world, regulation)["chief 2026"] == {"mayor"}


def test_a_pairing_that_must_owns_though_one_before_it_only_may() -> None:
    regulation = small(pairing("anyone", by=TOWN, to=HEAD & ~TOWN, force=MAY), BY_MAYOR, YEARLY)
    assert whose(town("2026-06-01", judged_from="2026-01-01"), regulation)["chief 2026"] == {"mayor"}


# Who came and who left


@pytest.mark.parametrize(("as_of", "posts", "expected"), [
    ("2026-12-31", [("2026-01-01", "")], {"2026": "OPEN by 2026-12-31"}),
    ("2026-12-31", [("2026-01-02", "")], {"2026": "OPEN by 2026-12-31 new"}),
    ("2027-01-01", [("2026-01-02", "")], {"2026": "LAPSED by 2026-12-31 new", "2027": "OPEN by 2027-12-31"}),
    ("2028-01-01", [("2026-01-02", "")],
     {"2026": "LAPSED by 2026-12-31 new", "2027": "OVERDUE by 2027-12-31", "2028": "OPEN by 2028-12-31"}),
    ("2026-06-01", [("2020-01-01", "2026-06-01")], {}),  # on the last day of a post it is no longer held
    ("2026-05-31", [("2020-01-01", "2026-06-01")], {"2026": "OPEN by 2026-12-31"}),
    ("2027-06-01", [("2020-01-01", "2026-12-31")], {}),  # gone on the period's last day
    ("2027-06-01", [("2020-01-01", "2027-01-01")], {"2026": "OVERDUE by 2026-12-31"}),  # gone the day after
    ("2027-06-01", [("2020-01-01", "2026-03-01"), ("2026-09-01", "2027-01-01")],
     {"2026": "OVERDUE by 2026-12-31"}),  # came back
    ("2027-06-01", [("2026-03-01", "2026-09-01")], {}),  # came and went
])
def test_whoever_holds_a_post_on_the_last_day_owes(
        as_of: str, posts: list[tuple[str, str]], expected: dict[str, str]) -> None:
    seats = [seat("new", "bureau", "head", since, until) for since, until in posts]
    world = town(as_of, *seats, without={"chief", "keeper"}, judged_from="2026-01-01")
    assert {name.split()[1]: how for name, how in owed(world, CHIEFS).items()} == expected


def test_a_newcomer_owes_in_full_where_the_regulation_is_read_so() -> None:
    in_full = small(BY_MAYOR, duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU & HEAD), newcomers=False)
    world = town("2027-01-01", seat("new", "bureau", "head", "2026-12-30"), without={"chief", "keeper"},
                 judged_from="2026-01-01")
    assert owed(world, in_full)["new 2026"] == "OVERDUE by 2026-12-31"


def test_a_newcomer_who_was_talked_to_is_done_with() -> None:
    world = town("2027-01-01", seat("new", "bureau", "head", "2026-12-30"), held("2026-12-31", "new"),
                 without={"chief", "keeper"}, judged_from="2026-01-01")
    assert owed(world, CHIEFS)["new 2026"] == "DONE by 2026-12-31 on 2026-12-31 new"


def test_who_moves_from_one_post_to_another_that_is_spoken_of_is_no_newcomer() -> None:
    world = town("2026-12-31", seat("new", "bureau", "head", "2020-01-01", "2026-05-01"),
                 seat("new", "station", "head", "2026-05-01"), without={"chief", "keeper"}, judged_from="2026-01-01")
    assert owed(world, CHIEFS) == {"new 2026": "OPEN by 2026-12-31"}


def test_a_vacant_chair_leaves_the_duty_of_the_unit_and_nobody_to_talk() -> None:
    world = town("2026-06-01", without={"mayor", "keeper"}, judged_from="2026-01-01")
    assert whose(world, CHIEFS) == {"chief 2026": set()}
    reports = small(duty("report", owed_by=UNIT, about=BUREAU, each=YEAR, done="reported"))
    assert whose(world, reports) == {"bureau 2026": {"bureau"}, "station 2026": {"station"}}


# Which periods


@pytest.mark.parametrize(("period", "as_of", "expected"), [
    ("year", "2026-02-10", ["2026"]),
    ("half_year", "2026-07-01", ["2026H1", "2026H2"]),
    ("quarter", "2026-04-10", ["2026Q1", "2026Q2"]),
    ("month", "2026-03-01", ["2026-01", "2026-02", "2026-03"]),
    ("semester", "2026-03-01", ["2025-09-01", "2026-02-24"]),  # the one that began the autumn before still ran
    ("before_holidays", "2026-02-10",
     ["2026-02-14"]),  # to the Spring Festival; the New Year's days off lead up to none
    ("last_seven_days", "2026-02-22", ["2026-01", "2026-02"]),
    ("last_calendar_week", "2026-02-22", ["2026-01"]),  # the last week of February begins on the 23rd
    ("standing", "2026-02-10", ["standing"]),
    ("fortnight", "2026-02-10", []),  # the place has set none
])
def test_each_period_that_has_begun_by_the_day_is_owed(period: str, as_of: str, expected: list[str]) -> None:
    semesters = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in (
        ("2025-09-01", "2026-01-20"), ("2026-02-24", "2026-07-10")))
    place = Calendar(CALENDAR.arrangements, {"semester": semesters})
    found = owed(town(as_of, judged_from="2026-01-01", calendar=place), REPORTS[period])
    assert [name.split()[1] for name in found] == expected


def test_a_period_only_the_place_knows_is_owed_once_it_has_set_it() -> None:
    first = date(2026, 3, 2)
    place = Calendar(CALENDAR.arrangements, {FORTNIGHT.code: tuple(
        (first + timedelta(days=14 * number), first + timedelta(days=14 * number + 13)) for number in range(26))})
    found = owed(town("2026-03-20", judged_from="2026-01-01", calendar=place), REPORTS[FORTNIGHT.code])
    assert found == {"town 2026-03-02": "OVERDUE by 2026-03-15", "town 2026-03-16": "OPEN by 2026-03-29"}


@pytest.mark.parametrize(("judged_from", "since", "expected"), [
    ("2020-01-01", date(2020, 1, 1), ["2020", "2021", "2022"]),
    ("2021-06-01", date(2020, 1, 1), ["2021", "2022"]),  # a year that ends later is judged as a whole
    ("2020-01-01", date(2021, 6, 1), ["2021", "2022"]),
    ("2022-01-01", date(2020, 1, 1), ["2022"]),
    ("2021-12-31", date(2020, 1, 1), ["2021", "2022"]),
    ("2023-01-01", date(2020, 1, 1), []),
])
def test_nothing_is_judged_that_fell_due_before_the_office_went_live_or_the_regulation_came_into_force(
        judged_from: str, since: date, expected: list[str]) -> None:
    regulation = small(duty("report", owed_by=UNIT, about=TOWN, each=YEAR, done="reported"), since=since)
    found = owed(town("2022-06-01", judged_from=judged_from), regulation)
    assert [name.split()[1] for name in found] == expected


def test_nothing_is_judged_that_arose_before_the_office_went_live() -> None:
    regulation = small(
        duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)),
        duty("answer", owed_by=INTERVIEWEE, on=SANCTIONED, done="answered", due=days_after(SANCTIONED, 15)))
    facts: list[Fact] = [
        talk("t", "routine", "chief"), event(PROPOSED, "2026-04-30", "t"), event(HELD, "2026-05-08", "t"),
        talk("u", "routine", "keeper"), event(PROPOSED, "2026-05-01", "u"), event(HELD, "2026-05-08", "u"),
        event(SANCTIONED, "2026-04-30", cadre="second"), event(SANCTIONED, "2026-05-01", cadre="third")]
    assert owed(town("2026-06-01", *facts, judged_from="2026-05-01"), regulation) == {
        "keeper interview:u": "OVERDUE by 2026-05-23", "third sanctioned:2026-05-01": "OVERDUE by 2026-05-16"}


def test_what_was_held_before_the_system_was_used_counts_and_leaves_nothing_to_be_done() -> None:
    regulation = small(BY_MAYOR, duty("yearly", each=YEAR, talk=ROUTINE, about=BUREAU & HEAD),
                       duty("report", owed_by=INTERVIEWEE, done="reported", due=days_after(HELD, 15)),
                       duty("record", owed_by=RECORDER, on=HELD, done=RECORDED))
    world = town("2026-06-01", held("2026-03-02", "chief"), without={"keeper"}, judged_from="2026-01-01")
    assert owed(world, regulation) == {"chief 2026": "DONE by 2026-12-31 on 2026-03-02"}


# What counts


@pytest.mark.parametrize(("talks", "expected"), [
    ([held("2025-12-31", "chief")], {"2025": "DONE by 2025-12-31 on 2025-12-31", "2026": "OPEN by 2026-12-31"}),
    ([held("2026-01-01", "chief")], {"2025": "OVERDUE by 2025-12-31", "2026": "DONE by 2026-12-31 on 2026-01-01"}),
    ([held("2026-01-05", "chief", counts_for="2025")],
     {"2025": "LATE by 2025-12-31 on 2026-01-05", "2026": "OPEN by 2026-12-31"}),  # counts for the year before
    ([held("2025-12-20", "chief", counts_for="2026")],
     {"2025": "OVERDUE by 2025-12-31", "2026": "DONE by 2026-12-31 on 2025-12-20"}),
    ([held("2026-01-05", "chief", kind="warning")], {"2025": "OVERDUE by 2025-12-31", "2026": "OPEN by 2026-12-31"}),
    ([held("2026-01-05", "chief", regulation="other")], {"2025": "OVERDUE by 2025-12-31",
                                                         "2026": "OPEN by 2026-12-31"}),
    ([held("2026-06-02", "chief")], {"2025": "OVERDUE by 2025-12-31", "2026": "OPEN by 2026-12-31"}),  # not yet held
    ([held("2026-01-05", "keeper")], {"2025": "OVERDUE by 2025-12-31", "2026": "OPEN by 2026-12-31"}),
])
def test_a_talk_counts_for_the_period_it_names_else_for_its_day(talks: list[Talk], expected: dict[str, str]) -> None:
    found = owed(town("2026-06-01", *talks, judged_from="2025-01-01"), CHIEFS, subjects=["chief"])
    assert {name.split()[1]: how for name, how in found.items()} == expected


@pytest.mark.parametrize(("talks", "expected"), [
    (["2026-02-02"], "OPEN by 2026-12-31"),
    (["2026-02-02", "2026-03-02"], "DONE by 2026-12-31 on 2026-03-02"),
    (["2026-02-02", "2026-03-02", "2026-04-02"], "DONE by 2026-12-31 on 2026-03-02"),  # the second completed it
])
def test_so_many_talks_are_owed_in_a_period(talks: list[str], expected: str) -> None:
    regulation = small(BY_MAYOR, duty("yearly", each=YEAR, talk=Quota(ROUTINE, times=2), about=BUREAU & HEAD))
    world = town("2026-06-01", *(held(day, "chief") for day in talks), without={"keeper"}, judged_from="2026-01-01")
    assert owed(world, regulation) == {"chief 2026": expected}


@pytest.mark.parametrize(("family", "regulation", "counts"), [
    ("reminder", "other", True), ("warning", "other", False), ("reminder", "small", False),
])
def test_a_talk_under_another_regulation_counts_where_it_is_credited(
        family: str, regulation: str, *, counts: bool) -> None:
    talked = held("2026-03-02", "chief", kind="whatever", family=family, regulation=regulation)
    found = owed(town("2026-06-01", talked, judged_from="2026-01-01"), CREDITED, subjects=["chief"])
    assert found == {"chief 2026": "DONE by 2026-12-31 on 2026-03-02" if counts else "OPEN by 2026-12-31"}


# Of some subjects only


@pytest.mark.parametrize("regulation", [YEARS, CHIEFS, REPORTS["month"],
                                        small(BY_HEADS, BY_MAYOR, YEARLY, ROLLING)])
@pytest.mark.parametrize("subject", ["chief", "scribe", "town", "bureau", "nobody"])
def test_what_is_owed_by_one_is_what_is_owed_by_all_that_concerns_him(regulation: object, subject: str) -> None:
    world = town("2026-06-01", held("2026-03-31", "chief"), talk("t", "routine", "scribe"), judged_from="2025-01-01")
    everything = owed(world, regulation)  # type: ignore[arg-type]
    assert owed(world, regulation, subjects=[subject]) == {  # type: ignore[arg-type]
        name: how for name, how in everything.items() if name.split()[0] == subject}
