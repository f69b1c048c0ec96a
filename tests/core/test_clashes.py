"""What else is on a day is told of what the actor may see, with its time and place, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office, office_over
from hypothesis import given
from hypothesis import strategies as some

from yuetan.access.door import Access
from yuetan.access.reading_clashes import Clash, Plan, overlapping
from yuetan.casework.governing import calendar_of

DAY = date(2026, 3, 16)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("clashes")
    with office_over(f"sqlite:///{folder / 'yuetan.db'}") as found:
        found.propose(planned=DAY, planned_time="09:30", planned_minutes=60, place="行政中心512室")
        yield found


def clashes(office: Office, changes: Mapping[str, object], who: str = CLERK) -> tuple[Clash, ...]:
    access = Access(office.records, office.plugins, office.actors[who], on=office.today,
                    calendar=calendar_of(office.records))
    asked: dict[str, object] = {"day": DAY, "time": "10:00", "minutes": 30, "people": (OTHER,)}
    return access.clashes(Plan(**{**asked, **changes}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("changes", "people", "overlaps"), [
    ({}, ("马文慧",), True),
    ({"people": (DEPUTY,)}, ("陈国栋",), True),
    ({"people": (RECORDER,)}, ("丁小龙",), True),
    ({"people": (DEPUTY, OTHER, DIRECTOR)}, ("陈国栋", "马文慧"), True),
    ({"people": (), "place": " 行政中心512室 "}, (), True),
    ({"time": "10:30"}, ("马文慧",), False),
    ({"time": "08:00", "minutes": 30}, ("马文慧",), False),
    ({"time": "08:00", "minutes": 0}, ("马文慧",), None),
    ({"time": ""}, ("马文慧",), None),
])
def test_the_same_person_or_room_on_that_day_is_told(office: Office, changes: dict[str, object],
                                                     people: tuple[str, ...], overlaps: bool | None) -> None:  # noqa: FBT001 - a table
    found = clashes(office, changes)
    assert [(set(one.people), one.overlaps, one.time, one.place) for one in found] == [
        (set(people), overlaps, "09:30", "行政中心512室")]


@pytest.mark.parametrize("changes", [
    {"day": date(2026, 3, 17)}, {"people": (DIRECTOR,)}, {"people": (), "place": "512室"}, {"people": (), "place": ""}])
def test_what_shares_neither_day_nor_person_nor_room_is_none(office: Office, changes: dict[str, object]) -> None:
    assert clashes(office, changes) == ()


@pytest.mark.parametrize(("who", "seen"), [
    (SECRETARY, 1), (DEPUTY, 1), (RECORDER, 1), (OTHER, 0), (DIRECTOR, 0), (BUREAU, 0)])
def test_a_talk_one_may_not_see_takes_up_nobody_and_no_room(office: Office, who: str, seen: int) -> None:
    assert len(clashes(office, {"people": (OTHER, DEPUTY), "place": "行政中心512室"}, who)) == seen


def test_one_learns_that_it_is_oneself(office: Office) -> None:
    assert [one.own for one in clashes(office, {"people": (DEPUTY,)}, DEPUTY)] == [True]


TIMES = some.builds("{:02}:{:02}".format, some.integers(0, 23), some.integers(0, 59))
TALKS = some.tuples(TIMES, some.integers(1, 600))


@given(TALKS, TALKS)
def test_two_talks_meet_where_a_minute_belongs_to_both(one: tuple[str, int], other: tuple[str, int]) -> None:
    def minutes(talk: tuple[str, int]) -> set[int]:
        start = int(talk[0][:2]) * 60 + int(talk[0][3:])
        return set(range(start, start + talk[1]))
    assert overlapping(one, other) == overlapping(other, one) == bool(minutes(one) & minutes(other))
