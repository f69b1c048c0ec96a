"""What somebody may try who means harm, is careless, or presses twice: refused, and nothing is left by halves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from attrs import evolve
from casework_office import (
    ABOVE,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    OTHER,
    RECORDER,
    SECRETARY,
    START,
    Office,
    office_over,
    plugins,
)
from sqlalchemy import select
from test_casework_journey import NOTICE, RECORD, REPORT, found

from yuetan.access.actor import Granted, Role
from yuetan.casework.acts import Done, Late, Proposal
from yuetan.casework.appeals import Appeals
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.engine.attempts import Obstacle
from yuetan.records.database import reading
from yuetan.records.tables import cadre, case_file, event, submission
from yuetan.rules import HELD, NOTIFIED

LATE = Late(paper="谈话记录原件", reason="经办人出差")
YESTERDAY, TODAY = date(2026, 3, 1), date(2026, 3, 2)


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def served(office: Office, **changes: object) -> Done:
    """An interview whose notice went out."""
    done = office.take(CLERK, office.propose(**changes), "consulted")  # type: ignore[arg-type]
    return office.take(CLERK, done, NOTIFIED, fields=NOTICE, addressee="interviewee")


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.text


def unfit(act: Callable[[], object]) -> Mapping[str, str]:
    with pytest.raises(Unfit) as errors:
        act()
    return errors.value.errors


# Late entries


@pytest.mark.parametrize("on", [None, YESTERDAY])
def test_no_paper_makes_good_what_a_proposal_did_not_rest_on(office: Office, on: date | None) -> None:
    with pytest.raises(Refused) as refused:
        office.propose(kind="warning", interviewees=(DIRECTOR,), on=on, late=LATE)
    assert [one.rule.code for one in refused.value.objections] == ["finding_first"]


def test_who_may_propose_is_asked_of_an_earlier_day_too(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.propose(by=BUREAU, on=YESTERDAY, late=LATE)
    assert [one.obstacle for one in refused.value.objections] == [Obstacle.PAIRING]


def test_what_is_done_today_is_no_accomplished_fact(office: Office) -> None:
    done = office.take(CLERK, office.propose(), "consulted")
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, NOTIFIED, fields=NOTICE | {"date": "2026-03-03"}, addressee="interviewee", late=LATE)
    assert [one.obstacle for one in refused.value.objections] == [Obstacle.TOO_LATE]


def test_a_record_that_is_entered_late_says_what_it_must_all_the_same(office: Office) -> None:
    found(office)
    done = served(office, kind="warning")
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, HELD)
    office.on(date(2026, 3, 10))
    short = {code: text for code, text in RECORD.items() if code not in {"explanation", "measures"}}
    with pytest.raises(Refused) as refused:
        office.take(RECORDER, done, "recorded", fields=short, on=date(2026, 3, 9), late=LATE)
    assert [one.rule.code for one in refused.value.objections] == ["warning_answered"]


def test_nothing_was_proposed_before_the_regulation_governed_nor_done_before_it_was_proposed(office: Office) -> None:
    assert list(unfit(lambda: office.propose(on=date(2025, 12, 31), late=LATE))) == ["regulation"]
    done = office.propose()
    for act in ("consulted", HELD, "misdelivered"):
        errors = unfit(lambda act=act: office.take(CLERK, done, act, on=YESTERDAY, late=LATE))  # type: ignore[misc]
        assert errors == {"on": "2026-03-01 早于提出约谈之日（2026-03-02）；请核对日期。"}


def test_no_case_is_closed_on_a_day_before_something_that_happened_in_it(office: Office) -> None:
    done = office.propose()
    office.on(date(2026, 3, 5))
    done = office.take(CLERK, done, "consulted")
    assert refusal(lambda: office.take(DEPUTY, done, "withdrawn", fields={"reason": "x"}, on=TODAY, late=LATE)) == (
        "“撤回约谈”不能早于已登记的事项（2026-03-05）；请核对日期。")


def test_nobody_acknowledged_a_notice_before_it_went_out(office: Office) -> None:
    done = office.propose()
    office.on(date(2026, 3, 5))
    done = office.take(CLERK, office.take(CLERK, done, "consulted"), NOTIFIED, fields=NOTICE, addressee="interviewee")
    assert refusal(lambda: office.take(OTHER, done, "acknowledged", on=TODAY, late=LATE)) == (
        "还没有到办理“签收通知”的环节。")


# The order of things


def test_a_step_is_taken_once_but_a_notice_may_go_out_anew_until_the_talk(office: Office) -> None:
    done = served(office)
    again = "“{}”已经办理过；内容有误的，请提出更正。"
    assert refusal(lambda: office.take(CLERK, done, "proposed")) == again.format("确定约谈对象")
    assert refusal(lambda: office.take(CLERK, done, "consulted")) == again.format("与组织（人事）部门会商")
    done = office.take(CLERK, done, NOTIFIED, fields=NOTICE | {"place": "三楼会议室"}, addressee="interviewee")
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, HELD)
    assert refusal(lambda: office.take(CLERK, done, HELD)) == again.format("组织实施约谈")
    assert refusal(lambda: office.take(
        CLERK, done, NOTIFIED, fields=NOTICE | {"date": "2026-04-09"}, addressee="interviewee")) == (
            again.format("通知约谈对象"))


def test_in_a_case_that_was_closed_no_step_is_taken_not_even_of_an_earlier_day(office: Office) -> None:
    done = served(office)
    office.on(date(2026, 3, 12))
    done = office.take(DEPUTY, done, "withdrawn", fields={"reason": "另行安排"})
    closed = "约谈已经结束，不能再办理“组织实施约谈”。"
    assert refusal(lambda: office.take(CLERK, done, HELD, on=date(2026, 3, 9), late=LATE)) == closed
    assert "held" not in office.offers(CLERK, done)


def test_an_application_is_answered_once(office: Office) -> None:
    done = office.take(OTHER, served(office), "postponement_asked", fields={"reason": "住院"})
    done = office.take(DEPUTY, done, "postponement_refused", fields={"reason": "不影响谈话"})
    assert refusal(lambda: office.take(DEPUTY, done, "postponed", fields={"date": "2026-03-20", "reason": "x"})) == (
        "还没有到办理“同意延期”的环节。")
    assert {"postponed", "postponement_refused"}.isdisjoint(office.offers(DEPUTY, done))
    done = office.take(OTHER, done, "postponement_asked", fields={"reason": "手术"})
    assert {"postponed", "postponement_refused"} <= office.offers(DEPUTY, done).keys()


# Who


def test_whoever_has_no_part_in_it_acts_by_his_post(office: Office) -> None:
    done = office.propose()
    assert office.offers(SECRETARY, done)["consulted"].objections == ()
    assert office.take(SECRETARY, done, "consulted").version == 2


def test_who_may_not_propose_learns_nothing_of_what_is_on_record(office: Office) -> None:
    found(office, SECRETARY)
    for cadre_talked_to in (SECRETARY, DIRECTOR):  # of these two, one
        asked = Proposal(regulation="lianyungang", kind="warning", interviewees=(cadre_talked_to,))
        refused = office.casework.preview(office.actors[BUREAU], asked)
        assert [one.obstacle for one in refused] == [Obstacle.PAIRING]
        with pytest.raises(Hidden):
            office.casework.preview(office.actors[OTHER], asked)


def test_a_notice_to_his_unit_tells_him_nothing_here(office: Office) -> None:
    done = office.take(CLERK, office.propose(), "consulted")
    done = office.take(CLERK, done, NOTIFIED, fields=NOTICE, addressee="unit")
    with pytest.raises(Hidden):
        office.offers(OTHER, done)


def test_of_several_each_hands_in_his_own(office: Office) -> None:
    found(office)
    found(office, BUREAU)
    group = "情况相同"
    done = served(office, kind="warning", interviewees=(OTHER, BUREAU, OTHER), reason=group)
    done = office.take(BUREAU, done, "acknowledged")
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, HELD, reason=group)
    done = office.take(DEPUTY, done, "paper_asked", fields={"material": "rectification_report"})
    done = office.take(OTHER, done, "rectification_report", fields=REPORT)
    assert "rectification_report" not in office.offers(OTHER, done)
    assert "rectification_report" in office.offers(BUREAU, done)
    paper = {"fields": REPORT, "late": LATE}
    errors = unfit(lambda: office.take(DEPUTY, done, "rectification_report", **paper))
    assert errors == {"cadre": "请选定是哪一位约谈对象。"}
    done = office.take(DEPUTY, done, "rectification_report", cadre=BUREAU, **paper)
    first, second = office.offers(DEPUTY, done)["returned"].fields[0].choices
    done = office.take(DEPUTY, done, "returned", fields={"paper": second, "reason": "不具体"})
    assert "rectification_report" not in office.offers(OTHER, done)
    done = office.take(BUREAU, done, "rectification_report", fields=REPORT)
    assert first in office.offers(DEPUTY, done)["accepted"].fields[0].choices
    assert events_about(office, done) == [
        ("acknowledged", BUREAU), ("rectification_report", OTHER), ("rectification_report", BUREAU),
        ("returned", BUREAU), ("rectification_report", BUREAU)]
    assert papers_of(office, done) == [(OTHER, "submitted"), (BUREAU, "returned"), (BUREAU, "submitted")]


def events_about(office: Office, done: Done) -> list[tuple[str, str]]:
    with reading(office.records) as connection:
        query = (select(event.c.code, cadre.c.staff_number).join(cadre, event.c.cadre_id == cadre.c.id)
                 .join(case_file, event.c.case_id == case_file.c.id).where(case_file.c.reference == done.case))
        return [(row.code, row.staff_number) for row in connection.execute(query.order_by(event.c.sequence))]


def papers_of(office: Office, done: Done) -> list[tuple[str, str]]:
    with reading(office.records) as connection:
        query = (select(cadre.c.staff_number, submission.c.state).join(cadre, submission.c.cadre_id == cadre.c.id)
                 .join(case_file, submission.c.case_id == case_file.c.id).where(case_file.c.reference == done.case))
        return [(row.staff_number, row.state) for row in connection.execute(query.order_by(submission.c.id))]


def test_an_appeal_is_decided_by_a_superior_of_that_unit_and_of_no_other(office: Office) -> None:
    acting = Appeals(office.records, plugins(), lambda: office.moment)
    reference = acting.lodge(office.actors[OTHER], served(office).case, "不服")
    clerk_above = evolve(office.actors[ABOVE], granted=(Granted(Role.CLERK, "C"), Granted(Role.SUPERIOR, "X")))
    assert acting.view(clerk_above, reference) is None
    with pytest.raises(Hidden):
        acting.decide(clerk_above, reference, "驳回", upheld=False)
