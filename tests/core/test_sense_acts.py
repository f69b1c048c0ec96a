"""What is refused in pairings, guards, tallies and credits. Every message word for word."""

from __future__ import annotations

from typing import Any

import pytest
from small_regulation import HEAD, MEMBER, REMINDER, ROUTINE, refusal, regulation

from yuetan.rules import (
    APPOINTMENT_DECIDED,
    HELD,
    MAY,
    OWN_UNIT,
    PROPOSED,
    SANCTIONED,
    TWELVE_MONTHS,
    YEAR,
    Credit,
    Due,
    Guard,
    Pairing,
    Relation,
    Tally,
    by,
    days_after,
    days_before,
    end_of,
    falls_in,
    months_before,
    staffed,
)


def pairing(**fields: Any) -> Pairing:  # noqa: ANN401 - wrong on purpose
    return Pairing("more", "更多", clause="1", **{"by": HEAD, "to": MEMBER, **fields})


def guard(**fields: Any) -> Guard:  # noqa: ANN401
    return Guard("first", "先决条件", clause="2", **{"step": HELD, **fields})


def tally(code: str = "cards", **fields: Any) -> Tally:  # noqa: ANN401
    return Tally(code, "累计", clause="2", **{"counts": {HELD: 3}, **fields})


ACTS = {
    # pairings
    "company at a proposal": (
        pairing(step=PROPOSED, company=(MEMBER,)),
        "谈话关系 more 说的不是谈话本身，没有陪同和列席；请去掉 company、guests，或改正 step。"),
    "beside nobody": (
        pairing(beside=OWN_UNIT),
        "谈话关系 more 写了 beside，却没有受委托人、配合的人和列席的人；请写明是谁，或去掉 beside。"),
    "guests at a proposal": (
        pairing(step=PROPOSED, guests=MEMBER),
        "谈话关系 more 说的不是谈话本身，没有陪同和列席；请去掉 company、guests，或改正 step。"),
    "levels from below": (
        pairing(relation=Relation("下两级", levels=(2, 1))),
        "规则 pairing:more 的关系“下两级”层级 2 至 1 不成立；请从上往下写，本级为0。"),
    "a level above": (
        pairing(relation=Relation("上一级", levels=(-1, -1))),
        "规则 pairing:more 的关系“上一级”层级 -1 至 -1 不成立；请从上往下写，本级为0。"),
    "above from below": (
        pairing(relation=Relation("上级的下级", levels=(1, 1), above=-1)),
        "规则 pairing:more 的关系“上级的下级”从上 -1 级起算不成立；请写正数，往下数请写 levels。"),
    # guards
    "a guard that may": (
        guard(needs=staffed(2), force=MAY),
        "前置条件 first 的约束力是“可以”，不起任何作用；请改为 MUST 或 SHOULD，或去掉。"),
    "a guard that nothing ever passes": (
        guard(), "前置条件 first 使“held”在任何情况下都不能进行；请写明 needs=，或对谁、从何时起不能进行。"),
    "kinds of what befalls people": (
        guard(step=APPOINTMENT_DECIDED, kinds=(REMINDER,)),
        "前置条件 first 约束约谈之外的“appointment_decided”，不属于任何一种约谈；请去掉 kinds。"),
    "a bar without a beginning": (
        guard(needs=staffed(2), until=days_after(SANCTIONED, 5)),
        "前置条件 first 写了 until 却没有 after；请写明从哪个事件起生效。"),
    "a bar that is over before it begins": (
        guard(after=SANCTIONED, until=days_before(SANCTIONED, 5)),
        "前置条件 first 还没有生效就已到期；until 请写某事件之后的时限。"),
    "a bar of no day": (
        guard(after=SANCTIONED, until=by(SANCTIONED)),
        "前置条件 first 还没有生效就已到期；until 请写某事件之后的时限。"),
    "nobody at least": (guard(needs=staffed(0)), "前置条件 first 要求的人数应至少为1。"),
    # rolling periods
    "a bar until a rolling period ends": (
        guard(after=SANCTIONED, until=TWELVE_MONTHS),
        "规则 guard:first 用了从每人上次谈话起算的周期，它没有统一的起止日；请写成 months_after 一类的时限。"),
    "a day in a rolling period": (
        guard(needs=falls_in(TWELVE_MONTHS)),
        "规则 guard:first 用了从每人上次谈话起算的周期，它没有统一的起止日；请写成 months_after 一类的时限。"),
    "a tally in a rolling period": (
        tally(within=TWELVE_MONTHS),
        "规则 tally:cards 用了从每人上次谈话起算的周期，它没有统一的起止日；请写成 months_after 一类的时限。"),
    # tallies
    "a tally of nothing": (tally(counts={}), "累计 cards 没有写累计什么；请在 counts 中写事件和分值。"),
    "a tally that never grows": (
        tally(counts={HELD: 0, SANCTIONED: -3}), "累计 cards 的分值没有一个是正数，永远累计不到；请改正 counts。"),
    "a tally of itself": (tally(counts={HELD: 3, "cards": 1}), "累计 cards 把自己也累计在内；请从 counts 中去掉。"),
    "a tally named after what somebody does": (
        tally("report"), "累计 report 与一个环节、材料或通用事件同名，会把推算当作事实；请另用代码。"),
    "a tally named after what befalls people": (
        tally(SANCTIONED), "累计 sanctioned 与一个环节、材料或通用事件同名，会把推算当作事实；请另用代码。"),
    "a tally reached from the beginning": (
        tally(reaching=0), "累计 cards 还没有累计就已达到；reaching 请写正数。"),
    "a tally above less than nothing": (
        tally(reaching=-1, above=True), "累计 cards 还没有累计就已达到；reaching 请写正数。"),
    "a tally within no time": (
        tally(within=by(HELD)), "累计 cards 的区间没有长度；请写成 months_before 一类的时限。"),
    # credits
    "a credit of nothing": (
        Credit("other", "抵计", families=(), to=ROUTINE, clause="2"),
        "抵计 other 没有写哪几类约谈可以抵计；请写 families。"),
}


@pytest.mark.parametrize(("rule", "message"), ACTS.values(), ids=ACTS)
def test_what_binds_nobody_or_everybody_is_refused(rule: Any, message: str) -> None:  # noqa: ANN401 - any rule
    assert f"制度 office：{message}" == refusal(rule)


SENSE = {
    "two levels below": pairing(relation=Relation("下两级", levels=(2, 2))),
    "never for one kind": guard(kinds=(REMINDER,)),
    "never for some people": guard(about=HEAD),
    "never after something": guard(after=SANCTIONED),
    "never after something, until its year is over": guard(after=SANCTIONED, until=YEAR),
    "a bar until what lasts is over": guard(after=SANCTIONED, until=by(end_of(SANCTIONED))),
    "within the unit above": pairing(relation=Relation("上级范围内", levels=(1, 2), above=1)),
    "a bar of half a year": guard(step=APPOINTMENT_DECIDED, after=SANCTIONED, until=Due(SANCTIONED, 180)),
    "a tally of points that events bring": tally(counts={SANCTIONED: None}, reaching=12),
    "a tally that also shrinks": tally(counts={HELD: 3, SANCTIONED: -1}, reaching=12, within=months_before(HELD, 12)),
    "more than none": tally(reaching=0, above=True),
}


@pytest.mark.parametrize("rule", SENSE.values(), ids=SENSE)
def test_what_binds_somebody_is_let_pass(rule: Any) -> None:  # noqa: ANN401 - any rule
    assert rule in regulation(rule).rules
