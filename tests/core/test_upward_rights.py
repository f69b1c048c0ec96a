"""Upward reports: who may do what with one, and what the unit it is for is shown of it."""


from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office
from report_office import (
    CODE,
    HALF,
    TODAY,
    acts,
    door,
    drafted,
    give_back,
    report_office_over,
    seen,
    sent,
    write,
)

from yuetan.casework.errors import Hidden, Refused
from yuetan.casework.governance import Governance
from yuetan.casework.reporting import Reported
from yuetan.casework.upward_reports import NewReport, Sent

TESTS = 24  # no fewer than there are


@pytest.fixture(scope="module")
def offices(shared_database_url: str) -> Iterator[tuple[Office, Iterator[str]]]:
    with report_office_over(shared_database_url, TESTS) as made:
        yield made, (f"D{number:02}" for number in range(1, TESTS + 1))


@pytest.fixture
def office(offices: tuple[Office, Iterator[str]]) -> Iterator[Office]:
    """The office at its first day, its people as they were."""
    made, before = offices[0], dict(offices[0].actors)
    made.on(TODAY)
    yield made
    made.actors.update(before)


@pytest.fixture
def of(offices: tuple[Office, Iterator[str]]) -> str:
    """A bureau that no other test has."""
    return next(offices[1])


def test_nobody_reviews_what_he_wrote_in_himself(office: Office, of: str) -> None:
    office.actors[BUREAU] = evolve(office.actors[BUREAU], granted=(
        *office.actors[BUREAU].granted, *office.actors[DIRECTOR].granted))
    reference = drafted(office, of)
    write(office, reference)
    with pytest.raises(Hidden):
        acts(office).review(office.actors[BUREAU], reference, version=2, token=office.token())
    with pytest.raises(Hidden):
        acts(office).decline(office.actors[BUREAU], reference, "不行", version=2, token=office.token())
    assert "review" not in seen(office, BUREAU, reference).acts


ACTS: dict[str, Callable[[Office, str, Any], object]] = {
    "write": lambda office, one, who: acts(office).write(who, one, {}, {}, version=1, token=office.token()),
    "review": lambda office, one, who: acts(office).review(who, one, version=1, token=office.token()),
    "decline": lambda office, one, who: acts(office).decline(who, one, "不行", version=1, token=office.token()),
    "send": lambda office, one, who: acts(office).send(who, one, Sent(), version=1, token=office.token()),
    "receive": lambda office, one, who: acts(office).receive(who, one, version=1, token=office.token()),
    "return": lambda office, one, who: acts(office).give_back(who, one, "不行", version=1, token=office.token()),
}
MAY_NOT = {"write": (DIRECTOR, CLERK, DEPUTY, OTHER), "review": (BUREAU, CLERK, SECRETARY, OTHER),
           "decline": (BUREAU, CLERK, OTHER), "send": (CLERK, RECORDER, OTHER),
           "receive": (BUREAU, DIRECTOR, CLERK, OTHER), "return": (BUREAU, DIRECTOR, CLERK, OTHER)}


@pytest.mark.parametrize("act", list(ACTS))
def test_whoever_may_not_is_told_that_there_is_no_such_report(office: Office, of: str, act: str) -> None:
    reference = drafted(office, of)
    for who in MAY_NOT[act]:
        with pytest.raises(Hidden):
            ACTS[act](office, reference, office.actors[who])
    with pytest.raises(Hidden):
        ACTS[act](office, "A" * 22, office.actors[BUREAU])


def test_who_reports_not_for_a_unit_drafts_nothing_and_what_is_not_owed_is_not_drafted(office: Office, of: str) -> None:
    for who in (CLERK, DIRECTOR, OTHER):
        with pytest.raises(Hidden):
            drafted(office, of, by=who)
    with pytest.raises(Hidden):
        drafted(office, of="X")
    for wrong in ({"cause": "2031H1"}, {"duty": "nothing"}, {"regulation": "nowhere"}):
        new = NewReport(**({"unit": of, "regulation": CODE, "duty": "summary", "cause": HALF} | wrong))
        with pytest.raises(Refused):
            acts(office).draft(office.actors[BUREAU], new, token=office.token())


def test_the_unit_above_sees_nothing_before_it_is_sent_and_then_no_draft(office: Office) -> None:
    office.actors[RECORDER] = evolve(office.actors[RECORDER], granted=office.actors[ABOVE].granted)
    reference = drafted(office, "J", by=CLERK)
    beside = evolve(office.actors[ABOVE], granted=(evolve(office.actors[ABOVE].granted[0], unit="E"),))
    office.actors[OTHER] = beside
    assert door(office, OTHER).report(reference) is None
    assert [one.reference for one in door(office, OTHER).reports()] == []


def test_what_was_returned_shows_the_unit_above_what_was_sent_and_no_new_draft(office: Office, of: str) -> None:
    with_own_scheme(office, of)
    reference = sent(office, of)
    give_back(office, reference)
    write(office, reference, findings="还没有报送的新稿")
    found = seen(office, ABOVE, reference)
    assert (found.row.state, found.said["findings"], found.acts) == ("returned", "没有发现问题", frozenset())
    assert [one.code for one in found.history] == ["summary", "report_returned"]


def with_own_scheme(office: Office, of: str) -> None:
    """The bureau is an organisation of its own, so that the unit above has no grant within it."""
    governance = Governance(office.records, office.plugins)
    reference = governance.propose(of, CODE, since=date(2026, 1, 1), live_on=date(2026, 1, 1), readings={},
                                   paper="教党〔2025〕1号", by=None, at=office.moment)
    governance.approve(reference, by=None, at=office.moment)


def test_the_superior_sees_counts_alone_and_so_no_report(office: Office, of: str) -> None:
    with_own_scheme(office, of)
    reference = sent(office, of)
    assert door(office, OTHER).report(reference) is None


def test_a_report_upward_is_not_handed_in_past_its_review(office: Office, of: str) -> None:
    with pytest.raises(Refused) as refused:
        office.casework.report(office.actors[BUREAU], Reported(
            regulation=CODE, duty="summary", unit=of, period=HALF, fields={"talks": "1"}), token=office.token())
    assert refused.value.text == "这一项是报上级的报告，先起草，经他人审核后报送；请从“报告”页面办理。"


def test_what_is_owed_and_not_drafted_is_listed_for_who_reports(office: Office, of: str) -> None:
    def owed(who: str) -> dict[str, str]:
        return {one.unit: one.addressee_name for one in door(office, who).owed_reports() if one.duty.code == "summary"}

    assert owed(BUREAU)[of]
    assert owed(ABOVE)[of]
    assert owed(OTHER) == {}
    drafted(office, of)
    assert of not in owed(BUREAU)
