"""Whether the stories show every duty, guard and pairing from each of its sides."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.engine.permitted import Permission
from yuetan.rules.conditions import NEVER
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.force import MAY
from yuetan.rules.periods import STANDING
from yuetan.rules.procedure import Guard, Pairing, applies
from yuetan.rules.rule import rule_name
from yuetan.testing.expectations import ExpectedAbsence, ExpectedInterviewer, ExpectedObligation, ExpectedStep
from yuetan.testing.kit.faults import Fault, Problem, place_of
from yuetan.testing.kit.subject import Edition, Subject
from yuetan.wording import later, say

WAYS = {"OPEN": later("尚未到期（open）"), "DONE": later("按时办理（done）"), "OVERDUE": later("逾期未办（overdue）"),
        "LATE": later("逾期才办（late）")}
UNTIL_IT_HAPPENS = {"WAITING": later("期限待定（waiting）")}


def each_duty_is_met_missed_and_late(subject: Subject, case: str) -> Iterator[Fault]:
    """A way a duty can stand that no story shows, or nobody who does not owe it."""
    edition, duty = subject.rules(Duty)[case]
    where = place_of(edition.regulation, duty)
    shown = {(one.offer, one.status.name) for one in subject.claimed(edition, ExpectedObligation)
             if one.duty == duty.code}
    absent = {one.offer for one in subject.claimed(edition, ExpectedAbsence) if one.duty == duty.code}
    if duty.force is MAY:
        if (True, "OPEN") not in shown:
            yield Fault(Problem.OFFER_NOT_SHOWN, where, say("何时提示"))
        if True not in absent:
            yield Fault(Problem.OFFER_NOT_SHOWN, where, say("何时不提示"))
        return
    for way, title in _ways(duty).items():
        if (False, way) not in shown:
            yield Fault(Problem.DUTY_NOT_SHOWN, where, say(title))
    if False not in absent:
        yield Fault(Problem.DUTY_NOT_ABSENT, where)


def _ways(duty: Duty) -> dict[str, str]:
    """How a duty can stand. One due before what nobody plans is never open: its day is known when it has passed."""
    if duty.due is None and duty.each in {None, STANDING}:  # where the text names no day, none can be missed
        return {way: WAYS[way] for way in ("OPEN", "DONE")}
    if duty.due is not None and duty.due.is_before and duty.each is None and duty.due.anchor != HELD:
        return UNTIL_IT_HAPPENS | {way: title for way, title in WAYS.items() if way != "OPEN"}
    return WAYS


def each_guard_is_passed_and_refused(subject: Subject, case: str) -> Iterator[Fault]:
    """A guard that no story passes, or none runs into. What is never so is passed by those it does not speak of."""
    edition, guard = subject.rules(Guard)[case]
    steps = [one for one in subject.claimed(edition, ExpectedStep) if one.act.step == guard.step]
    refused = any(because.rule == rule_name(guard) for one in steps for because in one.because)
    passed = any(one.result is Permission.PERMITTED and (
        guard.needs == NEVER or applies(guard.kinds, one.act.kind)) for one in steps)
    yield from _sides(Problem.GUARD_NOT_SHOWN, edition, guard, {
        say("拦住（because 中写有这条规则）"): refused, say("放行（result = {value}）", value="permitted"): passed})


def each_pairing_admits_and_denies(subject: Subject, case: str) -> Iterator[Fault]:
    """A pairing that no story shows admitting somebody, or denying somebody."""
    edition, pairing = subject.rules(Pairing)[case]
    results = {one.result for one in subject.claimed(edition, ExpectedInterviewer)
               if rule_name(pairing) in (one.rules or ())}
    yield from _sides(Problem.PAIRING_NOT_SHOWN, edition, pairing, {
        say("准许谁（result = {value}）", value="permitted"): Permission.PERMITTED in results,
        say("不准许谁（result = {value}）", value="refused"): Permission.REFUSED in results})


def _sides(problem: Problem, edition: Edition, rule: Guard | Pairing, sides: dict[str, bool]) -> Iterator[Fault]:
    where = place_of(edition.regulation, rule)
    yield from (Fault(problem, where, side) for side, seen in sides.items() if not seen)
