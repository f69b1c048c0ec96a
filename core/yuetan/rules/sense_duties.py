"""Sense of duties: each can arise, can be met, and says who owes it in words a program can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yuetan.rules.duties import Duty, Tally
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, MAY, PAIR, UNIT
from yuetan.rules.periods import Period, Rolling
from yuetan.rules.procedure import Guard, Pairing, applies
from yuetan.rules.selectors import UNIT_LEVEL, Selector
from yuetan.wording import say

if TYPE_CHECKING:
    from yuetan.rules.regulation import Regulation

_OF_UNITS = frozenset({UNIT_LEVEL})


def _met(regulation: Regulation) -> Iterator[str]:
    for duty in regulation.of(Duty):
        if not duty.met_by:
            yield say("义务 {duty} 没有任何办法可以履行；请写明 done=（事件）、material=（材料）或 talk=（谈话）。", duty=duty.code)
        if duty.talk and (duty.done or duty.material):
            yield say("义务 {duty} 既要求谈话又写了 done 或 material；请分成两项义务。", duty=duty.code)


def _arises(regulation: Regulation) -> Iterator[str]:
    for duty in regulation.of(Duty):
        if duty.on and duty.each:
            yield say("义务 {duty} 同时写了 on 和 each；请只保留一种起因。", duty=duty.code)
        if duty.talk and not (duty.on or duty.each):
            yield say("义务 {duty} 要求谈话，却没有写因何而起；请写明 on=（事件）或 each=（周期）。", duty=duty.code)
        if duty.each and duty.kinds:
            yield say("义务 {duty} 按周期产生，不能再写 kinds；要求哪种谈话请写在 talk。", duty=duty.code)
        if isinstance(duty.each, Rolling) and not duty.talk:
            yield say("义务 {duty} 的周期从上次谈话起算，必须写 talk。", duty=duty.code)
        if duty.each and duty.when:
            yield say("义务 {duty} 按周期产生，没有案件可供 when 判断；请改用 about 或去掉。", duty=duty.code)
        if duty.when is not None and not duty.when.swept:
            yield say("义务 {duty} 的条件 {condition} 不能用于批量推算；when 只能用能读作 SQL 的条件，"
                      "其他条件请写成 Guard。", duty=duty.code, condition=type(duty.when).__name__)


def _owners(regulation: Regulation) -> Iterator[str]:
    for duty in regulation.of(Duty):
        if duty.owed_by in {UNIT, PAIR} if not isinstance(duty.owed_by, Selector) else False:
            yield from _unit_owned(duty) if duty.owed_by == UNIT else (
                say("义务 {duty} 不能由“每一对”承担；每一对各谈几次请写在 talk=Quota(..., per=PAIR)。", duty=duty.code),)
        elif duty.each and not duty.talk and not isinstance(duty.owed_by, Selector):
            yield say("义务 {duty} 按周期产生，没有约谈，“{part}”无从确定；请用 UNIT 或对象选择。", duty=duty.code,
                      part=duty.owed_by.title)
        if duty.talk and duty.talk.times < 1:
            yield say("义务 {duty} 的次数应至少为1。", duty=duty.code)
        if duty.talk and duty.talk.per not in {INTERVIEWEE, INTERVIEWER, PAIR, UNIT}:
            yield say("义务 {duty} 的次数只能按约谈对象、约谈人、每一对或单位计算。", duty=duty.code)


def _unit_owned(duty: Duty) -> Iterator[str]:
    if duty.each and duty.about is None:
        yield say("义务 {duty} 由单位承担，却没有写哪些单位；请写 about=unit(...)。", duty=duty.code)
    if duty.about is not None and duty.about.reads != _OF_UNITS:
        yield say("义务 {duty} 由单位承担，about 却要看职务或个人，空缺的单位会被漏掉；请只用 unit(...)。", duty=duty.code)


def _talkers(regulation: Regulation) -> Iterator[str]:
    binding = [pairing for pairing in regulation.of(Pairing) if pairing.force is not MAY]
    for duty in regulation.of(Duty):
        if duty.talk and duty.each and duty.force is not MAY and not any(
                applies(pairing.kinds, duty.talk.kind.code) for pairing in binding):
            yield say("义务 {duty} 要求的“{kind}”没有任何人负责谈；请写一条 Pairing。", duty=duty.code, kind=duty.talk.kind.title)


def _bars(regulation: Regulation) -> Iterator[str]:
    for guard in regulation.of(Guard):
        if guard.until is not None and not guard.after:
            yield say("前置条件 {guard} 写了 until 却没有 after；请写明从哪个事件起生效。", guard=guard.code)
    for tally in regulation.of(Tally):
        if not tally.counts:
            yield say("累计 {tally} 没有写累计什么；请在 counts 中写事件和分值。", tally=tally.code)
        if isinstance(tally.within, Period) and isinstance(tally.within, Rolling):
            yield say("累计 {tally} 的滚动区间请写成 months_before 一类的时限，不用滚动周期。", tally=tally.code)


LOOKS = (_met, _arises, _owners, _talkers, _bars)
