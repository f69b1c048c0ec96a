"""Planted texts in a real office: on no page, in no file, header, cookie, error or log is one given away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from planted_acts import denied, proof_of, send, state
from planted_addresses import ASKED, RANDOM, Address, addresses, plain
from planted_answers import Walk, everything_logged, expected, spilt_in_logs, walk
from planted_cases import built
from planted_people import (
    ABOVE,
    ASIDE,
    AUDIT,
    BUREAU,
    CLERK,
    COUNTY_CLERK,
    DEPUTY,
    DIRECTOR,
    FILED,
    FIRST,
    GROUP,
    LEFT,
    NOBODY,
    OFFICER,
    OTHER,
    PLAIN,
    QUIET,
    RECORDER,
    SECOND,
    SILENT,
    SILENT_HEAD,
    SILENT_TOO,
    SYSTEM,
    TALKER,
    TOLD_HEAD,
    WRITER,
)
from planted_sent import Sent
from planted_shell import Planted

from yuetan.casework.api_tokens import SCOPES
from yuetan_web.api import PREFIX
from yuetan_web.routes import OWN, PUBLIC

WALKERS = (CLERK, DEPUTY, TALKER, PLAIN, OFFICER, DIRECTOR, OTHER, QUIET, FIRST, TOLD_HEAD, SILENT_HEAD, ASIDE, BUREAU,
           ABOVE, COUNTY_CLERK, SYSTEM, AUDIT, NOBODY)
"""One of every role and part; `tests/campaigns/disclosure.py` walks as everybody, and through every address."""

STRIDES = {"handling.paper": 120, "papers.bundle": 18, "papers.printing": 18, "scans.listing": 8, "scans.read": 12,
           "owed.obligation": 34, "cadres.cadre": 24, "moves.person": 24, "dossiers.dossier": 24,
           "desk.desk": 48, "interviews.listing": 52, "search.page": 6, "accounts.account": 13, "units.organisation": 4,
           "collections.collection": 12, "collections.template": 12, "collections.entry": 12, "tests.own": 6,
           "tests.office": 6, "proposing.choose": 24, "cadres.search": 16, "ledgers.listing": 18, "ledgers.table": 6,
           "ledgers.table_file_of": 8, "ledgers.file": 3, "supervision.overview": 4, "supervision.listing": 36,
           "handling.interview": 4, "leads.lead": 4, "occurrences.unit": 3, "reports.collected": 3}
WEEK = timedelta(days=7)
FEW = 60
"""Of so many addresses of a sort, and of so many acts, one is tried by each walker; by the next another."""

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
        stride = STRIDES.get(one.endpoint, 1)
        nowhere = one.about == "random" and RANDOM in one.path and "/papers" not in one.path
        if nowhere or number % stride == place % stride:
            found.append(one)
    return found


@pytest.fixture(scope="module")
def logs() -> Iterator[list[str]]:
    with everything_logged() as said:
        yield said


def test_every_sort_of_page_is_asked_for(planted: Planted) -> None:
    there = {rule.endpoint for rule in planted.app.url_map.iter_rules()
             if "GET" in (rule.methods or ()) and not rule.rule.startswith(PREFIX)}
    assert set(ASKED) == there


def test_every_form_is_sent_by_those_who_may_not(planted: Planted) -> None:
    there = {rule.endpoint for rule in planted.app.url_map.iter_rules()
             if "POST" in (rule.methods or ()) and not rule.rule.startswith(PREFIX)}
    match = planted.app.url_map.bind("localhost").match
    sent = {match(one.path, method="POST")[0] for one in denied(planted, BUREAU)}
    assert sent | OWN | PUBLIC == there | {"signing.account", "static", "telling.calendar"}


@pytest.mark.parametrize("who", WALKERS)
def test_each_is_answered_as_the_table_says_and_given_nothing_he_may_not_read(
        planted: Planted, every: tuple[Address, ...], logs: list[str], who: str) -> None:
    found = walk(planted, who, some_of(every, WALKERS.index(who)))
    assert found.faults == []
    assert spilt_in_logs(logs) == []


PROGRAMS = {"handling.interview": "/interviews/", "cadres.cadre": "/cadres/", "desk.desk": "/obligations?",
            "interviews.listing": "/interviews?"}
"""What another program asks for in place of a page, by the last part of its address or what narrows it."""


@pytest.mark.parametrize("who", [one for one in WALKERS if one != NOBODY])
def test_a_program_is_given_no_more_than_whom_its_token_speaks_for(
        planted: Planted, every: tuple[Address, ...], who: str) -> None:
    found, client = Walk(who), planted.app.test_client()
    token = planted.shell.api_tokens.make(planted.actor(who), "x", tuple(SCOPES), planted.office.today + WEEK)
    for one in some_of(every, WALKERS.index(who)):
        if one.endpoint in PROGRAMS and "?" not in one.path:
            path = PREFIX + PROGRAMS[one.endpoint] + (one.path.rpartition("/")[2])
            answer = client.get(path, headers={"Authorization": f"Bearer {token}"}, buffered=True)
            found.look(planted, one, answer, expected(who, one))
    assert found.requests > 1
    assert found.faults == []


PLAN = {"topic", "place"}


@pytest.mark.parametrize(("who", "case", "kinds"), [
    (CLERK, FILED, PLAN | {"record", "report", "objection", "outcome", "postponement", "handling"}),
    (OTHER, FILED, PLAN | {"record", "report", "objection", "outcome", "postponement"}),
    (RECORDER, FILED, PLAN | {"record"}), (PLAIN, FILED, PLAN), (OFFICER, FILED, PLAN | {"postponement"}),
    (TALKER, GROUP, PLAN | {"record", "objection", "postponement", "handling"}), (WRITER, GROUP, PLAN | {"record"}),
    (FIRST, GROUP, PLAN | {"objection", "postponement"}), (SECOND, GROUP, PLAN | {"objection", "postponement"}),
    (SILENT_HEAD, SILENT, PLAN | {"handling"}), (SILENT_HEAD, SILENT_TOO, set()), (QUIET, SILENT, set()),
    (ASIDE, LEFT, set()), (AUDIT, FILED, set()), (COUNTY_CLERK, FILED, set()),
])
def test_what_each_does_read_is_what_he_should(planted: Planted, every: tuple[Address, ...], who: str, case: str,
                                               kinds: set[str]) -> None:
    page = [one for one in every if one.endpoint == "handling.interview" and one.about == case]
    found = walk(planted, who, page)
    assert found.faults == []
    assert kinds == {one.kind for one in found.read if one.of == case}


# Before he is told, he cannot tell


def silent_pages(every: Sequence[Address], who: str, case: str) -> list[Address]:
    """What would tell him, if anything did: his own page, everything about the case, and every list in turn."""
    lists = [one for one in every if one.endpoint in {"interviews.listing", "desk.desk", "cadres.search"}]
    about = [one for one in every if case == one.about or who in one.about or one.about.endswith(f" {case}")]
    papers = [one for one in about if one.endpoint == "handling.paper"]
    leads = [one for one in every if one.endpoint in {"leads.listing", "leads.entering"}]
    return [*(one for one in about if one not in papers), *papers[:3], *lists[::5], *leads]


@pytest.mark.parametrize(("who", "case", "place"), [(QUIET, SILENT, 1), (SILENT_HEAD, SILENT_TOO, 0)])
def test_whoever_is_not_told_yet_sees_the_same_with_and_without_the_case(
        offices: tuple[Planted, Planted, Planted], every: tuple[Address, ...], who: str, case: str, place: int) -> None:
    with_it, without = (office.client(who) for office in offices[place:place + 2])
    asked = silent_pages(every, who, case)
    differing = [at.path for at in asked if plain(with_it.get(at.path)) != plain(without.get(at.path))]
    assert len(asked) >= 20
    assert differing == []


def test_whoever_works_on_it_does_see_a_difference(offices: tuple[Planted, Planted, Planted]) -> None:
    pages = [plain(office.client(CLERK).get("/interviews")) for office in offices]
    assert len(set(pages)) == len(pages)


# What he may not do


@pytest.mark.parametrize("who", WALKERS)
def test_what_somebody_may_not_do_is_refused_changes_nothing_and_tells_nothing(planted: Planted, who: str) -> None:
    place, client = WALKERS.index(who), planted.client(who)
    before, proof, found = state(planted), proof_of(client), Walk(who)
    sent = list(denied(planted, who))[place % FEW::FEW]
    for one in sent:
        found.look(planted, Address("an act", one.path), send(client, one, proof), one.statuses)
    assert sent
    assert found.faults == []
    assert before == state(planted)


def test_not_even_who_handles_a_lead_opens_it_alone(planted: Planted) -> None:
    client, opening = planted.client(CLERK), str(planted.rows("SELECT reference FROM opening ORDER BY id")[0][0])
    found, proof = Walk(CLERK), proof_of(client)
    for do in ("read", "agree"):
        fields = {"do": do, "opening": opening, "note": "同意"}
        answer = send(client, Sent(f"/leads/{planted.leads[FILED]}", fields, frozenset({422})), proof)
        found.look(planted, Address("an act", do), answer, {422, 404, 303})
    assert found.faults == []
