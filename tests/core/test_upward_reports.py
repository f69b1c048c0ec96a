"""Upward reports: drafted from the records, reviewed by another, sent, received or returned; what each does."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, DIRECTOR, SECRETARY, Office
from report_office import (
    CODE,
    HALF,
    TODAY,
    acts,
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
from yuetan.casework.errors import Conflict, Unfit
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.casework.sweeping import sweep_all
from yuetan.casework.upward_reports import NewReport, Sent
from yuetan.engine.obligations import Status
from yuetan.engine.owed import obligations
from yuetan.records.database import reading
from yuetan.records.tables import case_file, event, obligation
from yuetan.records.verifying import verify
from yuetan.records.worlds import whole_world

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
