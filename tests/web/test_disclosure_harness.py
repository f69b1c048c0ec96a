"""Leaks that are seeded are found: whatever gives something away, on whatever channel, the walk has a fault to tell."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from flask import Response, redirect, session
from own_rows import Watched
from planted_acts import proof_of, state
from planted_addresses import RANDOM, Address, addresses
from planted_answers import everything_logged, spilt_in_logs, walk
from planted_cases import lead, propose
from planted_people import AUDIT, CLERK, FILED, OFFICER, PLAIN, RECORDER
from planted_shell import Planted, peopled
from planted_texts import Plant
from secrets_planted import NAME, SECRETS, TELEPHONE, WORDING

from yuetan.access import reading_interview
from yuetan.access.matrix import GROUPS
from yuetan.access.policy import Allowed
from yuetan.records.database import writing
from yuetan.records.tables import lead as leads_kept
from yuetan.rules.events import PROPOSED

LIST = Address("regulations.listing", "/regulations")
EVERYTHING = Allowed(GROUPS, GROUPS)
MARK = Plant(1, "summary", FILED)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    with peopled(tmp_path_factory.mktemp("seeded")) as found:
        propose(found, FILED, kind="warning", lead=lead(found, FILED), topic=found.plant("topic", FILED))
        yield found


def answering(planted: Planted, view: Callable[..., Any]) -> Planted:
    """The same office, with another page in the place of the regulations."""
    seeded = Planted(planted.office, planted.plants, planted.cases, planted.leads)
    seeded.app.view_functions["regulations.listing"] = view
    return seeded


def in_metadata() -> Response:
    document, file = Document(), BytesIO()
    document.core_properties.last_modified_by = NAME
    document.save(file)
    return Response(file.getvalue())


def in_cookie() -> str:
    session["draft"] = WORDING
    return ""


@pytest.mark.parametrize("view", [
    lambda: NAME, lambda: f"电话：{TELEPHONE}", lambda: WORDING, lambda: MARK.text, lambda: f"<!-- {MARK.text} -->",
    lambda: "".join(f"&#{ord(character)};" for character in WORDING), lambda: json.dumps({"topic": MARK.text}),
    lambda: base64.b64encode(MARK.text.encode()).decode(), lambda: MARK.text.encode().hex(),
    lambda: Response("", headers={"X-Case": TELEPHONE}), lambda: redirect(f"/cadres?name={MARK.text}"),
    lambda: (WORDING, 500), in_metadata, in_cookie,
])
def test_a_page_that_gives_something_away_is_found(planted: Planted, view: Callable[..., Any]) -> None:
    assert walk(answering(planted, view), OFFICER, [LIST]).faults != []


def test_a_page_that_gives_nothing_away_has_no_fault(planted: Planted) -> None:
    assert walk(answering(planted, lambda: "制度"), OFFICER, [LIST]).faults == []


@pytest.mark.parametrize("who", [PLAIN, RECORDER, AUDIT])
def test_a_policy_that_gives_everything_away_is_found(planted: Planted, monkeypatch: pytest.MonkeyPatch,
                                                      who: str) -> None:
    monkeypatch.setattr(reading_interview, "allowed", lambda *_, **__: EVERYTHING)
    asked = [one for one in addresses(planted) if one.endpoint == "handling.interview"]
    assert [one for one in walk(planted, who, asked).faults if "of filed" in one or ": 200" in one] != []


def test_a_source_that_stands_where_everybody_reads_is_found(planted: Planted) -> None:
    with writing(planted.records) as connection:
        connection.execute(leads_kept.update().values(summary="".join(SECRETS.values())))
    assert walk(planted, CLERK, [Address("leads.listing", "/leads")]).faults != []


def test_another_answer_for_what_is_there_and_may_not_be_seen_is_found(planted: Planted) -> None:
    seeded = answering(planted, lambda: "")
    seeded.app.view_functions["leads.lead"] = lambda reference: (f"没有{'这条' * (reference == RANDOM)}线索", 404)
    asked = [Address("leads.lead", f"/leads/{RANDOM}", "random"), Address("leads.lead", "/leads/other", FILED)]
    assert walk(seeded, OFFICER, asked).faults == ["J011 leads.lead filed: told apart from what is not there"]


def test_a_status_that_says_that_something_is_there_is_found(planted: Planted) -> None:
    seeded = answering(planted, lambda: ("", 403))
    assert walk(seeded, OFFICER, [LIST]).faults == ["J011 regulations.listing /regulations: 403"]


@pytest.mark.parametrize("said", [NAME, MARK.text, TELEPHONE])
def test_a_log_that_repeats_something_is_found(said: str) -> None:
    with everything_logged() as logs:
        logging.getLogger("yuetan").debug("asked for %s", said)
    assert spilt_in_logs(logs) != []


def test_a_row_that_changes_is_seen(planted: Planted) -> None:
    before = state(planted)
    with writing(planted.records) as connection:
        connection.execute(leads_kept.update().values(channel="其他"))
    assert [table for table, was in before.items() if state(planted)[table] != was] == ["lead"]


# What a walk may leave behind


@pytest.fixture
def watched(planted: Planted, tmp_path: Path) -> Iterator[Watched]:
    office = planted.copied(tmp_path / "watched.db")
    yield Watched(office.office, office.plants, office.cases, office.leads)
    office.records.dispose()


def keep_form(planted: Planted, who: str) -> None:
    planted.shell.drafts.keep(planted.actor(who), "", PROPOSED, [("reason", "另有安排")])


def test_a_form_that_whoever_sends_it_keeps_is_no_fault(watched: Watched) -> None:
    keep_form(watched, OFFICER)
    watched.look(OFFICER, "POST", "/interviews/new")
    assert list(watched.left.elements()) == [("draft", "proposing.propose")]
    assert watched.faults == []


def test_a_file_that_is_made_beside_the_pages_is_of_whoever_asked_for_it(watched: Watched) -> None:
    client = watched.client(AUDIT)
    client.post("/audit/verify", data={"csrf_token": proof_of(client)})
    assert list(watched.left) == [("job", "audit.verify")]
    assert watched.faults == []


@pytest.mark.parametrize(("who", "asked", "fault"), [
    (CLERK, ("POST", "/interviews/new"), "INSERT in draft, of somebody else"),
    (OFFICER, ("GET", "/interviews/new"), "INSERT in draft, where nothing is left"),
    (OFFICER, ("POST", "/plans"), "INSERT in draft, where nothing is left"),
])
def test_a_form_that_is_kept_for_another_or_elsewhere_is_a_fault(
        watched: Watched, who: str, asked: tuple[str, str], fault: str) -> None:
    keep_form(watched, OFFICER)
    watched.look(who, *asked)
    assert [f"{who} {' '.join(asked)}: {fault}"] == watched.faults
