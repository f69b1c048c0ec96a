"""What is owed in each period that is no talk: reports and plans, of units and of people, once or several times."""

from __future__ import annotations

from datetime import date

import pytest
from small_regulations import BUREAU, HEAD, REPORTS, TOWN, duty, small
from small_worlds import event, owed, town, whose

from yuetan.engine.world import Event, Placement
from yuetan.rules import MONTH, QUARTER, UNIT, YEAR


@pytest.mark.parametrize(("reported", "expected"), [
    (event("reported", "2026-03-31", unit="town"), {"2026Q1": "DONE by 2026-03-31 on 2026-03-31",
                                                    "2026Q2": "OPEN by 2026-06-30"}),
    (event("reported", "2026-04-02", unit="town"), {"2026Q1": "OVERDUE by 2026-03-31",
                                                    "2026Q2": "DONE by 2026-06-30 on 2026-04-02"}),
    (event("reported", "2026-04-02", unit="town", counts_for="2026Q1"),
     {"2026Q1": "LATE by 2026-03-31 on 2026-04-02", "2026Q2": "OPEN by 2026-06-30"}),
    (event("reported", "2026-03-31", unit="bureau"), {"2026Q1": "OVERDUE by 2026-03-31",
                                                      "2026Q2": "OPEN by 2026-06-30"}),
    (event("issued", "2026-03-31", unit="town"), {"2026Q1": "OVERDUE by 2026-03-31", "2026Q2": "OPEN by 2026-06-30"}),
])
def test_a_late_report_says_which_period_it_is_for(reported: Event, expected: dict[str, str]) -> None:
    found = owed(town("2026-05-01", reported, judged_from="2026-01-01"), REPORTS[QUARTER.code])
    assert {name.split()[1]: how for name, how in found.items()} == expected


def test_what_is_to_be_done_twice_in_a_period_is_done_with_the_second_time() -> None:
    regulation = small(duty("report", owed_by=UNIT, about=TOWN, each=YEAR, done="reported", times=2))
    first, second = (event("reported", day, unit="town") for day in ("2026-02-01", "2026-10-01"))
    assert owed(town("2026-12-31", first, judged_from="2026-01-01"), regulation) == {
        "town 2026": "OPEN by 2026-12-31"}
    assert owed(town("2026-12-31", first, second, judged_from="2026-01-01"), regulation) == {
        "town 2026": "DONE by 2026-12-31 on 2026-10-01"}


def test_a_standing_duty_is_open_until_it_is_done() -> None:
    assert owed(town("2026-05-01"), REPORTS["standing"]) == {"town standing": "OPEN"}
    assert owed(town("2026-05-01", event("reported", "2021-03-01", unit="town")), REPORTS["standing"]) == {
        "town standing": "DONE on 2021-03-01"}


def test_people_a_selector_names_each_owe_their_own() -> None:
    regulation = small(duty("plan", owed_by=BUREAU & ~HEAD, each=MONTH, done="issued"))
    world = town("2026-03-20", event("issued", "2026-03-03", cadre="third"), judged_from="2026-03-01")
    assert owed(world, regulation) == {"second 2026-03": "OPEN by 2026-03-31",
                                       "third 2026-03": "DONE by 2026-03-31 on 2026-03-03"}
    assert whose(world, regulation) == {"second 2026-03": {"second"}, "third 2026-03": {"third"}}


def test_units_come_and_go() -> None:
    regulation = small(duty("report", owed_by=UNIT, about=BUREAU, each=YEAR, done="reported"))
    world = town("2026-06-01", Placement(unit="station", name="站", parent="town", until=date(2025, 12, 31)),
                 Placement(unit="newer", name="新局", parent="town", since=date(2025, 7, 1)), judged_from="2024-01-01")
    assert sorted(owed(world, regulation)) == [
        "bureau 2024", "bureau 2025", "bureau 2026", "newer 2025", "newer 2026", "station 2024"]
