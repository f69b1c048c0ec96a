"""What is refused in duties: those that cannot arise, cannot be met, or are owed by nobody. Word for word."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import frozen
from small_regulation import CLAUSES, HEAD, MEMBER, PARTS, REMINDER, REPORT, ROUTINE, TALKERS, refusal, regulation

from yuetan.rules import (
    FINDING_RECORDED,
    HELD,
    INDIVIDUAL,
    INTERVIEWEE,
    INTERVIEWER,
    MAY,
    ORGANISER,
    PAIR,
    PERIOD_END,
    PROPOSED,
    RECORDER,
    RETURNED,
    SANCTIONED,
    STANDING,
    TWELVE_MONTHS,
    UNIT,
    YEAR,
    Case,
    Condition,
    Due,
    Duty,
    Kind,
    Pairing,
    Part,
    Quota,
    Tally,
    days_after,
    happened,
    months_after,
    overdue,
    selected,
    staffed,
    unit,
)

BUREAU = unit("bureau")


def duty(**fields: Any) -> Duty:  # noqa: ANN401 - wrong on purpose
    return Duty("owed", "某事", clause="2", **fields)


def done(**fields: Any) -> Duty:  # noqa: ANN401
    return duty(done="scheme_adopted", **fields)


def yearly(quota: Quota | Kind = ROUTINE, **fields: Any) -> Duty:  # noqa: ANN401
    return duty(**{"each": YEAR, "talk": quota, **fields})


@frozen
class Opaque(Condition):
    """A plugin's own condition that reads in Python alone."""

    def holds(self, case: Case) -> bool:
        return case.staffing > 0


MET = {
    "a duty nothing discharges": (
        [duty()], "义务 owed 没有任何办法可以履行；请写明 done=（事件）、material=（材料）或 talk=（谈话）。"),
    "a talk and a paper in one": (
        [yearly(material=REPORT)], "义务 owed 既要求谈话又写了 done 或 material；请分成两项义务。"),
    "met by what it arises with": (
        [duty(owed_by=INTERVIEWEE, on=HELD, done=HELD)],
        "义务 owed 由“held”引起，又以它履行，一产生就已办结；请改正 on 或 done。"),
    "due after what meets it": (
        [duty(material=REPORT, due=days_after("report", 5))],
        "义务 owed 的时限从履行它的“report”起算，办结之前无从计算；请改正 due。"),
    "a talk due after itself": (
        [yearly(due=days_after(HELD, 5))], "义务 owed 的时限从履行它的“held”起算，办结之前无从计算；请改正 due。"),
    "done twice for one cause": (
        [done(times=2)],
        "义务 owed 的 times 至少为1，大于1的只用于按周期产生的义务；谈话的次数请写在 talk=Quota(…, times=…)。"),
    "done never": (
        [done(each=STANDING, owed_by=UNIT, about=BUREAU, times=0)],
        "义务 owed 的 times 至少为1，大于1的只用于按周期产生的义务；谈话的次数请写在 talk=Quota(…, times=…)。"),
    "talks counted beside the talk": (
        [yearly(times=2)],
        "义务 owed 的 times 至少为1，大于1的只用于按周期产生的义务；谈话的次数请写在 talk=Quota(…, times=…)。"),
    "a window in a window": (
        [done(due=Due(SANCTIONED, 5, opens=Due(HELD, 1, opens=Due(HELD, 2))))],
        "义务 owed 的时限套了两层 opens；请只写一层。"),
}

ARISES = {
    "two causes": ([yearly(on=SANCTIONED)], "义务 owed 同时写了 on 和 each；请只保留一种起因。"),
    "a talk without a cause": (
        [duty(talk=ROUTINE)], "义务 owed 要求谈话，却没有写因何而起；请写明 on=（事件）或 each=（周期）。"),
    "kinds of a duty that comes with the year": (
        [yearly(kinds=(REMINDER,))], "义务 owed 按周期产生，不能再写 kinds；要求哪种谈话请写在 talk。"),
    "a rolling period without a talk": (
        [done(owed_by=HEAD, each=TWELVE_MONTHS)],
        "义务 owed 的周期从每人上次谈话起算，必须写 talk，并按约谈对象计算。"),
    "a rolling period of units": (
        [yearly(Quota(ROUTINE, per=UNIT), each=TWELVE_MONTHS, owed_by=UNIT, about=BUREAU)],
        "义务 owed 的周期从每人上次谈话起算，必须写 talk，并按约谈对象计算。"),
    "due after the end of what has no end": (
        [done(each=STANDING, owed_by=UNIT, about=BUREAU, due=days_after(PERIOD_END, 5))],
        "义务 owed 的周期没有末日，从末日起算的时限永远不到；请改正 each 或 due。"),
    "a condition of a duty that comes with the year": (
        [yearly(when=happened(HELD))], "义务 owed 按周期产生，没有案件可供 when 判断；请改用 about 或去掉。"),
    "an opaque condition": (
        [done(when=Opaque())],
        "义务 owed 的条件 Opaque 不能用于批量推算；when 只能用能读作 SQL 的条件，其他条件请写成 Guard。"),
    "a condition that no sweep can read": (
        [done(when=INDIVIDUAL)],
        "义务 owed 的条件 Individual 不能用于批量推算；when 只能用能读作 SQL 的条件，其他条件请写成 Guard。"),
    "a condition one part of which no sweep can read": (
        [done(when=happened(HELD) & staffed(2))],
        "义务 owed 的条件 All 不能用于批量推算；when 只能用能读作 SQL 的条件，其他条件请写成 Guard。"),
    "a condition that looks at the last talk": (
        [done(when=happened(SANCTIONED, fresh=True) | happened(HELD))],
        "义务 owed 的条件 Any_ 不能用于批量推算；when 只能用能读作 SQL 的条件，其他条件请写成 Guard。"),
    "kinds on what befalls people": (
        [done(owed_by=INTERVIEWEE, on=FINDING_RECORDED, kinds=(REMINDER,))],
        "义务 owed 因约谈之外的事件“finding_recorded”而起，不属于任何一种约谈；请去掉 kinds。"),
    "kinds on a lapse that comes with the year": (
        [Duty("first", "先", owed_by=UNIT, each=YEAR, about=BUREAU, done="scheme_adopted", clause="2"),
         done(owed_by=INTERVIEWEE, on=overdue("first"), kinds=(REMINDER,))],
        "义务 owed 因约谈之外的事件“overdue.first”而起，不属于任何一种约谈；请去掉 kinds。"),
    "kinds on a lapse of what befalls people": (
        [Duty("first", "先", owed_by=INTERVIEWEE, on=SANCTIONED, done="scheme_adopted", clause="2"),
         done(owed_by=INTERVIEWEE, on=overdue("first"), kinds=(REMINDER,))],
        "义务 owed 因约谈之外的事件“overdue.first”而起，不属于任何一种约谈；请去掉 kinds。"),
    "a duty on its own lapse": (
        [done(on=overdue("owed"))], "义务 owed 要等自己逾期才会产生，因此永远不会产生；请改正 on。"),
    "kinds on a tally": (
        [Tally("cards", "累计", counts={HELD: 3}, clause="2"),
         done(owed_by=INTERVIEWEE, on="cards", kinds=(REMINDER,))],
        "义务 owed 因约谈之外的事件“cards”而起，不属于任何一种约谈；请去掉 kinds。"),
}

WITHOUT_STAFF = ("义务 owed 因约谈之外的事件“sanctioned”而起，没有约谈人和工作人员；"
                 "请写 owed_by=INTERVIEWEE（本人）、UNIT 或对象选择。")
OWNERS = {
    "a duty of each pair": (
        [done(owed_by=PAIR)],
        "义务 owed 的承担者或接收者不能是“每一对”；每一对各谈几次请写在 talk=Quota(..., per=PAIR)。"),
    "a paper for each pair": (
        [done(to=PAIR)], "义务 owed 的承担者或接收者不能是“每一对”；每一对各谈几次请写在 talk=Quota(..., per=PAIR)。"),
    "an interviewer without an interview": (
        [done(each=YEAR)], "义务 owed 按周期产生，没有约谈，“约谈人”无从确定；请用 UNIT 或对象选择。"),
    "owned by some and about others": (
        [done(each=YEAR, owed_by=HEAD, about=MEMBER)],
        "义务 owed 由 owed_by 选中的人逐个承担，about 不起作用；请并入 owed_by。"),
    "an interviewer of what befalls people": (
        [done(on=SANCTIONED)],
        WITHOUT_STAFF),
    "a recorder of what befalls people": (
        [done(on=SANCTIONED, owed_by=RECORDER)],
        WITHOUT_STAFF),
    "units that are not named": (
        [done(each=YEAR, owed_by=UNIT)], "义务 owed 由单位承担，却没有写哪些单位；请写 about=unit(...)。"),
    "units that are told by who sits in them": (
        [done(each=YEAR, owed_by=UNIT, about=BUREAU & HEAD)],
        "义务 owed 由单位承担，about 却要看职务或个人，空缺的单位会被漏掉；请只用 unit(...)。"),
    "talks of units that are told by who sits in them": (
        [yearly(Quota(ROUTINE, per=UNIT), owed_by=UNIT, about=HEAD)],
        "义务 owed 由单位承担，about 却要看职务或个人，空缺的单位会被漏掉；请只用 unit(...)。"),
    "talks of a unit that somebody else owes": (
        [yearly(Quota(ROUTINE, per=UNIT), about=BUREAU)],
        "义务 owed 的次数按单位计算，承担者也应是单位；请写 owed_by=UNIT 或对象选择。"),
    "pairs of one who alone is sanctioned": (
        [duty(on=SANCTIONED, talk=Quota(ROUTINE, per=PAIR))],
        "义务 owed 因事件“sanctioned”而起，只有一个人，不能按每一对计算次数；请改 per。"),
    "no talks at all": ([yearly(Quota(ROUTINE, times=0))], "义务 owed 的次数应至少为1。"),
    "fewer talks than none": ([yearly(Quota(ROUTINE, times=-2))], "义务 owed 的次数应至少为1。"),
    "talks counted for a recorder": (
        [yearly(Quota(ROUTINE, per=RECORDER))], "义务 owed 的次数只能按约谈对象、约谈人、每一对或单位计算。"),
    "talks counted for a part of one's own": (
        [yearly(Quota(ROUTINE, per=Part("witness", "见证人")))],
        "义务 owed 的次数只能按约谈对象、约谈人、每一对或单位计算。"),
    "how many people one person is": (
        [yearly(Quota(ROUTINE, times=2, persons=True))],
        "义务 owed 数的是人数，只能按约谈人或单位计算；请改 per，或去掉 persons。"),
}


@pytest.mark.parametrize(("rules", "message"), [*MET.values(), *ARISES.values(), *OWNERS.values()],
                         ids=[*MET, *ARISES, *OWNERS])
def test_a_duty_that_makes_no_sense_is_refused(rules: list[Any], message: str) -> None:
    assert f"制度 office：{message}" == refusal(*rules)


UNHELD = "义务 owed 要求的“日常约谈”没有任何人负责谈；请写一条 Pairing。"
TALKERS_AMISS = {
    "nobody": (),
    "one for another kind": (Pairing("others", "其他", by=HEAD, to=MEMBER, kinds=(REMINDER,), clause="1"),),
    "one who only may": (Pairing("others", "其他", by=HEAD, to=MEMBER, force=MAY, clause="1"),),
    "one who proposes it": (Pairing("others", "其他", by=HEAD, to=MEMBER, step=PROPOSED, clause="1"),),
}


@pytest.mark.parametrize("cause", [{"each": YEAR}, {"on": SANCTIONED, "each": None}], ids=["each year", "on an event"])
@pytest.mark.parametrize("pairings", TALKERS_AMISS.values(), ids=TALKERS_AMISS)
def test_a_talk_that_nobody_is_to_hold_is_refused(pairings: tuple[Pairing, ...], cause: dict[str, Any]) -> None:
    others = tuple(one for one in PARTS if one != TALKERS)
    assert f"制度 office：{UNHELD}" == refusal(rules=(*CLAUSES, *others, *pairings, yearly(**cause)))


SENSE = {
    "whoever is late after a talk of that kind": done(on=overdue("first"), kinds=(REMINDER,)),
    "a talk half a year after another": duty(on=HELD, talk=REMINDER, kinds=(ROUTINE,), due=months_after(HELD, 6)),
    "a talk offered, whoever holds it": duty(on=SANCTIONED, talk=ROUTINE, force=MAY),
    "a paper asked for again": duty(owed_by=INTERVIEWEE, on=RETURNED, material=REPORT, kinds=(REMINDER,)),
    "the sanctioned one himself": done(on=SANCTIONED, owed_by=INTERVIEWEE),
    "whoever is selected, each year": done(each=YEAR, owed_by=HEAD),
    "units, each year": done(each=YEAR, owed_by=UNIT, about=BUREAU),
    "the cadre's unit, after a talk": done(kinds=(REMINDER,), owed_by=UNIT, about=HEAD),
    "talks of a unit": yearly(Quota(ROUTINE, times=3, per=UNIT, persons=True), owed_by=UNIT, about=BUREAU),
    "talks of an interviewer, with different people": yearly(Quota(ROUTINE, times=2, per=INTERVIEWER, persons=True)),
    "talks of each pair": yearly(Quota(ROUTINE, per=PAIR)),
    "twelve months from the last talk": yearly(each=TWELVE_MONTHS, about=MEMBER),
    "only after such an event, for such people": done(when=happened(SANCTIONED) & selected(HEAD), owed_by=ORGANISER),
}


@pytest.mark.parametrize("owed", SENSE.values(), ids=SENSE)
def test_a_duty_that_makes_sense_is_let_pass(owed: Duty) -> None:
    first = Duty("first", "先", done="scheme_adopted", due=days_after(HELD, 5), clause="2")
    assert regulation(first, owed).of(Duty) == (first, owed)


def test_two_duties_that_wait_for_each_others_lapse_are_refused() -> None:
    one = Duty("one", "甲", owed_by=INTERVIEWEE, on=overdue("two"), done="scheme_adopted", clause="2")
    two = Duty("two", "乙", owed_by=INTERVIEWEE, on=overdue("one"), done="scheme_adopted", clause="2")
    assert [f"制度 office：义务 {code} 要等自己逾期才会产生，因此永远不会产生；请改正 on。"
            for code in ("one", "two")] == refusal(one, two).splitlines()
