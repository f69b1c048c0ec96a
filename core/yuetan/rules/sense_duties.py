"""Sense of duties: each can arise, can be met, and says who owes it in words a program can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.duties import Duty, Quota, Tally
from yuetan.rules.events import HELD, OUTSIDE, PERIOD_END, overdue
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, MAY, ORGANISER, PAIR, RECORDER, UNIT
from yuetan.rules.periods import Rolling, Standing
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.selectors import UNIT_LEVEL, Selector
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_OF_UNITS = frozenset({UNIT_LEVEL})
_COUNTED_FOR = frozenset({INTERVIEWEE, INTERVIEWER, PAIR, UNIT})


def _met(regulation: Regulation) -> Iterator[str]:
    for duty in regulation.of(Duty):
        if not duty.met_by:
            yield say("义务 {duty} 没有任何办法可以履行；请写明 done=（事件）、material=（材料）或 talk=（谈话）。",
                      duty=duty.code)
        if duty.talk and (duty.done or duty.material):
            yield say("义务 {duty} 既要求谈话又写了 done 或 material；请分成两项义务。", duty=duty.code)
        if duty.on and duty.on == duty.met_by and not duty.talk:
            yield say("义务 {duty} 由“{event}”引起，又以它履行，一产生就已办结；请改正 on 或 done。", duty=duty.code,
                      event=duty.on)
        if duty.due and duty.due.anchor == duty.met_by != duty.on:
            yield say("义务 {duty} 的时限从履行它的“{event}”起算，办结之前无从计算；请改正 due。", duty=duty.code,
                      event=duty.met_by)
        if isinstance(duty.each, Standing) and duty.due and duty.due.anchor == PERIOD_END:
            yield say("义务 {duty} 的周期没有末日，从末日起算的时限永远不到；请改正 each 或 due。", duty=duty.code)
        if duty.times != 1 and (duty.times < 1 or duty.each is None or duty.talk):
            yield say("义务 {duty} 的 times 至少为1，大于1的只用于按周期产生的义务；谈话的次数请写在 "
                      "talk=Quota(…, times=…)。", duty=duty.code)
        if duty.due and duty.due.opens and duty.due.opens.opens:
            yield say("义务 {duty} 的时限套了两层 opens；请只写一层。", duty=duty.code)


def _arises(regulation: Regulation) -> Iterator[str]:
    for duty in regulation.of(Duty):
        if duty.on and duty.each:
            yield say("义务 {duty} 同时写了 on 和 each；请只保留一种起因。", duty=duty.code)
        if duty.talk and not (duty.on or duty.each):
            yield say("义务 {duty} 要求谈话，却没有写因何而起；请写明 on=（事件）或 each=（周期）。", duty=duty.code)
        if duty.each and duty.kinds:
            yield say("义务 {duty} 按周期产生，不能再写 kinds；要求哪种谈话请写在 talk。", duty=duty.code)
        if isinstance(duty.each, Rolling) and not (duty.talk and duty.talk.per == INTERVIEWEE):
            yield say("义务 {duty} 的周期从每人上次谈话起算，必须写 talk，并按约谈对象计算。", duty=duty.code)
        if duty.each and duty.when:
            yield say("义务 {duty} 按周期产生，没有案件可供 when 判断；请改用 about 或去掉。", duty=duty.code)
        if duty.when is not None and not duty.when.swept:
            yield say("义务 {duty} 的条件 {condition} 不能用于批量推算；when 只能用能读作 SQL 的条件，"
                      "其他条件请写成 Guard。", duty=duty.code, condition=type(duty.when).__name__)
        if duty.kinds and _outside(regulation, duty.on):
            yield say("义务 {duty} 因约谈之外的事件“{event}”而起，不属于任何一种约谈；请去掉 kinds。", duty=duty.code,
                      event=duty.on)
        if _first_cause(regulation, duty.on) in {overdue(one.code) for one in regulation.of(Duty)}:
            yield say("义务 {duty} 要等自己逾期才会产生，因此永远不会产生；请改正 on。", duty=duty.code)


def _outside(regulation: Regulation, event: str) -> bool:
    """Whether an event never happens in an interview: it befalls people, comes with a period, or is a tally's."""
    cause = _first_cause(regulation, event)
    return cause in OUTSIDE or cause in {tally.code for tally in regulation.of(Tally)} or cause == PERIOD_END


def _first_cause(regulation: Regulation, event: str) -> str:
    """What a chain of lapses goes back to: an event, the end of a period, nothing where it began with an interview.

    A lapse, where the chain is a ring.
    """
    duties = {overdue(duty.code): duty for duty in regulation.of(Duty)}
    seen = set[str]()
    while event in duties and event not in seen:
        seen.add(event)
        event = PERIOD_END if duties[event].each else duties[event].on
    return event


def _owners(regulation: Regulation) -> Iterator[str]:
    for duty in regulation.of(Duty):
        if PAIR in (duty.owed_by, duty.to):
            yield say("义务 {duty} 的承担者或接收者不能是“每一对”；每一对各谈几次请写在 talk=Quota(..., per=PAIR)。",
                      duty=duty.code)
        elif duty.talk:
            yield from _quota(duty, duty.talk)
        elif duty.each and not isinstance(duty.owed_by, Selector) and duty.owed_by != UNIT:
            yield say("义务 {duty} 按周期产生，没有约谈，“{part}”无从确定；请用 UNIT 或对象选择。", duty=duty.code,
                      part=duty.owed_by.title)
        elif duty.each and duty.about and isinstance(duty.owed_by, Selector):
            yield say("义务 {duty} 由 owed_by 选中的人逐个承担，about 不起作用；请并入 owed_by。", duty=duty.code)
        elif duty.owed_by in (INTERVIEWER, ORGANISER, RECORDER) and _outside(regulation, duty.on):
            yield say("义务 {duty} 因约谈之外的事件“{event}”而起，没有约谈人和工作人员；"
                      "请写 owed_by=INTERVIEWEE（本人）、UNIT 或对象选择。", duty=duty.code, event=duty.on)
        counted_for = duty.talk.per if duty.talk else duty.owed_by
        if duty.each and counted_for == UNIT:
            yield from _each_unit(duty)


def _each_unit(duty: Duty) -> Iterator[str]:
    if duty.about is None:
        yield say("义务 {duty} 由单位承担，却没有写哪些单位；请写 about=unit(...)。", duty=duty.code)
    elif duty.about.reads != _OF_UNITS:
        yield say("义务 {duty} 由单位承担，about 却要看职务或个人，空缺的单位会被漏掉；请只用 unit(...)。",
                  duty=duty.code)


def _quota(duty: Duty, quota: Quota) -> Iterator[str]:
    if quota.times < 1:
        yield say("义务 {duty} 的次数应至少为1。", duty=duty.code)
    if quota.per not in _COUNTED_FOR:
        yield say("义务 {duty} 的次数只能按约谈对象、约谈人、每一对或单位计算。", duty=duty.code)
    if quota.persons and quota.per in {INTERVIEWEE, PAIR}:
        yield say("义务 {duty} 数的是人数，只能按约谈人或单位计算；请改 per，或去掉 persons。", duty=duty.code)
    if quota.per == PAIR and duty.on:
        yield say("义务 {duty} 因事件“{event}”而起，只有一个人，不能按每一对计算次数；请改 per。", duty=duty.code,
                  event=duty.on)
    if quota.per == UNIT and not isinstance(duty.owed_by, Selector) and duty.owed_by != UNIT:
        yield say("义务 {duty} 的次数按单位计算，承担者也应是单位；请写 owed_by=UNIT 或对象选择。", duty=duty.code)


def _talkers(regulation: Regulation) -> Iterator[str]:
    binding = [pairing for pairing in regulation.of(Pairing) if pairing.step == HELD and pairing.force is not MAY]
    for duty in regulation.of(Duty):
        if duty.talk and duty.force is not MAY and not any(
                applies(pairing.kinds, duty.talk.kind.code) for pairing in binding):
            yield say("义务 {duty} 要求的“{kind}”没有任何人负责谈；请写一条 Pairing。", duty=duty.code,
                      kind=duty.talk.kind.title)


LOOKS = (_met, _arises, _owners, _talkers)
