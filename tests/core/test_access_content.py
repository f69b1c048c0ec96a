"""What stands in papers: planted texts, each seen by those the matrix admits and by nobody else, on any view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest
from filled_records import ACTORS, Office, filled, texts

from yuetan.access.door import Access
from yuetan.access.views import Asked
from yuetan.engine.obligations import Status

PROCEDURE = {f"〔finished {code} {what}〕" for code in (
    "proposed", "consulted", "notified", "held", "recorded", "rectification_report", "returned")
    for what in ("reason", "late")}
SIGNED = {f"〔finished {code} paper〕" for code in (
    "proposed", "consulted", "notified", "held", "recorded", "rectification_report", "returned")}
PLAN = {"〔finished place〕", "〔finished topic〕"}
NOTICE, RECORD = {"〔finished notified〕"}, {"〔finished recorded〕"}
REPORT = {"〔finished rectification_report E2〕"}
OUTCOME = {"〔finished returned E2〕"}
WHY_RETURNED = {"〔finished returned reason〕", "〔finished returned late〕"}
HANDLING = {"〔finished proposed〕", "〔finished consulted〕", "〔finished held〕"}

Given = Callable[[str], tuple[str, ...]]

READ = {
    "city clerk": PLAN | SIGNED | NOTICE,
    "organ clerk": PLAN | SIGNED | NOTICE,
    "handler": PLAN | SIGNED | NOTICE | RECORD | REPORT | OUTCOME | HANDLING | PROCEDURE,
    "other officer": PLAN | SIGNED | NOTICE,
    "talker": PLAN | SIGNED | NOTICE | RECORD | REPORT | OUTCOME | HANDLING | PROCEDURE,
    "recorder": PLAN | SIGNED | NOTICE | RECORD,
    "interviewee": PLAN | NOTICE | RECORD | REPORT | OUTCOME | WHY_RETURNED,
    "interviewee with every grant": PLAN | NOTICE | RECORD | REPORT | OUTCOME | WHY_RETURNED,
}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with filled(shared_database_url) as found:
        yield found


@pytest.fixture(scope="module")
def given(office: Office) -> Callable[[str], tuple[str, ...]]:
    """Every text that somebody is given, found out once."""
    return cache(lambda who: tuple(everything(office.access(who), office)))


def everything(access: Access, office: Office) -> Iterator[str]:
    """Every text that the door gives out to somebody, whatever he asks for."""
    desk, (rows, _) = access.desk(Asked(limit=500)), access.interviews(limit=500)
    yield from texts((desk, rows, access.units(), access.find("局"), access.find("E")))
    yield from texts([access.interview(one) for one in office.interviews.values()])
    yield from texts([access.cadre(one) for one in office.cadres.values()])
    yield from texts([access.owed(row.subject_reference, row.regulation.code, row.regulation.edition, row.duty.code,
                                  row.cause) for row in desk.rows if row.interview or row.status is Status.DONE])


def planted(found: Sequence[str], name: str = "") -> set[str]:
    return {text for text in found if text.startswith(f"〔{name}")}


@pytest.mark.parametrize("who", ACTORS)
def test_of_the_papers_of_an_interview_each_actor_reads_these_and_no_other(given: Given, who: str) -> None:
    assert READ.get(who, set()) == planted(given(who), "finished")


@pytest.mark.parametrize("who", ACTORS)
def test_what_a_lead_says_stands_in_no_view(office: Office, given: Given, who: str) -> None:
    found = given(who)
    assert not planted(found, "lead")
    assert (office.lead in found) is (who == "handler")


@pytest.mark.parametrize("name", ["quiet", "told the unit", "half told"])
@pytest.mark.parametrize("who", ["interviewee", "interviewee with every grant"])
def test_before_he_is_notified_nothing_anywhere_tells_of_his_interview(
        office: Office, given: Given, who: str, name: str) -> None:
    found = given(who)
    assert not planted(found, name)
    assert not [text for text in found if office.interviews[name] in text]


@pytest.mark.parametrize("who", ["recused clerk"])
def test_whoever_is_recused_finds_nothing_of_the_case_anywhere(office: Office, given: Given, who: str) -> None:
    found = given(who)
    assert not planted(found, "recused")
    assert not [text for text in found if office.interviews["recused"] in text]


@pytest.mark.parametrize("who", ["interviewee", "another interviewee"])
def test_nothing_tells_one_interviewee_of_another(given: Given, who: str) -> None:
    other = {"E2": ("E3", "钱副局长"), "E3": ("E2", "马副局长")}[ACTORS[who].cadre]
    assert not set(other) & set(given(who))


@pytest.mark.parametrize("who", ["system", "security", "outsider"])
def test_those_without_a_part_in_the_work_are_given_no_text_at_all(office: Office, given: Given, who: str) -> None:
    found = set(given(who)) - set(office.access(who).desk(Asked()).counts)
    assert found <= {""}


def test_a_planted_text_would_be_found(office: Office) -> None:
    view = office.access("talker").interview(office.interviews["finished"])
    assert planted(list(texts(view))) >= RECORD
