"""What an act of the system itself is refused for, as things are in the case: each by its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.attendance import unconfirmed
from yuetan.casework.interviews.effects import Values, paper_of
from yuetan.casework.interviews.forms import day_of
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import (
    ACCEPTED,
    ASKED_AGAIN,
    ASSIGNED,
    ATTENDANCE,
    CORRECTION_ASKED,
    PAPER_ASKED,
    OtherAct,
)
from yuetan.casework.interviews.papers_owed import his_papers, latest, material
from yuetan.engine.addressees import upward
from yuetan.engine.endings import optional, remaining
from yuetan.engine.obligations import Status
from yuetan.engine.owed import obligations
from yuetan.records.cases import ACCEPTED as PAPER_ACCEPTED
from yuetan.records.cases import ASKED, RETURNED, SUBMITTED
from yuetan.rules.events import FILED, POSTPONED
from yuetan.rules.events import RETURNED as PAPER_RETURNED
from yuetan.rules.force import MAY
from yuetan.wording import say


def check(opened: Opened, act: OtherAct, values: Values, on: date) -> None:
    """Refuse what this act, done on a day, does not allow as things are: `Unfit` for a field, `Refused` for the act."""
    missing = {one.code: say("请填写“{field}”。", field=one.title)
               for one in act.fields if one.required and one.code not in values}
    if missing:
        raise Unfit(missing)
    if act.code == ATTENDANCE and opened.kept.planned is not None and on < opened.kept.planned:
        raise Refused(None, (), say("约谈定在 {day}，到那天才能登记到场情况。", day=opened.kept.planned))
    if act.code in _CHECKS:
        _CHECKS[act.code](opened, values)


def _paper_in(*states: str) -> Callable[[Opened, Values], None]:
    def check_paper(opened: Opened, values: Values) -> None:
        paper = paper_of(opened, values)
        if paper is None:
            raise Unfit({"paper": say("这次约谈没有这份材料；请从列表中选。")})
        if paper.state not in states:
            raise Refused(None, (), say("这份材料已经审核过，或者还没有报来；请刷新页面再看。"))
    return check_paper


def _known_material(opened: Opened, values: Values) -> None:
    if values["material"] not in {one.code for one in his_papers(opened.regulation)}:
        raise Unfit({"material": say("约谈对象没有这种材料可报；请从列表中选。")})
    if any(one.material == values["material"] and one.state in {ASKED, RETURNED} for one in latest(opened.papers)):
        raise Refused(None, (), say("这份材料已经要求报送，还没有报来。"))
    if any(one.material == values["material"] and one.state == SUBMITTED for one in latest(opened.papers)):
        raise Refused(None, (), say("这份材料已经报来，正待审核；需要重报的，请退回。"))


def _people(opened: Opened, values: Values) -> None:
    named = {code: values[code] for code in ("interviewer", "second", "company", "recorder") if code in values}
    errors = {code: say("约谈对象不能同时是谈话一方的人员。") for code, one in named.items()
              if one in opened.interviewees}
    recused = {cadre for part, cadre in opened.people if part == "recused"}
    errors |= {code: say("他已回避，不能参加这次约谈。") for code, one in named.items() if one in recused}
    if errors:
        raise Unfit(errors)


def _new_day(opened: Opened, values: Values) -> None:
    day = day_of(values["date"])
    if day is None or day < opened.office.today:
        raise Unfit({"date": say("改定日期不能早于今天。")})


def _correction(opened: Opened, values: Values) -> None:
    number = values["sequence"]
    if not number.isdigit() or not 1 <= int(number) <= opened.case.version:
        raise Unfit({"sequence": say("这次约谈的记录只有第 1 至第 {last} 条。", last=opened.case.version)})


def nothing_left(opened: Opened) -> None:
    """Refuse to file a case as long as a step of it is left, something is owed in it, or a paper is not accepted.

    A report upward goes its own way, in a case of its own.
    """
    left = [step.title for step in remaining(opened.steps, opened.happened, opened.past)
            if step.code != FILED and step.force is not MAY
            and not optional(opened.regulation, step, opened.kept.kind)]
    left += [one.duty.title for one in obligations(opened.world, opened.regulation, (opened.kept.reference,))
             if one.occasion and one.occasion.interview == opened.kept.reference and one.duty.met_by != FILED
             and one.status in {Status.OPEN, Status.WAITING, Status.OVERDUE} and not upward(one.duty)]
    left += [say("材料审核：{paper}", paper=found.title if (found := material(opened.regulation, one.material))
                 else one.material) for one in latest(opened.papers) if one.state != PAPER_ACCEPTED]
    left += [say("复核到场情况")] if unconfirmed(opened) else []
    if left:
        raise Refused(None, (), say("还不能归档，以下事项没有办完：{left}。", left=say("、").join(dict.fromkeys(left))))


def _filing(opened: Opened, _values: Values) -> None:
    nothing_left(opened)


_CHECKS: Mapping[str, Callable[[Opened, Values], None]] = {
    ASSIGNED: _people, POSTPONED: _new_day, PAPER_ASKED: _known_material,
    ACCEPTED: _paper_in(SUBMITTED), PAPER_RETURNED: _paper_in(SUBMITTED), ASKED_AGAIN: _paper_in(PAPER_ACCEPTED),
    CORRECTION_ASKED: _correction, FILED: _filing}
