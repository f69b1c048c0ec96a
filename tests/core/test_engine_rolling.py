"""What is owed within twelve months of the last talk: from which day, as long as the post is held."""

from __future__ import annotations

import pytest
from small_regulations import (
    BUREAU,
    BY_MAYOR,
    HEAD,
    ROLLING,
    ROUTINE,
    TOWN,
    duty,
    pairing,
    small,
)
from small_worlds import held, owed, seat, town, whose

from yuetan.rules import (
    MAY,
    Quota,
)

# Twelve months from the last talk

ROLLS = small(BY_MAYOR, duty("rolling", each=ROLLING.each, talk=ROUTINE, about=BUREAU & HEAD))


@pytest.mark.parametrize(("as_of", "talks", "expected"), [
    ("2026-12-31", [], {"2026-01-01": "OPEN by 2027-01-01"}),  # nobody was talked to: from the day it is judged
    ("2027-01-02", [], {"2026-01-01": "OVERDUE by 2027-01-01"}),
    ("2026-12-31", ["2026-03-31"], {"2026-01-01": "DONE by 2027-01-01 on 2026-03-31",
                                    "2026-03-31": "OPEN by 2027-03-31"}),
    ("2027-06-01", ["2026-03-31", "2027-04-15"], {
        "2026-01-01": "DONE by 2027-01-01 on 2026-03-31", "2026-03-31": "LATE by 2027-03-31 on 2027-04-15",
        "2027-04-15": "OPEN by 2028-04-15"}),
    ("2026-12-31", ["2025-11-30"], {"2025-11-30": "OVERDUE by 2026-11-30"}),  # a talk before still bears
    ("2026-12-31", ["2024-11-30"], {"2026-01-01": "OPEN by 2027-01-01"}),  # one so old that it fell due before does not
    ("2027-12-31", ["2026-01-01"], {"2026-01-01": "OVERDUE by 2027-01-01"}),
    ("2029-03-01", ["2028-02-29"], {"2026-01-01": "LATE by 2027-01-01 on 2028-02-29",
                                    "2028-02-29": "OVERDUE by 2029-02-28"}),
])
def test_twelve_months_run_from_the_last_talk(as_of: str, talks: list[str], expected: dict[str, str]) -> None:
    world = town(as_of, *(held(day, "chief") for day in talks), without={"keeper"}, judged_from="2026-01-01")
    assert {name.split()[1]: how for name, how in owed(world, ROLLS).items()} == expected


@pytest.mark.parametrize(("as_of", "posts", "expected"), [
    ("2026-12-31", [("2026-03-10", "")], {"2026-03-10": "OPEN by 2027-03-10"}),  # from the day he came
    ("2026-03-10", [("2026-03-10", "")], {"2026-03-10": "OPEN by 2027-03-10"}),
    ("2026-03-09", [("2026-03-10", "")], {}),
    ("2027-06-01", [("2026-03-10", "2027-03-11")],
     {"2026-03-10": "OVERDUE by 2027-03-10"}),  # he left when it was overdue
    ("2027-06-01", [("2026-03-10", "2027-03-10")], {}),  # he left before
    ("2029-06-01", [("2026-03-10", "2026-09-01"), ("2028-09-01", "")],
     {"2028-09-01": "OPEN by 2029-09-01"}),  # from his return
    ("2027-06-01", [("2026-03-10", "2026-09-01"), ("2026-09-01", "")],
     {"2026-03-10": "OVERDUE by 2027-03-10"}),  # no break
])
def test_twelve_months_run_as_long_as_the_post_is_held(
        as_of: str, posts: list[tuple[str, str]], expected: dict[str, str]) -> None:
    seats = [seat("new", "bureau", "head", since, until) for since, until in posts]
    world = town(as_of, *seats, without={"chief", "keeper"}, judged_from="2026-01-01")
    assert {name.split()[1]: how for name, how in owed(world, ROLLS).items()} == expected


def test_whose_task_it_was_is_read_off_the_day_it_fell_due() -> None:
    seats = (seat("former", "town", "head", until="2027-02-01"), seat("newer", "town", "head", "2027-02-01"))
    world = town("2027-06-01", *seats, held("2026-03-31", "chief", "former"), without={"mayor", "keeper"},
                 judged_from="2026-01-01")
    assert whose(world, ROLLS) == {"chief 2026-01-01": {"former"}, "chief 2026-03-31": {"newer"}}


def test_only_a_talk_that_counts_starts_the_twelve_months_anew() -> None:
    by_owner = small(BY_MAYOR, pairing("vice", by=TOWN & ~HEAD, to=HEAD, force=MAY),
                     duty("rolling", each=ROLLING.each, talk=Quota(ROUTINE, by_owner=True), about=BUREAU & HEAD))
    world = town("2026-12-31", held("2026-03-31", "chief", "vice"), held("2026-06-30", "chief", regulation="other"),
                 held("2026-07-31", "chief"), without={"keeper"}, judged_from="2026-01-01")
    assert {name.split()[1]: how for name, how in owed(world, by_owner).items()} == {
        "2026-01-01": "DONE by 2027-01-01 on 2026-07-31", "2026-07-31": "OPEN by 2027-07-31"}
