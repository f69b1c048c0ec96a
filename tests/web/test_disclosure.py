"""Planted texts in a real office: on no page, in no file, header, cookie, error or log does a role read what it may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER
from planted_addresses import ASKED, Address, addresses, plain
from planted_answers import Walk, everything_logged, spilt_in_logs, walk
from planted_cases import built
from planted_people import (
    ASIDE,
    AUDIT,
    COUNTY_CLERK,
    EVERYBODY,
    FILED,
    FIRST,
    GROUP,
    NOBODY,
    OFFICER,
    PLAIN,
    QUIET,
    SECOND,
    SECURITY,
    SILENT,
    SILENT_HEAD,
    SILENT_TOO,
    SYSTEM,
    TALKER,
    TOLD_HEAD,
    WRITER,
)
from planted_shell import Planted

WALKERS = (CLERK, DEPUTY, RECORDER, WRITER, TALKER, PLAIN, OFFICER, DIRECTOR, OTHER, QUIET, FIRST, SECOND, TOLD_HEAD,
           SILENT_HEAD, ASIDE, BUREAU, "C001", COUNTY_CLERK, SYSTEM, SECURITY, AUDIT, NOBODY)
"""One of every role and part; `tests/campaigns/disclosure.py` walks as everybody, and through every address."""

STRIDES = {"handling.paper": 45, "owed.obligation": 17, "cadres.cadre": 12, "desk.desk": 24, "interviews.listing": 26,
           "proposing.choose": 12, "cadres.search": 8}
"""Of so many addresses of a sort one is asked for, by each walker another."""

WHOLLY = ("owed.obligation", "cadres.cadre", "handling.interview", "leads.lead", "desk.desk")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Planted, Planted, Planted]]:
    with built(tmp_path_factory.mktemp("planted")) as found:
        yield found


@pytest.fixture(scope="module")
def planted(offices: tuple[Planted, Planted, Planted]) -> Planted:
    return offices[0]


@pytest.fixture(scope="module")
def every(planted: Planted) -> tuple[Address, ...]:
    return addresses(planted)


def some_of(every: Sequence[Address], place: int) -> list[Address]:
    """Every sort of route, with whatever is not there, and its other addresses in turn."""
    found, numbers = list[Address](), dict[str, int]()
    for one in every:
        number = numbers[one.endpoint] = numbers.get(one.endpoint, -1) + 1
        if one.about == "random" and "papers" not in one.path:
            found.append(one)
        elif number % STRIDES.get(one.endpoint, 1) == place % STRIDES.get(one.endpoint, 1):
            found.append(one)
    return found


@pytest.fixture(scope="module")
def logs() -> Iterator[list[str]]:
    with everything_logged() as said:
        yield said


def test_every_sort_of_page_is_asked_for(planted: Planted) -> None:
    there = {rule.endpoint for rule in planted.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert set(ASKED) == there


@pytest.mark.parametrize("who", WALKERS)
def test_each_is_answered_as_the_table_says_and_given_nothing_he_may_not_read(
        planted: Planted, every: tuple[Address, ...], logs: list[str], who: str) -> None:
    found = walk(planted, who, some_of(every, WALKERS.index(who)))
    assert found.faults == []
    assert spilt_in_logs(logs) == []


@pytest.mark.parametrize(("who", "case", "kinds"), [
    (CLERK, FILED, {"notice", "record", "report", "objection", "outcome", "postponement", "handling"}),
    (OTHER, FILED, {"notice", "record", "report", "objection", "outcome", "postponement"}),
    (RECORDER, FILED, {"notice", "record"}), (PLAIN, FILED, {"notice"}), (OFFICER, FILED, {"notice", "postponement"}),
    (TALKER, GROUP, {"notice", "record", "objection", "postponement", "handling"}),
    (WRITER, GROUP, {"notice", "record"}), (SILENT_HEAD, SILENT, {"topic", "place", "handling"}),
    (SILENT_HEAD, SILENT_TOO, set()), (QUIET, SILENT, set()), (ASIDE, "left", set()), (AUDIT, FILED, set()),
])
def test_what_each_does_read_is_what_he_should(planted: Planted, every: tuple[Address, ...], who: str, case: str,
                                               kinds: set[str]) -> None:
    page = [one for one in every if one.endpoint == "handling.interview" and one.about == case]
    assert kinds == {one.kind for one in walk(planted, who, page).read if one.of == case}


# Before he is told, he cannot tell


def silent_pages(every: Sequence[Address], who: str, case: str) -> list[Address]:
    """What would tell him, if anything did: his own page, everything about the case, and every list in turn."""
    return [one for number, one in enumerate(every) if case in {one.about, one.about.rpartition(" ")[2]} or who in one.about
            or one.endpoint in {"interviews.listing", "desk.desk"} and number % 3 == 0 or one.endpoint == "leads.listing"]


@pytest.mark.parametrize(("who", "case", "with_it", "without"), [
    (QUIET, SILENT, 1, 2), (SILENT_HEAD, SILENT_TOO, 0, 1),
])
def test_whoever_is_not_told_yet_sees_the_same_with_and_without_the_case(
        offices: tuple[Planted, Planted, Planted], every: tuple[Address, ...], who: str, case: str, with_it: int,
        without: int) -> None:
    one, other = offices[with_it].client(who), offices[without].client(who)
    asked = silent_pages(every, who, case)
    differing = [at.path for at in asked if plain(one.get(at.path)) != plain(other.get(at.path))]
    assert len(asked) > 30
    assert differing == []


def test_whoever_works_on_it_does_see_a_difference(offices: tuple[Planted, Planted, Planted]) -> None:
    pages = [plain(office.client(CLERK).get("/interviews")) for office in offices]
    assert len(set(pages)) == len(pages)
