"""What is refused in the events rules wait for, and in the order of the steps. Every message word for word."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulation import CLAUSES, HEAD, MEMBER, PARTS, REMINDER, ROUTINE, refusal, regulation

from yuetan.rules import (
    APPROVED,
    CONSULTED,
    FILED,
    HELD,
    INTERVIEWEE,
    NOTIFIED,
    PERIOD_END,
    PERIOD_START,
    PROPOSED,
    RECORDED,
    SANCTIONED,
    TOOK_OFFICE,
    UNIT,
    YEAR,
    Duty,
    Guard,
    Material,
    Pairing,
    Step,
    Tally,
    between,
    days_after,
    departed,
    end_of,
    happened,
    months_before,
    overdue,
    staffed,
    talked,
    unit,
)

TALLY = Tally("cards", "累计", counts={HELD: 3}, clause="2")


def duty(**fields: Any) -> Duty:  # noqa: ANN401 - wrong on purpose
    return Duty("report_back", "报告", clause="2", **{"owed_by": INTERVIEWEE, "done": "scheme_adopted", **fields})


def guard(needs: Any = None, step: str = HELD, **fields: Any) -> Guard:  # noqa: ANN401 - any condition
    return Guard("first", "先决条件", step=step, needs=needs or staffed(2), clause="2", **fields)


def undeclared(rule: str, event: str) -> str:
    return (f'规则 {rule} 提到的事件“{event}”没有声明；请改正代码，或在 terms 中用 terms("event", {event}="……") 声明。')


def unrecorded(rule: str, event: str) -> str:
    return f'规则 {rule} 等待的事件“{event}”在本制度里没有谁会记录；请写 Step("{event}", …)，或改正代码。'


def derived(rule: str, event: str) -> str:
    return f"规则 {rule} 把“{event}”当作有人去做的事，它却是推算出来的；请改正代码。"


def only_for_terms(rule: str, event: str) -> str:
    return (f"规则 {rule} 不能等待“{event}”：.end 只能作时限的起点，period.start 和 period.end 只能作按周期产生的义务的"
            "时限起点；请改正。")


EVENTS = {
    # not declared, wherever it stands
    "a duty's cause": ([duty(on="hled")], undeclared("duty:report_back", "hled")),
    "what meets a duty": ([duty(done="reported")], undeclared("duty:report_back", "reported")),
    "a term's anchor": ([duty(due=days_after("hled", 5))], undeclared("duty:report_back", "hled")),
    "the anchor of a window's opening": (
        [duty(due=between("hled", TOOK_OFFICE))], undeclared("duty:report_back", "hled")),
    "the end of an event": ([duty(due=days_after(end_of("sanction"), 5))], undeclared("duty:report_back", "sanction")),
    "a guarded step": ([guard(step="hled")], undeclared("guard:first", "hled")),
    "the beginning of a bar": ([guard(after="sanction")], undeclared("guard:first", "sanction")),
    "the end of a bar": (
        [guard(after=SANCTIONED, until=days_after("sanction", 5))], undeclared("guard:first", "sanction")),
    "a pairing's step": (
        [Pairing("more", "更多", by=HEAD, to=MEMBER, step="hled", clause="1")], undeclared("pairing:more", "hled")),
    "what a tally counts": (
        [Tally("cards", "累计", counts={"card": 3}, reaching=12, clause="2")], undeclared("tally:cards", "card")),
    "a tally's window": (
        [Tally("cards", "累计", counts={HELD: 3}, within=months_before("card", 12), clause="2")],
        undeclared("tally:cards", "card")),
    "a condition": ([guard(happened("agreed"))], undeclared("guard:first", "agreed")),
    "a condition within a condition": (
        [guard(staffed(2) | happened(HELD) & happened("agreed"))], undeclared("guard:first", "agreed")),
    "a talk since something": ([guard(talked("routine", since="agreed"))], undeclared("guard:first", "agreed")),
    "a duty's condition": ([duty(when=happened("agreed"))], undeclared("duty:report_back", "agreed")),
    # of a duty that is not there
    "a lapse of no duty": (
        [duty(on=overdue("notice"))], "规则 duty:report_back 提到义务“notice”的逾期，但没有这项义务；请改正代码。"),
    "a departure from no duty": (
        [guard(after=departed("notice"))], "规则 guard:first 提到义务“notice”的逾期，但没有这项义务；请改正代码。"),
    # decided elsewhere
    "a step that a competent body decides": (
        [Step(SANCTIONED, "处分", clause="1")],
        "环节 sanctioned 是由有权机关作出的决定，只按文号登记，不能作为约谈的环节；请去掉。"),
    # declared, and recorded by nobody
    "a guard on a step that nothing records": ([guard(step=APPROVED)], unrecorded("guard:first", APPROVED)),
    "a pairing for a step that nothing records": (
        [Pairing("more", "更多", by=HEAD, to=MEMBER, step=APPROVED, clause="1")], unrecorded("pairing:more", APPROVED)),
    "a duty on a step that nothing records": ([duty(on=RECORDED)], unrecorded("duty:report_back", RECORDED)),
    "a term from a step that nothing records": (
        [duty(due=days_after(NOTIFIED, 3))], unrecorded("duty:report_back", NOTIFIED)),
    "a condition on a step that nothing records": ([guard(happened(CONSULTED))], unrecorded("guard:first", CONSULTED)),
    # follows from others, and nobody does it
    "a guard on a lapse": (
        [duty(), guard(step=overdue("report_back"))], derived("guard:first", "overdue.report_back")),
    "a guard on a tally": (
        [TALLY, guard(step="cards")], derived("guard:first", "cards")),
    "a duty met by a tally": (
        [TALLY, duty(done="cards")], derived("duty:report_back", "cards")),
    "a step at the end of an event": ([guard(step=end_of(SANCTIONED))], derived("guard:first", "sanctioned.end")),
    # only for terms
    "a duty on the last day of an event": (
        [duty(on=end_of(SANCTIONED))], only_for_terms("duty:report_back", "sanctioned.end")),
    "a duty on the end of a period": ([duty(on=PERIOD_END)], only_for_terms("duty:report_back", PERIOD_END)),
    "a term from a period that is not there": (
        [duty(due=days_after(PERIOD_START, 5))], only_for_terms("duty:report_back", PERIOD_START)),
    "a bar from the last day of an event": (
        [guard(after=end_of(SANCTIONED))], only_for_terms("guard:first", "sanctioned.end")),
}


@pytest.mark.parametrize(("rules", "message"), EVENTS.values(), ids=EVENTS)
def test_an_event_that_cannot_come_up_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


COMES_UP = {
    "recorded by a step": [Step(RECORDED, "记录", after=(HELD,), clause="2"), duty(on=RECORDED)],
    "recorded by a duty that is met": [
        Duty("record", "记录", done=RECORDED, clause="2"), duty(on=RECORDED, owed_by=INTERVIEWEE)],
    "handed in": [Material("answer", "答复", clause="2"), duty(on="answer")],
    "declared": [duty(on="scheme_adopted", done="", material=PARTS[3])],
    "befalling people everywhere": [duty(on=TOOK_OFFICE), guard(step=TOOK_OFFICE)],
    "what a tally becomes": [TALLY, duty(on="cards"), guard(after="cards")],
    "a lapse": [duty(), Duty("chase", "催办", owed_by=INTERVIEWEE, on=overdue("report_back"), done="scheme_adopted",
                             clause="2")],
    "a departure": [duty(), guard(happened(departed("report_back")))],
    "the end of an event, to count from": [duty(due=days_after(end_of(SANCTIONED), 10))],
    "the end of a period, to count from": [
        Duty("tell", "报送", owed_by=UNIT, each=YEAR, about=unit("bureau"), due=days_after(PERIOD_END, 10),
             done="scheme_adopted", clause="2")],
}


@pytest.mark.parametrize("rules", COMES_UP.values(), ids=COMES_UP)
def test_an_event_that_can_come_up_is_let_pass(rules: list[Any]) -> None:
    assert regulation(*rules).rules


STEPS = {
    "a step after itself": (
        [Step(APPROVED, "批准", after=(APPROVED,), clause="2")],
        ["环节 approved 绕了一圈又排在自己之前；请改正 after。"]),
    "three steps in a ring": (
        [Step(APPROVED, "批准", after=(FILED,), clause="2"), Step(NOTIFIED, "通知", after=(APPROVED,), clause="2"),
         Step(FILED, "归档", after=(NOTIFIED, HELD), clause="2")],
        ["环节 approved 绕了一圈又排在自己之前；请改正 after。", "环节 notified 绕了一圈又排在自己之前；请改正 after。",
         "环节 filed 绕了一圈又排在自己之前；请改正 after。"]),
    "a step after what is no step": (
        [Step(APPROVED, "批准", after=(SANCTIONED,), clause="2")],
        ["环节 approved 排在“sanctioned”之后，它却不是本制度的环节；请写 Step，或用 Guard 要求它先发生。"]),
    "a step after the end": (
        [Step("cleared", "澄清", after=(HELD,), ends=True, clause="2"),
         Step(FILED, "归档", after=("cleared",), clause="2")],
        ["环节 filed 排在结束约谈的“cleared”之后，永远轮不到；请改正 after 或 ends。"]),
}


@pytest.mark.parametrize(("rules", "messages"), STEPS.values(), ids=STEPS)
def test_an_order_in_which_nothing_can_be_done_is_refused(rules: list[Any], messages: list[str]) -> None:
    assert [f"制度 office：{message}" for message in messages] == refusal(*rules).splitlines()


def test_a_step_may_follow_what_ends_another_kind() -> None:
    assert regulation(Step("cleared", "澄清", after=(HELD,), ends=True, kinds=(REMINDER,), clause="2"),
                      Step(FILED, "归档", after=("cleared", HELD), kinds=(ROUTINE,), clause="2")).rules


def test_every_regulation_knows_proposing_and_holding_without_a_step() -> None:
    bare = tuple(one for one in PARTS if not isinstance(one, Step))
    assert regulation(rules=(*CLAUSES, *bare, guard(step=PROPOSED))).rules
