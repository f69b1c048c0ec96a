"""Upward reports: drafted from the records, reviewed by another, sent, received or returned; what each does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
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
    held,
    receive,
    report_office_over,
    reviewed,
    seen,
    send,
    sent,
    version,
    write,
)
from sqlalchemy import select

from yuetan.casework.acts import Late
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.governance import Governance
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.casework.reporting import Reported
from yuetan.casework.sweeping import sweep_all
from yuetan.casework.upward_reports import NewReport, Sent
from yuetan.engine.obligations import Status
from yuetan.engine.owed import obligations
from yuetan.records.database import reading
from yuetan.records.tables import case_file, event, obligation
from yuetan.records.verifying import verify
from yuetan.records.worlds import whole_world

TESTS = 40  # no fewer than there are


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


def status(office: Office, of: str) -> str:
    """How the report that a unit owes for the half-year stands."""
    with reading(office.records) as connection:
        return str(connection.execute(select(obligation.c.status).where(
            obligation.c.subject == of, obligation.c.duty == "summary", obligation.c.cause == HALF)).scalar_one())


def codes(office: Office, reference: str) -> list[str]:
    with reading(office.records) as connection:
        assert list(verify(connection)) == []
        return list(connection.execute(select(event.c.code).join(case_file).where(
            case_file.c.reference == reference).order_by(event.c.sequence)).scalars())


def test_a_report_is_drafted_from_the_records_reviewed_by_another_sent_and_received(office: Office, of: str) -> None:
    held(office, of)
    held(office, of, "reminder")
    held(office, "J")
    reference = drafted(office, of)
    draft = seen(office, BUREAU, reference)
    assert draft.said == {"talks": "2", "by_kind": "日常谈话 1 人次；提醒谈话 1 人次", "findings": ""}
    assert (draft.row.state, draft.row.addressee_name, len(draft.talks), draft.more_talks) == (
        "drafted", "市委", 2, 0)
    write(office, reference)
    acts(office).review(office.actors[DIRECTOR], reference, version=2, token=office.token())
    done = send(office, reference)
    assert [(one.key.subject, one.was, one.became) for one in done.changes] == [(of, "OPEN", "DONE")]
    receive(office, reference)
    assert seen(office, BUREAU, reference).row.received_on == office.today
    assert codes(office, reference) == [
        "report_drafted", "report_drafted", "report_reviewed", "summary", "report_received"]


def test_what_was_returned_is_owed_again_until_it_is_sent_again(office: Office, of: str) -> None:
    reference = sent(office, of)
    office.on(date(2026, 3, 20))
    changes = give_back(office, reference).changes
    assert [(one.became, status(office, of)) for one in changes] == [("OPEN", "OPEN")]
    found = seen(office, BUREAU, reference)
    assert (found.row.state, found.history[-1].reason, "write" in found.acts) == ("returned", "数字有误", True)
    write(office, reference, findings="补充说明")
    assert seen(office, BUREAU, reference).row.draft == 2
    acts(office).review(office.actors[DIRECTOR], reference, version=version(office, reference), token=office.token())
    office.on(date(2026, 7, 9))
    send(office, reference)
    assert status(office, of) == "LATE"


def test_the_engine_and_the_sweep_say_the_same_of_what_was_returned(office: Office, of: str) -> None:
    reference = sent(office, of)
    receive(office, reference)
    for on, expected in ((date(2026, 3, 2), Status.DONE), (date(2026, 3, 21), Status.OPEN)):
        if on > office.today:
            office.on(on)
            give_back(office, reference)
        sweep_all(office.records, office.plugins, at=office.moment)
        with reading(office.records) as connection:
            ruling = jurisdictions_on(connection, office.plugins, office.today)[0]
            world = whole_world(connection, as_of=office.today, calendar=calendar_of(connection)).under(ruling)
            found = [one.status for one in obligations(world, ruling.regulation, {of})
                     if (one.key.duty, one.key.cause) == ("summary", HALF)]
        assert (found, status(office, of)) == ([expected], expected.name)


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


def test_a_draft_that_is_found_wanting_is_written_on_and_a_change_voids_a_review(office: Office, of: str) -> None:
    reference = drafted(office, of)
    write(office, reference)
    acts(office).decline(office.actors[DIRECTOR], reference, "请补充问题", version=2, token=office.token())
    write(office, reference, findings="两个问题")
    acts(office).review(office.actors[DIRECTOR], reference, version=4, token=office.token())
    write(office, reference, findings="三个问题")
    assert seen(office, BUREAU, reference).row.state == "drafted"
    with pytest.raises(Conflict):
        send(office, reference)


def test_a_figure_that_is_not_what_the_records_say_needs_its_reason(office: Office, of: str) -> None:
    held(office, of)
    reference = drafted(office, of)
    with pytest.raises(Unfit) as wrong:
        write(office, reference, talks="3")
    assert wrong.value.errors == {"talks": "与档案计数（1）不一致，请写明更正的理由，或者改回。"}
    write(office, reference, talks="3", remarks={"talks": "两次谈话的记录还没有录入"})
    found = next(one for one in seen(office, BUREAU, reference).fields if one.field.code == "talks")
    assert (found.said, found.counted, found.remark) == ("3", "1", "两次谈话的记录还没有录入")


def test_what_is_wanting_is_not_found_right(office: Office, of: str) -> None:
    reference = drafted(office, of)
    with pytest.raises(Unfit) as wrong:
        acts(office).review(office.actors[DIRECTOR], reference, version=1, token=office.token())
    assert wrong.value.errors == {"findings": "请填写“发现的问题”。"}


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


def test_the_second_of_two_at_once_is_told_so_and_a_request_is_done_once(office: Office, of: str) -> None:
    reference, token = drafted(office, of), office.token()
    writing = acts(office).write
    for repeated in (False, True):
        done = writing(office.actors[BUREAU], reference, {"talks": "0", "by_kind": "没有约谈"}, {}, version=1,
                       token=token)
        assert done.repeated is repeated
    with pytest.raises(Conflict, match="有人刚刚办理过这份报告"):
        writing(office.actors[BUREAU], reference, {}, {}, version=1, token=office.token())
    with pytest.raises(Conflict, match="请求标识已经用于另一件事"):
        acts(office).send(office.actors[BUREAU], reference, Sent(), version=2, token=token)


def test_of_two_who_act_at_once_one_does_it_and_the_other_is_told(office: Office, of: str) -> None:
    reference, gate = reviewed(office, of), Barrier(2)
    tokens = [office.token(), office.token()]

    def one(token: str) -> bool:
        gate.wait()
        try:
            acts(office).send(office.actors[BUREAU], reference, Sent(), version=3, token=token)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, tokens)) == [False, True]
    assert codes(office, reference).count("summary") == 1


def test_it_is_drafted_once(office: Office, of: str) -> None:
    token = office.token()
    new = NewReport(unit=of, regulation=CODE, duty="summary", cause=HALF)
    first = acts(office).draft(office.actors[BUREAU], new, token=token)
    assert acts(office).draft(office.actors[BUREAU], new, token=token) == first == drafted(office, of)


def test_an_earlier_day_needs_its_paper_and_shows(office: Office, of: str) -> None:
    reference = reviewed(office, of)
    office.on(date(2026, 7, 20))
    with pytest.raises(Unfit) as wrong:
        send(office, reference, on=date(2026, 6, 29))
    assert set(wrong.value.errors) == {"late_paper", "late_reason"}
    done = send(office, reference, on=date(2026, 6, 29), late=Late(paper="教党〔2026〕9号", reason="当时没有录入"))
    assert [one.became for one in done.changes if (one.key.duty, one.key.cause) == ("summary", HALF)] == [
        "DONE"]
    last = seen(office, BUREAU, reference).history[-1]
    assert (last.on, last.paper, last.late_reason) == (date(2026, 6, 29), "教党〔2026〕9号", "当时没有录入")


@pytest.mark.parametrize(("on", "text"), [
    (date(2025, 12, 1), "2025-12-01 早于所报期间的第一天（2026-01-01）；请核对日期。"),
    (date(2027, 1, 1), "2027-01-01 还没有到；办理日期最晚是今天（2026-03-02）。")])
def test_a_day_that_makes_no_sense_is_refused(office: Office, of: str, on: date, text: str) -> None:
    reference = reviewed(office, of)
    with pytest.raises(Unfit) as wrong:
        send(office, reference, on=on, late=Late(paper="某号", reason="补录"))
    assert wrong.value.errors == {"on": text}


def test_it_is_not_sent_again_before_the_day_it_was_returned(office: Office, of: str) -> None:
    reference = sent(office, of)
    office.on(date(2026, 3, 20))
    give_back(office, reference)
    write(office, reference)
    acts(office).review(office.actors[DIRECTOR], reference, version=version(office, reference), token=office.token())
    with pytest.raises(Unfit) as wrong:
        send(office, reference, on=date(2026, 3, 19), late=Late(paper="某号", reason="补录"))
    assert wrong.value.errors == {"on": "2026-03-19 早于退回的日期（2026-03-20）；请核对日期。"}


def test_to_a_unit_outside_it_is_sent_on_paper_and_the_answer_is_entered_here(office: Office) -> None:
    with pytest.raises(Unfit) as wrong:
        drafted(office, "C", by=ABOVE)
    assert wrong.value.errors == {"addressee": "请填写。"}
    office.actors[SECRETARY] = evolve(office.actors[SECRETARY], granted=(
        evolve(office.actors[SECRETARY].granted[0], unit="C"),))
    reference = reviewed(office, "C", by=ABOVE, head=SECRETARY, addressee="省纪委")
    assert seen(office, ABOVE, reference).row.addressee_name == "省纪委"
    with pytest.raises(Unfit) as wrong:
        send(office, reference, by=ABOVE)
    assert wrong.value.errors == {"paper": "请填写。"}
    send(office, reference, by=ABOVE, paper="市委〔2026〕12号")
    receive(office, reference)
    assert (status(office, "C"), seen(office, ABOVE, reference).paper) == ("DONE", "市委〔2026〕12号")
    give_back(office, reference)
    assert status(office, "C") == "OPEN"


def test_a_report_upward_is_not_handed_in_past_its_review(office: Office, of: str) -> None:
    with pytest.raises(Refused) as refused:
        office.casework.report(office.actors[BUREAU], Reported(
            regulation=CODE, duty="summary", unit=of, period=HALF, fields={"talks": "1"}), token=office.token())
    assert refused.value.text == "这一项是报上级的报告，先起草，经他人审核后报送；请从“报告”页面办理。"


def test_what_is_owed_and_not_drafted_is_listed_for_who_reports(office: Office, of: str) -> None:
    def owed(who: str) -> dict[str, bool]:
        return {one.unit: one.addressee_known for one in door(office, who).owed_reports() if one.duty.code == "summary"}

    assert owed(BUREAU)[of]
    assert owed(ABOVE)[of]
    assert owed(OTHER) == {}
    drafted(office, of)
    assert of not in owed(BUREAU)
